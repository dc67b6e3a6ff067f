import { ENVIRONMENT, source } from './testing';
import { cloudFormationTypes, findCloudFormationType } from '../../src/catalog/cloudformation';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { PolicySite } from '../../src/policy/policy-site';
import { printPolicyDocument } from '../../src/policy/print';
import { readInventory } from '../../src/template/inventory';

const STATEMENT = { Effect: 'Allow', Action: 'a:b', Resource: '*' };
const DOCUMENT = { Version: '2012-10-17', Statement: [STATEMENT] };
const OTHER = { ...DOCUMENT, Version: '2008-10-17' };
const NO_VALUE = { Ref: 'AWS::NoValue' };
const either = (whenTrue: JsonValue, whenFalse: JsonValue) => ({ 'Fn::If': ['A', whenTrue, whenFalse] });

const sitesOf = (Type: string, Properties?: JsonValue): readonly PolicySite[] =>
  readInventory([source({ Resources: { It: { Type, Properties } } }, { environment: ENVIRONMENT })]).sites;
const places = (sites: readonly PolicySite[]) => sites.map(site => [site.kind, site.propertyPath]);

describe('every kind of site', () => {
  test.each<[string, JsonObject, [string, string][]]>([
    ['AWS::IAM::Role', { AssumeRolePolicyDocument: DOCUMENT, Policies: [{ PolicyDocument: DOCUMENT }, { PolicyDocument: DOCUMENT }] }, [
      ['trust', 'Properties/AssumeRolePolicyDocument'],
      ['identity', 'Properties/Policies/0/PolicyDocument'],
      ['identity', 'Properties/Policies/1/PolicyDocument'],
    ]],
    ['AWS::IAM::User', { Policies: [{ PolicyDocument: DOCUMENT }] }, [['identity', 'Properties/Policies/0/PolicyDocument']]],
    ['AWS::IAM::Group', { Policies: [{ PolicyDocument: DOCUMENT }] }, [['identity', 'Properties/Policies/0/PolicyDocument']]],
    ...['Policy', 'ManagedPolicy', 'RolePolicy', 'UserPolicy', 'GroupPolicy'].map(name =>
      [`AWS::IAM::${name}`, { PolicyDocument: DOCUMENT }, [['identity', 'Properties/PolicyDocument']]] as [string, JsonObject, [string, string][]]),
    ['AWS::S3::BucketPolicy', { PolicyDocument: DOCUMENT }, [['resource', 'Properties/PolicyDocument']]],
    ['AWS::SQS::QueuePolicy', { PolicyDocument: DOCUMENT }, [['resource', 'Properties/PolicyDocument']]],
    ['AWS::SNS::TopicPolicy', { PolicyDocument: DOCUMENT }, [['resource', 'Properties/PolicyDocument']]],
    ['AWS::KMS::Key', { KeyPolicy: DOCUMENT }, [['resource', 'Properties/KeyPolicy']]],
    ['AWS::SecretsManager::ResourcePolicy', { ResourcePolicy: DOCUMENT }, [['resource', 'Properties/ResourcePolicy']]],
    ['AWS::ECR::Repository', { RepositoryPolicyText: DOCUMENT }, [['resource', 'Properties/RepositoryPolicyText']]],
    ['AWS::ApiGateway::RestApi', { Policy: DOCUMENT }, [['resource', 'Properties/Policy']]],
    ['AWS::ApiGateway::RestApi', { Body: { 'x-amazon-apigateway-policy': DOCUMENT } }, [['resource', 'Properties/Body/x-amazon-apigateway-policy']]],
    ['AWS::ApiGateway::RestApi', { Body: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://apis/orders.yaml' } } } }, []],
    ['AWS::Serverless::Api', {
      Auth: { ResourcePolicy: { CustomStatements: [STATEMENT] } }, DefinitionBody: { 'x-amazon-apigateway-policy': DOCUMENT },
    }, [
      ['resource', 'Properties/Auth/ResourcePolicy/CustomStatements'],
      ['resource', 'Properties/DefinitionBody/x-amazon-apigateway-policy'],
    ]],
    ['AWS::EFS::FileSystem', { FileSystemPolicy: DOCUMENT }, [['resource', 'Properties/FileSystemPolicy']]],
    ['AWS::OpenSearchService::Domain', { AccessPolicies: DOCUMENT }, [['resource', 'Properties/AccessPolicies']]],
    ['AWS::Events::EventBus', { Policy: DOCUMENT }, [['resource', 'Properties/Policy']]],
    ['AWS::Events::EventBusPolicy', { Statement: STATEMENT }, [['resource', 'Properties/Statement']]],
    ['AWS::Events::EventBusPolicy', { Statement: JSON.stringify(STATEMENT) }, [['resource', 'Properties/Statement']]],
    ['AWS::DynamoDB::Table', {
      ResourcePolicy: { PolicyDocument: DOCUMENT },
      StreamSpecification: { ResourcePolicy: { PolicyDocument: DOCUMENT } },
    }, [
      ['resource', 'Properties/ResourcePolicy/PolicyDocument'],
      ['resource', 'Properties/StreamSpecification/ResourcePolicy/PolicyDocument'],
    ]],
    ['AWS::DynamoDB::GlobalTable', {
      Replicas: [
        { Region: 'eu-west-1' },
        { Region: 'eu-north-1', ResourcePolicy: { PolicyDocument: DOCUMENT } },
        { Region: 'us-east-1', ReplicaStreamSpecification: { ResourcePolicy: { PolicyDocument: DOCUMENT } } },
      ],
    }, [
      ['resource', 'Properties/Replicas/2/ReplicaStreamSpecification/ResourcePolicy/PolicyDocument'],
      ['resource', 'Properties/Replicas/1/ResourcePolicy/PolicyDocument'],
    ]],
    ['AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify(DOCUMENT) }, [['resource', 'Properties/PolicyDocument']]],
    ['AWS::EC2::VPCEndpoint', { PolicyDocument: DOCUMENT }, [['endpoint', 'Properties/PolicyDocument']]],
    ['AWS::SSO::PermissionSet', { InlinePolicy: DOCUMENT }, [['permission-set', 'Properties/InlinePolicy']]],
    ['AWS::RolesAnywhere::Profile', { SessionPolicy: JSON.stringify(DOCUMENT) }, [['session', 'Properties/SessionPolicy']]],
    ['AWS::Organizations::Policy', { Type: 'SERVICE_CONTROL_POLICY', Content: DOCUMENT }, [['scp', 'Properties/Content']]],
    ['AWS::Organizations::Policy', { Type: { 'Fn::Join': ['_', ['RESOURCE', 'CONTROL', 'POLICY']] }, Content: DOCUMENT }, [['rcp', 'Properties/Content']]],
    ['AWS::Organizations::Policy', { Type: 'TAG_POLICY', Content: { tags: {} } }, []],
    ['AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: 's3.amazonaws.com' }, [['resource', 'Properties']]],
    ['AWS::Lambda::LayerVersionPermission', { Action: 'lambda:GetLayerVersion', LayerVersionArn: 'arn', Principal: '*' }, [['resource', 'Properties']]],
    ['AWS::Events::EventBusPolicy', { Action: 'events:PutEvents', Principal: '*' }, [['resource', 'Properties']]],
    ['AWS::Events::EventBusPolicy', { Statement: STATEMENT }, [['resource', 'Properties/Statement']]],
    ['AWS::Events::EventBusPolicy', { Statement: JSON.stringify(STATEMENT) }, [['resource', 'Properties/Statement']]],
    ['AWS::Serverless::Function', {
      AssumeRolePolicyDocument: DOCUMENT,
      Policies: ['AWSLambdaExecute', DOCUMENT, 'AWSLambdaExecute', { Ref: 'Managed' }, { Statement: STATEMENT }],
    }, [
      ['trust', 'Properties/AssumeRolePolicyDocument'],
      ['identity', 'Properties/Policies/1'],
      ['identity', 'Properties/Policies/4'],
    ]],
    ['AWS::Serverless::Function', { Policies: DOCUMENT }, [['identity', 'Properties/Policies']]],
    ['AWS::Serverless::Function', { Policies: 'AWSLambdaExecute' }, []],
    ['AWS::Serverless::StateMachine', { Policies: [DOCUMENT] }, [['identity', 'Properties/Policies/0']]],
    ['AWS::S3::Bucket', { PolicyDocument: DOCUMENT }, []],
    ['AWS::Nobody::Knows', { PolicyDocument: DOCUMENT }, []],
    ['Custom::Nobody', { PolicyDocument: DOCUMENT }, []],
  ])('%s %#', (type, properties, expected) => {
    const sites = sitesOf(type, properties);
    expect(places(sites)).toEqual(expected);
    for (const { document, origin, environment } of sites) {
      expect([document.problems, document.undecided]).toEqual([[], []]);
      expect(document.statements).toHaveLength(1);
      expect(origin).toEqual({ templateId: 'app', logicalId: 'It', resourceType: type });
      expect(environment).toEqual(ENVIRONMENT);
    }
  });

  test('every plain site of the catalog is found where the catalog says, under a condition as well', () => {
    const missed: string[] = [];
    for (const type of cloudFormationTypes()) {
      for (const { path, shape, kind, when } of findCloudFormationType(type)!.policySites) {
        if (shape !== 'document') { continue; }
        const put = (document: JsonValue) => path.split('.').reduceRight<JsonValue>((inner, segment) =>
          segment.endsWith('[]') ? { [segment.slice(0, -2)]: [inner] } : { [segment]: inner }, document) as JsonObject;
        for (const document of [DOCUMENT, JSON.stringify(DOCUMENT), either(DOCUMENT, NO_VALUE)]) {
          const sites = sitesOf(type, { ...put(document), ...when && { [when.property]: when.equals } });
          const found = sites.filter(site => site.kind === kind && site.document.statements.length === 1);
          if (found.length !== 1 || found[0].propertyPath !== `Properties/${path.replace(/\[\]/g, '/0').replace(/\./g, '/')}`) { missed.push(`${type} ${path}`); }
        }
      }
    }
    expect(missed).toEqual([]);
  });
});

describe('conditions on the way', () => {
  const guardsOf = (sites: readonly PolicySite[]) =>
    sites.map(site => [site.propertyPath, site.document.statements.map(statement => statement.when.map(({ condition, holds }) => `${holds ? '' : '!'}${condition}`))]);

  test.each<[string, JsonObject, [string, string[][]][]]>([
    ['none', { Policies: [{ PolicyDocument: DOCUMENT }] }, [['Properties/Policies/0/PolicyDocument', [[]]]]],
    ['over the document', { Policies: [{ PolicyDocument: either(DOCUMENT, NO_VALUE) }] }, [['Properties/Policies/0/PolicyDocument', [['A']]]]],
    ['over one of two documents', { Policies: [{ PolicyDocument: either(DOCUMENT, OTHER) }] }, [['Properties/Policies/0/PolicyDocument', [['A'], ['!A']]]]],
    ['over two of which each says the same', { Policies: [{ PolicyDocument: either(DOCUMENT, DOCUMENT) }] }, [['Properties/Policies/0/PolicyDocument', [[]]]]],
    ['over an entry', { Policies: [either({ PolicyDocument: DOCUMENT }, NO_VALUE)] }, [['Properties/Policies/0/PolicyDocument', [['A']]]]],
    ['over the list', { Policies: either(NO_VALUE, [{ PolicyDocument: DOCUMENT }]) }, [['Properties/Policies/0/PolicyDocument', [['!A']]]]],
    ['over two lists', { Policies: either([{ PolicyDocument: DOCUMENT }], [{ PolicyDocument: OTHER }]) }, [
      ['Properties/Policies/0/PolicyDocument', [['A']]],
      ['Properties/Policies/0/PolicyDocument', [['!A']]],
    ]],
    ['twice the same', { Policies: either([either({ PolicyDocument: DOCUMENT }, { PolicyDocument: 'never' })], NO_VALUE) }, [
      ['Properties/Policies/0/PolicyDocument', [['A']]],
    ]],
    ['left out', { Policies: NO_VALUE }, []],
  ])('%s', (_, properties, expected) => {
    expect(guardsOf(sitesOf('AWS::IAM::Role', properties))).toEqual(expected);
  });

  test('over a SAM document', () => {
    expect(guardsOf(sitesOf('AWS::Serverless::Function', { Policies: [either(DOCUMENT, 'AWSLambdaExecute')] }))).toEqual([['Properties/Policies/0', [['A']]]]);
  });

  test('over the organization that an event bus is open to', () => {
    const Condition = either({ Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-a1b2c3d4e5' }, NO_VALUE);
    const sites = sitesOf('AWS::Events::EventBusPolicy', { Action: 'events:PutEvents', Principal: '*', StatementId: 'Any', Condition });
    expect(guardsOf(sites)).toEqual([['Properties', [['A'], ['!A']]]]);
    expect(sites[0].document.statements.map(({ conditions }) => conditions.length)).toEqual([1, 0]);
  });

  test('a statement for an event bus stands in a policy of EventBridge, which has variables', () => {
    expect(sitesOf('AWS::Events::EventBusPolicy', { Statement: STATEMENT }).map(({ document }) => document.version)).toEqual(['2012-10-17']);
  });
});

describe('what is no document', () => {
  test.each<[string, JsonObject, string]>([
    ['a list that is known only at deployment', { Policies: { Ref: 'Parameter' } }, 'Properties/Policies'],
    ['an entry that is', { Policies: [{ 'Fn::Transform': { Name: 'AWS::Include' } }] }, 'Properties/Policies/0'],
    ['a document that is', { AssumeRolePolicyDocument: { Ref: 'Parameter' } }, 'Properties/AssumeRolePolicyDocument'],
  ])('%s is undecided', (_, properties, path) => {
    const [{ propertyPath, document }, ...others] = sitesOf('AWS::IAM::Role', properties);
    expect(others).toEqual([]);
    expect(propertyPath).toBe(path);
    expect(document.undecided).toMatchObject([{ path: '' }]);
    expect(document.problems).toEqual([]);
  });

  test('a document of the wrong type is a problem', () => {
    expect(sitesOf('AWS::S3::BucketPolicy', { PolicyDocument: 5 })[0].document.problems).toMatchObject([{ path: '' }]);
  });

  test.each([undefined, null, 'text', [], { Policies: null }, { Policies: 'text' }, { Policies: [null, 5, 'x', []] }, { Policies: { PolicyDocument: 1 } }])(
    'properties %j hold no policy', properties => {
      expect(sitesOf('AWS::IAM::Role', properties as JsonValue)).toEqual([]);
    });
});

describe('JSON text', () => {
  const text = (resource: JsonValue) => ({ 'Fn::Join': ['', ['{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":"', resource, '"}]}']] });

  test('of a log resource policy, put together', () => {
    const [{ document }] = sitesOf('AWS::Logs::ResourcePolicy', { PolicyDocument: text({ 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:x' }) });
    expect(document.problems).toEqual([]);
    expect(document.statements[0].resources!.values[0].text.literal).toBe('arn:aws:logs:eu-west-1:x');
  });

  describe('of an SDK call', () => {
    const call = (policies: string) => JSON.stringify({ action: 'updateDomainConfig', parameters: { DomainName: 'd', AccessPolicies: policies } });
    const path = 'Properties/Create/parameters/AccessPolicies';

    test.each(['Custom::OpenSearchAccessPolicy', 'Custom::ElasticsearchAccessPolicy'])('%s, created and updated', type => {
      const sites = sitesOf(type, { Create: call(JSON.stringify(DOCUMENT)), Update: call(JSON.stringify(DOCUMENT)) });
      expect(places(sites)).toEqual([['resource', path], ['resource', path.replace('Create', 'Update')]]);
      expect(sites.map(site => printPolicyDocument(site.document))).toEqual([DOCUMENT, DOCUMENT]);
    });

    test('with an unknown two levels deep', () => {
      const [before, after] = call(JSON.stringify({ ...DOCUMENT, Statement: [{ ...STATEMENT, Resource: '@@/*' }] })).split('@@');
      const [site] = sitesOf('Custom::OpenSearchAccessPolicy', { Create: { 'Fn::Join': ['', [before, { 'Fn::GetAtt': ['Domain', 'Arn'] }, after]] } });
      expect(site.document.problems).toEqual([]);
      expect(String(site.document.statements[0].resources!.values[0].text)).toBe('<Domain>/*');
    });

    test('under a condition', () => {
      const [site] = sitesOf('Custom::OpenSearchAccessPolicy', { Create: either(call(JSON.stringify(DOCUMENT)), NO_VALUE) });
      expect(site.propertyPath).toBe(path);
      expect(site.document.statements).toMatchObject([{ when: [{ condition: 'A', holds: true }] }]);
    });

    test('that sets something else holds no policy', () => {
      expect(sitesOf('Custom::OpenSearchAccessPolicy', { Create: JSON.stringify({ action: 'x', parameters: {} }) })).toEqual([]);
      expect(sitesOf('Custom::OpenSearchAccessPolicy', { Create: '5' })).toEqual([]);
    });

    test.each<[string, JsonValue, 'problems' | 'undecided']>([
      ['that is not JSON', '{', 'problems'],
      ['that is known only at deployment', { Ref: 'Call' }, 'undecided'],
      ['whose policy is not JSON', call('{'), 'problems'],
    ])('%s', (_, Create, report) => {
      const [site] = sitesOf('Custom::OpenSearchAccessPolicy', { Create });
      expect(site.document[report]).toHaveLength(1);
    });
  });
});

describe('a policy that stands in one resource after another', () => {
  const policy = (document: JsonObject): JsonObject => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } });
  const other = { ...DOCUMENT, Statement: [{ ...STATEMENT, Action: 'a:c' }] };
  const documentsOf = (...resources: JsonObject[]) =>
    readInventory([source({ Resources: Object.fromEntries(resources.map((resource, index) => [`It${index}`, resource])) }, { environment: ENVIRONMENT })])
      .sites.map(({ document }) => document);

  test('is read once', () => {
    const [first, second] = documentsOf(policy(DOCUMENT), policy(structuredClone(DOCUMENT)));
    expect(second).toBe(first);
  });

  test('is read once, too, where others stand between', () => {
    const [first, , third] = documentsOf(policy(DOCUMENT), policy(other), policy(structuredClone(DOCUMENT)));
    expect(third).toBe(first);
  });

  test('is not taken for one that differs', () => {
    const [first, second] = documentsOf(policy(DOCUMENT), policy(other));
    expect(first.statements[0].actions.values[0].text.literal).toBe('a:b');
    expect(second.statements[0].actions.values[0].text.literal).toBe('a:c');
  });

  test('refers to what its own template calls by that name', () => {
    const It = policy({ ...DOCUMENT, Statement: [{ ...STATEMENT, Resource: { Ref: 'Place' } }] });
    const topic = (TopicName: string): JsonObject => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } });
    const { sites } = readInventory([
      source({ Resources: { It, Place: topic('orders') } }, { id: 'One', environment: ENVIRONMENT }),
      source({ Resources: { It, Place: topic('invoices') } }, { id: 'Two', environment: ENVIRONMENT }),
    ]);
    const texts = sites.map(({ document }) => document.statements[0].resources!.values[0].text.toString());
    expect(texts.map(text => text.split(':').pop())).toEqual(['orders', 'invoices']);
  });
});
