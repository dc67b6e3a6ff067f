import { Severity } from '../../diagnostics/severity';
import { Environment, PolicySite } from '../../policy/policy-site';
import { Condition, conditionsOn, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { AccountPrincipal, accountPrincipals, ownershipOf } from './account-principal';
import { mayAllow } from './assume-actions';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, narrows, requiresValueOf } from './required-keys';
import { PLAUSIBLE_ACCOUNT } from '../../reasoning/plausible-values';
import { Request } from '../../reasoning/request';
import { requestOf } from '../shown-request';

/**
 * Keys that say more of the caller than its account. The caller chooses its session name and request tags, so those are not here;
 * networks are not, as they say where and not who.
 */
const CALLER_KEYS = [
  'sts:ExternalId',
  'sts:SourceIdentity',
  'aws:SourceIdentity',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:userid',
  'aws:username',
];
const CALLER_TAG = 'aws:principaltag/';

/** Whether the statement says more of the caller than its account. */
export function limitsCallers(statement: Statement): boolean {
  return CALLER_KEYS.some(key => requiresValueOf(statement, key))
    || statement.conditions.some(condition => isOnTag(condition) && narrows(condition));
}

function isOnTag({ key }: Condition): boolean {
  return key.toLowerCase().startsWith(CALLER_TAG);
}

function callerConditions(statement: Statement): readonly Condition[] {
  return [...CALLER_KEYS.flatMap(key => conditionsOn(statement, key)), ...statement.conditions.filter(isOnTag)];
}

export const trustAccountRoot: Rule = {
  id: 'trust-account-root',
  // It hands the decision to the identity policies of the account, as `AccountRootPrincipal` of the CDK means to.
  severity: Severity.WARNING,
  checks: ['P-14'],
  summary: 'a trust policy lets in a whole account without a condition on who calls',
  why: 'The root ARN of an account, or its number, stands for all of its users and roles: each that may call `sts:AssumeRole` takes this role, '
    + 'and who that is is decided in that account, outside of this app.',
  accept: 'For an account that holds nothing but the trusted workload, or whose roles are not known yet.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
    'https://aws.amazon.com/blogs/security/how-to-use-trust-policies-with-iam-roles/',
  ],
  examples: {
    flagged: [
      {
        title: 'the root ARN of an account',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'the number of an account',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ['111122223333'] }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'MFA only where the caller has it: a role does not send the key, and gets in',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '111122223333' },
            Action: 'sts:AssumeRole',
            Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
          }],
        },
      },
      {
        title: 'the own account, as a principal that the CDK writes',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: {
                Version: '2012-10-17',
                Statement: [{
                  Effect: 'Allow',
                  Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
                  Action: 'sts:AssumeRole',
                }],
              },
            },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'a vendor that must present an ExternalId',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
          }],
        },
      },
      {
        title: 'people with MFA',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '111122223333' },
            Action: 'sts:AssumeRole',
            Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
          }],
        },
      },
      {
        title: 'roles under one path',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '111122223333' },
            Action: 'sts:AssumeRole',
            Condition: {
              ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/deploy/*' },
              StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
            },
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (!mayAllow(statement, 'sts:AssumeRole')) { return NO_VIOLATIONS; }
      const roots = accountPrincipals(statement).filter(root => root.isWholeAccount);
      if (roots.length === 0 || limitsCallers(statement) || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      const replacement = withRequired(statement, site.document, callerConditions(statement));
      return roots.map(root => ({ ...wholeAccount(root, site.environment), replacement, witness: requestOfAccount(root, statement, site) }));
    });
  },
};

function requestOfAccount({ account }: AccountPrincipal, statement: Statement, site: PolicySite): Request | undefined {
  const number = account?.literal ?? (ownershipOf(account, site.environment) === 'own' ? site.environment.account ?? PLAUSIBLE_ACCOUNT : undefined);
  return number === undefined ? undefined : requestOf(`arn:aws:iam::${number}:role/any`, {}, statement, site, 'sts:AssumeRole');
}

function wholeAccount({ principal, account }: AccountPrincipal, environment: Environment): Violation {
  switch (ownershipOf(account, environment)) {
    case 'own': return {
      cause: 'own-account',
      message: `\`${principal.text}\` is all of this account: every user and role in it that may call \`sts:AssumeRole\` can take the role`,
      fix: 'name the roles that need it in `Principal`, or require their `aws:PrincipalArn` or an `aws:PrincipalTag/…` in the same statement',
    };
    default: return {
      cause: account?.literal ?? 'account',
      message: `\`${principal.text}\` is a whole account: everyone whom it allows \`sts:AssumeRole\` can take the role`,
      fix: 'name the roles that need it in `Principal`; for a vendor require an `sts:ExternalId` in the same statement, '
        + 'for an account of your own organization `aws:PrincipalOrgID` and `aws:PrincipalArn`; CrossAccountRole of this library does it',
    };
  }
}
