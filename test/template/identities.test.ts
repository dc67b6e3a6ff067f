import { ENVIRONMENT, readable, source } from './testing';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { Identity } from '../../src/policy/policy-site';
import { readInventory } from '../../src/template/inventory';
import { TemplateSource } from '../../src/template/template';

const document = (action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const NO_VALUE = { Ref: 'AWS::NoValue' };
const role = (properties: JsonObject = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ...properties } });
const policy = (action: string, attached: JsonObject, type = 'AWS::IAM::Policy') => ({ Type: type, Properties: { PolicyDocument: document(action), ...attached } });

const identitiesOf = (...sources: TemplateSource[]) => readInventory(sources).identities;
const actionsOf = ({ inlinePolicies }: Identity) =>
  inlinePolicies.flatMap(site => site.document.statements.flatMap(statement => statement.actions.values.map(value => value.text.literal)));
const arnsOf = ({ managedPolicyArns }: Identity) => managedPolicyArns.map(value => readable(value.text));
const identityOf = (logicalId: string, ...sources: TemplateSource[]) =>
  identitiesOf(...sources).find(identity => identity.origin.logicalId === logicalId)!;
const app = (Resources: object, rest: Partial<TemplateSource> = {}) => source({ Resources }, rest);

describe('inline policies', () => {
  test('of a role are summed over all resources that attach one, whatever their order', () => {
    const resources = {
      Before: policy('a:before', { Roles: [{ Ref: 'Worker' }] }),
      Worker: role({ Policies: [{ PolicyName: 'own', PolicyDocument: document('a:own') }] }),
      After: policy('a:after', { Roles: [{ Ref: 'Other' }, { Ref: 'Worker' }] }),
      Single: policy('a:single', { RoleName: { Ref: 'Worker' } }, 'AWS::IAM::RolePolicy'),
      Other: role(),
      Elsewhere: policy('a:elsewhere', { Roles: ['nobody-here'] }),
      Nobody: policy('a:nobody', {}),
    };
    expect(actionsOf(identityOf('Worker', app(resources)))).toEqual(['a:own', 'a:before', 'a:after', 'a:single']);
    expect(actionsOf(identityOf('Other', app(resources)))).toEqual(['a:after']);
  });

  test('of users and groups', () => {
    const resources = {
      Alice: { Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyDocument: document('a:own') }] } },
      Team: { Type: 'AWS::IAM::Group' },
      Both: policy('a:both', { Users: [{ Ref: 'Alice' }], Groups: [{ Ref: 'Team' }] }),
      OfUser: policy('a:user', { UserName: { Ref: 'Alice' } }, 'AWS::IAM::UserPolicy'),
      OfGroup: policy('a:group', { GroupName: { Ref: 'Team' } }, 'AWS::IAM::GroupPolicy'),
    };
    expect(identitiesOf(app(resources)).map(identity => [identity.type, actionsOf(identity)])).toEqual([
      ['user', ['a:own', 'a:both', 'a:user']],
      ['group', ['a:both', 'a:group']],
    ]);
  });

  test('reach the very role that is referred to, though another has its name under the opposite condition', () => {
    const resources = {
      Here: { ...role({ RoleName: 'worker' }), Condition: 'IsHere' },
      There: { ...role({ RoleName: 'worker' }), Condition: 'IsThere' },
      Policy: policy('a:b', { Roles: [{ Ref: 'There' }] }),
    };
    expect(identitiesOf(app(resources)).map(actionsOf)).toEqual([[], ['a:b']]);
  });

  test('a trust policy is none', () => {
    expect(identityOf('Worker', app({ Worker: role() })).inlinePolicies).toEqual([]);
  });

  test('one that two branches attach is attached once', () => {
    const Roles = [{ 'Fn::If': ['A', { Ref: 'Worker' }, NO_VALUE] }, { Ref: 'Worker' }];
    expect(actionsOf(identityOf('Worker', app({ Worker: role(), Policy: policy('a:b', { Roles }) })))).toEqual(['a:b']);
  });

  test.each<[string, JsonValue]>([
    ['in a list under a condition', { 'Fn::If': ['A', [{ Ref: 'Worker' }], NO_VALUE] }],
    ['in an entry under a condition', [{ 'Fn::If': ['A', { Ref: 'Worker' }, 'other'] }]],
    ['in a list of names', { 'Fn::Split': [':', { 'Fn::Join': [':', ['x', { Ref: 'Worker' }]] }] }],
    ['by ARN', [{ 'Fn::GetAtt': ['Worker', 'Arn'] }]],
  ])('%s', (_, Roles) => {
    expect(actionsOf(identityOf('Worker', app({ Worker: role(), Policy: policy('a:b', { Roles }) })))).toEqual(['a:b']);
  });
});

describe('a user is in its groups', () => {
  const user = (Groups?: JsonValue) => ({ Type: 'AWS::IAM::User', Properties: { UserName: 'alice', ...Groups !== undefined && { Groups } } });
  const addition = (GroupName: JsonValue, ...Users: JsonValue[]) => ({ Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName, Users } });
  const groupsOf = (resources: object) => [...identityOf('Alice', app({ Team: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team' } }, ...resources })).groups]
    .map(({ origin }) => origin.logicalId);

  test.each<[string, object]>([
    ['that it says by reference', { Alice: user([{ Ref: 'Team' }]) }],
    ['that it says by name', { Alice: user(['others', 'team']) }],
    ['in one case', { Alice: user({ 'Fn::If': ['A', ['team'], NO_VALUE] }) }],
    ['of an addition by references', { Add: addition({ Ref: 'Team' }, { Ref: 'Alice' }), Alice: user() }],
    ['of an addition by names', { Add: addition('team', 'bob', 'alice'), Alice: user() }],
    ['that two resources say', { Add: addition('team', 'alice'), Alice: user(['team']) }],
    ['without a name', { Crew: { Type: 'AWS::IAM::Group' }, Alice: user([{ Ref: 'Team' }]), Add: addition({ Ref: 'Crew' }, 'bob') }],
  ])('%s', (_, resources) => {
    expect(groupsOf(resources)).toEqual(['Team']);
  });

  test('of the app only', () => {
    expect(groupsOf({ Alice: user(['others']), Add: addition('more', 'alice'), Bare: { Type: 'AWS::IAM::UserToGroupAddition' } })).toEqual([]);
  });

  test('with their own policies, which are not its own', () => {
    const alice = identityOf('Alice', app({ Alice: user(['team']), Team: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team' } }, Policy: policy('a:b', { Groups: ['team'] }) }));
    expect(actionsOf(alice)).toEqual([]);
    expect([...alice.groups].flatMap(actionsOf)).toEqual(['a:b']);
  });
});

describe('a role is found by its name', () => {
  const attached = (name: JsonValue, by: JsonValue, template: object = {}) =>
    actionsOf(identityOf('Worker', source({ ...template, Resources: { Worker: role({ RoleName: name }), Policy: policy('a:b', { Roles: [by] }) } })));

  test.each<[string, JsonValue, JsonValue]>([
    ['literal, by reference', 'worker', { Ref: 'Worker' }],
    ['literal, by name', 'worker', 'worker'],
    ['literal, by a name put together', 'worker', { 'Fn::Join': ['', ['wor', 'ker']] }],
    ['made of the region, by reference', { 'Fn::Sub': 'worker-${AWS::Region}' }, { Ref: 'Worker' }],
    ['made of a parameter, by reference', { 'Fn::Sub': 'worker-${Stage}' }, { Ref: 'Worker' }],
    ['a parameter, by reference', { Ref: 'Stage' }, { Ref: 'Worker' }],
    ['generated, by reference', NO_VALUE, { Ref: 'Worker' }],
    ['an unknown function, by reference', { 'Fn::If': ['A', 'worker', NO_VALUE] }, { Ref: 'Worker' }],
  ])('%s', (_, name, by) => {
    expect(attached(name, by, { Parameters: { Stage: { Type: 'String' } } })).toEqual(['a:b']);
  });

  test('and so are users and groups', () => {
    const resources = {
      Alice: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice' } },
      Team: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'team' } },
      Both: policy('a:both', { Users: ['alice'], Groups: ['team'] }),
      OfUser: policy('a:user', { UserName: 'alice' }, 'AWS::IAM::UserPolicy'),
      OfGroup: policy('a:group', { GroupName: 'team' }, 'AWS::IAM::GroupPolicy'),
    };
    expect(identitiesOf(app(resources)).map(actionsOf)).toEqual([['a:both', 'a:user'], ['a:both', 'a:group']]);
  });

  test('a name of another kind of identity is none', () => {
    const resources = { Worker: role({ RoleName: 'same' }), Policy: policy('a:b', { Users: ['same'] }) };
    expect(actionsOf(identityOf('Worker', app(resources)))).toEqual([]);
  });
});

describe('across stacks', () => {
  const makerOf = (id: string, RoleName: JsonValue, account?: string) => source({
    Resources: { Worker: role({ RoleName }) },
    Outputs: { Name: { Value: { Ref: 'Worker' }, Export: { Name: `${id}-name` } } },
  }, { id, stackName: id, environment: { account } });
  const userOf = (Roles: JsonValue, account?: string) => app({ Policy: policy('a:b', { Roles }) }, { id: 'user', environment: { account } });
  const attachedTo = (...sources: TemplateSource[]) =>
    identitiesOf(...sources).filter(identity => identity.inlinePolicies.length > 0).map(identity => identity.origin.templateId);

  test.each<[string, JsonValue, JsonValue]>([
    ['by import', NO_VALUE, { 'Fn::ImportValue': 'maker-name' }],
    ['by import of a name that is half known', { 'Fn::Sub': 'w-${AWS::Region}' }, { 'Fn::ImportValue': 'maker-name' }],
    ['by stack output', NO_VALUE, { 'Fn::GetStackOutput': { StackName: 'maker', OutputName: 'Name' } }],
    ['by literal name', 'worker', 'worker'],
  ])('%s', (_, name, by) => {
    expect(attachedTo(makerOf('maker', name), userOf([by]))).toEqual(['maker']);
    expect(attachedTo(userOf([by]), makerOf('maker', name))).toEqual(['maker']);
  });

  test('a literal name that two stacks use leads nowhere', () => {
    expect(attachedTo(makerOf('one', 'worker'), makerOf('two', 'worker'), userOf(['worker']))).toEqual([]);
  });

  test('a literal name that two accounts use leads to its own', () => {
    expect(attachedTo(makerOf('one', 'worker', '111122223333'), makerOf('two', 'worker', '444455556666'), userOf(['worker'], '444455556666'))).toEqual(['two']);
  });

  test('a literal name of another account leads nowhere', () => {
    expect(attachedTo(makerOf('one', 'worker', '111122223333'), userOf(['worker'], '444455556666'))).toEqual([]);
  });
});

describe('managed policies', () => {
  const MANAGED = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('a:b') } };

  test('of the role itself and of policies that name it', () => {
    const resources = {
      Worker: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', { Ref: 'Mine' }, { 'Fn::If': ['A', 'x', NO_VALUE] }] }),
      Mine: { ...MANAGED, Properties: { ...MANAGED.Properties, ManagedPolicyName: 'mine' } },
      Theirs: { ...MANAGED, Properties: { ...MANAGED.Properties, ManagedPolicyName: 'theirs', Roles: [{ Ref: 'Worker' }] } },
    };
    const worker = identityOf('Worker', app(resources, { environment: { account: '111122223333', region: 'eu-west-1' } }));
    expect(arnsOf(worker)).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::111122223333:policy/mine',
      'x',
      'arn:aws:iam::111122223333:policy/theirs',
    ]);
    expect(worker.managedPolicyArns[2].when).toEqual([{ condition: 'A', holds: true }]);
  });

  test('a list that is known only at deployment is one unknown', () => {
    expect(arnsOf(identityOf('Worker', app({ Worker: role({ ManagedPolicyArns: { Ref: 'List' } }) })))).toEqual(['<List any>']);
  });

  test.each<[JsonValue]>([[null], ['text'], [[null, 5, {}]], [{}]])('malformed %j is no exception', ManagedPolicyArns => {
    expect(() => identitiesOf(app({ Worker: role({ ManagedPolicyArns }) }))).not.toThrow();
  });
});

describe('the permissions boundary', () => {
  const boundaryOf = (PermissionsBoundary: JsonValue) => {
    const [identity] = identitiesOf(source({ Parameters: { B: { Type: 'String' } }, Resources: { Worker: role({ PermissionsBoundary }) } }));
    return readable(identity.permissionsBoundary);
  };

  test.each<[string, JsonValue, string | undefined]>([
    ['an ARN', 'arn:aws:iam::111122223333:policy/b', 'arn:aws:iam::111122223333:policy/b'],
    ['a parameter', { Ref: 'B' }, '<B any>'],
    ['one of two', { 'Fn::If': ['A', 'one', 'two'] }, '<Fn::If any>'],
    ['none', undefined, undefined],
    ['left out', NO_VALUE, undefined],
    ['left out under a condition', { 'Fn::If': ['A', 'one', NO_VALUE] }, undefined],
    ['malformed', null, undefined],
  ])('%s', (_, given, expected) => {
    expect(boundaryOf(given)).toBe(expected);
  });
});

describe('what SAM makes with a resource', () => {
  const sam = (properties: JsonObject, type = 'AWS::Serverless::Function') =>
    identityOf('Handler', app({ Handler: { Type: type, Properties: properties }, Managed: policy('a:managed', {}, 'AWS::IAM::ManagedPolicy') }, { environment: ENVIRONMENT }));

  test.each<[string, JsonValue, string[]]>([
    ['a name', 'AdministratorAccess', ['arn:aws:iam::aws:policy/AdministratorAccess']],
    ['a name of a policy with a path', ['AWSLambdaExecute', 'AWSLambdaSQSQueueExecutionRole'], [
      'arn:aws:iam::aws:policy/AWSLambdaExecute', 'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
    ]],
    ['an ARN', ['arn:aws:iam::aws:policy/AdministratorAccess'], ['arn:aws:iam::aws:policy/AdministratorAccess']],
    ['a policy of the app', [{ Ref: 'Managed' }], ['arn:aws:iam::111122223333:policy/<Managed name>']],
    ['a name under a condition', [{ 'Fn::If': ['A', 'AdministratorAccess', NO_VALUE] }], ['arn:aws:iam::aws:policy/AdministratorAccess']],
    ['a policy template', [{ S3ReadPolicy: { BucketName: 'orders' } }], []],
    ['a document', [document('a:own')], []],
    ['a name that AWS has no policy of', ['Orders'], ['arn:aws:iam::aws:policy/Orders']],
    ['null', null, []],
    ['nothing', undefined, []],
  ])('is a role with %s', (_, Policies, expected) => {
    const made = sam({ Policies });
    expect(arnsOf(made)).toEqual(expected);
    expect(made.type).toBe('role');
  });

  test.each([['AWS::Serverless::Function', 'lambda.amazonaws.com'], ['AWS::Serverless::StateMachine', 'states.amazonaws.com']])('%s trusts its service', (type, service) => {
    const { trust, arn, inlinePolicies } = sam({ Policies: [document('a:own')], RolePath: '/app/' }, type);
    expect(trust!.document.statements.flatMap(({ principals }) => principals!.values.map(({ text }) => text.literal))).toEqual([service]);
    expect(readable(arn)).toBe('arn:aws:iam::111122223333:role/app/<HandlerRole name>');
    expect(inlinePolicies).toHaveLength(1);
  });

  test('trusts whom it says', () => {
    expect(sam({ AssumeRolePolicyDocument: TRUST }).trust!.document.statements[0].principals!.values[0].text.literal).toBe('ec2.amazonaws.com');
  });

  test('has the policies and the boundary of the app that it names', () => {
    const { managedPolicies, boundary } = sam({ Policies: { Ref: 'Managed' }, PermissionsBoundary: { Ref: 'Managed' } });
    expect([managedPolicies.length, boundary?.origin.logicalId]).toEqual([1, 'Managed']);
  });

  test('has what is attached to it by the name that SAM gives it', () => {
    const resources = {
      Handler: { Type: 'AWS::Serverless::Function', Properties: {} },
      Inline: policy('a:inline', { Roles: [{ Ref: 'HandlerRole' }] }),
      Key: { Type: 'AWS::KMS::Key', Properties: { Description: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } } },
    };
    const { resources: [, , key], identities: [made] } = readInventory([app(resources, { environment: ENVIRONMENT })]);
    expect(made.inlinePolicies.map(({ origin }) => origin.logicalId)).toEqual(['Inline']);
    expect(key.texts('Description').map(({ text }) => text)).toEqual([made.arn]);
  });

  test('is no role where one is given', () => {
    expect(sam({ Role: 'arn:aws:iam::111122223333:role/orders', Policies: ['AdministratorAccess'] })).toBeUndefined();
  });
});
