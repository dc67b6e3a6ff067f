/**
 * Errs to silence: where the account of the stack or of the principal is not known, nothing is said.
 */
import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { Environment } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { PlacedViolation, Rule } from '../rule';
import { RuleContext } from '../rule-context';
import { accountShares } from './account-shares';
import { isStranger, knownAccounts } from './app-accounts';
import { placedAt } from './placed';
import { asksForOrganization } from './principal-values';
import { accountPrincipals } from '../trust/account-principal';
import { textsOf } from '../wording';

const TRUSTED = { trustedAccounts: ['444455556666'] };

export const foreignAccount: Rule = {
  id: 'foreign-account',
  severity: Severity.WARNING,
  checks: ['P-13'],
  summary: 'a policy or a share gives access to an account that is neither one of the app nor one of those that you trust',
  why: 'Who in that account gets the access is decided there. An account that was once a partner\'s, or a mistyped number, is not noticed otherwise.',
  accept: 'Name the account in `trustedAccounts`; then this is silent for all policies of the app.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
  ],
  examples: {
    flagged: [
      {
        title: 'a repository that another account can pull from',
        context: TRUSTED,
        kind: 'resource',
        policy: { Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'ecr:BatchGetImage' } },
      },
      {
        title: 'a role for an account that is not on the list',
        context: TRUSTED,
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: ['444455556666', '999988887777'] },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': '6f1d2c84a97be035' } },
          }],
        },
      },
      {
        title: 'subnets that are shared with an account that is not on the list',
        context: TRUSTED,
        resources: share({ Principals: ['444455556666', '999988887777'] }),
      },
    ],
    allowed: [
      {
        title: 'an account that is trusted',
        context: TRUSTED,
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/reader' }, Action: 'ecr:BatchGetImage' }] },
      },
      {
        title: 'an account of the own organization',
        context: TRUSTED,
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::999988887777:root' },
            Action: 'ecr:BatchGetImage',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      { title: 'a share for accounts of the own organization', context: TRUSTED, resources: share({ Principals: ['999988887777'], AllowExternalPrincipals: false }) },
      {
        title: 'load balancers, which write their logs from accounts of AWS',
        context: TRUSTED,
        kind: 'resource',
        policy: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::054676820928:root' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::logs/*' }],
        },
      },
      {
        title: 'a Deny restricts',
        context: TRUSTED,
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Deny', Principal: { AWS: '999988887777' }, Action: 'ecr:BatchGetImage' }] },
      },
    ],
  },

  judgeApp(app, context) {
    const violations: PlacedViolation[] = [];
    const known = knownAccounts(app, context);
    for (const site of app.sites) {
      const { kind, environment, document } = site;
      if (kind !== 'resource' && kind !== 'trust') { continue; }
      // Conditions of a trust say what is meant, where no list does.
      if (!isComparable(environment, context) || (kind === 'trust' && context.trustedAccounts.length === 0)) { continue; }
      for (const statement of document.statements) {
        const strangers = strangersIn(statement, known);
        if (strangers.length > 0) {
          violations.push(...strangers.map(account => placedAt(site, {
            cause: account,
            path: statement.path,
            message: messageOf(account, context),
            fix: `if it is meant, add \`${account}\` to \`trustedAccounts\` of these checks, or require \`aws:PrincipalOrgID\` in the statement; else remove the principal`,
            actions: textsOf(statement.actions),
            resources: statement.resources && textsOf(statement.resources),
          })));
        }
      }
    }
    for (const resource of app.resources) {
      const shares = accountShares(resource);
      if (shares.length === 0 || !isComparable(resource.environment, context)) { continue; }
      const strangers = shares.filter(({ account }) => isStranger(account, known));
      violations.push(...new Map(strangers.map(({ account, path }) => [account, {
        origin: resource.origin,
        cause: account,
        path: path.split(/\[|\./, 1)[0],
        message: messageOf(account, context),
        fix: `if it is meant, add \`${account}\` to \`trustedAccounts\` of these checks; else remove it from \`${path}\``,
      }])).values());
    }
    return violations;
  },
};

/** Without a list there is nothing to compare a stack with that is not tied to an account. */
function isComparable({ account }: Environment, { trustedAccounts }: RuleContext): boolean {
  return account !== undefined || trustedAccounts.length > 0;
}

function messageOf(account: string, { trustedAccounts }: RuleContext): string {
  return `account \`${account}\` is let in, which is no account of this app${trustedAccounts.length > 0 ? ' and none that you trust' : ''}`;
}

const NO_STRANGERS: readonly string[] = [];

function strangersIn(statement: Statement, known: ReadonlySet<string>): readonly string[] {
  if (statement.effect !== 'Allow' || !statement.principals?.values.some(({ type }) => type === 'AWS')) { return NO_STRANGERS; }
  const strangers = accountPrincipals(statement).flatMap(({ account }) => isStranger(account?.literal, known) ? [account!.literal!] : []);
  return strangers.length === 0 || asksForOrganization(statement) ? NO_STRANGERS : [...new Set(strangers)];
}

function share(properties: JsonObject): JsonObject {
  const ResourceArns = ['arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b2c3d'];
  return { Share: { Type: 'AWS::RAM::ResourceShare', Properties: { Name: 'network', ResourceArns, ...properties } } };
}
