import { ENVIRONMENT, read, readable, readerOf, source } from './testing';
import { JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { Environment } from '../../src/policy/policy-site';
import { TemplateSource } from '../../src/template/template';
import { TemplateSet } from '../../src/template/template-set';

const PARTITIONS = 'aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b|aws-iso-f|aws-iso-e|aws-eusc';
const TEMPLATE = {
  Parameters: {
    Free: { Type: 'String', Default: 'x' },
    Listed: { Type: 'String', AllowedValues: ['dev', 'prod'] },
    Numbers: { Type: 'Number', AllowedValues: [1, 2] },
    Names: { Type: 'CommaDelimitedList' },
  },
  Mappings: {
    Regions: { 'eu-west-1': { account: '1111', list: ['a'] }, 'us-east-1': { account: '2222', list: ['b'] }, 'us-east-2': { account: '2222' } },
    One: { only: { value: 'v' } },
    Empty: {},
  },
  Resources: {
    Orders: { Type: 'AWS::S3::Bucket' },
    Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'named' } },
    ByParameter: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Free' } } },
    ByRegion: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'orders-${AWS::Region}' } } },
    Half: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'half-${Free}' } } },
    Left: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'AWS::NoValue' } } },
    Jobs: { Type: 'AWS::SQS::Queue' },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'table' } },
    Key: { Type: 'AWS::KMS::Key' },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/app' } },
    HalfAlias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: { 'Fn::Sub': 'alias/${Free}' } } },
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/setting', Value: '*' } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'prod/db' } },
    Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
    Worker: { Type: 'AWS::IAM::Role' },
    Deep: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'deep', Path: '/team/app/' } },
    Flat: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'flat', Path: '/' } },
    Somewhere: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'somewhere', Path: { Ref: 'Free' } } },
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'boundary', Path: '/team/' } },
    Function: { Type: 'AWS::Lambda::Function' },
    Custom: { Type: 'Custom::Lookup' },
    Provider: { Type: 'AWS::CloudFormation::CustomResource' },
    ThirdParty: { Type: 'Mongo::Atlas::Cluster' },
    Unheard: { Type: 'AWS::Unheard::Of' },
    Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com' } },
    NoType: { Properties: {} },
    Null: null,
  },
};
const table = (rows: [JsonValue, string][], environment: Environment = {}) =>
  test.each(rows)('%j', (raw, expected) => { expect(read(raw, TEMPLATE, { environment, stackName: 'app-stack' })).toBe(expected); });

describe('plain values', () => {
  table([['text', 'text'], ['', ''], [5, '5'], [true, 'true'], ['${aws:username}', '${aws:username}']]);

  test.each([null, undefined, [], {}, { a: 1 }, { Ref: 'Free', Other: 1 }, ['Free']])('%j is no text', raw => {
    expect(readerOf(TEMPLATE).text(raw as JsonValue)).toBeUndefined();
  });
});

describe('values that only deployment knows', () => {
  const identityOf = (raw: JsonValue, id = 'app') => new TemplateSet([source(TEMPLATE, { id })]).readerOf(id).text(raw)!.parts[0];

  test.each<[string, JsonValue, JsonValue]>([
    ['entries of lists', { 'Fn::Select': [0, { Ref: 'Names' }] }, { 'Fn::Select': [1, { Ref: 'Names' }] }],
    ['rows of a mapping', { 'Fn::FindInMap': ['Regions', { Ref: 'Free' }, 'account'] }, { 'Fn::FindInMap': ['Regions', { Ref: 'Listed' }, 'account'] }],
    ['transforms', { 'Fn::Transform': { Name: 'a' } }, { 'Fn::Transform': { Name: 'b' } }],
  ])('different %s are different values, equal ones are one', (_, left, right) => {
    expect(identityOf(left)).not.toEqual(identityOf(right));
    expect(identityOf(left)).toEqual(identityOf(left));
  });

  test('parameters of two templates are different values', () => {
    expect(identityOf({ Ref: 'Free' }, 'one')).not.toEqual(identityOf({ Ref: 'Free' }, 'two'));
  });
});

describe('pseudo parameters, environment not known', () => {
  table([
    [{ Ref: 'AWS::AccountId' }, '<account account>'],
    [{ Ref: 'AWS::Region' }, '<region region>'],
    [{ Ref: 'AWS::Partition' }, `<partition ${PARTITIONS}>`],
    [{ Ref: 'AWS::URLSuffix' }, '<URL suffix url-suffix>'],
    [{ Ref: 'AWS::StackName' }, 'app-stack'],
    [{ Ref: 'AWS::StackId' }, '<stack id opaque>'],
    [{ Ref: 'AWS::NoValue' }, ''],
    [{ Ref: 'AWS::NotificationARNs' }, '<AWS::NotificationARNs any>'],
  ]);
});

describe('pseudo parameters, environment known', () => {
  const names = ['AWS::AccountId', 'AWS::Region', 'AWS::Partition', 'AWS::URLSuffix'];
  test.each<[string, string, string]>([
    ['eu-west-1', 'aws', 'amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
    ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
    ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
    ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ])('%s', (region, partition, urlSuffix) => {
    const reader = readerOf({}, { environment: { account: '111122223333', region } });
    expect(names.map(Ref => readable(reader.text({ Ref })))).toEqual(['111122223333', region, partition, urlSuffix]);
  });
});

describe('parameters', () => {
  table([
    [{ Ref: 'Free' }, '<Free any>'],
    [{ Ref: 'Listed' }, '<Listed dev|prod>'],
    [{ Ref: 'Numbers' }, '<Numbers 1|2>'],
    [{ Ref: 'Names' }, '<Names any>'],
    [{ Ref: 'Nobody' }, '<Nobody any>'],
    [{ Ref: 5 }, '<Ref any>'],
    [{ Ref: 'constructor' }, '<constructor any>'],
    [{ Ref: '__proto__' }, '<__proto__ any>'],
  ]);
});

describe('resources', () => {
  describe('by Ref', () => {
    table([
      [{ Ref: 'Orders' }, '<Orders name>'],
      [{ Ref: 'Named' }, 'named'],
      [{ Ref: 'ByParameter' }, '<ByParameter opaque>'],
      [{ Ref: 'ByRegion' }, 'orders-<region region>'],
      [{ Ref: 'Half' }, 'half-<Free opaque>'],
      [{ Ref: 'Left' }, '<Left name>'],
      [{ Ref: 'Deep' }, 'deep'],
      [{ Ref: 'Boundary' }, `arn:<partition ${PARTITIONS}>:iam::<account account>:policy/team/boundary`],
      [{ Ref: 'Alias' }, 'alias/app'],
      [{ Ref: 'Setting' }, '/app/setting'],
      [{ Ref: 'Jobs' }, '<Jobs opaque>'],
      [{ Ref: 'Custom' }, '<Custom any>'],
      [{ Ref: 'Provider' }, '<Provider any>'],
      [{ Ref: 'ThirdParty' }, '<ThirdParty any>'],
      [{ Ref: 'Unheard' }, '<Unheard opaque>'],
      [{ Ref: 'NoType' }, '<NoType any>'],
      [{ Ref: 'Null' }, '<Null any>'],
    ]);
  });

  describe('by GetAtt, environment known', () => {
    table([
      [{ 'Fn::GetAtt': ['Orders', 'Arn'] }, 'arn:aws:s3:::<Orders name>'],
      [{ 'Fn::GetAtt': 'Orders.Arn' }, 'arn:aws:s3:::<Orders name>'],
      [{ 'Fn::GetAtt': ['Named', 'Arn'] }, 'arn:aws:s3:::named'],
      [{ 'Fn::GetAtt': ['ByParameter', 'Arn'] }, 'arn:aws:s3:::<ByParameter opaque>'],
      [{ 'Fn::GetAtt': ['Named', 'DomainName'] }, '<Named.DomainName opaque>'],
      [{ 'Fn::GetAtt': ['Jobs', 'Arn'] }, 'arn:aws:sqs:eu-west-1:111122223333:<Jobs name>'],
      [{ 'Fn::GetAtt': ['Jobs', 'QueueName'] }, '<Jobs name>'],
      [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-west-1:111122223333:table/table'],
      [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'arn:aws:dynamodb:eu-west-1:111122223333:table/table/stream/<Table opaque>'],
      [{ 'Fn::GetAtt': ['Key', 'Arn'] }, 'arn:aws:kms:eu-west-1:111122223333:key/<Key opaque>'],
      [{ 'Fn::GetAtt': ['Setting', 'Arn'] }, 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/setting'],
      [{ 'Fn::GetAtt': ['Setting', 'Value'] }, '<Setting.Value any>'],
      [{ 'Fn::GetAtt': ['Secret', 'Id'] }, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:<Secret opaque>'],
      [{ Ref: 'Balancer' }, 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/<Balancer opaque>'],
      [{ 'Fn::GetAtt': ['Worker', 'Arn'] }, 'arn:aws:iam::111122223333:role/<Worker name>'],
      [{ 'Fn::GetAtt': ['Deep', 'Arn'] }, 'arn:aws:iam::111122223333:role/team/app/deep'],
      [{ 'Fn::GetAtt': ['Flat', 'Arn'] }, 'arn:aws:iam::111122223333:role/flat'],
      [{ 'Fn::GetAtt': ['Somewhere', 'Arn'] }, 'arn:aws:iam::111122223333:role/<Somewhere.Path opaque>somewhere'],
      [{ 'Fn::GetAtt': ['Function', 'Arn'] }, 'arn:aws:lambda:eu-west-1:111122223333:function:<Function name>'],
      [{ 'Fn::GetAtt': ['Custom', 'Arn'] }, '<Custom.Arn any>'],
      [{ 'Fn::GetAtt': ['ThirdParty', 'Arn'] }, '<ThirdParty.Arn any>'],
      [{ 'Fn::GetAtt': ['Unheard', 'Arn'] }, '<Unheard.Arn opaque>'],
      [{ 'Fn::GetAtt': ['Nested', 'Outputs.Arn'] }, '<Nested.Outputs.Arn any>'],
      [{ 'Fn::GetAtt': ['Nobody', 'Arn'] }, '<Nobody any>'],
      [{ 'Fn::GetAtt': ['toString', 'Arn'] }, '<toString any>'],
      [{ 'Fn::GetAtt': ['Orders', { Ref: 'Free' }] }, '<Fn::GetAtt any>'],
      [{ 'Fn::GetAtt': ['Orders'] }, '<Fn::GetAtt any>'],
      [{ 'Fn::GetAtt': 'Orders' }, '<Fn::GetAtt any>'],
      [{ 'Fn::GetAtt': null }, '<Fn::GetAtt any>'],
      [{ 'Fn::GetAtt': [{ Ref: 'Free' }, 'Arn'] }, '<Fn::GetAtt any>'],
    ], ENVIRONMENT);
  });

  test('an alias with a name half known keeps what is known', () => {
    expect(read({ Ref: 'HalfAlias' }, TEMPLATE)).toBe('alias/<Free opaque>');
  });

  test('in China, ARNs are of its partition', () => {
    expect(read({ 'Fn::GetAtt': ['Named', 'Arn'] }, TEMPLATE, { environment: { region: 'cn-north-1' } })).toBe('arn:aws-cn:s3:::named');
  });

  test('unknown names lead back to the resource', () => {
    const reader = readerOf(TEMPLATE);
    for (const logicalId of ['Orders', 'ByParameter', 'ByRegion', 'Half', 'Unheard', 'Custom', 'Secret']) {
      const owners = [reader.text({ Ref: logicalId })!, reader.text({ 'Fn::GetAtt': [logicalId, 'Arn'] })!]
        .flatMap(text => text.unknowns.flatMap(unknown => unknown.resource ?? []));
      expect(new Set(owners)).toEqual(new Set([`app#${logicalId}`]));
    }
  });

  test('a parameter or region in a name does not lead back where it stands alone', () => {
    const reader = readerOf(TEMPLATE);
    reader.text({ Ref: 'ByRegion' });
    expect(reader.text({ Ref: 'AWS::Region' })!.unknowns[0].resource).toBeUndefined();
  });
});

describe('Fn::Join', () => {
  table([
    [{ 'Fn::Join': ['', []] }, ''],
    [{ 'Fn::Join': ['', ['a', 'b']] }, 'ab'],
    [{ 'Fn::Join': ['/', ['a', 5, { Ref: 'Orders' }, 'b']] }, 'a/5/<Orders name>/b'],
    [{ 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a,b'],
    [{ 'Fn::Join': ['-', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'a-b-c'],
    [{ 'Fn::Join': ['-', { Ref: 'Names' }] }, '<Fn::Join any>'],
    [{ 'Fn::Join': ['', ['a', { 'Fn::Base64': 'b' }]] }, 'a<Fn::Base64 any>'],
    [{ 'Fn::Join': [{ Ref: 'Free' }, ['a', 'b']] }, '<Fn::Join any>'],
    [{ 'Fn::Join': ['', ['a', null]] }, '<Fn::Join any>'],
    [{ 'Fn::Join': 'a' }, '<Fn::Join any>'],
  ]);
});

describe('Fn::Sub', () => {
  table([
    [{ 'Fn::Sub': 'a' }, 'a'],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Orders}/*' }, `arn:<partition ${PARTITIONS}>:s3:::<Orders name>/*`],
    [{ 'Fn::Sub': '${Named.Arn}/${!aws:username}/*' }, `arn:<partition ${PARTITIONS}>:s3:::named/\${aws:username}/*`],
    [{ 'Fn::Sub': '${!aws:PrincipalTag/team}' }, '${aws:PrincipalTag/team}'],
    [{ 'Fn::Sub': ['${Var}-${Free}', { Var: { Ref: 'Named' } }] }, 'named-<Free any>'],
    [{ 'Fn::Sub': ['${Named}', { Named: 'over' }] }, 'over'],
    [{ 'Fn::Sub': ['${toString}', {}] }, '<toString any>'],
    [{ 'Fn::Sub': ['${Var}', { Var: ['list'] }] }, '<Fn::Sub any>'],
    [{ 'Fn::Sub': ['${Nested.Outputs.X}', {}] }, '<Nested.Outputs.X any>'],
    [{ 'Fn::Sub': '$ {x} $${Free} {y}' }, '$ {x} $<Free any> {y}'],
    [{ 'Fn::Sub': '${unfinished' }, '${unfinished'],
    [{ 'Fn::Sub': { a: 1 } }, '<Fn::Sub any>'],
    [{ 'Fn::Sub': [] }, '<Fn::Sub any>'],
  ]);
});

describe('Fn::Select and Fn::Split', () => {
  table([
    [{ 'Fn::Select': [1, ['a', { Ref: 'Named' }]] }, 'named'],
    [{ 'Fn::Select': ['0', ['a', 'b']] }, 'a'],
    [{ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Worker', 'Arn'] }] }] }, 'role/<Worker name>'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Worker', 'Arn'] }] }] }] }] }, '<Worker name>'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', { Ref: 'Free' }] }] }, '<Fn::Select any>'],
    [{ 'Fn::Select': [2, ['a', 'b']] }, '<Fn::Select any>'],
    [{ 'Fn::Select': [-1, ['a', 'b']] }, '<Fn::Select any>'],
    [{ 'Fn::Select': ['length', ['a', 'b']] }, '<Fn::Select any>'],
    [{ 'Fn::Select': [null, ['a', 'b']] }, '<Fn::Select any>'],
    [{ 'Fn::Select': ['', ['a', 'b']] }, '<Fn::Select any>'],
    [{ 'Fn::Select': [{ Ref: 'Free' }, ['a', 'b']] }, '<Fn::Select any>'],
    [{ 'Fn::Select': [0, { Ref: 'Names' }] }, '<Fn::Select any>'],
    [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, '<Fn::Select any>'],
    [{ 'Fn::Split': ['', 'ab'] }, '<Fn::Split any>'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['', 'ab'] }] }, '<Fn::Select any>'],
  ]);

  const items = (raw: JsonValue) => {
    const reader = readerOf(TEMPLATE);
    return reader.items(raw)?.map(item => readable(reader.text(item)));
  };

  test.each<[JsonValue, (string | undefined)[] | undefined]>([
    [{ 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    [{ 'Fn::Split': [',', { 'Fn::Join': [',', ['a', { Ref: 'Listed' }]] }] }, ['a', '<Listed dev|prod>']],
    [{ 'Fn::Split': [',', { Ref: 'Free' }] }, undefined],
    [{ Ref: 'Names' }, undefined],
    ['a,b', undefined],
  ])('the entries of %j', (raw, expected) => {
    expect(items(raw)).toEqual(expected);
  });
});

describe('Fn::FindInMap', () => {
  const find = (...argument: JsonValue[]) => ({ 'Fn::FindInMap': argument });
  table([
    [find('Regions', 'us-east-1', 'account'), '2222'],
    [find('Regions', { Ref: 'AWS::Region' }, 'account'), '<Regions.account 1111|2222>'],
    [find('Regions', { Ref: 'Listed' }, 'account'), '<Regions.account 1111|2222>'],
    [find('Regions', { Ref: 'AWS::Region' }, { Ref: 'Free' }), '<Fn::FindInMap any>'],
    [find('Regions', 'us-east-1', 'list'), '<Fn::FindInMap any>'],
    [find('Regions', 'nowhere', 'account'), '<Fn::FindInMap any>'],
    [find('Regions', { Ref: 'AWS::Region' }, 'account', { DefaultValue: '*' }), '<Fn::FindInMap any>'],
    [find('Regions', 'us-east-1', 'account', { DefaultValue: '*' }), '2222'],
    [find('One', { Ref: 'AWS::Region' }, 'value'), 'v'],
    [find('Empty', { Ref: 'AWS::Region' }, 'value'), '<Fn::FindInMap any>'],
    [find('Nowhere', 'a', 'b'), '<Fn::FindInMap any>'],
    [find({ Ref: 'Free' }, 'a', 'b'), '<Fn::FindInMap any>'],
    [find('toString', 'a', 'b'), '<Fn::FindInMap any>'],
    [find('Regions', 'constructor', 'name'), '<Fn::FindInMap any>'],
    [find(), '<Fn::FindInMap any>'],
  ]);

  test('by the region of the stack', () => {
    expect(read(find('Regions', { Ref: 'AWS::Region' }, 'account'), TEMPLATE, { environment: ENVIRONMENT })).toBe('1111');
  });
});

describe('dynamic references are known only at deployment', () => {
  table([
    ['{{resolve:ssm:/app/arn}}', '<resolve:ssm:/app/arn any>'],
    ['a-{{resolve:ssm:x}}-b-{{resolve:ssm:y}}', 'a-<resolve:ssm:x any>-b-<resolve:ssm:y any>'],
    [{ 'Fn::Sub': 'arn:aws:s3:::{{resolve:ssm:x}}/*' }, 'arn:aws:s3:::<resolve:ssm:x any>/*'],
    [{ 'Fn::Join': ['', ['a{{resolve:secretsmanager:', { Ref: 'Named' }, ':SecretString}}b']] }, 'a<resolve:secretsmanager:named:SecretString any>b'],
    [{ 'Fn::Sub': '{{resolve:ssm:/${AWS::Region}/x}}' }, '<resolve:ssm:/<region>/x any>'],
    ['{{resolve:unfinished', '{{resolve:unfinished'],
    ['{{other}}', '{{other}}'],
  ]);

  test('a document that is one is undecided, not malformed', () => {
    const { problems, undecided } = parsePolicyDocument('{{resolve:ssm:/app/policy}}', readerOf({}));
    expect(problems).toEqual([]);
    expect(undecided).toMatchObject([{ path: '', name: '<resolve:ssm:/app/policy>' }]);
  });
});

describe('other functions are unknown', () => {
  table([
    [{ 'Fn::GetAZs': '' }, '<Fn::GetAZs any>'],
    [{ 'Fn::Base64': 'x' }, '<Fn::Base64 any>'],
    [{ 'Fn::Transform': { Name: 'AWS::Include' } }, '<Fn::Transform any>'],
    [{ 'Fn::If': ['A', 'x', 'y'] }, '<Fn::If any>'],
    [{ 'Fn::Heard': 1 }, '<Fn::Heard any>'],
  ]);
});

describe('JSON text', () => {
  const statement = (resource: string) => `{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":${resource}}]}`;
  const [before, after] = statement('|').split('|');
  const resources = (raw: JsonValue) => {
    const { statements, problems, undecided } = parsePolicyDocument(raw, readerOf(TEMPLATE));
    expect(problems).toEqual([]);
    return undecided.length > 0 ? 'undecided' : statements.flatMap(each => each.resources!.values.map(value => readable(value.text)));
  };
  const join = (...parts: JsonValue[]) => ({ 'Fn::Join': ['', parts] });

  test.each<[string, JsonValue, (string | undefined)[] | 'undecided']>([
    ['plain', statement('"x"'), ['x']],
    ['Join', join(before, '"', { Ref: 'Named' }, '/*"', after), ['named/*']],
    ['Join in Join', join(before, join('"', join({ Ref: 'Orders' }), '"'), after), ['<Orders name>']],
    ['Join with a separator of text', { 'Fn::Join': [',', [`${before}["a"`, '"b"', `"c"]${after}`]] }, ['a', 'b', 'c']],
    ['Join of a list inside', join(before, '["', { 'Fn::Join': ['","', ['a', { Ref: 'Named' }]] }, '"]', after), ['a', 'named']],
    ['Sub', { 'Fn::Sub': statement('"${Named}/${!aws:username}"') }, ['named/${aws:username}']],
    ['Sub with variables', { 'Fn::Sub': [statement('"${Var}"'), { Var: join('a', { Ref: 'Named' }) }] }, ['anamed']],
    ['Sub in Join', join(before, { 'Fn::Sub': '"${Named}"' }, after), ['named']],
    ['numbers in Join', join('{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"', 5, '"}}'), ['5']],
    ['text of a condition in the middle', join(before, { 'Fn::If': ['A', '"x"', '["y","z"]'] }, after), ['x', 'y', 'z']],
    ['ToJsonString', { 'Fn::ToJsonString': { Statement: { Effect: 'Allow', Action: 'a:b', Resource: { Ref: 'Named' } } } }, ['named']],
    ['a dynamic reference in a string', statement('"{{resolve:ssm:x}}"'), ['<resolve:ssm:x any>']],
    ['an unknown outside of strings', join(before, { Ref: 'Free' }, after), 'undecided'],
    ['a dynamic reference outside of strings', statement('{{resolve:ssm:x}}'), 'undecided'],
    ['an unknown that is all', { Ref: 'Free' }, 'undecided'],
    ['text with an unknown separator', { 'Fn::Join': [{ Ref: 'Free' }, [before, after]] }, 'undecided'],
  ])('%s', (_, raw, expected) => {
    expect(resources(raw)).toEqual(expected);
  });

  test('an unknown in a key is reported, and the condition kept', () => {
    const { statements, undecided, problems } = parsePolicyDocument({
      'Fn::Sub': '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"StringEquals":{"${Free}:sub":"x"}}}}',
    }, readerOf(TEMPLATE));
    expect(statements[0].conditions[0].key).toMatch(/^<unknown \d+>:sub$/);
    expect(undecided).toMatchObject([{ path: 'Statement/Condition/StringEquals' }]);
    expect(problems).toEqual([]);
  });
});

describe('from template to template', () => {
  const west = { account: '111122223333', region: 'eu-west-1' };
  const exporting = (id: string, name: string, value: JsonValue, environment: Environment = west) => source({
    Resources: { Orders: { Type: 'AWS::S3::Bucket', Properties: { BucketName: `${id}-orders` } }, Auto: { Type: 'AWS::S3::Bucket' } },
    Outputs: { Out: { Value: value, Export: { Name: name } } },
  }, { id, stackName: id, environment });
  const arn = { 'Fn::GetAtt': ['Orders', 'Arn'] };
  const importing = { 'Fn::ImportValue': 'orders' };

  const readIn = (id: string, sources: ReturnType<typeof source>[], raw: JsonValue) => readable(new TemplateSet(sources).readerOf(id).text(raw));

  test.each<[string, JsonValue, string]>([
    ['an import', importing, 'arn:aws:s3:::maker-orders'],
    ['an import by a name put together', { 'Fn::ImportValue': { 'Fn::Sub': 'ord${Ers}' } }, '<import ord<Ers> any>'],
    ['an import by a name that is known', { 'Fn::ImportValue': { 'Fn::Join': ['', ['or', 'ders']] } }, 'arn:aws:s3:::maker-orders'],
    ['an import of another app', { 'Fn::ImportValue': 'others' }, '<import others any>'],
    ['an output of a stack', { 'Fn::GetStackOutput': { StackName: 'maker', OutputName: 'Out' } }, 'arn:aws:s3:::maker-orders'],
    ['an output that is not there', { 'Fn::GetStackOutput': { StackName: 'maker', OutputName: 'No' } }, '<output No of stack maker any>'],
    ['an output of another app', { 'Fn::GetStackOutput': { StackName: 'others', OutputName: 'Out' } }, '<output Out of stack others any>'],
    ['malformed', { 'Fn::GetStackOutput': 'maker' }, '<Fn::GetStackOutput any>'],
  ])('%s', (_, raw, expected) => {
    expect(readIn('user', [exporting('maker', 'orders', arn), source({}, { id: 'user', environment: west })], raw)).toBe(expected);
  });

  test('names of the exporting template are looked up there', () => {
    const user = source({ Resources: { Auto: { Type: 'AWS::SQS::Queue' } } }, { id: 'user' });
    const text = new TemplateSet([exporting('maker', 'orders', { 'Fn::GetAtt': ['Auto', 'Arn'] }), user]).readerOf('user').text(importing)!;
    expect(readable(text)).toBe('arn:aws:s3:::<Auto name>');
    expect(text.unknowns[0].resource).toBe('maker#Auto');
  });

  describe('two stacks of one name, in two regions or accounts', () => {
    const east = { account: '111122223333', region: 'us-east-1' };
    const makers = [exporting('west', 'orders', arn, west), exporting('east', 'orders', arn, east)].map(maker => ({ ...maker, stackName: 'maker' }));
    const user = (environment: Environment) => source({}, { id: 'user', environment });
    const output = { 'Fn::GetStackOutput': { StackName: 'maker', OutputName: 'Out' } };

    test.each<[string, JsonValue, Environment, string]>([
      ['an import comes from its own region', importing, west, 'arn:aws:s3:::west-orders'],
      ['an import comes from its own region', importing, east, 'arn:aws:s3:::east-orders'],
      ['an import from no known region is not guessed', importing, {}, '<import orders any>'],
      ['an import from a third region finds nothing', importing, { ...west, region: 'eu-north-1' }, '<import orders any>'],
      ['an output comes from its own region', output, west, 'arn:aws:s3:::west-orders'],
      ['an output comes from its own region', output, east, 'arn:aws:s3:::east-orders'],
      ['an output from no known region is not guessed', output, {}, '<output Out of stack maker any>'],
      ['an output of a named region', { 'Fn::GetStackOutput': { StackName: 'maker', OutputName: 'Out', Region: 'us-east-1' } }, west, 'arn:aws:s3:::east-orders'],
    ])('%s (%#)', (_, raw, environment, expected) => {
      expect(readIn('user', [...makers, user(environment)], raw)).toBe(expected);
    });
  });

  describe('what the CDK carries to another region', () => {
    const writer = (id: string, exports: object, account = west.account) => source({
      Resources: {
        Orders: { Type: 'AWS::S3::Bucket' },
        Writer: { Type: 'Custom::CrossRegionExportWriter', Properties: { WriterProps: { region: 'eu-west-1', exports } } },
      },
    }, { id, environment: { account, region: 'us-east-1' } });
    const user = source({ Resources: { Reader: { Type: 'Custom::CrossRegionExportReader' } } }, { id: 'user', environment: west });
    const carried = (name: string) => ({ 'Fn::GetAtt': ['Reader', name] });

    test.each<[string, TemplateSource[], string]>([
      ['what the other stack wrote', [writer('maker', { '/cdk/orders': arn })], 'arn:aws:s3:::<Orders name>'],
      ['nothing of that name', [writer('maker', { '/cdk/other': arn })], '<Reader./cdk/orders any>'],
      ['that of its own account', [writer('theirs', { '/cdk/orders': '*' }, '444455556666'), writer('maker', { '/cdk/orders': arn })], 'arn:aws:s3:::<Orders name>'],
      ['one of two is not guessed', [writer('one', { '/cdk/orders': '*' }), writer('two', { '/cdk/orders': arn })], '<Reader./cdk/orders any>'],
    ])('%s', (_, makers, expected) => {
      expect(readIn('user', [...makers, user], carried('/cdk/orders'))).toBe(expected);
    });
  });

  describe('nested stacks', () => {
    const parent = source({
      Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
      Resources: {
        Orders: { Type: 'AWS::S3::Bucket' },
        Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Bucket: arn, Stage: { Ref: 'Stage' }, List: ['a', 'b'] } } },
        Sibling: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Bucket: { 'Fn::GetAtt': ['Nested', 'Outputs.Bucket'] } } } },
      },
    }, { id: 'parent', environment: west });
    const nested = source({
      Parameters: { Bucket: { Type: 'String' }, Stage: { Type: 'String' }, List: { Type: 'CommaDelimitedList' }, toString: { Type: 'String' } },
      Resources: { Jobs: { Type: 'AWS::SQS::Queue' } },
      Outputs: { Bucket: { Value: { Ref: 'Bucket' } }, Jobs: { Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] } } },
    }, { id: 'nested', environment: west, parent: { id: 'parent', logicalId: 'Nested' } });
    const sibling = source({ Parameters: { Bucket: { Type: 'String' } } }, { id: 'sibling', parent: { id: 'parent', logicalId: 'Sibling' } });

    test.each<[string, string, JsonValue, string]>([
      ['what the parent passes', 'nested', { Ref: 'Bucket' }, 'arn:aws:s3:::<Orders name>'],
      ['what the parent passes on', 'nested', { Ref: 'Stage' }, '<Stage dev|prod>'],
      ['a list that the parent passes', 'nested', { Ref: 'List' }, '<List any>'],
      ['what the parent does not pass', 'nested', { Ref: 'toString' }, '<toString any>'],
      ['what the nested stack returns', 'parent', { 'Fn::GetAtt': ['Nested', 'Outputs.Jobs'] }, 'arn:aws:sqs:eu-west-1:111122223333:<Jobs name>'],
      ['what it does not return', 'parent', { 'Fn::GetAtt': ['Nested', 'Outputs.No'] }, '<Nested.Outputs.No any>'],
      ['from sibling to sibling', 'sibling', { Ref: 'Bucket' }, 'arn:aws:s3:::<Orders name>'],
    ])('%s', (_, id, raw, expected) => {
      expect(readIn(id, [parent, nested, sibling], raw)).toBe(expected);
    });
  });
});

describe('whatever is given, the answer comes at once and is no exception', () => {
  const nest = (depth: number, wrap: (inner: JsonValue) => JsonValue) => {
    let value: JsonValue = 'x';
    for (let level = 0; level < depth; level++) { value = wrap(value); }
    return value;
  };
  const DEEP: [string, JsonValue][] = [
    ['Join', nest(100_000, inner => ({ 'Fn::Join': ['', [inner, inner]] }))],
    ['If', nest(100_000, inner => ({ 'Fn::If': ['A', inner, 'y'] }))],
    ['Sub', nest(100_000, inner => ({ 'Fn::Sub': ['${X}', { X: inner }] }))],
    ['Select', nest(100_000, inner => ({ 'Fn::Select': [0, [inner]] }))],
    ['Split', nest(100_000, inner => ({ 'Fn::Split': [',', inner] }))],
    ['FindInMap', nest(100_000, inner => ({ 'Fn::FindInMap': [inner, 'a', 'b'] }))],
    ['ImportValue', nest(100_000, inner => ({ 'Fn::ImportValue': inner }))],
    ['ToJsonString', { 'Fn::ToJsonString': nest(100_000, inner => [inner]) }],
  ];
  const quick = (work: () => void) => {
    const start = Date.now();
    work();
    expect(Date.now() - start).toBeLessThan(5_000);
  };
  /** Values that share their parts are small in memory and huge when written out; JSON has none, so a plain chain stands for them. */
  const chain = (value: JsonValue) => JSON.stringify(value).length;

  test.each(DEEP.filter(([name]) => name !== 'Join'))('deep %s', (_, raw) => {
    const reader = readerOf({});
    quick(() => {
      reader.text(raw);
      reader.textPieces(raw);
      reader.branches(raw);
      reader.items(raw);
      parsePolicyDocument(raw, reader);
      const Condition = { StringLike: { a: raw } };
      parsePolicyDocument({ Statement: [raw, { Effect: raw, Action: raw, Resource: [raw], Principal: raw, Condition }] }, reader);
    });
  });

  test('deep Join', () => {
    const reader = readerOf({});
    const raw = nest(100_000, inner => ({ 'Fn::Join': ['', ['a', inner]] }));
    quick(() => {
      reader.text(raw);
      reader.textPieces(raw);
      reader.branches(raw);
      parsePolicyDocument(raw, reader);
    });
  });

  test('a value that refers to itself', () => {
    const cycles: object[] = [
      { Resources: { A: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::Join': ['', Array(50).fill({ 'Fn::GetAtt': ['A', 'Arn'] })] }, Path: { 'Fn::GetAtt': ['A', 'Arn'] } } } } },
      {
        Resources: {
          A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${B}${B}${B.Arn}' } } },
          B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${A}${A}${A.Arn}' } } },
        },
      },
    ];
    for (const template of cycles) {
      quick(() => expect(readerOf(template).text({ 'Fn::GetAtt': ['A', 'Arn'] })!.parts.length).toBeLessThan(2_000));
    }
  });

  test('exports that two regions carry in circles', () => {
    const carried = (name: string) => ({ 'Fn::GetAtt': ['Reader', name] });
    const region = (id: string, name: string, value: string) => source({
      Resources: {
        Reader: { Type: 'Custom::CrossRegionExportReader' },
        Writer: {
          Type: 'Custom::CrossRegionExportWriter',
          Properties: { WriterProps: { exports: { [name]: { 'Fn::Join': ['', Array(50).fill(carried(value))] } } } },
        },
      },
    }, { id });
    quick(() => { new TemplateSet([region('one', 'a', 'b'), region('two', 'b', 'a')]).readerOf('one').text(carried('a')); });
  });

  test('exports that import each other', () => {
    const many = (name: string) => ({ 'Fn::Join': ['', Array(50).fill({ 'Fn::ImportValue': name })] });
    const sources = [
      source({ Outputs: { O: { Value: many('b'), Export: { Name: 'a' } } } }, { id: 'one' }),
      source({ Outputs: { O: { Value: many('a'), Export: { Name: 'b' } } } }, { id: 'two' }),
    ];
    quick(() => { new TemplateSet(sources).readerOf('one').text({ 'Fn::ImportValue': 'a' }); });
  });

  test('an export whose name is made of itself', () => {
    const sources = [source({ Outputs: { O: { Value: 'x', Export: { Name: { 'Fn::ImportValue': 'a' } } } } })];
    quick(() => { new TemplateSet(sources).readerOf('app').text({ 'Fn::ImportValue': 'a' }); });
  });

  test('values that grow with each step', () => {
    const Resources = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`R${index}`, {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: { 'Fn::Join': ['', Array(10).fill(index === 0 ? 'x' : { Ref: `R${index - 1}` })] } },
    }]));
    quick(() => { readerOf({ Resources }).text({ Ref: 'R39' }); });
    const sources = Array.from({ length: 40 }, (_, index) => source({
      Outputs: { O: { Value: { 'Fn::Join': ['', Array(10).fill({ 'Fn::ImportValue': `e${index + 1}` })] }, Export: { Name: `e${index}` } } },
    }, { id: `s${index}` }));
    quick(() => { new TemplateSet(sources).readerOf('s0').text({ 'Fn::ImportValue': 'e0' }); });
  });

  test.each<[string, JsonValue]>([
    ['dynamic references', '{{resolve:'.repeat(100_000)],
    ['finished dynamic references', '{{resolve:ssm:x}}'.repeat(20_000)],
    ['Sub variables', { 'Fn::Sub': '${'.repeat(200_000) }],
    ['finished Sub variables', { 'Fn::Sub': '${X}'.repeat(50_000) }],
    ['entries of a Split', { 'Fn::Split': [',', 'a,'.repeat(500_000)] }],
    ['entries of a Split with unknowns', { 'Fn::Split': [',', { 'Fn::Join': [',', Array(50_000).fill({ Ref: 'AWS::Region' })] }] }],
    ['entries under a condition', { 'Fn::Join': ['', Array(10_000).fill({ 'Fn::If': ['A', 'x', 'y'] })] }],
    ['entries under different conditions', { 'Fn::Join': ['', Array.from({ length: 10_000 }, (_, index) => ({ 'Fn::If': [`C${index}`, 'x', 'y'] }))] }],
    ['variables under a condition', { 'Fn::Sub': ['x', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`V${index}`, { 'Fn::If': ['A', 'x', 'y'] }]))] }],
  ])('many %s', (_, raw) => {
    expect(chain(raw)).toBeLessThan(5_000_000);
    quick(() => { parsePolicyDocument({ Statement: { Effect: 'Allow', Action: 'a:b', Resource: raw } }, readerOf({})); });
    quick(() => { parsePolicyDocument(raw, readerOf({})); });
  });

  test.each<[string, JsonValue]>([
    ['keys under one condition', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, { 'Fn::If': ['A', 'x', 'y'] }]))],
    ['keys under different conditions', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, { 'Fn::If': [`C${index}`, 'x', 'y'] }]))],
  ])('many condition %s', (_, keys) => {
    quick(() => { parsePolicyDocument({ Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: { StringEquals: keys } } }, readerOf({})); });
  });
});
