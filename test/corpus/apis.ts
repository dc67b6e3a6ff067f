/** APIs: REST, HTTP, WebSocket and GraphQL. */
import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as authorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as integrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

function tableIn(stack: Stack): dynamodb.Table {
  return new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
}

export const apis: OrdinaryStacks = {
  RestApi: stack => {
    const table = tableIn(stack);
    const handler = functionIn(stack, 'Handler', { environment: { TABLE: table.tableName } });
    table.grantReadData(handler);
    const users = new cognito.UserPool(stack, 'Users');
    const api = new apigateway.RestApi(stack, 'Api', {
      cloudWatchRole: true,
      deployOptions: { accessLogDestination: new apigateway.LogGroupLogDestination(new logs.LogGroup(stack, 'AccessLogs')) },
    });
    api.root.addResource('orders').addMethod('GET', new apigateway.LambdaIntegration(handler), {
      authorizer: new apigateway.CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [users] }),
    });
    api.root.addResource('admin').addMethod('GET', new apigateway.LambdaIntegration(handler), {
      authorizer: new apigateway.TokenAuthorizer(stack, 'TokenAuthorizer', { handler: functionIn(stack, 'Authorize') }),
    });
    api.addUsagePlan('Plan').addApiKey(api.addApiKey('Key'));
  },

  LambdaRestApi: stack => {
    new apigateway.LambdaRestApi(stack, 'Api', {
      handler: functionIn(stack),
      domainName: {
        domainName: 'api.example.com',
        certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate',
          'arn:aws:acm:eu-central-1:111122223333:certificate/11112222-3333-4444-5555-666677778888'),
      },
    });
  },

  RestApiToQueue: stack => {
    const queue = new sqs.Queue(stack, 'Queue');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
    queue.grantSendMessages(role);
    new apigateway.RestApi(stack, 'Api').root.addMethod('POST', new apigateway.AwsIntegration({
      service: 'sqs', path: `${stack.account}/${queue.queueName}`, options: { credentialsRole: role },
    }));
    const machine = new stepfunctions.StateMachine(stack, 'Machine', {
      stateMachineType: stepfunctions.StateMachineType.EXPRESS,
      definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')),
    });
    new apigateway.StepFunctionsRestApi(stack, 'MachineApi', { stateMachine: machine });
  },

  RestApiToBucket: stack => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
    bucket.grantRead(role);
    new apigateway.RestApi(stack, 'Api').root.addMethod('GET', new apigateway.AwsIntegration({
      service: 's3', path: `${bucket.bucketName}/index.json`, integrationHttpMethod: 'GET', options: { credentialsRole: role },
    }));
  },

  PrivateApi: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const endpoint = vpc.addInterfaceEndpoint('Endpoint', { service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY });
    new apigateway.LambdaRestApi(stack, 'Api', {
      handler: functionIn(stack),
      endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: [endpoint] },
      policy: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], principals: [new iam.AnyPrincipal()] }),
          new iam.PolicyStatement({
            effect: iam.Effect.DENY,
            actions: ['execute-api:Invoke'],
            resources: ['execute-api:/*'],
            principals: [new iam.AnyPrincipal()],
            conditions: { StringNotEquals: { 'aws:SourceVpce': endpoint.vpcEndpointId } },
          }),
        ],
      }),
    });
  },

  HttpApi: stack => {
    const table = tableIn(stack);
    const handler = functionIn(stack, 'Handler');
    table.grantReadWriteData(handler);
    const api = new apigatewayv2.HttpApi(stack, 'Api', { corsPreflight: { allowOrigins: ['https://example.com'] } });
    api.addRoutes({
      path: '/orders',
      methods: [apigatewayv2.HttpMethod.ANY],
      integration: new integrations.HttpLambdaIntegration('Orders', handler),
      authorizer: new authorizers.HttpJwtAuthorizer('Jwt', 'https://login.example.com', { jwtAudience: ['shop'] }),
    });
    api.addRoutes({
      path: '/admin',
      methods: [apigatewayv2.HttpMethod.GET],
      integration: new integrations.HttpLambdaIntegration('Admin', handler),
      authorizer: new authorizers.HttpLambdaAuthorizer('Lambda', functionIn(stack, 'Authorize')),
    });
    api.addRoutes({
      path: '/queue',
      methods: [apigatewayv2.HttpMethod.POST],
      integration: new integrations.HttpSqsIntegration('Queue', { queue: new sqs.Queue(stack, 'Queue') }),
    });
    const signed = api.addRoutes({
      path: '/signed',
      methods: [apigatewayv2.HttpMethod.GET],
      integration: new integrations.HttpLambdaIntegration('Signed', handler),
      authorizer: new authorizers.HttpIamAuthorizer(),
    });
    signed.forEach(route => route.grantInvoke(functionIn(stack, 'Caller')));
  },

  WebSocketApi: stack => {
    const connections = tableIn(stack);
    const handler = functionIn(stack, 'Handler');
    connections.grantReadWriteData(handler);
    const api = new apigatewayv2.WebSocketApi(stack, 'Api', {
      connectRouteOptions: { integration: new integrations.WebSocketLambdaIntegration('Connect', handler) },
      disconnectRouteOptions: { integration: new integrations.WebSocketLambdaIntegration('Disconnect', handler) },
    });
    api.addRoute('send', { integration: new integrations.WebSocketLambdaIntegration('Send', handler) });
    new apigatewayv2.WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'prod', autoDeploy: true });
    api.grantManageConnections(handler);
  },

  GraphqlApi: stack => {
    const users = new cognito.UserPool(stack, 'Users');
    const api = new appsync.GraphqlApi(stack, 'Api', {
      name: 'shop',
      definition: appsync.Definition.fromSchema(new appsync.SchemaFile({ filePath: `${__dirname}/shop.graphql` })),
      authorizationConfig: {
        defaultAuthorization: { authorizationType: appsync.AuthorizationType.USER_POOL, userPoolConfig: { userPool: users } },
        additionalAuthorizationModes: [{ authorizationType: appsync.AuthorizationType.IAM }],
      },
      logConfig: { fieldLogLevel: appsync.FieldLogLevel.ERROR },
      xrayEnabled: true,
    });
    api.addDynamoDbDataSource('Orders', tableIn(stack));
    api.addLambdaDataSource('Prices', functionIn(stack, 'Prices'));
    api.addEventBridgeDataSource('Events', new events.EventBus(stack, 'Bus'));
    api.grantQuery(functionIn(stack, 'Reader'), 'orders');
    api.grantMutation(functionIn(stack, 'Writer'));
  },

  EventApi: stack => {
    const provider: appsync.AppSyncAuthProvider = { authorizationType: appsync.AppSyncAuthorizationType.IAM };
    const api = new appsync.EventApi(stack, 'Api', { apiName: 'news', authorizationConfig: { authProviders: [provider] } });
    api.addChannelNamespace('news');
    api.grantPublish(functionIn(stack, 'Publisher'));
  },
};
