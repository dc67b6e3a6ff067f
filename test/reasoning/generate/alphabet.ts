/**
 * The small worlds that generated policies and requests are made of. They are small on purpose: patterns and requests that are
 * drawn apart must meet often.
 */
import { Principal } from '../../../src/reasoning/principal';

export const HOME = '111122223333';
export const AWAY = '444455556666';
export const ACCOUNTS: readonly string[] = [HOME, AWAY];

/** Actions, each with resources that it takes. */
export const ACTIONS: { readonly [action: string]: readonly string[] } = {
  's3:GetObject': ['arn:aws:s3:::orders/2026/a.txt', 'arn:aws:s3:::orders/red/b.txt', 'arn:aws:s3:::logs/a:b/c'],
  's3:PutObject': ['arn:aws:s3:::orders/red/b.txt', 'arn:aws:s3:::orders/r*'],
  's3:ListBucket': ['arn:aws:s3:::orders', 'arn:aws:s3:::logs'],
  's3:ListAllMyBuckets': ['*'],
  'sqs:SendMessage': [`arn:aws:sqs:us-east-1:${HOME}:jobs`, `arn:aws:sqs:eu-west-1:${AWAY}:jobs`],
  'sqs:ReceiveMessage': [`arn:aws:sqs:us-east-1:${HOME}:jobs`, `arn:aws:sqs:us-east-1:${AWAY}:mail`],
  'dynamodb:GetItem': [`arn:aws:dynamodb:us-east-1:${HOME}:table/orders`, `arn:aws:dynamodb:us-east-1:${AWAY}:table/red`],
  'dynamodb:Query': [`arn:aws:dynamodb:us-east-1:${HOME}:table/orders`, `arn:aws:dynamodb:us-east-1:${HOME}:table/orders/index/by-date`],
  'kms:Decrypt': [`arn:aws:kms:us-east-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, `arn:aws:kms:us-east-1:${AWAY}:key/mrk-1`],
  'sts:AssumeRole': [`arn:aws:iam::${HOME}:role/app`, `arn:aws:iam::${AWAY}:role/deploy/red`],
  'sts:TagSession': [`arn:aws:iam::${HOME}:role/app`],
  'sts:GetCallerIdentity': ['*'],
  'iam:PassRole': [`arn:aws:iam::${HOME}:role/app`, `arn:aws:iam::${AWAY}:role/deploy/red`],
  'iam:GetUser': [`arn:aws:iam::${HOME}:user/alice`, `arn:aws:iam::${HOME}:user/team/bob`],
  'ec2:DescribeInstances': ['*'],
  'ec2:StartInstances': [`arn:aws:ec2:us-east-1:${HOME}:instance/i-0abc`],
  'lambda:InvokeFunction': [`arn:aws:lambda:us-east-1:${HOME}:function:work`, `arn:aws:lambda:us-east-1:${HOME}:function:work:live`],
  'logs:PutLogEvents': [`arn:aws:logs:us-east-1:${HOME}:log-group:/app/red:log-stream:one`],
};

export const ACTION_NAMES: readonly string[] = Object.keys(ACTIONS);
export const RESOURCES: readonly string[] = [...new Set(Object.values(ACTIONS).flat())].filter(resource => resource !== '*');

const user = (account: string, path: string): Principal =>
  ({ kind: 'user', id: `arn:aws:iam::${account}:user/${path}`, account, name: path.slice(path.lastIndexOf('/') + 1) });
const role = (account: string, path: string): Principal =>
  ({ kind: 'role', id: `arn:aws:iam::${account}:role/${path}`, account, name: path.slice(path.lastIndexOf('/') + 1) });
const session = (account: string, name: string, sessionName: string): Principal =>
  ({ kind: 'role-session', id: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`, account, name });

export type PrincipalGroup = 'user' | 'role' | 'session' | 'root' | 'federatedUser' | 'service' | 'federated' | 'canonical' | 'anonymous';

export const PRINCIPALS: { readonly [group in PrincipalGroup]: readonly Principal[] } = {
  user: [user(HOME, 'alice'), user(HOME, 'team/bob'), user(AWAY, 'alice')],
  role: [role(HOME, 'app'), role(HOME, 'deploy/red'), role(AWAY, 'app'),
    role(HOME, 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling')],
  session: [session(HOME, 'app', 'one'), session(HOME, 'app', 'two'), session(HOME, 'red', 'one'), session(AWAY, 'app', 'one')],
  root: ACCOUNTS.map(account => ({ kind: 'root', id: `arn:aws:iam::${account}:root`, account })),
  federatedUser: [{ kind: 'federated-user', id: `arn:aws:sts::${HOME}:federated-user/alice`, account: HOME, name: 'alice' }],
  service: ['lambda.amazonaws.com', 's3.amazonaws.com'].map(id => ({ kind: 'service', id })),
  federated: [
    { kind: 'federated', id: `arn:aws:iam::${HOME}:saml-provider/corp` },
    { kind: 'federated', id: 'cognito-identity.amazonaws.com' },
  ],
  canonical: [{ kind: 'canonical', id: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }],
  anonymous: [{ kind: 'anonymous', id: '*' }],
};

export const ALL_PRINCIPALS: readonly Principal[] = Object.values(PRINCIPALS).flat();

export type KeyType = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip' | 'binary';

export interface ContextKey {
  readonly name: string;
  readonly type: KeyType;
  readonly multivalued?: boolean;
  readonly values: readonly string[];
}

const COLOURS = ['red', 'blue', 'Red', 'r*d', 'green/light'];
const TIMES = ['2026-01-01T00:00:00Z', '2026-06-30T12:00:00Z', '2026-12-31', '1767225600', '2026-01-01T01:00:00+01:00'];
const SOURCES = [`arn:aws:lambda:us-east-1:${HOME}:function:work`, 'arn:aws:s3:::orders', `arn:aws:sns:us-east-1:${AWAY}:news`, 'arn:aws:sns'];
const INSTANCES = [`arn:aws:ec2:us-east-1:${HOME}:instance/i-0abc`, `arn:aws:ec2:eu-west-1:${HOME}:instance/i-0def`];
const ADDRESSES = ['192.0.2.1', '192.0.2.200', '198.51.100.7', '2001:db8::1', '2001:0db8:0:0:0:0:0:1', '2001:db8:1::5'];

export const CONTEXT_KEYS: readonly ContextKey[] = [
  { name: 'aws:PrincipalTag/team', type: 'string', values: COLOURS },
  { name: 'aws:ResourceTag/team', type: 'string', values: COLOURS },
  { name: 'aws:RequestTag/team', type: 'string', values: ['red', 'blue', ''] },
  { name: 'aws:PrincipalOrgID', type: 'string', values: ['o-abcd123456', 'o-zzzz999999'] },
  { name: 'aws:SourceAccount', type: 'string', values: ACCOUNTS },
  { name: 's3:prefix', type: 'string', values: ['', '', '2026/', 'red/', 'red/b'] },
  { name: 'sts:ExternalId', type: 'string', values: ['red', '12345'] },
  { name: 'aws:TagKeys', type: 'string', multivalued: true, values: ['team', 'Team', 'cost', 'red'] },
  { name: 'aws:PrincipalOrgPaths', type: 'string', multivalued: true, values: ['o-abcd123456/r-ab12/ou-1/', 'o-abcd123456/r-ab12/ou-2/'] },
  { name: 'dynamodb:LeadingKeys', type: 'string', multivalued: true, values: ['alice', 'bob', 'red'] },
  { name: 'aws:SourceArn', type: 'arn', values: SOURCES },
  { name: 'iam:AssociatedResourceArn', type: 'arn', values: INSTANCES },
  { name: 's3:max-keys', type: 'numeric', values: ['0', '5', '10', '5.0', '-1', '7.5'] },
  { name: 'aws:MultiFactorAuthAge', type: 'numeric', values: ['0', '10', '3600'] },
  { name: 'aws:CurrentTime', type: 'date', values: TIMES },
  { name: 'aws:TokenIssueTime', type: 'date', values: TIMES },
  { name: 'aws:SecureTransport', type: 'bool', values: ['true', 'false'] },
  { name: 'aws:MultiFactorAuthPresent', type: 'bool', values: ['true', 'false', 'True'] },
  { name: 'aws:SourceIp', type: 'ip', values: ADDRESSES },
  { name: 'aws:VpcSourceIp', type: 'ip', values: ADDRESSES },
  { name: 'example:Fingerprint', type: 'binary', values: ['QmluYXJ5', 'T3RoZXI='] },
];

/** Keys that AWS fills in from the principal or the resource; a request need not give them. */
export const DERIVED_KEYS: readonly ContextKey[] = [
  { name: 'aws:PrincipalArn', type: 'arn', values: ALL_PRINCIPALS.map(principal => principal.id).filter(id => id.startsWith('arn:')) },
  { name: 'aws:PrincipalAccount', type: 'string', values: ACCOUNTS },
  { name: 'aws:PrincipalType', type: 'string', values: ['User', 'AssumedRole', 'Account', 'FederatedUser', 'Anonymous'] },
  { name: 'aws:username', type: 'string', values: ['alice', 'bob'] },
  { name: 'aws:PrincipalIsAWSService', type: 'bool', values: ['true', 'false'] },
  { name: 'aws:PrincipalServiceName', type: 'string', values: ['lambda.amazonaws.com', 's3.amazonaws.com'] },
  { name: 'aws:ResourceAccount', type: 'string', values: ACCOUNTS },
];

/** What may stand in a condition besides the values of its key: networks, and what is of no use there. */
export const NETWORKS: readonly string[] =
  ['192.0.2.0/24', '192.0.2.128/25', '0.0.0.0/0', '2001:db8::/32', '::/0', '198.51.100.7/32', '192.0.2.77/24'];
export const MALFORMED: readonly string[] = ['', 'yes', 'not-a-value', '10abc', '300.1.1.1', 'arn:aws', '2026-13-45', '1,000'];

const KEYS_BY_NAME = new Map([...CONTEXT_KEYS, ...DERIVED_KEYS].map(key => [key.name.toLowerCase(), key]));

export function contextKey(name: string): ContextKey | undefined {
  return KEYS_BY_NAME.get(name.toLowerCase());
}
