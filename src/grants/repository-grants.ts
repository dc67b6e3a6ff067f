/**
 * ECR: pulling images from one repository. Never pushing, never repository administration.
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { addScopedGrant } from './scoped-grant';

/**
 * Grants on a container image repository that name exact actions.
 *
 * Works with L2, L1 and imported repositories. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals, principals of another account). A key of the repository needs no grant: ECR uses it
 * through grants of its own.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
export class ScopedRepositoryGrants {
  /**
   * Starts the grants of a repository.
   *
   * @param repository an L2, L1 or imported repository
   */
  public static fromRepository(repository: ecr.IRepositoryRef): ScopedRepositoryGrants {
    return new ScopedRepositoryGrants(repository);
  }

  private constructor(private readonly repository: ecr.IRepositoryRef) {}

  /**
   * Lets the grantee pull images: `ecr:BatchCheckLayerAvailability`, `ecr:GetDownloadUrlForLayer` and `ecr:BatchGetImage` on the
   * repository, and in a statement of its own `ecr:GetAuthorizationToken`, which AWS accepts on `*` only.
   *
   * @throws if the grant would be lost
   */
  public pull(grantee: iam.IGrantable): iam.Grant {
    return addScopedGrant({
      call: 'ScopedRepositoryGrants.pull',
      grantee,
      resource: this.repository,
      statements: [
        {
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
          resources: [this.repository.repositoryRef.repositoryArn],
        },
        {
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
          wildcardReason: 'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but *',
        },
      ],
      otherAccountRemedy: 'Allow the principal in the repository policy of the repository\'s account, and the same in its own policy.',
    });
  }
}
