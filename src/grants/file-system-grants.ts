/**
 * EFS: mounting a file system. Never as root, and never its settings.
 *
 * Of all condition keys EFS holds its NFS clients to four only, so these grants have none of the scopes that others have:
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html (2026-11)
 */
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { isImported } from './writing/environment';
import { addScopedGrant } from './writing/scoped-grant';
import { ResourcePolicy } from './writing/scoped-statement';

/**
 * Which part of a file system a grant covers.
 */
export interface FileSystemGrantOptions {
  /**
   * Only mounts through this access point (`elasticfilesystem:AccessPointArn`), hence only its directory and as its user.
   *
   * @default - the whole file system, with or without an access point
   */
  readonly accessPoint?: efs.IAccessPointRef;
}

/**
 * Grants on an Amazon EFS file system, for clients that mount it with IAM authorization, through a mount target
 * (`elasticfilesystem:AccessedViaMountTarget`).
 *
 * A file system without a file system policy lets in everybody who reaches a mount target, whatever is granted here: give it a policy,
 * as `allowAnonymousAccess: false` does in CDK. Root is mapped to nobody (no `elasticfilesystem:ClientRootAccess`). EFS uses its key by
 * itself, so the grantee needs none.
 *
 * For a grantee of another account the file system policy has to allow the same. It is written for an L2 file system, which ends the
 * access of everybody; for others, and where an access point of this app is named, it is a warning with the statements to add.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export class ScopedFileSystemGrants {
  /**
   * Starts the grants of a file system.
   *
   * @param fileSystem an L2, L1 or imported file system
   */
  public static fromFileSystem(fileSystem: efs.IFileSystemRef): ScopedFileSystemGrants {
    return new ScopedFileSystemGrants(fileSystem);
  }

  private constructor(private readonly fileSystem: efs.IFileSystemRef) {}

  /**
   * Lets the grantee mount the file system and read it (`elasticfilesystem:ClientMount`).
   *
   * @throws if the grant would be lost
   */
  public mountReadOnly(grantee: iam.IGrantable, options: FileSystemGrantOptions = {}): iam.Grant {
    return this.grant('mountReadOnly', grantee, options, ['elasticfilesystem:ClientMount']);
  }

  /**
   * Lets the grantee mount the file system, read and write it (`elasticfilesystem:ClientMount`, `elasticfilesystem:ClientWrite`).
   *
   * @throws if the grant would be lost
   */
  public mountReadWrite(grantee: iam.IGrantable, options: FileSystemGrantOptions = {}): iam.Grant {
    return this.grant('mountReadWrite', grantee, options, ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']);
  }

  private grant(method: string, grantee: iam.IGrantable, { accessPoint }: FileSystemGrantOptions, actions: string[]): iam.Grant {
    const throughAccessPoint = accessPoint && { ArnEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.accessPointRef.accessPointArn } };
    return addScopedGrant({
      call: `ScopedFileSystemGrants.${method}`,
      grantee,
      resource: this.fileSystem,
      statements: [{
        actions,
        resources: [this.fileSystem.fileSystemRef.fileSystemArn],
        conditions: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' }, ...throughAccessPoint },
        resourcePolicy: this.policy(accessPoint),
      }],
    });
  }

  /** It is a property of the file system, so that it can name neither that nor an access point that is made from it. */
  private policy(accessPoint: efs.IAccessPointRef | undefined): ResourcePolicy {
    return {
      name: 'file system policy', of: this.fileSystem, resources: [], isElsewhere: accessPoint !== undefined && !isImported(accessPoint),
    };
  }
}
