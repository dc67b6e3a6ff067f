import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Who enters the account from outside: more people than anyone meant. */
export class Access extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // Every branch and pull request of every repository of the owner, with all rights.
    const github = new iam.OidcProviderNative(this, 'GitHub', {
      url: 'https://token.actions.githubusercontent.com',
      clientIds: ['sts.amazonaws.com'],
    });
    new iam.Role(this, 'Deployer', {
      assumedBy: new iam.WebIdentityPrincipal(github.oidcProviderArn, {
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' },
      }),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
    });

    // A user with keys that never end, who may hand any role to any service.
    const publisher = new iam.User(this, 'Publisher');
    publisher.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] }));
    new iam.AccessKey(this, 'PublisherKey', { user: publisher });

    // Everyone whom the other account lets, with an ExternalId that can be guessed.
    new iam.Role(this, 'Auditor', {
      assumedBy: new iam.AccountPrincipal('444455556666'),
      externalIds: ['12345'],
      inlinePolicies: {
        Read: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['dynamodb:Get*', 'dynamodb:Scan'], resources: ['*'] })],
        }),
      },
    });
  }
}
