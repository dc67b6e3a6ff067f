/**
 * The caller's half of a `CrossAccountRole`: the permission to assume it, with all that its trust policy asks for, and what the code has to pass to STS.
 */
import { CfnOutput, Duration, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requirePrincipalArn } from './trust/principal-arn';
import { requireTags } from '../cdk/tag-forms';
import { requireSeconds } from '../cdk/whole-seconds';
import { ScopedRoleGrants } from '../grants/role-grants';

/**
 * Properties of an `AssumeCrossAccountRole`.
 */
export interface AssumeCrossAccountRoleProps {
  /**
   * The role or user of this app that assumes the other role.
   */
  readonly caller: iam.IPrincipal;

  /**
   * The role of the other account, by its full ARN without wildcards.
   */
  readonly roleArn: string;

  /**
   * The ExternalId that the other side demands.
   *
   * @default - none is sent
   */
  readonly externalId?: string;

  /**
   * The name that the session gets: 2 to 64 letters, digits and `_+=,.@-`.
   *
   * @default - the code chooses one
   */
  readonly roleSessionName?: string;

  /**
   * The source identity that the session gets: 2 to 64 letters, digits and `_+=,.@-`.
   *
   * @default - none is set
   */
  readonly sourceIdentity?: string;

  /**
   * The session tags that are passed, with exactly these values.
   *
   * @default - none
   */
  readonly sessionTags?: { [key: string]: string };

  /**
   * How long a session lasts, from 15 minutes. A role that assumes a role gets an hour at most, whatever the maximum of the other role.
   *
   * @default Duration.hours(1)
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
   */
  readonly sessionDuration?: Duration;
}

/**
 * Lets a role or user of this account assume a role of another one. What the code passes to `AssumeRole` is an output of the stack, and `parameters`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html
 */
export class AssumeCrossAccountRole extends Construct {
  /**
   * The parameters of `AssumeRole` as JSON, such as `{"RoleArn":"…","ExternalId":"…","DurationSeconds":3600}`: hand it to the code, for example as an
   * environment variable. `RoleSessionName` is not among them unless it is given: it is for the code to choose.
   *
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
   */
  public readonly parameters: string;

  /**
   * Throws when the ARN is not that of one role, or is that of a role of this account, when a session would be longer than the caller can get, when a value is
   * malformed, and when the caller has no policy that can be added to.
   */
  constructor(scope: Construct, id: string, props: AssumeCrossAccountRoleProps) {
    super(scope, id);
    const { caller, roleArn, externalId, roleSessionName, sourceIdentity, sessionTags, sessionDuration = LONGEST_CHAINED } = props;
    requireRoleArn(roleArn, Stack.of(this).account);
    requireSessionDuration(sessionDuration, caller);
    requireTags('sessionTags', sessionTags ?? {});
    const role = iam.Role.fromRoleArn(this, 'Role', roleArn, { mutable: false });
    ScopedRoleGrants.fromRole(role).assumeRole(caller, { externalId, roleSessionName, sourceIdentity, sessionTags });
    this.parameters = Stack.of(this).toJsonString({
      RoleArn: roleArn,
      ...roleSessionName !== undefined && { RoleSessionName: roleSessionName },
      ...externalId !== undefined && { ExternalId: externalId },
      ...sourceIdentity !== undefined && { SourceIdentity: sourceIdentity },
      ...sessionTags && { Tags: Object.entries(sessionTags).map(([Key, Value]) => ({ Key, Value })) },
      DurationSeconds: sessionDuration.toSeconds(),
    });
    new CfnOutput(this, 'Parameters', { value: this.parameters, description: `what ${roleNameIn(roleArn)} is assumed with, as parameters of AssumeRole` });
  }
}

const LONGEST_CHAINED = Duration.hours(1);
const SHORTEST = Duration.minutes(15);
const LONGEST = Duration.hours(12);

function requireSessionDuration(duration: Duration, caller: iam.IPrincipal): void {
  const isChained = !(caller.grantPrincipal instanceof iam.User);
  requireSeconds('sessionDuration', duration, SHORTEST, isChained ? LONGEST_CHAINED : LONGEST, isChained
    ? 'the session of a role that assumes another one ends after an hour at the latest, so let the code assume it again'
    : 'use for example Duration.hours(4)');
}

function requireRoleArn(arn: string, ownAccount: string): void {
  requirePrincipalArn('roleArn is', 'role', arn, 'name the one role');
  if (!Token.isUnresolved(arn) && arn.split(':')[4] === ownAccount) {
    throw new Error(`roleArn is \`${arn}\`, a role of this account, expected one of another: grant it with ScopedRoleGrants.fromRole(role).assumeRole(caller)`);
  }
}

function roleNameIn(arn: string): string {
  return Token.isUnresolved(arn) ? 'the role' : arn.slice(arn.lastIndexOf('/') + 1);
}
