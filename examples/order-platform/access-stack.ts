import { Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  CrossAccountRole, GitHubActionsRole, GitHubOidcProvider, GitHubRepository, ScopedBucketGrants, ScopedRoleGrants, ScopedTableGrants,
} from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { StorageStack } from './storage-stack';

export interface AccessStackProps extends StackProps {
  readonly storage: StorageStack;
}

/** Who enters the account from outside: the deploying workflow and the auditor. */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { storage, ...props }: AccessStackProps) {
    super(scope, id, props);
    this.addDeployer();
    this.addAuditor(storage);
  }

  /** It may do nothing by itself but become the roles that `cdk bootstrap` made. */
  private addDeployer(): void {
    const deployer = new GitHubActionsRole(this, 'Deployer', {
      provider: new GitHubOidcProvider(this, 'GitHub'),
      subjects: [GitHubRepository.of('acme/order-platform').environment('production')],
    });
    for (const purpose of ['deploy', 'file-publishing', 'lookup']) {
      const role = iam.Role.fromRoleName(this, purpose, `cdk-hnb659fds-${purpose}-role-${this.account}-${this.region}`);
      ScopedRoleGrants.fromRole(role).assumeRole(deployer);
    }
  }

  private addAuditor(storage: StorageStack): void {
    const auditor = new CrossAccountRole(this, 'Auditor', {
      trustedRoleArns: ['arn:aws:iam::444455556666:role/security/order-auditor'],
      externalId: '7d1f0c6b2e9a4385b0c4d8e6f2a19b73',
    });
    ScopedBucketGrants.fromBucket(storage.documents).read(auditor, { prefix: 'audit/' });
    ScopedTableGrants.fromTable(storage.ledger).read(auditor);
  }
}
