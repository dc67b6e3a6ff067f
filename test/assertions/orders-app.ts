/** An app with policies in every place that `Access` reads: two stacks, a nested stack, a boundary, keys, trust and imports. */
import { App, Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ScopedBucketGrants } from '../../src/grants/bucket-grants';
import { ScopedQueueGrants } from '../../src/grants/queue-grants';
import { LambdaExecutionRole } from '../../src/roles/lambda-execution-role';

export class Storage extends Stack {
  public readonly key = new kms.Key(this, 'Key');
  public readonly lockedKey = new kms.Key(this, 'LockedKey', {
    policy: new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [new iam.ArnPrincipal('arn:aws:iam::111122223333:role/keeper')] })],
    }),
  });
  public readonly documents = new s3.Bucket(this, 'Documents', { encryptionKey: this.key, enforceSSL: true });
  public readonly named = new s3.Bucket(this, 'Named', { bucketName: 'acme-orders-archive' });
  public readonly jobs = new sqs.Queue(this, 'Jobs', { enforceSSL: true });
  public readonly reader = role(this, 'Reader');

  public constructor(scope: Construct, id: string) {
    super(scope, id, { env: { account: '111122223333', region: 'eu-west-1' } });
    this.named.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'ReaderLists', actions: ['s3:ListBucket'], resources: [this.named.bucketArn], principals: [this.reader],
    }));
    this.named.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Partner', actions: ['s3:GetObject'], resources: [this.named.arnForObjects('shared/*')], principals: [new iam.AccountPrincipal('444455556666')],
    }));
  }
}

export class Workload extends Stack {
  public readonly importerRole = new LambdaExecutionRole(this, 'ImporterRole');
  public readonly importer = new lambda.Function(this, 'Importer', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('0'), role: this.importerRole, logGroup: this.importerRole.logGroup,
  });
  public readonly boundary = new iam.ManagedPolicy(this, 'Boundary', {
    statements: [new iam.PolicyStatement({ sid: 'OnlyData', actions: ['s3:*', 'sqs:*'], resources: ['*'] })],
  });
  public readonly deployer = role(this, 'Deployer', {
    permissionsBoundary: this.boundary,
    statements: [{ sid: 'Everything', actions: ['iam:CreateUser', 's3:*'], resources: ['*'] }],
  });
  public readonly admin = role(this, 'Admin', { statements: [{ actions: ['iam:*'], resources: ['*'] }] });
  public readonly plainFunction = new lambda.Function(this, 'PlainFunction', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('0'),
  });
  public readonly decrypter = role(this, 'Decrypter', { statements: [{ actions: ['kms:Decrypt'], resources: ['*'] }] });
  public readonly user = new iam.User(this, 'Auditor');
  public readonly group = new iam.Group(this, 'Auditors');
  public readonly imported = iam.Role.fromRoleArn(this, 'Imported', 'arn:aws:iam::111122223333:role/platform/legacy-worker');
  public readonly inner: Inner;
  public readonly conditional = role(this, 'Conditional');
  public readonly parameterized = role(this, 'Parameterized');

  public constructor(scope: Construct, id: string, storage: Storage) {
    super(scope, id, { env: { account: '111122223333', region: 'eu-west-1' } });
    ScopedBucketGrants.fromBucket(storage.documents).read(this.importerRole, { prefix: 'orders/' });
    ScopedQueueGrants.fromQueue(storage.jobs).consume(this.importerRole);
    storage.documents.grantRead(this.imported);
    this.group.addToPolicy(new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }));
    this.user.addToGroup(this.group);
    this.inner = new Inner(this, 'Inner', storage);
    const isProd = new CfnCondition(this, 'IsProd', { expression: Fn.conditionEquals(Aws.STACK_NAME, 'prod') });
    const policy = new iam.Policy(this, 'OnlyInProd', { roles: [this.conditional] });
    policy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [storage.documents.arnForObjects('*')] }));
    (policy.node.defaultChild as iam.CfnPolicy).cfnOptions.condition = isProd;
    const prefix = new CfnParameter(this, 'Prefix');
    const stage = new CfnParameter(this, 'StageName', { allowedValues: ['dev', 'prod'] });
    this.parameterized.addToPolicy(new iam.PolicyStatement({
      actions: ['s3:GetObject'], resources: [storage.documents.arnForObjects(`${prefix.valueAsString}/*`)],
    }));
    this.parameterized.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [`arn:aws:s3:::acme-${stage.valueAsString}/*`] }));
  }
}

class Inner extends NestedStack {
  public readonly worker = role(this, 'Worker');
  public readonly results = new sqs.Queue(this, 'Results');

  public constructor(scope: Construct, id: string, storage: Storage) {
    super(scope, id);
    storage.documents.grantRead(this.worker);
    this.results.grantSendMessages(this.worker);
  }
}

interface RoleProps {
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly statements?: iam.PolicyStatementProps[];
}

export function role(scope: Construct, id: string, { permissionsBoundary, statements = [] }: RoleProps = {}): iam.Role {
  const made = new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), permissionsBoundary });
  statements.forEach(statement => made.addToPolicy(new iam.PolicyStatement(statement)));
  return made;
}

export function ordersApp(): { app: App; storage: Storage; workload: Workload } {
  const app = new App();
  const storage = new Storage(app, 'Storage');
  return { app, storage, workload: new Workload(app, 'Orders', storage) };
}
