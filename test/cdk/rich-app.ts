import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Aws, CfnCondition, CfnMapping, CfnOutput, CfnParameter, CfnResource, Fn, Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';

const INCLUDED = {
  Parameters: { IncludedName: { Type: 'String' } },
  Mappings: { Included: { a: { b: 'c' } } },
  Resources: {
    IncludedRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] }, RoleName: { Ref: 'IncludedName' } } },
    IncludedThing: { Type: 'Third::Party::Thing', Properties: { Size: { 'Fn::FindInMap': ['Included', 'a', 'b'] } } },
  },
  Outputs: { IncludedArn: { Value: { 'Fn::GetAtt': ['IncludedRole', 'Arn'] } } },
};

class Platform extends Stack {
  public readonly bucket = new s3.Bucket(this, 'Bucket', { enforceSSL: true });
  public readonly role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), roleName: 'platform-role' });
}

class Inner extends NestedStack {
  public readonly queue = new sqs.Queue(this, 'Queue');

  public constructor(scope: Construct, id: string, bucket: s3.IBucket) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    bucket.grantRead(role);
    new NestedStack(this, 'Innermost').node.addMetadata('empty', true);
    new iam.ManagedPolicy(new NestedStack(this, 'Deep'), 'Policy', {
      statements: [new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] })],
    });
  }
}

class Workload extends Stack {
  public constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const stage = new CfnParameter(this, 'StageName', { allowedValues: ['dev', 'prod'] });
    const mapping = new CfnMapping(this, 'Accounts', { mapping: { dev: { id: '111122223333' }, prod: { id: '444455556666' } } });
    const condition = new CfnCondition(this, 'IsProd', { expression: Fn.conditionEquals(stage, 'prod') });

    const worker = new lambda.Function(this, 'Worker', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('0') });
    platform.bucket.grantReadWrite(worker);
    platform.role.grantAssumeRole(worker.role!);
    const inner = new Inner(this, 'Inner', platform.bucket);
    inner.queue.grantSendMessages(worker);

    new iam.Policy(this, 'Empty');
    const overridden = new iam.CfnPolicy(this, 'Overridden', {
      policyName: 'p',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
      roles: [worker.role!.roleName],
    });
    overridden.addPropertyOverride('PolicyDocument.Statement.0.Action', 's3:*');
    overridden.addPropertyDeletionOverride('PolicyName');
    overridden.overrideLogicalId('Renamed');
    overridden.cfnOptions.condition = condition;
    new CfnResource(this, 'Generic', { type: 'AWS::IAM::Group', properties: { GroupName: Lazy.string({ produce: () => `group-${Aws.REGION}` }), Empty: {} } });
    new CfnResource(this, 'Retyped', { type: 'Custom::Before', properties: { UserName: 'u' } }).addOverride('Type', 'AWS::IAM::AccessKey');
    new CfnResource(this, 'Bare', { type: 'AWS::SNS::Topic' });
    new CfnOutput(this, 'Account', { value: mapping.findInMap(stage.valueAsString, 'id'), exportName: 'workload-account' });

    const templateFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'included-')), 'template.json');
    fs.writeFileSync(templateFile, JSON.stringify(INCLUDED));
    new CfnInclude(this, 'Included', { templateFile });
  }
}

/** An app with what makes the template differ from a plain look at the constructs. */
export function richApp(): App {
  const app = new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } });
  new Workload(app, 'Workload', new Platform(app, 'Platform'));
  const env = { account: '111122223333', region: 'eu-west-1' };
  const stage = new Stage(app, 'Prod', { env });
  new Workload(stage, 'Workload', new Platform(stage, 'Platform'));
  return app;
}
