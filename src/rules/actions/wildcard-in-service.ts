/**
 * Actions that a role or another account is allowed so are reported by `wildcard-action`, and resources that are all there are by
 * `wildcard-resource`.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyKind } from '../../policy/policy-kind';
import { PolicyElement, Statement } from '../../policy/statement';
import { unlistedIn } from '../action-pattern';
import { isOpen } from '../arn-parts';
import { resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

export const wildcardInService: Rule = {
  id: 'wildcard-in-service',
  severity: Severity.WARNING,
  checks: ['A-05'],
  summary: 'a wildcard stands in the service of an action or ARN',
  why: 'AWS takes no wildcard for the service of an ARN, and in an action it reaches services that nobody thought of, those to come included.',
  accept: 'When a Deny is to stop an action of every service there is, and has been tried out.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an ARN of any service, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:*:eu-west-1:111122223333:orders' } },
      },
      {
        title: 'deleting, whatever the service',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*:Delete*', Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'a wildcard in the name of the action',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: ['s3:Delete*', 'sqs:Delete*'], Resource: '*' }] },
      },
      {
        title: 'everything',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    ],
  },

  judgePolicy({ document, kind }) {
    let first: string | undefined;
    const found: string[] = [];
    for (const statement of document.statements) {
      const before = found.length;
      if (!isReportedByWildcardAction(statement, kind)) { addActions(statement.actions, found); }
      if (statement.resources) { addArns(statement.resources, found); }
      if (found.length > before) { first ??= statement.path; }
    }
    return found.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(found),
      path: first,
      message: `${listOf(found)} ${found.length === 1 ? 'has' : 'have'} a wildcard in the place of the service`,
      fix: 'write an entry for each service that is meant: `s3:Delete*`, `arn:aws:s3:::orders/*`',
    }];
  },
};

function isReportedByWildcardAction({ effect, actions }: Statement, kind: PolicyKind): boolean {
  return effect === 'Allow' && !actions.negated && (kind === 'identity' || kind === 'permission-set' || kind === 'resource');
}

function addActions(element: PolicyElement, found: string[]): void {
  for (const { text, spansServices, isEverything } of unlistedIn(element)) {
    if (spansServices && !isEverything) { found.push(text); }
  }
}

function addArns(element: PolicyElement, found: string[]): void {
  const patterns = resourcePatterns(element);
  for (let index = 0; index < patterns.length; index++) {
    const { arn } = patterns[index];
    if (arn && isOpen(arn.service) && !/^\*+$/.test(arn.resource)) { found.push(element.values[index].text.toString()); }
  }
}
