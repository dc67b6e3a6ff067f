/**
 * Errs to silence: where the account of the stack or of the source is not known, nothing is said.
 */
import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { PolicySite } from '../../policy/policy-site';
import { conditionsOn, requiresKey, Statement } from '../../policy/statement';
import { isStranger, knownAccounts } from '../principals/app-accounts';
import { placedAt } from '../principals/placed';
import { allowedServices } from '../principals/principal-values';
import { PlacedViolation, Rule } from '../rule';
import { limitedByDenies } from '../trust/limited-by-denies';

const TRUSTED = { trustedAccounts: ['111122223333'] };

export const foreignSource: Rule = {
  id: 'foreign-source',
  severity: Severity.WARNING,
  checks: ['D-06'],
  summary: 'a service is let in for resources of an account that is neither one of the app nor one of those that you trust',
  why: 'Whoever works in that account has the service use what is here. A mistyped number lets in a stranger and keeps out the own resources.',
  accept: 'Name the account in `trustedAccounts`; then this is silent for all policies of the app.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention'],
  examples: {
    flagged: [
      {
        title: 'a topic of another account, in a statement that is no list',
        context: TRUSTED,
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:999988887777:orders' } },
          },
        },
      },
      {
        title: 'a role for tasks of another account',
        context: TRUSTED,
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '999988887777' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'a topic of an account that is trusted',
        context: TRUSTED,
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:orders' } },
          }],
        },
      },
    ],
  },

  judgeApp(app, context) {
    const violations: PlacedViolation[] = [];
    const known = knownAccounts(app, context);
    for (const site of app.sites) {
      const { kind, environment, document } = site;
      if (kind !== 'resource' && kind !== 'trust') { continue; }
      if (environment.account === undefined && context.trustedAccounts.length === 0) { continue; }
      for (const statement of document.statements) {
        for (const account of strangeSources(statement, site, known)) {
          violations.push(placedAt(site, {
            cause: account,
            path: statement.path,
            message: `a service is let in for resources of account \`${account}\`, which is no account of this app`,
            fix: `if it is meant, add \`${account}\` to \`trustedAccounts\` of these checks; else write the account of the app`,
          }));
        }
      }
    }
    return violations;
  },
};

const NO_SOURCES: readonly string[] = [];

function strangeSources(statement: Statement, site: PolicySite, known: ReadonlySet<string>): readonly string[] {
  const limited = limitedByDenies(statement, site);
  if (limited.conditions.length === 0 || allowedServices(limited).length === 0) { return NO_SOURCES; }
  const own = sourceAccounts(statement);
  // A Deny may list the accounts of several statements.
  const accounts = own.length > 0 ? own : sourceAccounts(limited);
  return [...new Set(accounts)].filter((account): account is string => isStranger(account, known));
}

function sourceAccounts(statement: Statement): readonly (string | undefined)[] {
  return [
    ...conditionsOn(statement, 'aws:SourceAccount').filter(requiresKey).flatMap(({ values }) => values.map(({ text }) => text.literal)),
    ...conditionsOn(statement, 'aws:SourceArn').filter(requiresKey).flatMap(({ values }) => values.map(({ text }) => parseArn(text)?.account.literal)),
  ];
}
