import { findingsIn, findingsInPolicy, findingsInResources } from './family-findings';
import { Finding } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { readInventory } from '../../../src/template/inventory';

const PASS = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const START = { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' };
const PUT_ROLE_POLICY = { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' };
const ADMINISTRATION = { Effect: 'Allow', Action: '*', Resource: '*' };
const IN_REGIONS = { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } };
const ACCOUNT = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };

function trust(principal: JsonObject): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] };
}

function role(statements: JsonValue[], principal: JsonObject = { Service: 'lambda.amazonaws.com' }, others: JsonObject = {}): JsonObject {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust(principal),
      ...statements.length > 0 && { Policies: [{ PolicyName: 'policy', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] },
      ...others,
    },
  };
}

function managedPolicy(statements: JsonValue, others: JsonObject = {}): JsonObject {
  return { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: statements }, ...others } };
}

function assume(logicalId: string): JsonObject {
  return { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: { 'Fn::GetAtt': [logicalId, 'Arn'] } };
}

function placesOf(found: readonly Finding[]): string[] {
  return found.map(({ ruleId, location }) => `${ruleId} ${location.logicalId} ${location.propertyPath}`);
}

test('policies of one role count together', () => {
  const found = findingsInResources({
    Role: role([PASS], undefined, { ManagedPolicyArns: [{ Ref: 'Start' }] }),
    Start: managedPolicy(START),
  });
  expect(placesOf(found)).toEqual(['pass-role-escalation Role Properties']);
  expect(found[0].message).toContain('`iam:PassRole` (statement 0 of `Role`)');
  expect(found[0].message).toContain('`lambda:CreateFunction` and `lambda:InvokeFunction` (the statement of `Start`)');
});

test('policies of two roles do not', () => {
  expect(findingsInResources({ One: role([PASS]), Other: role([START]) })).toEqual([]);
});

test('what AWS wrote counts', () => {
  const found = findingsInResources({
    User: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambda_FullAccess'] } },
  });
  expect(placesOf(found)).toContain('pass-role-escalation User Properties');
  expect(found.find(({ ruleId }) => ruleId === 'pass-role-escalation')!.fix).toMatch(/; write it in a policy of your own in place of `AWSLambda_FullAccess`$/);
});

test('what the user wrote is mended where it stands', () => {
  const [{ fix }] = findingsInResources({ One: role([PASS, START]) });
  expect(fix).not.toContain('of your own');
});

test('what AWS wrote for a service to work with does not', () => {
  const arn = 'arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole';
  expect(findingsInResources({ Role: role([], { Service: 'batch.amazonaws.com' }, { ManagedPolicyArns: [arn] }) })).toEqual([]);
});

test('a policy that nobody of the app has is judged by itself, at its statement', () => {
  expect(placesOf(findingsInResources({ Policy: managedPolicy([START, PUT_ROLE_POLICY]) })))
    .toEqual(['self-escalation Policy Properties/PolicyDocument/Statement/1']);
  expect(placesOf(findingsInPolicy(PUT_ROLE_POLICY))).toEqual(['self-escalation  Statement']);
});

test('a policy that a role has is reported of the role', () => {
  expect(placesOf(findingsInResources({
    Policy: managedPolicy(PUT_ROLE_POLICY), Role: role([], undefined, { ManagedPolicyArns: [{ Ref: 'Policy' }] }),
  }))).toEqual(['self-escalation Role Properties']);
});

test('what a group gives is reported of the group', () => {
  const found = findingsInResources({
    Group: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [PASS] } }] } },
    User: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Group' }] } },
    Other: {
      Type: 'AWS::IAM::User',
      Properties: { Groups: [{ Ref: 'Group' }], Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [START] } }] },
    },
  });
  expect(placesOf(found)).toEqual(['pass-role-escalation Other Properties']);
});

test.each<[string, JsonObject, JsonObject]>([
  ['in the user', { Groups: ['starters'] }, {}],
  ['in an addition', {}, { Add: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'starters', Users: [{ Ref: 'User' }] } } }],
])('a group that is named %s gives as one that is referred to', (_, properties, others) => {
  const inline = (statement: JsonObject) => [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }];
  expect(placesOf(findingsInResources({
    Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'starters', Policies: inline(PASS) } },
    User: { Type: 'AWS::IAM::User', Properties: { ...properties, Policies: inline(START) } },
    ...others,
  }))).toEqual(['pass-role-escalation User Properties']);
});

test('a user may rewrite the policies of a group that it is put into', () => {
  const statement = { Effect: 'Allow', Action: 'iam:PutGroupPolicy', Resource: { 'Fn::GetAtt': ['Group', 'Arn'] } };
  expect(placesOf(findingsInResources({
    Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team' } },
    User: { Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statement } }] } },
    Add: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'team', Users: [{ Ref: 'User' }] } },
  }))).toEqual(['self-escalation User Properties']);
});

test('a boundary that is not known silences', () => {
  expect(findingsInResources({ Role: role([PUT_ROLE_POLICY], undefined, { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/other-app' }) })).toEqual([]);
});

test.each<[string, JsonValue[], JsonValue[], string | undefined]>([
  ['nothing else', [ADMINISTRATION], [ADMINISTRATION], 'which administers the account'],
  ['a boundary of one service', [ADMINISTRATION], [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], undefined],
  ['a boundary without IAM', [ADMINISTRATION], [ADMINISTRATION, { Effect: 'Deny', Action: ['iam:*', 'sso:*', 'sts:*'], Resource: '*' }], 'which may use nearly every service'],
  ['a boundary that takes all but one service back', [ADMINISTRATION], [ADMINISTRATION, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], undefined],
  ['a Deny', [ADMINISTRATION, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], [ADMINISTRATION], undefined],
  ['nearly all in a boundary of one service', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], undefined],
])('an administrator is as strong as its policies leave it: %s', (_, statements, boundary, strength) => {
  const found = findingsInResources({
    Boundary: managedPolicy(boundary),
    Admin: role(statements, ACCOUNT, { PermissionsBoundary: { Ref: 'Boundary' } }),
    Caller: role([assume('Admin')]),
  }).filter(({ location }) => location.logicalId === 'Caller');
  expect(found.map(({ message }) => message)).toEqual(strength === undefined ? [] : [expect.stringContaining(strength)]);
});

test.each<[string, JsonValue[], string[]]>([
  ['a few services', [{ Effect: 'Allow', Action: ['s3:*', 'iam:*'], Resource: '*' }], []],
  ['two regions', [{ ...ADMINISTRATION, Condition: IN_REGIONS }], ['self-escalation Worker Properties']],
  ['all but a few services', [ADMINISTRATION, { Effect: 'Deny', Action: 'organizations:*', Resource: '*' }], ['self-escalation Worker Properties']],
])('what a role writes into itself is worth as much as its boundary lets through: %s', (_, boundary, found) => {
  const app = (statement: JsonObject) => placesOf(findingsInResources({
    Boundary: managedPolicy(boundary),
    Own: managedPolicy([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]),
    Worker: role([statement], undefined, { RoleName: 'worker', PermissionsBoundary: { Ref: 'Boundary' }, ManagedPolicyArns: [{ Ref: 'Own' }] }),
  }));
  expect(app({ ...PUT_ROLE_POLICY, Resource: 'arn:aws:iam::111122223333:role/worker' })).toEqual(found);
  expect(app({ Effect: 'Allow', Action: 'iam:CreatePolicyVersion', Resource: { Ref: 'Own' } })).toEqual(found);
  expect(app(PUT_ROLE_POLICY)).toEqual(['self-escalation Worker Properties']);
});

test('a role for many services that AWS wrote a policy for is strong without a way into IAM', () => {
  const arn = 'arn:aws:iam::aws:policy/job-function/SystemAdministrator';
  const [finding] = findingsInResources({ Admin: role([], ACCOUNT, { ManagedPolicyArns: [arn] }), Caller: role([assume('Admin')]) });
  expect(finding.message).toContain('which may use nearly every service');
});

describe('an administrator within a boundary', () => {
  const ANY_TRUST = { ...ACCOUNT, Service: 'lambda.amazonaws.com' };
  const ADMIN_ARN = { 'Fn::GetAtt': ['Admin', 'Arn'] };
  const S3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const bounded = (...boundary: JsonObject[]) => ({
    Boundary: managedPolicy(boundary), Bounded: role([ADMINISTRATION], ANY_TRUST, { PermissionsBoundary: { Ref: 'Boundary' } }),
  });
  const found = (resources: JsonObject) => placesOf(findingsInResources({ Admin: role([ADMINISTRATION], ANY_TRUST), ...resources }));

  test.each<[string, JsonObject[], string[]]>([
    ['assume one without', [S3, assume('Admin')], ['role-chain-to-administrator']],
    ['assume any role', [S3, { Effect: 'Allow', Action: 'sts:*', Resource: '*' }], ['assume-any-role']],
    ['do all but administer identities', [ADMINISTRATION, { Effect: 'Deny', Action: ['iam:*', 'sso:*'], Resource: '*' }], ['assume-any-role']],
    ['start a function under one without', [S3, START, { ...PASS, Resource: ADMIN_ARN }], ['pass-role-escalation']],
    ['not leave it', [S3], []],
    ['not take that role', [ADMINISTRATION, { Effect: 'Deny', Action: ['iam:*', 'sso:*', 'sts:*'], Resource: '*' }], []],
  ])('that may %s', (_, boundary, rules) => {
    expect(found(bounded(...boundary)).filter(place => !/takeover|resource-policy/.test(place))).toEqual(rules.map(rule => `${rule} Bounded Properties`));
  });

  test.each<[string, JsonObject[], string[]]>([
    ['no administrator', [S3], []],
    ['strong where that holds nearly nothing back', [ADMINISTRATION, { Effect: 'Deny', Action: ['iam:*', 'sso:*', 'sts:*'], Resource: '*' }], ['role-chain-to-administrator Worker Properties']],
    ['an administrator where that holds nothing back', [ADMINISTRATION], ['role-chain-to-administrator Worker Properties']],
  ])('is %s', (_, boundary, places) => {
    const Worker = role([assume('Bounded')]);
    expect(found({ ...bounded(...boundary), Worker }).filter(place => place.includes('Worker'))).toEqual(places);
  });
});

test('a user may change itself, and nobody else', () => {
  const user = (statement: JsonObject): JsonObject => ({
    Me: { Type: 'AWS::IAM::User', Properties: { UserName: 'me', Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statement } }] } },
  });
  const own = 'arn:aws:iam::111122223333:user/${aws:username}';
  expect(findingsInResources(user({ Effect: 'Allow', Action: ['iam:CreateAccessKey', 'iam:UpdateLoginProfile'], Resource: own }))).toEqual([]);
  expect(placesOf(findingsInResources(user({ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: own })))).toEqual(['self-escalation Me Properties']);
});

test.each([
  ["arn:aws:iam::*:role/deploy-${aws:PrincipalTag/team, 'orders'}", ['pass-role-escalation Holder Properties']],
  ["arn:aws:iam::*:role/${aws:PrincipalTag/team, 'deploy-orders'}", ['pass-role-escalation Holder Properties']],
  ['arn:aws:iam::*:role/deploy-${aws:PrincipalTag/team}', []],
])('a role that is named after a tag of the caller is reached by its default alone: %s', (resource, found) => {
  expect(placesOf(findingsInResources({
    Holder: role([{ ...PASS, Resource: resource }, START]),
    Deploy: role([ADMINISTRATION], undefined, { RoleName: 'deploy-orders' }),
  }))).toEqual(found);
});

test.each([
  'arn:aws:iam::*:role/deploy-${aws:username}',
  'arn:aws:iam::${aws:PrincipalAccount}:role/deploy-orders',
  "arn:aws:iam::*:role/${aws:PrincipalTag/team, 'deploy-orders'}",
])('a role that only a policy variable names is found: %s', resource => {
  expect(placesOf(findingsInResources({
    Orders: {
      Type: 'AWS::IAM::User',
      Properties: {
        UserName: 'orders',
        Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: resource } } }],
      },
    },
    Deploy: role([ADMINISTRATION], ACCOUNT, { RoleName: 'deploy-orders' }),
  }))).toEqual(['role-chain-to-administrator Orders Properties']);
});

test.each<[string, JsonValue]>([
  ['for which the URL suffix is filled in', { 'Fn::Sub': 'lambda.${AWS::URLSuffix}' }],
  ['of one region', { 'Fn::Join': ['', ['lambda.', { Ref: 'AWS::Region' }, '.amazonaws.com']] }],
  ['in its Chinese form', 'lambda.amazonaws.com.cn'],
])('a role that trusts a service %s is passed to it', (_, service) => {
  expect(placesOf(findingsInResources({
    Holder: role([{ ...PASS, Resource: { 'Fn::GetAtt': ['Admin', 'Arn'] } }, START]),
    Admin: role([ADMINISTRATION], { Service: service }),
  }))).toEqual(['pass-role-escalation Holder Properties']);
});

test('a role that only CloudFormation may assume is for deployments, however its name is written', () => {
  expect(findingsInResources({
    Holder: role([{ ...PASS, Resource: { 'Fn::GetAtt': ['Admin', 'Arn'] } }, { ...START, Action: 'cloudformation:CreateStack' }]),
    Admin: role([ADMINISTRATION], { Service: { 'Fn::Sub': 'cloudformation.${AWS::URLSuffix}' } }),
  })).toEqual([]);
});

test.each<[string, JsonObject, string[]]>([
  ['anybody', { AWS: '*' }, ['role-chain-to-administrator Caller Properties']],
  ['the account, which leaves it to policies', ACCOUNT, []],
])('a trust policy that names a role in a condition and trusts %s', (_, principal, found) => {
  const condition = { ArnEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': ['Caller', 'Arn'] } } };
  expect(placesOf(findingsInResources({
    Admin: role([ADMINISTRATION], undefined, {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition }] },
    }),
    Caller: role([]),
    Other: role([assume('Admin')]),
  }))).toEqual(found);
});

test.each<[string, JsonObject, boolean]>([
  ['Allow', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }, true],
  ['Allow', { StringEquals: { 'IAM:ResourceTag/team': ['orders', 'billing'] } }, true],
  ['Allow', { StringEquals: { 'aws:ResourceTag/team': 'billing' } }, false],
  ['Allow', { Null: { 'aws:ResourceTag/team': 'true' } }, false],
  ['Allow', { StringEquals: { 'aws:ResourceTag/stage': 'test' } }, false],
  ['Deny', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }, false],
  ['Deny', { StringNotEquals: { 'aws:ResourceTag/team': 'orders' } }, true],
])('a role is reached by the tags that it has: %s %j', (effect, condition, isReached) => {
  const everyRole = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/team/*' };
  const picked = { ...everyRole, Effect: effect, Condition: condition };
  expect(placesOf(findingsInResources({
    Admin: role([ADMINISTRATION], ACCOUNT, { Path: '/team/', Tags: [{ Key: 'team', Value: 'orders' }, { Key: 'stage', Value: { Ref: 'Stage' } }] }),
    Caller: role(effect === 'Deny' ? [everyRole, picked] : [picked]),
  }))).toEqual(isReached ? ['role-chain-to-administrator Caller Properties'] : []);
});

test('a function of SAM is a way to the role that SAM makes with it', () => {
  const [finding, ...others] = findingsInResources({
    Worker: { Type: 'AWS::Serverless::Function', Properties: { Policies: ['AdministratorAccess'] } },
    Operator: role([{ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: { 'Fn::GetAtt': ['Worker', 'Arn'] } }]),
  });
  expect(others).toEqual([]);
  expect(finding.ruleId).toBe('workload-takeover');
  expect(finding.message).toContain('can change or enter `Worker` (AWS::Serverless::Function), which runs under the role `Worker`, which administers the account');
});

test.each<[string, string[]]>([
  ['arn:aws:ssm:*:*:document/AWS-RunShellScript', ['workload-takeover Operator Properties']],
  ['arn:aws:ssm:*::document/AWS-*', ['workload-takeover Operator Properties']],
  ['arn:aws:ssm:*:111122223333:document/restart', []],
])('a command for an instance is a document, and with it the path: %s', (document, found) => {
  const instance = { 'Fn::Sub': 'arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:instance/${Instance}' };
  expect(placesOf(findingsInResources({
    Admin: role([ADMINISTRATION], { Service: 'ec2.amazonaws.com' }),
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Admin' }] } },
    Instance: { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' } } },
    Operator: role([{ Effect: 'Allow', Action: 'ssm:SendCommand', Resource: [instance, document] }]),
  }))).toEqual(found);
});

test.each<[string, boolean]>([
  ['role/cdk-*', true],
  ['role/cdk-hnb659fds-deploy-role-*', true],
  ['role/cdk-team-deploy-role-111122223333-eu-west-1', true],
  ['role/*/admin', false],
  ['role/cdk-hnb659fds-lookup-role-*', false],
])('roles of `cdk bootstrap` are known by their names: %s', (resource, isBootstrap) => {
  expect(findingsInPolicy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::111122223333:${resource}` }).map(({ ruleId }) => ruleId))
    .toEqual(isBootstrap ? ['bootstrap-role-access'] : []);
});

describe('a workload is followed to its role', () => {
  const CHANGER = role([{ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: { 'Fn::GetAtt': ['Cleaner', 'Arn'] } }]);
  const ARN = 'arn:aws:iam::111122223333:role/ops/admin';
  const ADMIN = role([ADMINISTRATION], undefined, { RoleName: 'admin', Path: '/ops/' });
  const ofFunction = (Role: JsonValue, account?: string) => placesOf(findingsInResources({
    Admin: ADMIN, Cleaner: { Type: 'AWS::Lambda::Function', Properties: { Role } }, Worker: CHANGER,
  }, account));

  test.each<[string, JsonValue]>([
    ['by reference', { 'Fn::GetAtt': ['Admin', 'Arn'] }],
    ['by ARN', ARN],
    ['by ARN of the account', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ops/admin' }],
    ['by ARN of an account that is a parameter', { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'Account' }, ':role/ops/admin']] }],
    ['by ARN in one case', { 'Fn::If': ['IsProd', ARN, { 'Fn::ImportValue': 'role' }] }],
  ])('%s', (_, Role) => {
    expect(ofFunction(Role)).toEqual(['workload-takeover Worker Properties']);
  });

  test.each<[string, string]>([
    ['another path', 'arn:aws:iam::111122223333:role/admin'],
    ['another kind', 'arn:aws:iam::111122223333:user/ops/admin'],
  ])('and not to one of %s', (_, Role) => {
    expect(ofFunction(Role)).toEqual([]);
  });

  test.each<[string, JsonObject[]]>([
    ['may start functions under another role', [{ ...PASS, Resource: 'arn:aws:iam::111122223333:role/reader' }, START]],
    ['changes the code of functions', [{ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' }]],
  ])('and an instance is not entered by whoever %s', (_, statements) => {
    const found = findingsInResources({
      Admin: ADMIN,
      Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Admin' }] } },
      Instance: { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' } } },
      Worker: role(statements),
    });
    expect(found.filter(({ ruleId }) => ruleId !== 'any-workload-takeover')).toEqual([]);
  });

  test('in the account of the app, where that is known', () => {
    expect(ofFunction(ARN, '111122223333')).toEqual(['workload-takeover Worker Properties']);
    expect(ofFunction(ARN, '444455556666')).toEqual([]);
  });

  test.each<[string, JsonValue]>([['by reference', { Ref: 'Admin' }], ['by name', 'admin']])('in an instance profile %s', (_, name) => {
    const instance = { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' } } };
    const profile = { Type: 'AWS::IAM::InstanceProfile', Properties: { InstanceProfileName: 'profile', Roles: [name] } };
    const worker = role([{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: { 'Fn::Sub': 'arn:aws:ec2:*:*:instance/${Instance}' } }]);
    expect(placesOf(findingsInResources({ Admin: ADMIN, Instance: instance, Profile: profile, Worker: worker }))).toEqual(['workload-takeover Worker Properties']);
  });
});

test('every action on a queue is no way anywhere', () => {
  expect(findingsInPolicy({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' })).toEqual([]);
});

test('accounts that a policy writes out are its own', () => {
  expect(placesOf(findingsInPolicy([{ ...PASS, Resource: 'arn:aws:iam::444455556666:role/*' }, START]))).toEqual(['pass-role-escalation  Statement/0']);
});

test('roles that lead in a circle, and one of them on to an administrator', () => {
  const found = findingsInResources({
    Admin: role([ADMINISTRATION], ACCOUNT),
    One: role([assume('Two')], ACCOUNT),
    Two: role([assume('Three'), assume('Admin')], ACCOUNT),
    Three: role([assume('One')], ACCOUNT),
    Outside: role([assume('Three')]),
    Apart: role([assume('Away')]),
    Away: role([assume('Apart')], ACCOUNT),
  });
  expect(placesOf(found).sort()).toEqual(['One', 'Outside', 'Three', 'Two'].map(id => `role-chain-to-administrator ${id} Properties`));
  expect(found.find(({ location }) => location.logicalId === 'Outside')?.message)
    .toContain('`Three` → `One` → `Two` → `Admin`, which administers the account');
});

test('a role that may assume itself gains nothing by that', () => {
  const assumeSelf = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/runner' };
  expect(placesOf(findingsInResources({
    Admin: role([ADMINISTRATION]),
    Runner: role([{ ...PASS, Resource: { 'Fn::GetAtt': ['Admin', 'Arn'] } }, START, assumeSelf], ACCOUNT, { RoleName: 'runner' }),
  }))).toEqual(['pass-role-escalation Runner Properties']);
});

test('findings on many roles that are alike show the request of each', () => {
  const found = findingsInResources({ One: role([PUT_ROLE_POLICY], undefined, { RoleName: 'one' }), Other: role([PUT_ROLE_POLICY], undefined, { RoleName: 'other' }) });
  expect(found.map(({ witness }) => [witness?.principal.id, witness?.resource])).toEqual([
    ['arn:aws:iam::111122223333:role/one', 'arn:aws:iam::111122223333:role/one'],
    ['arn:aws:iam::111122223333:role/other', 'arn:aws:iam::111122223333:role/other'],
  ]);
});

test('a user stands for whoever gets a policy in each of many that are alike', () => {
  const policy = managedPolicy({ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: '*' });
  const USER = 'arn:aws:iam::111122223333:user/holder-of-the-policy';
  const found = findingsInResources({ One: policy, Other: policy });
  expect(found.map(({ witness }) => [witness?.principal.id, witness?.resource])).toEqual([[USER, USER], [USER, USER]]);
});

test('a finding keeps its identity when logical ids change', () => {
  const causes = (id: string) => findingsInResources({ [id]: role([PUT_ROLE_POLICY, PASS, START]) }).map(({ ruleId, cause }) => [ruleId, cause]);
  expect(causes('RoleA1B2C3D4')).toEqual(causes('Worker'));
});

test('what is known only at deployment is no finding', () => {
  const parameter = { Ref: 'Parameter' };
  const found = findingsIn(readInventory([{
    id: 'app',
    template: {
      Parameters: { Parameter: { Type: 'String' } },
      Resources: {
        Role: role([
          { Effect: 'Allow', Action: parameter, Resource: '*' }, { ...PUT_ROLE_POLICY, Resource: parameter }, { ...assume('Role'), Resource: parameter },
        ]),
      },
    } as {},
    environment: {},
  }]));
  expect(found).toEqual([]);
});

test.each<[string, JsonValue]>([
  ['no statements', []],
  ['nothing but nonsense', [{ Effect: 'Allow', Action: 7, Resource: null }, 'x', { Effect: 'Maybe', Action: 'iam:*', Resource: '*' }]],
  ['ten thousand statements', Array.from({ length: 10_000 }, (_, index) => ({ ...assume(''), Resource: `arn:aws:iam::111122223333:role/r${index}` }))],
  ['a megabyte of text', [{ Effect: 'Allow', Action: ['iam:PassRole', 'ecs:RunTask'], Resource: `arn:aws:iam::111122223333:role/${'a'.repeat(1_000_000)}` }]],
])('%s: nothing thrown, nothing found', (_, statements) => {
  expect(findingsInPolicy(statements)).toEqual([]);
});
