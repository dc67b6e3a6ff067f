import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { rememberFor } from '../../policy/remember';
import { conditionsOn, Statement } from '../../policy/statement';
import { appAccounts } from '../principals/app-accounts';
import { placedAt } from '../principals/placed';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { requestOf } from '../shown-request';
import { AccountPrincipal, accountPrincipals, ownershipOf } from './account-principal';
import { mayAllow } from './assume-actions';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, requiresValueOf } from './required-keys';
import { limitsCallers } from './trust-account-root';
import { PolicySite } from '../../policy/policy-site';

/** What a stranger's deputy cannot present: the agreed id, membership in the organization, a person's second factor. */
const PROTECTING_KEYS = ['sts:ExternalId', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge'];

export const missingExternalId: Rule = {
  id: 'missing-external-id',
  // Whether an account that the app is not deployed to is a third party cannot be seen from here; inside one organization an ExternalId is not needed.
  severity: Severity.WARNING,
  checks: ['T-09'],
  summary: 'a principal of another account is trusted without an ExternalId and without an organization condition',
  why: 'A vendor takes the roles of many customers. If one of them gives it the ARN of this role for its own, the vendor works in this account on '
    + 'behalf of that customer. The ExternalId, different for each customer, stops it.',
  accept: 'When the other account belongs to the same company and serves no one else.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a role of another account',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'an ExternalId that is compared only if it is sent',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' },
            Action: 'sts:AssumeRole',
            Condition: { StringEqualsIfExists: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
          }],
        },
      },
      {
        title: 'the ExternalId stands in another statement, which is an alternative and no limit',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' }, Action: 'sts:AssumeRole' },
            {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
            },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'an ExternalId in the same statement',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } },
          }],
        },
      },
      {
        title: 'a Deny of all who come without the ExternalId',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/scanner' }, Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'sts:ExternalId': 'f0c51a9e7d2b48c6' } } },
          ],
        },
      },
      {
        title: 'an account of the own organization',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      {
        title: 'a role of the own account',
        resources: {
          Deploy: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/pipeline' } },
                  Action: 'sts:AssumeRole',
                }],
              },
            },
          },
        },
      },
    ],
  },

  judgeApp(app) {
    const own = appAccounts(app);
    return app.sites.filter(({ kind, document }) => kind === 'trust' && trustsAccounts(document))
      .flatMap(site => violationsIn(site, own).map(violation => placedAt(site, violation)));
  },
};

/** A cheap look: the roles of an app share the trust policies that name services. */
const trustsAccounts = rememberFor(({ statements }: PolicyDocument): boolean =>
  statements.some(statement => accountPrincipals(statement).length > 0));

/** @param own the accounts that the app is deployed to */
function violationsIn(site: PolicySite, own: ReadonlySet<string>): readonly Violation[] {
  return judgeEachLimited(site, statement => {
    if (!mayAllow(statement, 'sts:AssumeRole')) { return NO_VIOLATIONS; }
    const strangers = accountPrincipals(statement)
      .filter(({ account }) => ownershipOf(account, site.environment) === 'other' && !own.has(account?.literal ?? ''));
    if (strangers.length === 0 || PROTECTING_KEYS.some(key => requiresValueOf(statement, key))) { return NO_VIOLATIONS; }
    // A whole account without any limit is the business of `trust-account-root`.
    const judged = limitsCallers(statement) ? strangers : strangers.filter(({ isWholeAccount }) => !isWholeAccount);
    return judged.length > 0 && conditionsAreKnown(statement, site) ? judged.map(each => unprotected(each, statement, site)) : NO_VIOLATIONS;
  });
}

function unprotected({ principal, account, isWholeAccount }: AccountPrincipal, statement: Statement, site: PolicySite): Violation {
  const caller = isWholeAccount ? `arn:aws:iam::${account?.literal}:role/any` : principal.text.toString();
  return {
    cause: account?.literal ?? 'account',
    message: `\`${principal.text}\` ${site.environment.account === undefined ? '(another account, unless the role is deployed there)' : 'of another account'} `
      + 'can take the role without an ExternalId, for whomever it works',
    fix: 'require the id agreed with the other side in the same statement: `"Condition": {"StringEquals": {"sts:ExternalId": "…"}}`; '
      + 'for an account of your own organization: `"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-…"}}`; CrossAccountRole of this library asks for it',
    replacement: withRequired(statement, site.document, PROTECTING_KEYS.flatMap(key => conditionsOn(statement, key))),
    witness: requestOf(caller, {}, statement, site, 'sts:AssumeRole'),
  };
}
