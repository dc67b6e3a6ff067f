import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Environment, PolicyInventory } from '../../../src/policy/policy-site';
import { allow, arnOf, deny, functionWith, policyOn, roleOf, trusting } from '../../../src/rules/app/example-app';
import { readInventory } from '../../../src/template/inventory';
import { findings, inventoryOfResources } from '../example-inventory';

const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} };

function found(ruleId: string, resources: JsonObject) {
  return findings(inventoryOfResources(resources)).filter(finding => finding.ruleId === ruleId);
}

describe('role-does-not-trust-its-service', () => {
  test.each<[string, JsonObject]>([
    ['a service in its Chinese form', { Service: 'lambda.amazonaws.com.cn' }],
    ['a service for which the region is filled in', { Service: { 'Fn::Sub': 'lambda.${AWS::URLSuffix}' } }],
    ['anybody', { AWS: '*' }],
    ['a parameter', { Service: { 'Fn::ImportValue': 'Service' } }],
  ])('says nothing of a trust policy with %s', (_, principal) => {
    expect(found('role-does-not-trust-its-service', { Role: trusting(principal), Function: functionWith(arnOf('Role')) })).toEqual([]);
  });

  test('judges each branch of a role that is chosen by a condition', () => {
    const role = { 'Fn::If': ['IsProd', arnOf('Right'), arnOf('Wrong')] };
    const [finding, ...others] = found('role-does-not-trust-its-service', {
      Right: roleOf('lambda.amazonaws.com'), Wrong: roleOf('ec2.amazonaws.com'), Function: functionWith(role),
    });
    expect(others).toEqual([]);
    expect(finding.location).toMatchObject({ logicalId: 'Wrong', propertyPath: 'Properties/AssumeRolePolicyDocument' });
    expect(finding.cause).toBe('lambda.amazonaws.com');
  });

  test('is one finding for many functions', () => {
    const functions = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`Function${index}`, functionWith(arnOf('Role'))]));
    expect(found('role-does-not-trust-its-service', { Role: roleOf('ec2.amazonaws.com'), ...functions })).toHaveLength(1);
  });
});

describe('a role with a name of its own is known by its ARN', () => {
  const ARN = 'arn:aws:iam::111122223333:role/worker';
  const named = (service: string, rest: JsonObject = {}) => roleOf(service, { RoleName: 'worker', ...rest });
  const READS = policyOn('Role', allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/orders'));

  test.each<[string, JsonObject]>([
    ['role-does-not-trust-its-service', { Role: named('ec2.amazonaws.com'), Function: functionWith(ARN) }],
    ['role-does-not-trust-its-service', {
      Role: named('ec2.amazonaws.com'), Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'one', Arn: 'arn:aws:sqs:::one', RoleArn: ARN }] } },
    }],
    ['shared-role', { Role: named('lambda.amazonaws.com'), Policy: READS, One: functionWith(ARN), Other: functionWith(ARN) }],
    ['event-source-without-grant', {
      Role: named('lambda.amazonaws.com'),
      Function: functionWith(ARN),
      Queue: QUEUE,
      Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Function' } } },
    }],
    ['function-url-without-auth', {
      Role: named('lambda.amazonaws.com'),
      Policy: policyOn('Role', allow('dynamodb:DeleteItem', 'arn:aws:dynamodb:*:*:table/orders')),
      Function: functionWith(ARN),
      Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', TargetFunctionArn: arnOf('Function') } },
    }],
  ])('%s', (ruleId, resources) => {
    const byReference = JSON.parse(JSON.stringify(resources).replaceAll(JSON.stringify(ARN), JSON.stringify(arnOf('Role'))));
    const [finding, ...others] = found(ruleId, resources);
    expect(others).toEqual([]);
    expect(finding).toEqual(found(ruleId, byReference)[0]);
  });

  test('which is then not taken for imported', () => {
    const handed = { Environment: { Variables: { TABLE: { Ref: 'Orders' } } } };
    const resources = { Function: functionWith(ARN, handed), Orders: { Type: 'AWS::DynamoDB::Table', Properties: {} } };
    expect(found('reference-without-grant', resources)[0].cause).toBe('imported-role');
    expect(found('reference-without-grant', { ...resources, Role: named('lambda.amazonaws.com') })[0].cause).toBe('dynamodb');
  });
});

describe('passed-role-does-not-trust-service', () => {
  test.each<[string, JsonObject]>([
    ['a service that need not say who it is', { StringEqualsIfExists: { 'iam:PassedToService': 'glue.amazonaws.com' } }],
    ['a service that is excluded', { StringNotEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } }],
    ['a pattern', { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } }],
    ['a pattern beside the service that the role trusts', { StringLike: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'ecs*.amazonaws.com'] } }],
    ['an import', { StringEquals: { 'iam:PassedToService': { 'Fn::ImportValue': 'Service' } } }],
  ])('says nothing of %s', (_, condition) => {
    expect(found('passed-role-does-not-trust-service', {
      Task: roleOf('ecs-tasks.amazonaws.com'), Runner: roleOf('lambda.amazonaws.com'), Policy: policyOn('Runner', allow('iam:PassRole', arnOf('Task'), { Condition: condition })),
    })).toEqual([]);
  });
});

describe('resource-grant-without-effect', () => {
  const policy = (...statements: JsonObject[]) => ({ Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }] });
  const across = (statements: JsonObject[], account: string) => {
    const keys = {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/reader' }, Action: 'kms:Decrypt', Resource: '*' }],
          },
        },
      },
    };
    const roles = { Reader: roleOf('lambda.amazonaws.com', { RoleName: 'reader', ...statements.length > 0 && policy(...statements) }) };
    const source = (id: string, Resources: JsonObject, environment: Environment) => ({ id, template: { Resources } as {}, environment });
    return findings(readInventory([source('keys', keys, { account: '111122223333', region: 'eu-west-1' }), source('roles', roles, { account, region: 'eu-west-1' })]))
      .filter(({ ruleId }) => ruleId === 'resource-grant-without-effect').map(({ cause }) => cause);
  };

  test('asks for the other half across accounts', () => {
    expect(across([], '444455556666')).toEqual(['missing kms:Decrypt']);
    expect(across([allow('s3:GetObject', '*')], '444455556666')).toEqual(['missing kms:Decrypt']);
    expect(across([allow('kms:Dec*', '*')], '444455556666')).toEqual([]);
  });

  test('says that a role denies what a key of another account grants', () => {
    expect(across([allow('kms:Decrypt', '*'), deny('kms:*', '*')], '444455556666')).toEqual(['denied kms:Decrypt']);
  });
});

describe('event-source-without-grant', () => {
  const mapping = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Function' } } };
  const app = (...statements: JsonObject[]) => found('event-source-without-grant', {
    Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', ...statements), Function: functionWith(arnOf('Role')), Queue: QUEUE, Mapping: mapping,
  });
  const ALL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

  test('shows a request that is denied', () => {
    const [finding] = app(allow(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], arnOf('Queue')));
    expect(finding.actions).toEqual(['sqs:DeleteMessage']);
    expect(finding.witness).toMatchObject({ action: 'sqs:DeleteMessage', resource: expect.stringMatching(/^arn:aws:sqs:/) });
  });

  test('a grant on another queue of the app is none on this one', () => {
    const [finding] = found('event-source-without-grant', {
      Role: roleOf('lambda.amazonaws.com'),
      Policy: policyOn('Role', allow(ALL, arnOf('Invoices'))),
      Function: functionWith(arnOf('Role')),
      Queue: QUEUE,
      Invoices: QUEUE,
      Mapping: mapping,
    });
    expect(finding.actions).toEqual([...ALL].sort());
  });

  test.each<[string, JsonValue]>([
    ['a variable', { 'Fn::Sub': '${Function}' }],
    ['its ARN', { 'Fn::GetAtt': 'Function.Arn' }],
    ['its ARN as a variable', { 'Fn::Sub': '${Function.Arn}' }],
  ])('finds the function by %s', (_, name) => {
    expect(found('event-source-without-grant', {
      Role: roleOf('lambda.amazonaws.com'),
      Function: functionWith({ 'Fn::Sub': '${Role.Arn}' }),
      Queue: QUEUE,
      Mapping: { ...mapping, Properties: { ...mapping.Properties, FunctionName: name } },
    })).toHaveLength(1);
  });

  test.each<[string, JsonObject]>([
    ['names are written in another case', allow(ALL.map(action => action.toLowerCase()), arnOf('Queue'))],
    ['all but other actions are allowed', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    ['the resource is known only at deployment', allow(ALL, { 'Fn::ImportValue': 'Queues' })],
  ])('says nothing where %s', (_, statement) => {
    expect(app(statement)).toEqual([]);
  });
});

describe('reference-without-grant', () => {
  test.each<[string, JsonObject, number]>([
    ['the table', { Policy: policyOn('Role', allow('dynamodb:GetItem', arnOf('Orders'))) }, 0],
    ['the table by name', { Policy: policyOn('Role', allow('dynamodb:GetItem', { 'Fn::Sub': 'arn:aws:dynamodb:*:${AWS::AccountId}:table/orders' })) }, 0],
    ['an index of the table', { Policy: policyOn('Role', allow('dynamodb:Query', { 'Fn::Sub': '${Orders.Arn}/index/*' })) }, 0],
    ['another table', { Policy: policyOn('Role', allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/bills')) }, 1],
    ['nothing', {}, 1],
  ])('knows a table that has a name of its own, granted %s', (_, granted, count) => {
    const handed = { Environment: { Variables: { TABLE: { Ref: 'Orders' } } } };
    expect(found('reference-without-grant', {
      Role: roleOf('lambda.amazonaws.com'),
      Function: functionWith(arnOf('Role'), handed),
      Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
      ...granted,
    })).toHaveLength(count);
  });

  test.each([
    ['its objects', { 'Fn::Sub': '${Files.Arn}/*' }, 0],
    ['some of its objects', 'arn:aws:s3:::files/incoming/*', 0],
    ['the objects of another', 'arn:aws:s3:::files-archive/*', 1],
  ])('knows a bucket that has a name of its own, granted %s', (_, granted, count) => {
    expect(found('reference-without-grant', {
      Role: roleOf('lambda.amazonaws.com'),
      Policy: policyOn('Role', allow('s3:PutObject', granted)),
      Function: functionWith(arnOf('Role'), { Environment: { Variables: { FILES: { Ref: 'Files' } } } }),
      Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
    })).toHaveLength(count);
  });
});

describe('grant-cut-by-boundary', () => {
  const bounded = (boundary: JsonObject[], ...statements: JsonObject[]) => found('grant-cut-by-boundary', {
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: boundary } } },
    Role: roleOf('lambda.amazonaws.com', { PermissionsBoundary: { Ref: 'Boundary' } }),
    Policy: policyOn('Role', ...statements),
  }).map(({ actions }) => actions);

  test('names the actions of which nothing is left, and no others', () => {
    expect(bounded([allow(['s3:*', 'sqs:*'], '*'), deny('sqs:PurgeQueue', '*')], allow(['s3:GetObject', 'sqs:PurgeQueue', 'SNS:Publish'], '*')))
      .toEqual([['SNS:Publish', 'sqs:PurgeQueue']]);
  });

  test('takes no action for granted that is denied, or left out of what is allowed', () => {
    expect(bounded([allow('*', '*'), deny('iam:*', '*')], { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, deny('iam:CreateUser', '*'))).toEqual([]);
  });

  test('leaves aside what a condition of the boundary may let through', () => {
    expect(bounded([allow('s3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'orders' } } })], allow('s3:GetObject', '*'))).toEqual([]);
  });
});

test('a Deny of another policy cancels an Allow, and a part of it does not', () => {
  const split = (grant: JsonObject, ...guards: JsonObject[]) =>
    found('cancelled-allow', { Role: roleOf('lambda.amazonaws.com'), Grant: policyOn('Role', grant), Guard: policyOn('Role', ...guards) });
  expect(split(allow('s3:GetObject', 'arn:aws:s3:::a/*'), deny('*', '*'))).toHaveLength(1);
  expect(split(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*'), deny('s3:PutObject', '*'))).toEqual([]);
  expect(split(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*'), deny('s3:Put*', '*'), deny('s3:Get*', '*'))).toHaveLength(1);
});

test('long circles of trust are one finding', () => {
  const count = 200;
  const roles = Object.fromEntries(Array.from({ length: count }, (_, index) => [
    `Role${index}`,
    trusting({ AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/role-${(index + 1) % count}` } }, { RoleName: `role-${index}` }),
  ]));
  expect(found('role-trust-cycle', roles)).toHaveLength(1);
});

describe('shared-role', () => {
  const OWN = { Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: [allow('s3:GetObject', 'arn:aws:s3:::a/*')] } }] };
  const messages = (inventory: PolicyInventory) => findings(inventory).filter(({ ruleId }) => ruleId === 'shared-role').map(({ message }) => message);

  test('counts workloads of two stacks that have one logical id', () => {
    const source = (id: string, taken: JsonValue, others: JsonObject = {}) =>
      ({ id, template: { Resources: { Worker: functionWith(taken), ...others } } as {}, environment: {} });
    const role = roleOf('lambda.amazonaws.com', { RoleName: 'shared', ...OWN });
    expect(messages(readInventory([
      source('One', arnOf('Role'), { Role: role }), source('Two', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/shared' }),
    ]))).toEqual(['2 workloads run with the role: `Worker`; expected a role for each']);
  });

  test('counts functions of SAM', () => {
    const sam = { Type: 'AWS::Serverless::Function', Properties: { Role: arnOf('Role') } };
    expect(messages(inventoryOfResources({ Role: roleOf('lambda.amazonaws.com', OWN), Reader: sam, Writer: sam })))
      .toEqual(['2 workloads run with the role: `Reader` and `Writer`; expected a role for each']);
  });
});

test.each(['framework', 'token', 'token of a function with a name of its own'])('helpers that the CDK makes may share a role: %s', kind => {
  const id = kind === 'framework' ? ['ProviderframeworkonEvent1', 'ProviderframeworkonTimeout2'] : ['HandlerA', 'HandlerB'];
  const resources = {
    Role: roleOf('lambda.amazonaws.com'),
    Policy: policyOn('Role', allow('s3:GetObject', 'arn:aws:s3:::a/*')),
    [id[0]]: functionWith(arnOf('Role'), kind.endsWith('own') ? { FunctionName: 'handler' } : {}),
    [id[1]]: functionWith(arnOf('Role')),
    Resource: { Type: 'Custom::Thing', Properties: { ServiceToken: arnOf(id[0]) } },
  };
  expect(found('shared-role', resources)).toEqual([]);
});
