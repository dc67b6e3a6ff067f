import { readInventory } from '/work/main/src/template/inventory';
import { AppGraph } from '/work/main/src/rules/app-graph';
export function bigApp(n: number): any {
  const Resources: any = {};
  for (let i = 0; i < n; i++) {
    Resources[`Role${i}`] = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']] }] } };
    Resources[`Policy${i}`] = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: `P${i}`, Roles: [{ Ref: `Role${i}` }], PolicyDocument: { Version: '2012-10-17', Statement: [
      { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], Resource: [{ 'Fn::GetAtt': [`Table${i}`, 'Arn'] }, { Ref: 'AWS::NoValue' }] },
      { Effect: 'Allow', Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'], Resource: [{ 'Fn::GetAtt': [`Bucket${i}`, 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [`Bucket${i}`, 'Arn'] }, '/*']] }] },
      { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
      { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'], Resource: { 'Fn::GetAtt': [`Queue${i}`, 'Arn'] } },
    ] } } };
    Resources[`Fn${i}`] = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': [`Role${i}`, 'Arn'] }, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: 'x.zip' }, Environment: { Variables: { TABLE: { Ref: `Table${i}` }, BUCKET: { Ref: `Bucket${i}` } } } } };
    Resources[`Table${i}`] = { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST' } };
    Resources[`Bucket${i}`] = { Type: 'AWS::S3::Bucket', Properties: {} };
    Resources[`Queue${i}`] = { Type: 'AWS::SQS::Queue', Properties: {} };
    Resources[`Map${i}`] = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { 'Fn::GetAtt': [`Queue${i}`, 'Arn'] }, FunctionName: { Ref: `Fn${i}` } } };
  }
  return { Resources };
}
test('perf', () => {
  for (let k = 0; k < 4; k++) {
    const inv = readInventory([{ id: 'app', template: bigApp(1000), environment: {} } as any]);
    const g = new AppGraph(inv);
    let t = process.hrtime.bigint();
    for (const r of inv.identities) g.usesOf(r);
    const uses = Number(process.hrtime.bigint() - t) / 1e6;
    t = process.hrtime.bigint();
    for (const r of inv.identities) for (const d of r.inlinePolicies) g.document(d);
    const docs = Number(process.hrtime.bigint() - t) / 1e6;
    console.log(inv.resources.length, 'uses ms', uses, 'docs ms', docs);
  }
});
