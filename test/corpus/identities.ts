/** Users, roles and who may take them. */
import { Duration } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as identitypool from 'aws-cdk-lib/aws-cognito-identitypool';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

export const identities: OrdinaryStacks = {
  UserPool: stack => {
    const users = new cognito.UserPool(stack, 'Users', {
      selfSignUpEnabled: true,
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { sms: true, otp: true },
      lambdaTriggers: { preSignUp: functionIn(stack, 'PreSignUp') },
      customSenderKmsKey: new kms.Key(stack, 'Key'),
    });
    users.addTrigger(cognito.UserPoolOperation.CUSTOM_EMAIL_SENDER, functionIn(stack, 'Mailer'));
    users.addClient('Web', { oAuth: { callbackUrls: ['https://example.com'] } });
    users.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop' } });
    users.grant(functionIn(stack, 'Administrator'), 'cognito-idp:AdminCreateUser');
  },

  IdentityPool: stack => {
    const users = new cognito.UserPool(stack, 'Users');
    const pool = new identitypool.IdentityPool(stack, 'Pool', {
      allowUnauthenticatedIdentities: true,
      authenticationProviders: { userPools: [new identitypool.UserPoolAuthenticationProvider({ userPool: users })] },
    });
    const photos = new s3.Bucket(stack, 'Photos');
    photos.grantRead(pool.unauthenticatedRole, 'public/*');
    pool.authenticatedRole.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [photos.arnForObjects('private/${cognito-identity.amazonaws.com:sub}/*')],
    }));
  },

  HandwrittenIdentityPool: stack => {
    const pool = new cognito.CfnIdentityPool(stack, 'Pool', { allowUnauthenticatedIdentities: false });
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.FederatedPrincipal('cognito-identity.amazonaws.com', {
        'StringEquals': { 'cognito-identity.amazonaws.com:aud': pool.ref },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      }, 'sts:AssumeRoleWithWebIdentity'),
    });
    const notes = new dynamodb.Table(stack, 'Notes', { partitionKey: { name: 'owner', type: dynamodb.AttributeType.STRING } });
    role.addToPolicy(new iam.PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [notes.tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } },
    }));
    new cognito.CfnIdentityPoolRoleAttachment(stack, 'Attachment', { identityPoolId: pool.ref, roles: { authenticated: role.roleArn } });
  },

  GitHubDeployer: stack => {
    const github = new iam.OidcProviderNative(stack, 'GitHub', { url: 'https://token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] });
    const deployer = new iam.Role(stack, 'Deployer', {
      assumedBy: new iam.WebIdentityPrincipal(github.oidcProviderArn, {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:acme/shop:ref:refs/heads/main',
        },
      }),
      maxSessionDuration: Duration.hours(1),
    });
    deployer.addToPolicy(new iam.PolicyStatement({
      actions: ['sts:AssumeRole'], resources: [`arn:aws:iam::${stack.account}:role/cdk-hnb659fds-*-role-${stack.account}-${stack.region}`],
    }));
  },

  LegacyGitHubDeployer: stack => {
    const github = new iam.OpenIdConnectProvider(stack, 'GitHub', { url: 'https://token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] });
    const deployer = new iam.Role(stack, 'Deployer', {
      assumedBy: new iam.OpenIdConnectPrincipal(github, {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/shop:*' },
      }),
    });
    new s3.Bucket(stack, 'Site').grantReadWrite(deployer);
  },

  PartnerRole: stack => {
    const role = new iam.Role(stack, 'Partner', {
      assumedBy: new iam.AccountPrincipal('444455556666'), externalIds: ['3f0d8b54-7d1c-4c8f-9a4b-2f7f7b1d9e21'],
    });
    new s3.Bucket(stack, 'Exchange').grantReadWrite(role, 'partner/*');
  },

  StaffRoles: stack => {
    const saml = new iam.SamlProvider(stack, 'Saml', { metadataDocument: iam.SamlMetadataDocument.fromXml('<EntityDescriptor/>') });
    new iam.Role(stack, 'Support', {
      assumedBy: new iam.SamlConsolePrincipal(saml), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('job-function/ViewOnlyAccess')],
    });
    const developers = new iam.Group(stack, 'Developers');
    developers.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    new iam.User(stack, 'Ada', { groups: [developers] });
    new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() })
      .addToPolicy(new iam.PolicyStatement({ actions: ['ecs:UpdateService', 'ecs:DescribeServices'], resources: ['*'] }));
  },

  BoundedRole: stack => {
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [
        new iam.PolicyStatement({ actions: ['s3:*', 'dynamodb:*', 'logs:*'], resources: ['*'] }),
        new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:*'], resources: ['*'] }),
      ],
    });
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      permissionsBoundary: boundary,
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
    });
    new s3.Bucket(stack, 'Bucket').grantRead(role);
    functionIn(stack, 'Function', { role });
  },

  HandwrittenStatements: stack => {
    const handler = functionIn(stack);
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['ses:SendEmail', 'ses:SendRawEmail'], resources: ['*'] }));
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['rekognition:DetectLabels', 'textract:DetectDocumentText'], resources: ['*'] }));
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['ec2:DescribeInstances', 'cloudwatch:PutMetricData'], resources: ['*'] }));
    handler.addToRolePolicy(new iam.PolicyStatement({
      actions: ['bedrock:InvokeModel'], resources: [`arn:aws:bedrock:${stack.region}::foundation-model/anthropic.claude-3-haiku-20240307-v1:0`],
    }));
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [`arn:aws:ssm:${stack.region}:${stack.account}:parameter/shop/*`] }));
  },
};
