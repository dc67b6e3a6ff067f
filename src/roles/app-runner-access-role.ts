/**
 * The role with which App Runner pulls the image of a service from ECR: from the named repositories only.
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedRepositoryGrants } from '../grants/repository-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of an `AppRunnerAccessRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for this trust.
 */
export interface AppRunnerAccessRoleProps extends ServiceRoleOptions {
  /**
   * The repository of the service's image, in the account of the role.
   */
  readonly repository: ecr.IRepositoryRef;
}

/**
 * Access role of one App Runner service whose image stands in ECR, in place of the managed policy `AWSAppRunnerServicePolicyForECRAccess`, which
 * pulls every image.
 *
 * @see https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-roles-service.access
 */
export class AppRunnerAccessRole extends ServiceRole {
  /**
   * Throws when the repository belongs to another account, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: AppRunnerAccessRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'build.apprunner.amazonaws.com' });
    ScopedRepositoryGrants.fromRepository(props.repository).pull(this);
    addScopedGrant({
      call: 'AppRunnerAccessRole',
      grantee: this,
      resource: props.repository,
      statements: [{ actions: ['ecr:DescribeImages'], resources: [props.repository.repositoryRef.repositoryArn] }],
      otherAccountRemedy: 'Replicate the image to a repository of the role\'s account.',
    });
  }
}
