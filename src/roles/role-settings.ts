/**
 * Turns the properties that all roles share into those of `iam.Role`, and rejects what IAM would reject at deployment.
 * Unresolved values are passed on unjudged.
 */
import { createHash } from 'crypto';
import { Duration, Tags, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeSharing, holdToOneWorkload } from './one-workload';
import { WorkloadRoleProps } from './workload-role-props';
import { requireDescription, requireIamName, requireIamPath } from '../cdk/iam-names';
import { requireTags, requireUnlikeKeys } from '../cdk/tag-forms';
import { requireSeconds } from '../cdk/whole-seconds';

const MAX_NAME_LENGTH = 64;
const MAX_PREFIX_LENGTH = 48;
const MAX_DESCRIPTION_LENGTH = 1000;
const HASH_LENGTH = 8;

/** The part of `iam.RoleProps` that does not depend on who assumes the role. To be completed by `finishRole`. */
export function roleSettings(scope: Construct, id: string, props: WorkloadRoleProps): Omit<iam.RoleProps, 'assumedBy'> {
  requireIamPath(props.path);
  requireDescription(props.description, 0, MAX_DESCRIPTION_LENGTH);
  requireTags('tags', props.tags ?? {});
  requireUnlikeKeys('tags', Object.keys(props.tags ?? {}));
  requireSeconds('maxSessionDuration', props.maxSessionDuration, Duration.hours(1), Duration.hours(12), 'use for example Duration.hours(1)');
  return {
    roleName: physicalName(scope, id, props),
    description: props.description,
    path: props.path,
    permissionsBoundary: props.permissionsBoundary,
    maxSessionDuration: isUnresolved(props.maxSessionDuration) ? undefined : props.maxSessionDuration,
  };
}

/** Applies what `iam.Role` takes only after construction: tags, a session duration that is not known yet, and the one workload that it is for. */
export function finishRole(role: iam.Role, props: WorkloadRoleProps): void {
  for (const [key, value] of Object.entries(props.tags ?? {})) {
    Tags.of(role).add(key, value);
  }
  const resource = role.node.defaultChild;
  if (isUnresolved(props.maxSessionDuration) && resource instanceof iam.CfnRole) {
    resource.maxSessionDuration = props.maxSessionDuration?.toSeconds();
  }
  if (props.shared === undefined) {
    holdToOneWorkload(role);
  } else {
    acknowledgeSharing(role, props.shared);
  }
}

function physicalName(scope: Construct, id: string, { roleName, namePrefix }: WorkloadRoleProps): string | undefined {
  if (roleName !== undefined && namePrefix !== undefined) {
    throw new Error(
      `roleName \`${roleName}\` and namePrefix \`${namePrefix}\` are both given, expected at most one: `
      + 'drop namePrefix to fix the whole name, or roleName to have it completed',
    );
  }
  if (roleName !== undefined) {
    requireIamName('roleName', roleName, MAX_NAME_LENGTH);
    return roleName;
  }
  if (namePrefix !== undefined) {
    requireIamName('namePrefix', namePrefix, MAX_PREFIX_LENGTH);
    return namePrefix + uniqueSuffix(`${scope.node.path}/${id}`, MAX_NAME_LENGTH - prefixLength(namePrefix));
  }
  return undefined;
}

function prefixLength(namePrefix: string): number {
  return Token.isUnresolved(namePrefix) ? MAX_PREFIX_LENGTH : namePrefix.length;
}

/** The readable end of the construct path and a hash of the whole: at most `maxLength` characters. */
function uniqueSuffix(constructPath: string, maxLength: number): string {
  const hash = createHash('sha256').update(constructPath).digest('hex').slice(0, HASH_LENGTH);
  const readable = constructPath.replace(/[^A-Za-z0-9]+/g, '-').slice(-(maxLength - HASH_LENGTH - 1)).replace(/^-/, '');
  return `${readable}-${hash}`;
}

function isUnresolved(duration: Duration | undefined): boolean {
  return duration !== undefined && duration.isUnresolved();
}
