/**
 * ECR: pulling images from and pushing images to one repository. Never deleting images, never repository administration.
 */
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * How images may be pulled through a cache.
 */
export interface RepositoryPullThroughCacheGrantOptions extends GrantScope {
  /**
   * Also lets the grantee make the repository with the first pull, if it does not exist yet (`ecr:CreateRepository`).
   *
   * @default false
   */
  readonly createRepository?: boolean;
}

/**
 * Grants on a container image repository that name exact actions.
 *
 * Works with L2, L1 and imported repositories. The statements go into the grantee's own policy; for a grantee of another account
 * also into the repository policy. A half that this app cannot write is a warning with the statements; a grant that would be lost
 * (immutable or imported principals) is an error. A key of the repository needs no grant: ECR uses it through grants of its own.
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
  public pull(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('pull', grantee, options, [this.onRepository(...PULL)]);
  }

  /**
   * Lets the grantee push images: `ecr:InitiateLayerUpload`, `ecr:UploadLayerPart`, `ecr:CompleteLayerUpload` and `ecr:PutImage`, and
   * with them `ecr:BatchCheckLayerAvailability` and `ecr:BatchGetImage` to find out what is there already; `ecr:GetAuthorizationToken`
   * on `*`. It cannot pull the layers; `pull` gives that too.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
   */
  public push(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('push', grantee, options, [this.onRepository(
      'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload',
      'ecr:PutImage',
    )]);
  }

  /**
   * Lets the grantee pull images from a repository that caches an upstream registry: what `pull` gives, and
   * `ecr:BatchImportUpstreamImage`, with which a pull fetches what is not cached yet.
   *
   * @throws if the grant would be lost, or for `createRepository` with a grantee of another account, which a repository policy cannot
   * allow
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
   */
  public pullThroughCache(grantee: iam.IGrantable, options: RepositoryPullThroughCacheGrantOptions = {}): iam.Grant {
    return this.grant('pullThroughCache', grantee, options, [
      this.onRepository(...PULL, 'ecr:BatchImportUpstreamImage'),
      ...(options.createRepository ? [{ ...this.onRepository('ecr:CreateRepository'), resourcePolicy: undefined }] : []),
    ]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedRepositoryGrants.${method}`,
      grantee,
      resource: this.repository,
      scope,
      statements: [...statements, {
        actions: ['ecr:GetAuthorizationToken'],
        resources: ['*'],
        wildcardReason: 'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but *',
      }],
      otherAccountRemedy: 'Leave `createRepository` out, and allow it in the registry policy of the repository\'s account.',
    });
  }

  private onRepository(...actions: string[]): ScopedStatement {
    return {
      actions,
      resources: [this.repository.repositoryRef.repositoryArn],
      resourcePolicy: { name: 'repository policy', of: this.repository, resources: [] },
    };
  }
}

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];
