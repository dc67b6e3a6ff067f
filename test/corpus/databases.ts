/** Databases, their logins and their callers. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

const ID = { name: 'id', type: dynamodb.AttributeType.STRING };

export const databases: OrdinaryStacks = {
  Tables: stack => {
    const table = new dynamodb.Table(stack, 'Orders', {
      partitionKey: ID,
      billingMode: dynamodb.BillingMode.PROVISIONED,
      kinesisStream: new kinesis.Stream(stack, 'Changes'),
      timeToLiveAttribute: 'ttl',
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    table.addGlobalSecondaryIndex({ indexName: 'by-customer', partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING } });
    table.autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 10 }).scaleOnUtilization({ targetUtilizationPercent: 70 });
    table.grantReadData(functionIn(stack, 'Reader'));
    table.grantWriteData(functionIn(stack, 'Writer'));
    table.grantFullAccess(functionIn(stack, 'Administrator'));
    table.grantStreamRead(functionIn(stack, 'Follower'));
    table.grant(functionIn(stack, 'Exact'), 'dynamodb:GetItem');
  },

  GlobalTable: stack => {
    const table = new dynamodb.TableV2(stack, 'Orders', {
      partitionKey: ID,
      replicas: [{ region: 'eu-west-1' }],
      encryption: dynamodb.TableEncryptionV2.awsManagedKey(),
      dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    table.grantReadWriteData(functionIn(stack));
  },

  LegacyGlobalTable: stack => {
    new dynamodb.Table(stack, 'Orders', { partitionKey: ID, replicationRegions: ['eu-west-1'] }).grantReadWriteData(functionIn(stack));
  },

  PostgresWithProxy: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const database = new rds.DatabaseInstance(stack, 'Database', {
      engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }),
      vpc,
      monitoringInterval: Duration.minutes(1),
      iamAuthentication: true,
      s3ImportBuckets: [new s3.Bucket(stack, 'Imports')],
      cloudwatchLogsExports: ['postgresql'],
      cloudwatchLogsRetention: 7,
    });
    database.addRotationSingleUser();
    const proxy = database.addProxy('Proxy', { secrets: [database.secret!], vpc, iamAuth: true });
    const handler = functionIn(stack, 'Function', { vpc });
    proxy.grantConnect(handler, 'app');
    database.grantConnect(handler, 'app');
    database.secret!.grantRead(handler);
  },

  Aurora: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const cluster = new rds.DatabaseCluster(stack, 'Cluster', {
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
      writer: rds.ClusterInstance.serverlessV2('writer'),
      vpc,
      enableDataApi: true,
      storageEncryptionKey: new kms.Key(stack, 'Key'),
    });
    cluster.addRotationSingleUser({ automaticallyAfter: Duration.days(30) });
    cluster.grantDataApiAccess(functionIn(stack));
  },

  DocumentDatabase: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const cluster = new docdb.DatabaseCluster(stack, 'Cluster', { vpc, instanceType: new ec2.InstanceType('t3.medium'), masterUser: { username: 'shop' } });
    cluster.addRotationSingleUser();
    cluster.secret!.grantRead(functionIn(stack, 'Function', { vpc }));
  },

  Cache: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const cache = new elasticache.CfnServerlessCache(stack, 'Cache', {
      engine: 'valkey', serverlessCacheName: 'sessions', subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
    });
    functionIn(stack, 'Function', { vpc }).addToRolePolicy(new iam.PolicyStatement({
      actions: ['elasticache:Connect'],
      resources: [cache.attrArn, `arn:aws:elasticache:${stack.region}:${stack.account}:user:shop`],
    }));
  },

  Search: stack => {
    const domain = new opensearch.Domain(stack, 'Domain', {
      version: opensearch.EngineVersion.OPENSEARCH_2_19,
      logging: { slowSearchLogEnabled: true, appLogEnabled: true },
      encryptionAtRest: { enabled: true },
      nodeToNodeEncryption: true,
      enforceHttps: true,
    });
    domain.grantReadWrite(functionIn(stack, 'Writer'));
    domain.grantIndexRead('orders', functionIn(stack, 'Reader'));
    domain.addAccessPolicies(new iam.PolicyStatement({
      principals: [new iam.AccountRootPrincipal()], actions: ['es:ESHttp*'], resources: [`${domain.domainArn}/*`],
    }));
  },

  Warehouse: stack => {
    const copyRole = new iam.Role(stack, 'CopyRole', { assumedBy: new iam.ServicePrincipal('redshift.amazonaws.com') });
    new s3.Bucket(stack, 'Exports').grantRead(copyRole);
    const login = new secretsmanager.Secret(stack, 'Login');
    new redshift.CfnCluster(stack, 'Cluster', {
      clusterType: 'single-node', dbName: 'shop', nodeType: 'ra3.large', masterUsername: 'shop', manageMasterPassword: true, iamRoles: [copyRole.roleArn],
    });
    const handler = functionIn(stack);
    login.grantRead(handler);
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['redshift-data:ExecuteStatement', 'redshift-data:DescribeStatement'], resources: ['*'] }));
  },
};
