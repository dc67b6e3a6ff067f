/**
 * Roles: handing one to a service (iam:PassRole, with iam:PassedToService) and assuming one (sts:AssumeRole), with what a session may
 * carry: its name, its source identity and its tags.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { isOwnRole } from './pass-role';
import { Conditions, mergeConditions } from './writing/conditions';
import { GrantScope, rejectResourceTags } from './writing/grant-scope';
import { hasWildcard, oneOrMany, requireMatching, requireNonEmpty } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';
import { requireLiterals } from '../cdk/known-now';
import { requireTagKeys, requireUnlikeKeys } from '../cdk/tag-forms';
import { SESSION_NAME, SESSION_NAME_FORM } from '../policy/session-name';

/**
 * Service principals to which a role is passed without `iam:PassedToService`, so that a condition which asks for it would deny.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService (2026-11)
 */
const SERVICES_WITHOUT_KEY = ['codebuild.amazonaws.com'];

/**
 * To whom a role may be passed.
 */
export interface PassRoleGrantOptions extends GrantScope {
  /**
   * Service principals that may receive the role, such as `ecs-tasks.amazonaws.com`. Not empty, no wildcards.
   */
  readonly services: string[];

  /**
   * Whether the role may also be passed in requests that do not say to which service (`StringEqualsIfExists`). Some services do not send
   * `iam:PassedToService`, and AWS has no list of them; with one of those a grant without this is of no use.
   *
   * @default - only if `services` holds codebuild.amazonaws.com, of which AWS says that it does not send the key
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
   */
  readonly allowUnnamedService?: boolean;

  /**
   * Only to associate the role with one of these resources (`iam:AssociatedResourceArn`), such as
   * `arn:aws:ec2:eu-central-1:111122223333:instance/*`. They may hold the wildcards `*` and `?`.
   *
   * @default - with any resource
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_AssociatedResourceArn
   */
  readonly associatedResourceArns?: string[];
}

/**
 * How a role may be assumed, and what its session has to carry.
 */
export interface AssumeRoleGrantOptions extends GrantScope {
  /**
   * The external id that the grantee has to send: 2 to 1,224 letters, digits and `+ = , . @ : / - _`.
   *
   * @default - any or none
   */
  readonly externalId?: string;

  /**
   * The session name that the grantee has to use (`sts:RoleSessionName`): 2 to 64 letters, digits and `+ = , . @ - _`. It may hold IAM
   * policy variables.
   *
   * @default - any
   */
  readonly roleSessionName?: string;

  /**
   * The source identity that the grantee has to set (`sts:SourceIdentity`): 2 to 64 letters, digits and `+ = , . @ - _`. It may hold IAM
   * policy variables, and it stays with the session in all roles that are assumed from it. Grants `sts:SetSourceIdentity`.
   *
   * @default - the grantee cannot set one
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
   */
  readonly sourceIdentity?: string;

  /**
   * Session tags that the grantee has to pass with exactly these values (`aws:RequestTag`), and no others. Values may hold IAM policy
   * variables, as `{ tenant: '${aws:PrincipalTag/tenant}' }`. Grants `sts:TagSession`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
   */
  readonly sessionTags?: { [key: string]: string };

  /**
   * Keys of session tags that the grantee has to pass with values of its own choice: 1 to 128 letters, digits, spaces and
   * `_.:/=+@-` each, without tokens. Together with `sessionTags` these are all that it may pass. Grants `sts:TagSession`.
   *
   * @default - none
   */
  readonly sessionTagKeys?: string[];

  /**
   * Which of the session tags may be made transitive (`sts:TransitiveTagKeys`), so that they stay with roles assumed from the session.
   *
   * @default - any of the session tags
   */
  readonly transitiveTagKeys?: string[];
}

/**
 * Grants to use a role.
 *
 * Works with L2, L1 and imported roles, in the grantee's own policy. A grant that would be lost (immutable or imported principals) is an
 * error.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export class ScopedRoleGrants {
  /**
   * Starts the grants of a role.
   *
   * @param role an L2, L1 or imported role: the one to be passed or assumed, not the grantee
   */
  public static fromRole(role: iam.IRoleRef): ScopedRoleGrants {
    return new ScopedRoleGrants(role);
  }

  private constructor(private readonly role: iam.IRoleRef) {}

  /**
   * Lets the grantee pass the role to the named services: `iam:PassRole` with `iam:PassedToService`.
   *
   * @throws if `services` is empty or holds a wildcard or something that is no service principal, if `resourceTags` is given (AWS does not
   * evaluate it reliably here), if the grantee would pass its own role, or if the grant would be lost
   */
  public passRole(grantee: iam.IGrantable, options: PassRoleGrantOptions): iam.Grant {
    const call = 'ScopedRoleGrants.passRole';
    requireServices(call, options.services);
    rejectResourceTags(call, options, 'AWS does not evaluate the tags of the role reliably for iam:PassRole');
    this.requireOtherRole(call, grantee);
    return addScopedGrant({
      call,
      grantee,
      resource: this.role,
      scope: options,
      statements: [this.onRole('iam:PassRole', receivers(call, options))],
      otherAccountRemedy: 'IAM passes roles inside one account only: let the grantee assume a role of the other account and pass it from there.',
    });
  }

  /**
   * Lets the grantee assume the role: `sts:AssumeRole`; with session tags also `sts:TagSession`, with a source identity also
   * `sts:SetSourceIdentity`. Each option is demanded of every session. Works across accounts.
   *
   * This is one half: the trust policy of the role must name the grantee and the same actions too.
   *
   * @throws if an option is empty or malformed, if a key of a session tag is known only at deployment or given twice, whatever its case, if `transitiveTagKeys`
   * names no session tag, or if the grant would be lost
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  public assumeRole(grantee: iam.IGrantable, options: AssumeRoleGrantOptions = {}): iam.Grant {
    const call = 'ScopedRoleGrants.assumeRole';
    const tags = sessionTags(call, options);
    const identity = equalTo(call, 'sts:SourceIdentity', 'sourceIdentity', options.sourceIdentity, NAME_OF_SESSION);
    return addScopedGrant({
      call,
      grantee,
      resource: this.role,
      scope: options,
      statements: [
        this.onRole('sts:AssumeRole', [
          equalTo(call, 'sts:ExternalId', 'externalId', options.externalId, EXTERNAL_ID),
          equalTo(call, 'sts:RoleSessionName', 'roleSessionName', options.roleSessionName, NAME_OF_SESSION),
          identity,
          tags,
        ].reduce(mergeConditions, undefined)),
        ...(identity ? [this.onRole('sts:SetSourceIdentity', identity)] : []),
        ...(tags ? [this.onRole('sts:TagSession', tags)] : []),
      ],
    });
  }

  private onRole(action: string, conditions: Conditions | undefined): ScopedStatement {
    return { actions: [action], resources: [this.role.roleRef.roleArn], conditions };
  }

  private requireOtherRole(call: string, grantee: iam.IGrantable): void {
    if (isOwnRole(grantee, this.role)) {
      throw new Error(`${call}: the grantee '${this.role.node.path}' would pass its own role, and with it hand its permissions `
        + 'to anything that it can start. Make a role of its own for the service that receives it');
    }
  }
}

interface TextForm {
  readonly form: RegExp;
  readonly expected: string;
}

const EXTERNAL_ID: TextForm = {
  form: /^[\w+=,.@:/-]{2,1224}$/,
  expected: '2 to 1,224 letters, digits and + = , . @ : / - _, the same text that the trust policy of the role demands',
};
const NAME_OF_SESSION: TextForm = { form: SESSION_NAME, expected: SESSION_NAME_FORM };

function equalTo(call: string, key: string, option: string, value: string | undefined, { form, expected }: TextForm): Conditions | undefined {
  if (value === undefined) { return undefined; }
  requireMatching(call, option, [value], form, expected);
  return { StringEquals: { [key]: value } };
}

function sessionTags(call: string, options: AssumeRoleGrantOptions): Conditions | undefined {
  const { sessionTags: tags, sessionTagKeys: freeKeys, transitiveTagKeys } = options;
  if (tags && Object.keys(tags).length === 0) {
    throw new Error(`${call}: \`sessionTags\` is {}; expected at least one tag. Leave \`sessionTags\` out if the session carries none`);
  }
  if (freeKeys) { requireNonEmpty(call, 'sessionTagKeys', freeKeys); }
  if (transitiveTagKeys) { requireNonEmpty(call, 'transitiveTagKeys', transitiveTagKeys); }
  requireSessionTagKeys(`${call}: sessionTags`, Object.keys(tags ?? {}));
  requireSessionTagKeys(`${call}: sessionTagKeys`, freeKeys ?? []);
  const keys = [...Object.keys(tags ?? {}), ...freeKeys ?? []];
  requireUnlikeKeys(`${call}: ${tags && freeKeys ? 'sessionTags with sessionTagKeys' : tags ? 'sessionTags' : 'sessionTagKeys'}`, keys);
  const foreign = Token.isUnresolved(transitiveTagKeys) ? undefined : transitiveTagKeys?.find((key) => !keys.includes(key));
  if (foreign !== undefined) {
    throw new Error(`${call}: \`transitiveTagKeys\` holds '${foreign}', which is no session tag of this grant; expected keys of \`sessionTags\` or \`sessionTagKeys\``);
  }
  if (keys.length === 0) { return undefined; }
  const conditions: (Conditions | undefined)[] = [
    tags && { StringEquals: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])) },
    freeKeys && { Null: Object.fromEntries(freeKeys.map((key) => [`aws:RequestTag/${key}`, 'false'])) },
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': keys } },
    transitiveTagKeys && { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': transitiveTagKeys } },
  ];
  return conditions.reduce(mergeConditions, undefined);
}

function requireSessionTagKeys(prop: string, keys: string[]): void {
  requireLiterals(prop, keys, 'the names of condition keys are made of its keys');
  requireTagKeys(prop, keys);
}

function receivers(call: string, options: PassRoleGrantOptions): Conditions {
  const { services, associatedResourceArns: arns } = options;
  const isUnnamed = options.allowUnnamedService ?? services.some((service) => SERVICES_WITHOUT_KEY.includes(service));
  const passedTo: Conditions = { [isUnnamed ? 'StringEqualsIfExists' : 'StringEquals']: { 'iam:PassedToService': oneOrMany(services) } };
  if (arns === undefined) { return passedTo; }
  requireMatching(call, 'associatedResourceArns', arns, /^arn:/, "an ARN, such as 'arn:aws:ec2:eu-central-1:111122223333:instance/*'");
  if (isUnnamed) {
    throw new Error(`${call}: \`associatedResourceArns\` and services that do not send iam:PassedToService exclude each other: they do not send `
      + 'iam:AssociatedResourceArn either, so that this grant would always be denied. Leave `associatedResourceArns` out, or grant these services apart');
  }
  return mergeConditions(passedTo, { [arns.some(hasWildcard) ? 'ArnLike' : 'ArnEquals']: { 'iam:AssociatedResourceArn': oneOrMany(arns) } })!;
}

function requireServices(call: string, services: string[]): void {
  requireNonEmpty(call, 'services', services);
  const wrong = Token.isUnresolved(services)
    ? undefined
    : services.find((service) => !Token.isUnresolved(service) && (hasWildcard(service) || !service.includes('.')));
  if (wrong !== undefined) {
    const remedy = /^[a-z0-9-]+$/.test(wrong) ? `'${wrong}.amazonaws.com'` : "the principal of one service, such as 'ecs-tasks.amazonaws.com'";
    throw new Error(`${call}: \`services\` has '${wrong}', which is no service principal; write ${remedy}`);
  }
}
