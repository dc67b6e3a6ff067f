import { ENVIRONMENT, source } from './testing';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { readInventory } from '../../src/template/inventory';
import { TemplateSource } from '../../src/template/template';

const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'a:b', Resource: '*' }] };
const managed = (properties: JsonObject = {}) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: DOCUMENT, ...properties } });
const role = (properties: JsonObject = {}) => ({ Type: 'AWS::IAM::Role', Properties: properties });
const kindOf = (logicalId: string, ...sources: TemplateSource[]) =>
  readInventory(sources).sites.find(site => site.origin.logicalId === logicalId)!.kind;
const app = (Resources: object, rest: Partial<TemplateSource> = {}) => source({ Resources }, rest);
const BOUNDARY = { Ref: 'Boundary' };

describe('a managed policy is a boundary when it only caps', () => {
  const ARN = 'arn:aws:iam::111122223333:policy/boundary';
  const known = { environment: { account: '111122223333', region: 'eu-west-1' } };

  test.each<[string, object, 'boundary' | 'identity']>([
    ['of a role', { Boundary: managed(), Worker: role({ PermissionsBoundary: BOUNDARY }) }, 'boundary'],
    ['of a user', { Boundary: managed(), Alice: { Type: 'AWS::IAM::User', Properties: { PermissionsBoundary: BOUNDARY } } }, 'boundary'],
    ['by literal ARN', { Boundary: managed({ ManagedPolicyName: 'boundary' }), Worker: role({ PermissionsBoundary: ARN }) }, 'boundary'],
    ['by ARN put together', {
      Boundary: managed({ ManagedPolicyName: 'boundary' }),
      Worker: role({ PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/boundary' } }),
    }, 'boundary'],
    ['under a condition', { Boundary: managed(), Worker: role({ PermissionsBoundary: { 'Fn::If': ['A', BOUNDARY, { Ref: 'AWS::NoValue' }] } }) }, 'boundary'],
    ['one of two', { Boundary: managed(), Worker: role({ PermissionsBoundary: { 'Fn::If': ['A', 'arn:other', BOUNDARY] } }) }, 'boundary'],
    ['of nobody', { Boundary: managed(), Worker: role() }, 'identity'],
    ['of another policy', { Boundary: managed(), Other: managed(), Worker: role({ PermissionsBoundary: { Ref: 'Other' } }) }, 'identity'],
    ['attached as well', {
      Boundary: managed(), Worker: role({ PermissionsBoundary: BOUNDARY }), Other: role({ ManagedPolicyArns: [BOUNDARY] }),
    }, 'identity'],
    ['attached as well, by itself', { Boundary: managed({ Roles: [{ Ref: 'Worker' }] }), Worker: role({ PermissionsBoundary: BOUNDARY }) }, 'identity'],
    ['attached as well, to a role of another app', { Boundary: managed({ Roles: ['theirs'] }), Worker: role({ PermissionsBoundary: BOUNDARY }) }, 'identity'],
    ['attached to nobody', { Boundary: managed({ Roles: [] }), Worker: role({ PermissionsBoundary: BOUNDARY }) }, 'boundary'],
  ])('%s', (_, resources, expected) => {
    expect(kindOf('Boundary', app(resources, known))).toBe(expected);
  });

  test('with a name that is half known', () => {
    const resources = { Boundary: managed({ ManagedPolicyName: { 'Fn::Sub': 'b-${AWS::Region}' } }), Worker: role({ PermissionsBoundary: BOUNDARY }) };
    expect(kindOf('Boundary', app(resources))).toBe('boundary');
  });

  test('across stacks', () => {
    const maker = source({ Resources: { Boundary: managed() }, Outputs: { B: { Value: BOUNDARY, Export: { Name: 'boundary' } } } }, { id: 'maker' });
    const user = app({ Worker: role({ PermissionsBoundary: { 'Fn::ImportValue': 'boundary' } }) }, { id: 'user' });
    expect(kindOf('Boundary', user, maker)).toBe('boundary');
  });
});

describe('a resource', () => {
  const resources = {
    Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'a' } },
    Bare: { Type: 'AWS::IAM::AccessKey' },
    Role: role({}),
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Environment: { Variables: { KEY: { Ref: 'Key' }, BOTH: { 'Fn::Sub': '${Role}-${Key}' } } },
        Layers: { 'Fn::If': ['Deep', [{ Ref: 'Key' }], []] },
        FileSystemConfigs: [{ LocalMountPath: '/mnt/a' }, { 'Fn::If': ['Deep', { LocalMountPath: '/mnt/b' }, { Ref: 'AWS::NoValue' }] }],
      },
    },
  };
  const [key, bare, , fn] = readInventory([app(resources)]).resources;

  test('has its properties, if any', () => {
    expect([key.origin.logicalId, key.properties, bare.properties]).toEqual(['Key', { UserName: 'a' }, {}]);
    expect(key.texts('UserName').map(({ text }) => text.literal)).toEqual(['a']);
    expect(bare.texts('UserName')).toEqual([]);
  });

  test('lacks the properties that CloudFormation leaves out', () => {
    const none = { Ref: 'AWS::NoValue' };
    const inventory = readInventory([app({ Worker: role({ Path: '/app/', Description: none, AssumeRolePolicyDocument: none, PermissionsBoundary: none }) })]);
    expect(inventory.resources[0].properties).toEqual({ Path: '/app/' });
    expect(inventory.identities[0].properties).toEqual({ Path: '/app/' });
    expect(inventory.sites).toEqual([]);
  });

  test('has its texts below a path', () => {
    const texts = (path: string) => fn.texts(path).map(({ text, when }) => [text.literal ?? 'unknown', ...when.map(({ holds }) => holds)]);
    expect(texts('Environment.Variables.BOTH')).toEqual([['unknown']]);
    expect(texts('FileSystemConfigs[].LocalMountPath')).toEqual([['/mnt/a'], ['/mnt/b', true]]);
    expect(texts('Environment.Nothing')).toEqual([]);
  });

  test('knows what it refers to, and where', () => {
    expect(fn.references.map(({ path, target }) => `${path} ${target}`)).toEqual([
      'Properties/Role app#Role',
      'Properties/Environment/Variables/KEY app#Key',
      'Properties/Environment/Variables/BOTH app#Role',
      'Properties/Environment/Variables/BOTH app#Key',
      'Properties/Layers/0 app#Key',
    ]);
  });

  test('refers to what stands beside its policy', () => {
    const uri = { 'Fn::GetAtt': ['Role', 'Arn'] };
    const Body = { 'x-amazon-apigateway-policy': { Statement: { Resource: uri } }, 'paths': { '/pets': { uri } } };
    const [, api] = readInventory([app({ Role: role({}), Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body } } })]).resources;
    expect(api.references.map(({ path }) => path)).toEqual(['Properties/Body/paths//pets/uri']);
  });

  test.each<[string, JsonValue]>([
    ['Ref', { Ref: 'Table' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }],
    ['Fn::GetAtt in one text', { 'Fn::GetAtt': 'Table.Arn' }],
    ['Fn::Sub', { 'Fn::Sub': 'table/${Table}/index/*' }],
    ['Fn::Join', { 'Fn::Join': ['/', ['table', { Ref: 'Table' }]] }],
    ['one outcome of Fn::If', { 'Fn::If': ['A', { Ref: 'Table' }, 'none'] }],
  ])('knows by %s what it refers to, though that has a name of its own', (_, raw) => {
    const all = { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } }, Reader: { Type: 'AWS::Lambda::Function', Properties: { Table: raw } } };
    const [, { references }] = readInventory([app(all, { environment: ENVIRONMENT })]).resources;
    expect(references.map(({ path, target }) => `${path} ${target}`)).toEqual(['Properties/Table app#Table']);
  });

  test('has the ARNs that it does not refer by', () => {
    const properties = { Own: { 'Fn::GetAtt': ['Function', 'Arn'] }, List: ['arn:aws:iam::111122223333:role/one', 'one'], Made: { 'Fn::Sub': 'arn:aws:s3:::a-${AWS::Region}' } };
    const [{ arns }] = readInventory([app({ Function: { Type: 'AWS::Lambda::Function', Properties: properties } })]).resources;
    expect(arns.map(({ path, text }) => `${path} ${text}`)).toEqual([
      'Properties/List/0 arn:aws:iam::111122223333:role/one',
      'Properties/Made arn:aws:s3:::a-<region>',
    ]);
  });

  test('refers to no parameter', () => {
    const [{ references }] = readInventory([source({ Parameters: { Name: { Type: 'String' } }, Resources: { Worker: role({ RoleName: { Ref: 'Name' } }) } })]).resources;
    expect(references).toEqual([]);
  });

  test('has the ARN of its type', () => {
    expect([fn, key].map(({ arn }) => arn?.toString())).toEqual(['arn:<partition>:lambda:<region>:<account>:function:<Function>', undefined]);
  });
});

describe('an identity', () => {
  test('has its trust policy, the managed policies of the app, and its boundary', () => {
    const [it] = readInventory([app({
      Role: role({ AssumeRolePolicyDocument: DOCUMENT, PermissionsBoundary: { Ref: 'Boundary' }, ManagedPolicyArns: [{ Ref: 'Attached' }, 'arn:aws:iam::aws:policy/ReadOnlyAccess'] }),
      Attached: managed({}),
      Attaching: managed({ Roles: [{ Ref: 'Role' }] }),
      Boundary: managed({}),
    })]).identities;
    expect(it.trust?.origin.logicalId).toBe('Role');
    expect(it.managedPolicies.map(({ origin }) => origin.logicalId)).toEqual(['Attached', 'Attaching']);
    expect(it.boundary?.origin.logicalId).toBe('Boundary');
  });
});

describe('a malformed template is no exception', () => {
  test.each<[string, object]>([
    ['nothing', {}],
    ['no resources', { Resources: null }],
    ['odd entries', { Resources: { 'A': null, 'B': 'text', 'C': [], 'D': {}, 'E': { Type: 5 }, 'Fn::ForEach::Roles': ['Name', ['a'], {}] } }],
    ['odd properties', { Resources: { A: { Type: 'AWS::IAM::Role', Properties: null }, B: { Type: 'AWS::IAM::Policy', Properties: 'x' }, C: { Type: 'AWS::IAM::Policy', Properties: [] } } }],
    ['odd outputs', { Outputs: { A: null, B: 'x', C: { Export: null }, D: { Export: 'x' }, E: { Export: { Name: null } } }, Resources: { R: role({ PermissionsBoundary: { 'Fn::ImportValue': 'x' } }) } }],
    ['odd parameters', { Parameters: { P: null, Q: 'x', R: { AllowedValues: 'x' } }, Resources: { R: role({ RoleName: { 'Fn::Sub': '${P}${Q}${R}' } }) } }],
    ['odd sections', { Parameters: 'x', Mappings: [], Outputs: 5, Resources: { R: role({ RoleName: { 'Fn::FindInMap': ['a', 'b', 'c'] }, Path: { Ref: 'P' }, PermissionsBoundary: { 'Fn::ImportValue': 'x' } }) } }],
  ])('%s', (_, template) => {
    expect(() => readInventory([source(template)])).not.toThrow();
  });

  test('types on the prototype are unknown types', () => {
    const resources = Object.fromEntries(['constructor', '__proto__', 'toString'].map(name => [name, { Type: name, Properties: { PolicyDocument: DOCUMENT } as JsonValue }]));
    expect(readInventory([app(resources)])).toMatchObject({ sites: [], identities: [] });
  });
});

test('thousands of resources are read at once', () => {
  const resources = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`R${index}`, index % 2 === 0
    ? role({ RoleName: 'same', PermissionsBoundary: BOUNDARY })
    : managed({ Roles: [{ Ref: `R${index - 1}` }] })]));
  const start = Date.now();
  expect(readInventory([app(resources)]).identities).toHaveLength(5_000);
  expect(Date.now() - start).toBeLessThan(5_000);
});
