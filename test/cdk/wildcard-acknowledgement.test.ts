import { App, Aws, AppProps, CfnParameter, Fn, NestedStack, Stack, Stage, Tags, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference';
import { IConstruct } from 'constructs';
import { acknowledgeWildcards, flattenReference } from '../../src/cdk/wildcard-acknowledgement';
import { ScopedBucketGrants } from '../../src/grants/bucket-grants';
import { ScopedLogGroupGrants } from '../../src/grants/log-group-grants';
import { ScopedQueueGrants } from '../../src/grants/queue-grants';
import { ScopedRepositoryGrants } from '../../src/grants/repository-grants';
import { ScopedRoleGrants } from '../../src/grants/role-grants';
import { ScopedSecretGrants } from '../../src/grants/secret-grants';
import { ScopedTableGrants } from '../../src/grants/table-grants';

const lambdaRole = (stack: Stack, id = 'Role') => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

/** Each of the grants, on resources of `data`, to a role of `service`. */
function grantEverything(data: Stack, service: Stack): iam.Role {
  const role = lambdaRole(service);
  Tags.of(role).add('tenant', 'blue');
  const bucket = ScopedBucketGrants.fromBucket(new s3.Bucket(data, 'Bucket', { encryptionKey: new kms.Key(data, 'Key') }));
  bucket.read(role, { prefix: 'orders/' });
  bucket.read(role, { prefix: '${aws:PrincipalTag/tenant}/' });
  bucket.write(role, { prefixes: ['orders/', 'a [b/'] });
  bucket.delete(role);
  bucket.list(role);
  const table = ScopedTableGrants.fromTable(new dynamodb.Table(data, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }));
  table.read(role, { leadingKeys: ['t#*'], indexes: ['byDay'] });
  table.write(role);
  const queue = ScopedQueueGrants.fromQueue(new sqs.Queue(data, 'Queue'));
  queue.send(role);
  queue.consume(role);
  ScopedSecretGrants.fromSecret(secretsmanager.Secret.fromSecretNameV2(data, 'Secret', 'db')).read(role);
  ScopedLogGroupGrants.fromLogGroup(new logs.LogGroup(data, 'Logs')).write(role);
  ScopedRepositoryGrants.fromRepository(new ecr.Repository(data, 'Repository')).pull(role);
  ScopedRoleGrants.fromRole(lambdaRole(data, 'Task')).passRole(role, { services: ['lambda.amazonaws.com'] });
  ScopedRoleGrants.fromRole(lambdaRole(data, 'Auditor')).assumeRole(role);
  return role;
}

/** IAM findings of cdk-nag after a synthesis. */
function iamFindings(app: App, scope: IConstruct = app): string[] {
  app.synth();
  const findings = new AwsSolutionsChecks().validateScope(scope).violations.map(({ ruleName }) => ruleName);
  return findings.filter((name) => name.startsWith('AwsSolutions-IAM'));
}

const acknowledgedBelow = (scope: IConstruct) => scope.node.findAll().flatMap(({ node }) =>
  node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => [node.path, data]));

describe('a role that got each of the grants has no IAM finding of cdk-nag', () => {
  const minimized = { context: { '@aws-cdk/aws-iam:minimizePolicies': true } };
  const weak = { context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } };
  const arrangements: [string, (app: App) => [Stack, Stack]][] = [
    ['in one stack', (app) => {
      const stack = new Stack(app, 'Stack');
      return [stack, stack];
    }],
    ['across stacks', (app) => [new Stack(app, 'Data'), new Stack(app, 'Service')]],
    ['across nested stacks', (app) => {
      const stack = new Stack(app, 'Stack');
      return [new NestedStack(stack, 'Data'), new NestedStack(stack, 'Service')];
    }],
    ['in a stage', (app) => {
      const stage = new Stage(app, 'Prod');
      return [new Stack(stage, 'Data'), new Stack(stage, 'Service')];
    }],
  ];

  describe.each<[string, AppProps]>([['plain', {}], ['minimized policies', minimized], ['weak references', weak]])('%s', (_, props) => {
    test.each(arrangements)('%s', (__, arrange) => {
      const app = new App(props);
      const [data, service] = arrange(app);
      const role = grantEverything(data, service);
      expect(iamFindings(app)).toEqual([]);
      expect(acknowledgedBelow(role).length).toBeGreaterThan(5);
    });
  });

  test('when the pack runs as a plugin of the app', () => {
    const app = new App();
    let findings: string[] | undefined;
    class Observed extends AwsSolutionsChecks {
      public validateScope(scope: IConstruct) {
        const report = super.validateScope(scope);
        findings = report.violations.map(({ ruleName }) => ruleName).filter((name) => name.startsWith('AwsSolutions-IAM'));
        return { ...report, success: true, violations: [] };
      }
    }
    Validations.of(app).addPlugins(new Observed());
    grantEverything(new Stack(app, 'Data'), new Stack(app, 'Service'));
    app.synth();
    expect(findings).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['user', (stack) => new iam.User(stack, 'G')],
    ['group', (stack) => new iam.Group(stack, 'G')],
    ['inline policy', (stack) => new iam.Policy(stack, 'G', { roles: [lambdaRole(stack)] })],
    ['managed policy', (stack) => new iam.ManagedPolicy(stack, 'G', { roles: [lambdaRole(stack)] })],
    ['imported role', (stack) => iam.Role.fromRoleName(stack, 'G', 'app')],
    ['principal around a role', (stack) => new iam.PrincipalWithConditions(lambdaRole(stack), {})],
  ])('nor does another grantee: %s', (_, make) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    ScopedRepositoryGrants.fromRepository(new ecr.Repository(stack, 'Repository')).pull(make(stack));
    expect(iamFindings(app)).toEqual([]);
  });
});

describe('what is acknowledged', () => {
  test('the precise finding, on the policy resource, with the reason', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const role = lambdaRole(stack);
    ScopedRepositoryGrants.fromRepository(new ecr.Repository(stack, 'Repository')).pull(role);
    app.synth();
    expect(acknowledgedBelow(stack)).toEqual([[
      'Stack/Role/DefaultPolicy/Resource',
      { 'Annotation::AwsSolutions-IAM5[Resource::*]': 'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but *' },
    ], [
      'Stack/Role/DefaultPolicy/Resource',
      {
        'LeastPrivilege::wildcard-resource[ecr:GetAuthorizationToken]':
          'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but * (owner: cdk-least-privilege)',
      },
    ]]);
    expect(app.synth().getStackByName('Stack').findMetadataByType(Validations.ACKNOWLEDGED_RULES_METADATA_KEY)).toHaveLength(2);
  });

  test('nothing twice when an app is synthesised twice', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    ScopedRepositoryGrants.fromRepository(new ecr.Repository(stack, 'Repository')).pull(lambdaRole(stack));
    app.synth();
    app.synth({ force: true });
    expect(acknowledgedBelow(stack)).toHaveLength(2);
  });

  test('for our own rule only the actions all of whose wildcards were announced', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const role = lambdaRole(stack);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::a/*'] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::b/*'] }));
    acknowledgeWildcards(role, { resources: ['arn:aws:s3:::a/*'], onlyFor: ['s3:GetObject', 's3:PutObject'] }, 'reason');
    app.synth();
    expect(acknowledgedBelow(stack).flatMap(([, data]) => Object.keys(data)).filter((id) => id.startsWith('LeastPrivilege')))
      .toEqual(['LeastPrivilege::wildcard-resource[s3:GetObject]']);
  });

  test('not the same wildcard under an action that nobody announced', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const role = lambdaRole(stack);
    ScopedRepositoryGrants.fromRepository(new ecr.Repository(stack, 'Repository')).pull(role);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
    expect(iamFindings(app)).toEqual(['AwsSolutions-IAM5[Resource::*]']);
  });

  test('not a wildcard of another policy', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const role = lambdaRole(stack);
    const bucket = new s3.Bucket(stack, 'Bucket');
    ScopedBucketGrants.fromBucket(bucket).delete(role);
    new iam.Policy(stack, 'Other', {
      roles: [role],
      statements: [new iam.PolicyStatement({ actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects('*')] })],
    });
    expect(iamFindings(app)).toEqual([expect.stringMatching(/^AwsSolutions-IAM5\[Resource::<Bucket.*\.Arn>\/\*\]$/)]);
  });

  test('a Deny is none of its business', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const role = lambdaRole(stack);
    ScopedRepositoryGrants.fromRepository(new ecr.Repository(stack, 'Repository')).pull(role);
    role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:*'], resources: ['*'] }));
    expect(iamFindings(app)).toEqual([]);
  });

  test('action patterns and resources without a list of actions, as a boundary needs', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['*', 's3:*'], resources: ['*'] })],
    });
    acknowledgeWildcards(boundary, { actions: ['*'], resources: ['*'] }, 'a boundary grants nothing');
    acknowledgeWildcards(boundary, { resources: ['*'] }, 'second reason');
    expect(iamFindings(app)).toEqual(['AwsSolutions-IAM5[Action::s3:*]']);
    expect(acknowledgedBelow(boundary).map(([, data]) => data)).toEqual([
      { 'Annotation::AwsSolutions-IAM5[Action::*]': 'a boundary grants nothing' },
      { 'Annotation::AwsSolutions-IAM5[Resource::*]': 'a boundary grants nothing; second reason' },
    ]);
  });

  test.each<[string, (stack: Stack) => IConstruct]>([
    ['role', (stack) => new iam.Role(stack, 'R', { assumedBy: new iam.AccountRootPrincipal(), inlinePolicies: { inline: wildcardDocument() } })],
    ['L1 role', (stack) => new iam.CfnRole(stack, 'R', { assumeRolePolicyDocument: {}, policies: [{ policyName: 'p', policyDocument: wildcardDocument() }] })],
    ['L1 policy', (stack) => new iam.CfnPolicy(stack, 'R', { policyName: 'p', policyDocument: wildcardDocument().toJSON() })],
  ])('also where the policy is written inline or at L1: %s', (_, make) => {
    const app = new App();
    const construct = make(new Stack(app, 'Stack'));
    acknowledgeWildcards(construct, { resources: ['*'], onlyFor: ['ecr:GetAuthorizationToken'] }, 'token');
    expect(iamFindings(app)).toEqual([]);
  });

  function wildcardDocument(): iam.PolicyDocument {
    return new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] })] });
  }
});

describe('ARNs are spelled as cdk-nag spells them', () => {
  const stack = new Stack(undefined, 'Stack');
  const bucket = new s3.Bucket(stack, 'Bucket');
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'arn:aws:s3:::data/*'],
    ['policy variable', 'arn:aws:s3:::data/${aws:username}/*'],
    ['GetAtt', bucket.bucketArn],
    ['Join', `${bucket.bucketArn}/\${aws:PrincipalTag/t}/${parameter}*`],
    ['pseudo parameters', `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${parameter}:log-stream:*`],
    ['Sub', Fn.sub('arn:${AWS::Partition}:s3:::data/*')],
    ['Sub with variables', Fn.sub('arn:aws:s3:::${Name}/*', { Name: parameter })],
    ['ImportValue', `${Fn.importValue('Data:ExportsOutputFnGetAttBucketArn')}/*`],
    ['ImportValue of a Sub', Fn.importValue(Fn.sub('${AWS::StackName}-arn'))],
    ['another function', { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Arn' } }],
    ['Select', Fn.select(1, ['a', parameter])],
  ])('%s', (_, value) => {
    const resolved = stack.resolve(value);
    expect(flattenReference(resolved)).toBe(flattenCfnReference(resolved));
  });
});
