import { source } from './testing';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { PolicyInventory } from '../../src/policy/policy-site';
import { readInventory } from '../../src/template/inventory';

const FUNCTION = 'AWS::Serverless::Function';
const CRUD = { DynamoDBCrudPolicy: { TableName: { Ref: 'Table' } } };
const READ = { S3ReadPolicy: { BucketName: 'orders' } };
const CONNECTION = { Properties: { Destination: { Id: 'Table' }, Permissions: ['Read'] } };
const NO_VALUE = { Ref: 'AWS::NoValue' };
const either = (whenTrue: JsonValue, whenFalse: JsonValue) => ({ 'Fn::If': ['A', whenTrue, whenFalse] });

const read = (resources: JsonObject): PolicyInventory => readInventory([source({ Resources: resources })]);
const undecidedIn = ({ sites }: PolicyInventory) =>
  sites.filter(({ document }) => document.undecided.length > 0)
    .map(({ kind, propertyPath, document }) => [kind, propertyPath, document.undecided.map(({ name, author }) => `${author} ${name}`)]);

test.each<[string, JsonObject, [string, string, string[]][]]>([
  ['policy templates', { Type: FUNCTION, Properties: { Policies: ['AWSLambdaExecute', CRUD, READ, CRUD] } }, [
    ['identity', 'Properties/Policies', ['SAM DynamoDBCrudPolicy', 'SAM S3ReadPolicy']],
  ]],
  ['a policy template without parameters', { Type: FUNCTION, Properties: { Policies: { EC2DescribePolicy: {} } } }, [
    ['identity', 'Properties/Policies', ['SAM EC2DescribePolicy']],
  ]],
  ['policy templates under conditions', { Type: 'AWS::Serverless::StateMachine', Properties: { Policies: either([either(CRUD, NO_VALUE)], READ) } }, [
    ['identity', 'Properties/Policies', ['SAM DynamoDBCrudPolicy', 'SAM S3ReadPolicy']],
  ]],
  ['policies that SAM leaves out, for a role is given', { Type: FUNCTION, Properties: { Role: 'arn:aws:iam::111122223333:role/orders', Policies: [CRUD] } }, []],
  ['a document, a name and a reference', {
    Type: FUNCTION, Properties: { Policies: [{ Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*' } }, 'AWSLambdaExecute', { Ref: 'Managed' }] },
  }, []],
  ['connectors in a resource', { Type: 'AWS::SNS::Topic', Connectors: { Orders: CONNECTION, Archive: CONNECTION } }, [
    ['identity', 'Connectors', ['SAM Connectors.Orders', 'SAM Connectors.Archive']],
  ]],
  ['a connector', { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: 'It' }, ...CONNECTION.Properties } }, [
    ['identity', 'Properties', ['SAM Connector']],
  ]],
  ['lists of the resource policy of an API', {
    Type: 'AWS::Serverless::Api', Properties: { Auth: { ResourcePolicy: { CustomStatements: [], AwsAccountBlacklist: ['111122223333'], IpRangeWhitelist: ['192.0.2.0/24'] } } },
  }, [['resource', 'Properties/Auth/ResourcePolicy', ['SAM IpRangeWhitelist']]]],
  ['a resource policy under a condition', { Type: 'AWS::Serverless::Api', Properties: { Auth: { ResourcePolicy: either({ SourceVpcWhitelist: ['vpc-1'] }, NO_VALUE) } } }, [
    ['resource', 'Properties/Auth/ResourcePolicy', ['SAM SourceVpcWhitelist']],
  ]],
  ['the resource policy of an API that SAM makes for an event', {
    Type: FUNCTION,
    Properties: { Events: { Get: { Type: 'Api', Properties: { Auth: { ResourcePolicy: { CustomStatements: [] } } } }, Nightly: { Type: 'Schedule', Properties: {} } } },
  }, [['resource', 'Properties/Events', ['SAM Get.Auth.ResourcePolicy']]]],
  ['what it cannot be', { Type: FUNCTION, Connectors: 'Orders', Properties: { Policies: [null, 1], Events: [], Auth: { Ref: 'Auth' } } }, []],
])('%s', (_, resource, expected) => {
  expect(undecidedIn(read({ It: resource }))).toEqual(expected);
});

test('an entry that is no policy template and lacks its statements is read as a document', () => {
  const [site] = read({ It: { Type: FUNCTION, Properties: { Policies: [{ Version: '2012-10-17', Statements: [] }] } } }).sites;
  expect(site.document.problems.map(({ message }) => message)).toContain('the policy has no `Statement`');
});

test.each<[string, JsonObject]>([
  ['SAM makes', { It: { Type: FUNCTION, Connectors: { Orders: CONNECTION } } }],
  ['SAM makes, by a connector', { It: { Type: FUNCTION }, Connector: { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: 'It' } } } }],
  ['the template makes', {
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    It: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } }, Connectors: { Orders: CONNECTION } },
  }],
  ['the template makes, by a connector', {
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    It: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Connector: { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: 'It' } } },
  }],
])('a connector goes to the role of its source that %s', (_, resources) => {
  const { identities: [role], sites } = read(resources);
  expect(role.inlinePolicies).toEqual(sites.filter(({ kind }) => kind === 'identity'));
  expect(role.inlinePolicies).toHaveLength(1);
});

test.each<[string, JsonObject]>([
  ['an ARN', { Source: { Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:f' } }],
  ['a resource without a role', { Source: { Id: 'Topic' } }],
  ['nothing', {}],
])('a connector of %s goes to no role', (_, properties) => {
  const { identities } = read({
    Topic: { Type: 'AWS::SNS::Topic' }, Role: { Type: 'AWS::IAM::Role', Properties: {} }, It: { Type: 'AWS::Serverless::Connector', Properties: properties },
  });
  expect(identities.flatMap(({ inlinePolicies }) => inlinePolicies)).toEqual([]);
});
