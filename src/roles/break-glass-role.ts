/**
 * The role for the day on which nothing else works. Who may take it is named person by person; each statement of its trust asks for a
 * source identity, and where IAM can see a second factor, for that; sessions end after an hour; its use is easy to watch.
 */
import { Arn, ArnFormat, Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { requirePrincipalArns } from './trust/principal-arn';
import { SessionPrincipals, sessionTerms } from './trust/session-conditions';
import { SourceIdentity } from './trust/source-identity';
import { WorkloadRoleProps } from './workload-role-props';
import { requireLiterals, requireWrittenOut } from '../cdk/known-now';
import { requireTags } from '../cdk/tag-forms';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { PrincipalTag } from '../guardrails/policy-exemption';

/**
 * Properties of a `BreakGlassRole`. At least one user or role is trusted.
 */
export interface BreakGlassRoleProps extends WorkloadRoleProps {
  /**
   * The IAM users who may assume the role, by their full ARNs without wildcards. They must exist when this role is deployed. Each has to show
   * a second factor.
   *
   * @default - none: `trustedRoleArns` is given
   */
  readonly trustedUserArns?: string[];

  /**
   * The roles that people have, such as that of a permission set of IAM Identity Center, by their full ARNs without wildcards. They must exist
   * when this role is deployed.
   *
   * IAM cannot see how their sessions were signed in: a second factor has to be demanded by the identity provider.
   *
   * @default - none: `trustedUserArns` is given
   */
  readonly trustedRoleArns?: string[];

  /**
   * How long ago a user may have shown the second factor, from 1 minute to 36 hours.
   *
   * @default Duration.minutes(15)
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthage
   */
  readonly maxMfaAge?: Duration;

  /**
   * The source identity that has to be set when the role is assumed.
   *
   * @default - of users their user name, of the sessions of roles any
   */
  readonly sourceIdentity?: SourceIdentity;

  /**
   * When the role can be assumed for the first time: a point in time such as `2027-01-31T08:00:00Z`.
   *
   * @default - from the deployment on
   */
  readonly notBefore?: string;

  /**
   * When the role can be assumed no more: a point in time such as `2027-01-31T20:00:00Z`. Sessions that have begun last on.
   *
   * @default - never
   */
  readonly notAfter?: string;

  /**
   * The tag that a second person has to set on a user before the user can assume the role: see `grantApproval`. Not together with
   * `trustedRoleArns`, since the tag of a role would approve of everyone who has it, nor with `trustedUserArns` that are one token. The key is no token.
   *
   * @default - none: one person is enough
   */
  readonly approvalTag?: PrincipalTag;
}

/**
 * Role for emergencies, kept apart from all others. It may do nothing until something is granted to it.
 *
 * Sessions last an hour at most. Watch the role: a rule with `assumptionEventPattern`, or a metric filter with `assumptionFilterPattern` on
 * the log group of a trail. In each region a rule sees the calls of that region's STS endpoint; the global endpoint is in `us-east-1`.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/break-glass-access.html
 */
export class BreakGlassRole extends iam.Role {
  /**
   * The CloudTrail events of those who assume the role, or try to, for a rule of EventBridge.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   */
  public readonly assumptionEventPattern: events.EventPattern;

  /**
   * The same as a filter pattern of CloudWatch Logs: `logs.FilterPattern.literal(role.assumptionFilterPattern)`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  public readonly assumptionFilterPattern: string;

  private readonly approvalTag?: PrincipalTag;
  private readonly trustedUserArns: string[];

  /**
   * @throws Error when nobody is trusted, when an ARN is malformed, holds a wildcard or is that of something else, when an approval tag stands
   * beside roles or beside users that are known only at deployment, or is no tag that a user can have, when sessions are to be longer than an hour, and when an age, a time, a name or a path is not valid
   */
  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    requireTrusted(props);
    requireShortSessions(props.maxSessionDuration);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      maxSessionDuration: LONGEST_SESSION,
      assumedBy: trustedPrincipals(props),
    });
    this.approvalTag = props.approvalTag;
    this.trustedUserArns = props.trustedUserArns ?? [];
    this.assumptionEventPattern = {
      source: ['aws.sts'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole'], requestParameters: { roleArn: [this.roleArn] } },
    };
    this.assumptionFilterPattern = '{ ($.eventSource = "sts.amazonaws.com") && ($.eventName = "AssumeRole") '
      + `&& ($.requestParameters.roleArn = "${this.roleArn}") }`;
    finishRole(this, props);
  }

  /**
   * Lets somebody set and remove the approval tag on the trusted users, and no other tag. Nobody approves of themselves: a user who is
   * trusted as well is denied it for their own.
   *
   * That is all that IAM can enforce: an approval stands until it is removed, and whoever may tag users by other policies approves as well,
   * so protect the tag with `ServiceControlStatements.protectTags`. An approver has to be in the account of the users; of a role that a
   * trusted user can assume it makes that user's own approver.
   *
   * @param approver the user or role that approves
   * @throws Error when the role has no `approvalTag`, and when the approver has no policy that can be added to
   */
  public grantApproval(approver: iam.IGrantable): iam.Grant {
    if (!this.approvalTag) {
      throw new Error(`${this.node.path} has no approvalTag, expected the tag that an approver sets: give the role one`);
    }
    const { key, value } = this.approvalTag;
    const onlyThisTag = { 'ForAllValues:StringEquals': { 'aws:TagKeys': [key] }, 'Null': { 'aws:TagKeys': 'false' } };
    const grant = addScopedGrant({
      call: 'BreakGlassRole.grantApproval',
      grantee: approver,
      statements: [
        { actions: ['iam:TagUser'], resources: this.trustedUserArns, conditions: { ...onlyThisTag, StringEquals: { [`aws:RequestTag/${key}`]: value } } },
        { actions: ['iam:UntagUser'], resources: this.trustedUserArns, conditions: onlyThisTag },
      ],
    });
    const ownApproval = new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:TagUser'], resources: this.ownUserArns() });
    approver.grantPrincipal.addToPrincipalPolicy(ownApproval);
    return grant;
  }

  /** A name is unique in its account whatever the path. */
  private ownUserArns(): string[] {
    const users = this.trustedUserArns.map(arn => Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME));
    const arns = users.flatMap(user => ['${aws:username}', '*/${aws:username}'].map(resourceName => Arn.format({ ...user, resourceName })));
    return [...new Set(arns)];
  }
}

/** That of a role chain, so that it holds for users and roles alike. */
const LONGEST_SESSION = Duration.hours(1);
const DEFAULT_MFA_AGE = Duration.minutes(15);

/** One statement for the users, one for the roles. */
function trustedPrincipals(props: BreakGlassRoleProps): iam.IPrincipal {
  const { trustedUserArns = [], trustedRoleArns = [], maxMfaAge = DEFAULT_MFA_AGE, sourceIdentity, notBefore, notAfter, approvalTag } = props;
  const approval = approvalTag && { StringEquals: { [`aws:PrincipalTag/${approvalTag.key}`]: approvalTag.value } };
  const users = sessionTerms({ maxMfaAge, sourceIdentity: sourceIdentity ?? SourceIdentity.userName(), notBefore, notAfter });
  const roles = sessionTerms({ sourceIdentity: sourceIdentity ?? SourceIdentity.any(), notBefore, notAfter });
  const statements = [
    ...trustedUserArns.length > 0 ? [new SessionPrincipals('TrustedUsers', trustedUserArns, users, approval)] : [],
    ...trustedRoleArns.length > 0 ? [new SessionPrincipals('TrustedRoles', trustedRoleArns, roles)] : [],
  ];
  return statements.length === 1 ? statements[0] : new iam.CompositePrincipal(...statements);
}

function requireTrusted({ trustedUserArns = [], trustedRoleArns = [], approvalTag }: BreakGlassRoleProps): void {
  if (trustedUserArns.length + trustedRoleArns.length === 0) {
    throw new Error('neither trustedUserArns nor trustedRoleArns names anyone, expected the people who may break the glass: name their users, or the roles that they sign in to');
  }
  requirePrincipalArns('trustedUserArns', 'user', trustedUserArns, 'name each user, not a session, an account or its root');
  requirePrincipalArns('trustedRoleArns', 'role', trustedRoleArns, 'name each role, not a session, an account or its root');
  if (!approvalTag) { return; }
  if (trustedRoleArns.length > 0) {
    throw new Error('approvalTag is given together with trustedRoleArns, expected it with trustedUserArns alone: the tag of a role would approve of everyone who has that role');
  }
  requireWrittenOut('trustedUserArns', trustedUserArns, 'nobody may approve of themselves, and of each ARN its user is made');
  requireLiterals('approvalTag', [approvalTag.key], 'the names of condition keys are made of its key');
  requireTags('approvalTag', { [approvalTag.key]: approvalTag.value });
}

function requireShortSessions(duration: Duration | undefined): void {
  if (duration && !duration.isUnresolved() && duration.toSeconds({ integral: false }) !== LONGEST_SESSION.toSeconds()) {
    throw new Error(`maxSessionDuration is ${duration.toHumanString()}, expected none: the sessions of a break-glass role last an hour at most, which a role cannot be set below`);
  }
}
