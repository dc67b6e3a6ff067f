/**
 * Policies and pairs of policies as people write them: roles of CDK grants, boundaries round them, copies that are wider or narrower,
 * and the kinds of examples that the AWS documentation shows, with their conditions.
 *
 * The corpus is fixed. A `round` changes each name in it and nothing else, so that no round finds an answer that another has left.
 * A pair says what its verdict must not contradict, where that follows from the way in which it was made.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_examples.html
 */
const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const REGION = 'eu-central-1';

const allow = (actions, resources, condition) => ({
  Effect: 'Allow', Action: actions, Resource: resources, ...condition && { Condition: condition },
});
const deny = (actions, resources, condition) => ({ ...allow(actions, resources, condition), Effect: 'Deny' });
const policy = (...statements) => ({ Version: '2012-10-17', Statement: statements });
const arn = (service, resource) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** What the CDK's own grants write, one statement each. */
const GRANTS = [
  n => allow(['s3:GetObject*', 's3:GetBucket*', 's3:List*'], [`arn:aws:s3:::orders-${n}`, `arn:aws:s3:::orders-${n}/*`]),
  n => allow(
    ['dynamodb:BatchGetItem', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:Scan',
      'dynamodb:ConditionCheckItem', 'dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem',
      'dynamodb:DescribeTable'],
    [arn('dynamodb', `table/orders-${n}`), arn('dynamodb', `table/orders-${n}/index/*`)],
  ),
  n => allow(['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], arn('sqs', `orders-${n}`)),
  n => allow(['kms:Decrypt', 'kms:DescribeKey'], arn('kms', `key/1234abcd-12ab-34cd-56ef-${String(n).padStart(12, '0')}`)),
  n => allow(
    ['s3:DeleteObject*', 's3:PutObject', 's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:PutObjectTagging',
      's3:PutObjectVersionTagging', 's3:Abort*'],
    `arn:aws:s3:::orders-${n}/incoming/*`,
  ),
  n => allow('lambda:InvokeFunction', [arn('lambda', `function:orders-${n}`), arn('lambda', `function:orders-${n}:*`)]),
  n => allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], arn('secretsmanager', `secret:orders-${n}-??????`)),
  () => allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
  n => allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('logs', `log-group:/aws/lambda/orders-${n}:*`)),
  n => allow(
    ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    arn('sqs', `orders-${n}-jobs`),
  ),
  n => allow(
    ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'], arn('kms', 'key/*'),
    { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` }, StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::orders-${n}/*` } },
  ),
  n => allow('sns:Publish', arn('sns', `orders-${n}`)),
  n => allow(['ssm:DescribeParameters', 'ssm:GetParameters', 'ssm:GetParameter', 'ssm:GetParameterHistory'], arn('ssm', `parameter/orders-${n}/*`)),
  n => allow('events:PutEvents', arn('events', `event-bus/orders-${n}`), { StringEquals: { 'events:source': `orders-${n}` } }),
  n => allow('states:StartExecution', arn('states', `stateMachine:orders-${n}`)),
  () => allow('ecr:GetAuthorizationToken', '*'),
  n => allow(['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'], arn('ecr', `repository/orders-${n}`)),
  n => allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/orders-${n}`, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }),
];

/** A role with so many grants, the first of them the one at `from`. */
function grantedRole(count, n, from = 0) {
  return policy(...Array.from({ length: count }, (_, index) => GRANTS[(from + index) % GRANTS.length](`${n}-${Math.floor(index / GRANTS.length)}`)));
}

const SELF_WIDENING = ['iam:CreateRole', 'iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachRolePolicy', 'iam:PutRolePolicy',
  'iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'];

/** Permission boundaries; the roles of grants stay within those that say so. */
const BOUNDARIES = [
  { holds: true, document: () => policy(allow('*', '*'), deny(SELF_WIDENING, '*')) },
  { holds: true, document: () => policy(allow('*', '*'), deny(['organizations:*', 'account:*', 'aws-portal:*', ...SELF_WIDENING], '*')) },
  {
    holds: true,
    document: () => policy(
      allow(['s3:*', 'dynamodb:*', 'sqs:*', 'sns:*', 'kms:*', 'lambda:*', 'secretsmanager:*', 'xray:*', 'logs:*', 'ssm:*', 'events:*',
        'states:*', 'ecr:*', 'iam:PassRole'], '*'),
      deny(SELF_WIDENING, '*'),
    ),
  },
  {
    holds: true,
    document: () => policy(
      allow('s3:*', ['arn:aws:s3:::orders-*', 'arn:aws:s3:::shared-*/public/*']),
      allow(['dynamodb:*Item', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:Get*', 'dynamodb:Describe*'], arn('dynamodb', 'table/orders-*')),
      allow(['sqs:*', 'sns:Publish', 'kms:*', 'lambda:Invoke*', 'secretsmanager:*', 'logs:*', 'ssm:*', 'events:*', 'states:*', 'ecr:*', 'iam:PassRole'],
        `arn:aws:*:*:${ACCOUNT}:*`),
      allow(['xray:Put*', 'ecr:GetAuthorizationToken'], '*'),
      deny(SELF_WIDENING, '*'),
    ),
  },
  {
    document: () => policy(
      allow('*', '*'),
      { Effect: 'Deny', NotAction: ['iam:*', 'sts:*', 'support:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': REGION } } },
    ),
  },
  { document: n => policy(allow(['s3:Get*', 's3:List*', 'dynamodb:*'], '*'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } }), allow('sqs:*', arn('sqs', `orders-${n}*`))) },
];

/** Identity policies of the kinds that the AWS documentation shows. */
const IDENTITY_EXAMPLES = [
  n => policy(
    allow('s3:ListBucket', `arn:aws:s3:::home-${n}`, { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/*'] } }),
    allow('s3:*', [`arn:aws:s3:::home-${n}/home/\${aws:username}`, `arn:aws:s3:::home-${n}/home/\${aws:username}/*`]),
  ),
  n => policy(allow('ec2:*', arn('ec2', `instance/i-${n}*`)), deny(['ec2:StopInstances', 'ec2:TerminateInstances'], '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } })),
  n => policy(allow('s3:GetObject', `arn:aws:s3:::dated-${n}/*`, {
    DateGreaterThan: { 'aws:CurrentTime': '2026-04-01T00:00:00Z' }, DateLessThan: { 'aws:CurrentTime': '2026-06-30T23:59:59Z' },
  })),
  n => policy(
    allow(['s3:Get*', 's3:PutObject'], `arn:aws:s3:::office-${n}/*`),
    deny('*', '*', { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] }, Bool: { 'aws:ViaAWSService': 'false' } }),
  ),
  n => policy(
    allow(['ec2:StartInstances', 'ec2:StopInstances'], arn('ec2', 'instance/*'), { StringEquals: { 'aws:ResourceTag/Owner': `team-${n}` } }),
    allow('ec2:DescribeInstances', '*'),
  ),
  n => policy(allow(
    ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arn('dynamodb', `table/games-${n}`),
    { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['column-1', 'column-2', 'column-3'], 'dynamodb:LeadingKeys': [`user-${n}`] }, 'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
  )),
  n => policy(allow(['lambda:CreateFunction', 'lambda:UpdateFunctionConfiguration'], arn('lambda', `function:net-${n}`), {
    'ForAllValues:StringEquals': { 'lambda:VpcIds': ['vpc-1', 'vpc-2'] }, 'ForAnyValue:StringLike': { 'lambda:SubnetIds': 'subnet-a*' },
  })),
  n => policy(allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/cw-*-${n}`, {
    StringEquals: { 'iam:PassedToService': ['cloudwatch.amazonaws.com', 'ec2.amazonaws.com'] }, ArnLike: { 'iam:AssociatedResourceArn': arn('ec2', 'instance/*') },
  })),
  n => policy(
    allow('s3:ListBucket', `arn:aws:s3:::logs-${n}`, { NumericLessThanEquals: { 's3:max-keys': '10' }, StringLike: { 's3:prefix': ['app/*', 'web/*'] } }),
    allow('s3:GetObject', [`arn:aws:s3:::logs-${n}/app/*`, `arn:aws:s3:::logs-${n}/web/*`]),
  ),
  n => policy(allow('rds:*', [`arn:aws:rds:us-east-1:*:db:app-${n}*`, `arn:aws:rds:us-east-1:*:cluster:app-${n}*`]), allow('rds:Describe*', '*')),
  n => policy(
    allow('ec2:RunInstances', [`arn:aws:ec2:*:*:volume/*`, `arn:aws:ec2:*:*:instance/*`], {
      'StringEquals': { 'aws:RequestTag/costCenter': `cc-${n}` }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['costCenter', 'stack'] },
    }),
    allow('ec2:CreateTags', 'arn:aws:ec2:*:*:*/*', { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }),
    deny('ec2:RunInstances', '*', { Null: { 'aws:RequestTag/costCenter': 'true' } }),
  ),
  n => policy(
    allow(['iam:GetUser', 'iam:ChangePassword', 'iam:ListMFADevices', 'iam:CreateVirtualMFADevice'], 'arn:aws:iam::*:user/${aws:username}'),
    allow('s3:ListAllMyBuckets', '*'),
    { Effect: 'Deny', NotAction: ['iam:ListMFADevices', 'iam:CreateVirtualMFADevice', 'sts:GetSessionToken'], Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' }, StringNotEquals: { 'aws:PrincipalTag/Team': `team-${n}` } } },
  ),
  n => policy(
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } } },
    allow(['iam:CreateServiceLinkedRole', 'iam:ListRoles', 'account:ListRegions'], '*'),
    deny('s3:*', `arn:aws:s3:::audit-${n}*`),
  ),
  n => policy(
    { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], NotResource: [`arn:aws:s3:::private-${n}`, `arn:aws:s3:::private-${n}/*`] },
    deny('s3:DeleteObject', '*', { StringNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/admin-${n}-*` } }),
  ),
  n => policy(allow(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], '*', {
    StringEquals: { 'secretsmanager:ResourceTag/App': `app-${n}` }, StringLike: { 'secretsmanager:SecretId': 'arn:aws:secretsmanager:*:*:secret:app/*' },
    IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] },
  })),
];

const statementOf = (effect, principal, actions, resources, condition) => ({
  Effect: effect, Principal: principal, Action: actions, Resource: resources, ...condition && { Condition: condition },
});
const accountRoot = account => ({ AWS: `arn:aws:iam::${account}:root` });
const ownedBy = { 'aws:SourceAccount': ACCOUNT };

/** Resource policies: buckets, queues, topics, keys, secrets, functions, repositories. */
const RESOURCE_EXAMPLES = [
  n => policy(
    statementOf('Deny', '*', 's3:*', [`arn:aws:s3:::web-${n}`, `arn:aws:s3:::web-${n}/*`], { Bool: { 'aws:SecureTransport': 'false' } }),
    statementOf('Allow', { Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', `arn:aws:s3:::web-${n}/*`,
      { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6${n}` } }),
  ),
  n => policy(
    statementOf('Allow', accountRoot(OTHER_ACCOUNT), ['s3:GetObject*', 's3:GetBucket*', 's3:List*'], [`arn:aws:s3:::share-${n}`, `arn:aws:s3:::share-${n}/*`]),
    statementOf('Allow', { AWS: [`arn:aws:iam::${ACCOUNT}:role/reader-${n}`, `arn:aws:iam::${OTHER_ACCOUNT}:role/reader-${n}`] }, 's3:GetObject', `arn:aws:s3:::share-${n}/*`),
  ),
  n => policy(statementOf('Allow', '*', ['s3:GetObject', 's3:ListBucket'], [`arn:aws:s3:::org-${n}`, `arn:aws:s3:::org-${n}/*`], { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
  n => policy(
    statementOf('Allow', { Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', arn('sqs', `inbox-${n}`), { ArnEquals: { 'aws:SourceArn': arn('sns', `outbox-${n}`) } }),
    statementOf('Deny', '*', 'sqs:*', arn('sqs', `inbox-${n}`), { Bool: { 'aws:SecureTransport': 'false' } }),
  ),
  n => policy(statementOf('Allow', { Service: ['events.amazonaws.com', 's3.amazonaws.com'] }, 'sns:Publish', arn('sns', `alarms-${n}`), { StringEquals: ownedBy, ArnLike: { 'aws:SourceArn': `arn:aws:*:*:${ACCOUNT}:*` } })),
  n => policy(
    statementOf('Allow', accountRoot(ACCOUNT), 'kms:*', '*'),
    statementOf('Allow', { AWS: `arn:aws:iam::${ACCOUNT}:role/app-${n}` }, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*', { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` } }),
    statementOf('Allow', { AWS: `arn:aws:iam::${ACCOUNT}:role/app-${n}` }, ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], '*', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ),
  n => policy(
    statementOf('Allow', { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/app-${n}` }, 'secretsmanager:GetSecretValue', '*', { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': 'AWSCURRENT' } }),
    statementOf('Deny', '*', 'secretsmanager:*', '*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
  ),
  n => policy(statementOf('Allow', { Service: 'apigateway.amazonaws.com' }, 'lambda:InvokeFunction', arn('lambda', `function:api-${n}`), { ArnLike: { 'AWS:SourceArn': `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1b2c3/*/GET/orders-${n}` } })),
  n => policy(
    statementOf('Allow', { AWS: [ACCOUNT, OTHER_ACCOUNT] }, ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], arn('ecr', `repository/app-${n}`)),
    statementOf('Allow', { Service: 'lambda.amazonaws.com' }, ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], arn('ecr', `repository/app-${n}`), { StringLike: { 'aws:sourceArn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:*` } }),
  ),
  n => policy(
    statementOf('Allow', '*', 's3:GetObject', `arn:aws:s3:::vpce-${n}/*`, { StringEquals: { 'aws:SourceVpce': [`vpce-1a2b3c4d`, `vpce-${n}`] } }),
    statementOf('Deny', '*', 's3:*', [`arn:aws:s3:::vpce-${n}`, `arn:aws:s3:::vpce-${n}/*`], { StringNotEqualsIfExists: { 'aws:SourceVpce': ['vpce-1a2b3c4d', `vpce-${n}`] }, ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin-*` } }),
  ),
];

/** What no policy of the corpus allows. */
const WIDER = {
  identity: allow('dynamodb:PutItem', arn('dynamodb', 'table/widened')),
  resource: statementOf('Allow', accountRoot('777788889999'), 'dynamodb:PutItem', arn('dynamodb', 'table/widened')),
};
const withStatements = (document, statements) => ({ ...document, Statement: statements });
const mapAllows = (document, change) => withStatements(document, document.Statement.map(one => one.Effect === 'Allow' ? change(one) : one));
const list = value => Array.isArray(value) ? value : [value];
const isWide = document => document.Statement.some(one => one.NotAction && one.Effect === 'Allow');

/** Pairs made from one policy by a change of which the effect on access is known. */
function copies(kind, document) {
  const wider = withStatements(document, [...document.Statement, WIDER[kind]]);
  const reordered = withStatements(document, [...document.Statement].reverse().map(one => one.Action ? { ...one, Action: [...list(one.Action)].reverse() } : one));
  const split = withStatements(document, document.Statement.flatMap(one => one.Action ? list(one.Action).map(action => ({ ...one, Action: action })) : [one]));
  const conditioned = mapAllows(document, one => ({ ...one, Condition: { ...one.Condition, StringEqualsIgnoreCase: { 'aws:PrincipalTag/Stage': ['prod', 'staging'] } } }));
  const denied = withStatements(document, [...document.Statement, { ...WIDER[kind], Effect: 'Deny', ...kind === 'resource' && { Principal: '*' }, Action: '*:Delete*', Resource: '*' }]);
  const allServices = mapAllows(document, one => one.Action ? { ...one, Action: list(one.Action).map(action => `${action.split(':')[0]}:*`) } : one);
  const fewer = withStatements(document, document.Statement.filter((one, index) => one.Effect === 'Deny' || index % 2 === 1));
  return [
    ['itself', document, document, 'holds'],
    ['reordered', document, reordered, 'holds'],
    ['split', split, document, 'holds'],
    ['wider', wider, document, 'holds'],
    ['widened', document, wider, isWide(document) ? undefined : 'fails'],
    ['conditioned', document, conditioned, 'holds'],
    ['unconditioned', conditioned, document],
    ['denied', document, denied, 'holds'],
    ['whole services', allServices, document, 'holds'],
    ['from whole services', document, allServices],
    ['fewer statements', document, fewer, 'holds'],
  ].map(([change, reference, candidate, verdict]) => ({ kind, change, reference, candidate, verdict }));
}

/** A few hundred ordinary comparisons; `verdict` is what the answer must not contradict. */
function comparisons(round) {
  const name = index => `${round}x${index}`;
  const roles = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 40].map((count, index) => grantedRole(count, name(index), index * 5));
  const examples = IDENTITY_EXAMPLES.map((example, index) => example(name(100 + index)));
  return [
    ...[...roles, ...examples].flatMap(document => copies('identity', document)),
    ...RESOURCE_EXAMPLES.flatMap((example, index) => copies('resource', example(name(200 + index)))),
    ...roles.flatMap((candidate, index) => BOUNDARIES.map(({ document, holds }) =>
      ({ kind: 'identity', change: 'in a boundary', reference: document(name(index)), candidate, verdict: holds ? 'holds' : undefined }))),
    ...examples.map(candidate => ({ kind: 'identity', change: 'example in a boundary', reference: BOUNDARIES[4].document(), candidate })),
    ...examples.slice(1).map((candidate, index) => ({ kind: 'identity', change: 'another example', reference: examples[index], candidate })),
  ];
}

/** Distinct policies by their number, one in ten of them an example with conditions, one in a hundred an administrator. */
function ordinaryPolicy(index) {
  if (index % 100 === 99) { return policy(...grantedRole(1, index, index).Statement, allow('iam:*', '*')); }
  if (index % 10 === 9) { return IDENTITY_EXAMPLES[(index - 9) / 10 % IDENTITY_EXAMPLES.length](index); }
  return grantedRole(1 + index % 6, index, index);
}

/** What no workload may do, for many policies to be held against. */
const GUARD = policy(
  allow('*', '*'),
  deny(SELF_WIDENING, '*'),
  deny(['s3:DeleteBucket*', 's3:PutBucketPolicy'], 'arn:aws:s3:::audit-*'),
  deny('kms:ScheduleKeyDeletion', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
);

/** Twenty comparisons in elements and operators that an SMT encoding of a page can say, everyday ones and known hard ones. */
function solverComparisons(round) {
  const name = index => `${round}y${index}`;
  const [denying, , services, scoped] = BOUNDARIES.map(boundary => boundary.document(name(0)));
  const table = [arn('dynamodb', `table/orders-${name(1)}`), arn('dynamodb', `table/orders-${name(1)}/index/*`)];
  const reader = condition => policy(allow(['s3:GetObject', 's3:ListBucket'], [`arn:aws:s3:::orders-${name(2)}`, `arn:aws:s3:::orders-${name(2)}/*`], condition));
  const role = (count, from) => grantedRole(count, name(3), from);
  return [
    ['one grant, itself', role(1), role(1)],
    ['four grants, itself', role(4), role(4)],
    ['a wider statement', role(4), withStatements(role(4), [...role(4).Statement, WIDER.identity])],
    ['the same, the other way', withStatements(role(4), [...role(4).Statement, WIDER.identity]), role(4)],
    ['a prefix', reader(), policy(allow('s3:GetObject', `arn:aws:s3:::orders-${name(2)}/a/*`))],
    ['beyond a prefix', policy(allow('s3:GetObject', `arn:aws:s3:::orders-${name(2)}/a/*`)), reader()],
    ['wildcards in actions', policy(allow(['s3:Get*', 's3:*Bucket'], '*')), reader()],
    ['reads of a table', policy(allow(['dynamodb:*Get*', 'dynamodb:Query', 'dynamodb:Sc*'], arn('dynamodb', 'table/*'))),
      policy(allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'], table))],
    ['two middles of a name', policy(allow('s3:GetObject', ['arn:aws:s3:::*a*', 'arn:aws:s3:::*b*'])), policy(allow('s3:GetObject', ['arn:aws:s3:::*ab*', 'arn:aws:s3:::b*a']))],
    ['a tag', reader(), reader({ StringEquals: { 'aws:PrincipalTag/Stage': 'prod' } })],
    ['no tag', reader({ StringEquals: { 'aws:PrincipalTag/Stage': 'prod' } }), reader()],
    ['one of two tags', reader({ StringLike: { 'aws:PrincipalTag/Stage': ['p*', 'staging'] } }), reader({ StringEquals: { 'aws:PrincipalTag/Stage': ['prod', 'staging'] } })],
    ['a denied region', policy(allow('s3:*', '*'), deny('s3:*', '*', { StringNotEquals: { 'aws:RequestedRegion': REGION } })), reader()],
    ['in the region', policy(allow('s3:*', '*'), deny('s3:*', '*', { StringNotEquals: { 'aws:RequestedRegion': REGION } })), reader({ StringEquals: { 'aws:RequestedRegion': REGION } })],
    ['four grants in a boundary of denials', denying, role(4)],
    ['twelve grants in a boundary of denials', denying, role(12)],
    ['four grants in a boundary of services', services, role(4, 4)],
    ['twelve grants in a boundary of services', services, role(12, 4)],
    ['twelve grants in a boundary of resources', scoped, role(12)],
    ['forty grants in a boundary of resources', scoped, role(40)],
  ].map(([label, reference, candidate]) => ({ name: label, kind: 'identity', reference, candidate }));
}

module.exports = { ACCOUNT, BOUNDARIES, GUARD, REGION, allow, comparisons, deny, grantedRole, ordinaryPolicy, policy, solverComparisons };
