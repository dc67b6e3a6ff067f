/**
 * What a trust policy may ask of the one who assumes the role, beyond who it is: a second factor, a source identity, a time.
 *
 * All of it stands in the statement that names the principals, since statements are alternatives. No condition holds for a request that
 * lacks its key: a caller that has no second factor to show is turned away.
 */
import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SourceIdentity } from './source-identity';
import { requireSeconds } from '../../cdk/whole-seconds';
import { parseDate } from '../../policy/conditions/date';

/**
 * What is asked of a session before it begins.
 */
export interface SessionConditions {
  /**
   * Whether the caller has to have signed in with multi-factor authentication.
   *
   * Only IAM users can show it: with a code in the call of `AssumeRole`, or with a session of `GetSessionToken`. The sessions of roles, and so
   * of people who come through IAM Identity Center, have no information on a second factor and are turned away.
   *
   * @default - true if `maxMfaAge` is given
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
   */
  readonly requireMfa?: boolean;

  /**
   * How long ago the caller may have shown the second factor, from 1 minute to 36 hours.
   *
   * @default - as long as the caller's session lasts
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthage
   */
  readonly maxMfaAge?: Duration;

  /**
   * The source identity that the caller has to set.
   *
   * @default - none has to be set, and none can be
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
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
}

/** What of it stands in the statement that names the principals, beside them and `sts:AssumeRole`. */
export interface SessionTerms {
  readonly actions: readonly string[];
  readonly conditions: iam.Conditions;
}

export function sessionTerms(conditions: SessionConditions): SessionTerms {
  const { maxMfaAge, requireMfa = maxMfaAge !== undefined, sourceIdentity, notBefore, notAfter } = conditions;
  if (maxMfaAge && !requireMfa) {
    throw new Error('maxMfaAge is given while requireMfa is false, expected both or neither: the age is that of a second factor');
  }
  requireSeconds('maxMfaAge', maxMfaAge, SHORTEST_MFA_AGE, LONGEST_MFA_AGE, 'use for example Duration.minutes(15)');
  requireTimes(notBefore, notAfter);
  return {
    actions: sourceIdentity ? ['sts:SetSourceIdentity'] : [],
    conditions: {
      ...requireMfa && { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      ...maxMfaAge && { NumericLessThan: { 'aws:MultiFactorAuthAge': Token.asString(maxMfaAge.toSeconds()) } },
      ...sourceIdentity?._conditions,
      ...notBefore !== undefined && { DateGreaterThanEquals: { 'aws:CurrentTime': notBefore } },
      ...notAfter !== undefined && { DateLessThan: { 'aws:CurrentTime': notAfter } },
    },
  };
}

/** Principals by ARN in one statement, with its Sid and terms. `more` are conditions beside those of the terms, on other keys. */
export class SessionPrincipals extends iam.PrincipalBase {
  private readonly conditions: iam.Conditions;

  public constructor(
    private readonly sid: string | undefined,
    private readonly arns: string[],
    private readonly terms: SessionTerms,
    more: iam.Conditions = {},
  ) {
    super();
    const operators = Object.keys({ ...terms.conditions, ...more });
    this.conditions = Object.fromEntries(operators.map(operator => [
      operator, { ...terms.conditions[operator] as object, ...more[operator] as object },
    ]));
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.PrincipalPolicyFragment({ AWS: this.arns }, this.conditions);
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(new iam.PolicyStatement({ sid: this.sid, actions: [this.assumeRoleAction, ...this.terms.actions], principals: [this] }));
  }

  public dedupeString(): string {
    return JSON.stringify([this.arns, this.conditions, this.terms.actions]);
  }
}

const SHORTEST_MFA_AGE = Duration.minutes(1);
/** That of a session of `GetSessionToken`. */
const LONGEST_MFA_AGE = Duration.hours(36);

/** A date alone would leave open in which zone the day begins. */
const WITH_TIME_AND_ZONE = /T.*(Z|[+-]\d\d:\d\d)$/;

function requireTimes(notBefore: string | undefined, notAfter: string | undefined): void {
  const first = timeOf('notBefore', notBefore);
  const last = timeOf('notAfter', notAfter);
  if (first !== undefined && last !== undefined && first >= last) {
    throw new Error(`notBefore is \`${notBefore}\` and notAfter is \`${notAfter}\`, expected a time and a later one: nobody could ever assume the role`);
  }
}

function timeOf(prop: string, text: string | undefined): number | undefined {
  if (text === undefined || Token.isUnresolved(text)) { return undefined; }
  const time = WITH_TIME_AND_ZONE.test(text) ? parseDate(text) : undefined;
  if (time === undefined) {
    throw new Error(`${prop} is \`${text}\`, expected a point in time with its zone, such as \`2027-01-31T08:00:00Z\``);
  }
  return time;
}
