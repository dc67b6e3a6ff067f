/**
 * Actions that a role or another account is allowed so are reported by `wildcard-action`, and resources that are all there are by
 * `wildcard-resource`.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyKind } from '../../policy/policy-kind';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const NOTHING: readonly string[] = [];

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
      const actions = isReportedByWildcardAction(statement, kind) ? NOTHING : actionsOfServices(statement.actions);
      const resources = statement.resources ? arnsOfServices(statement.resources) : NOTHING;
      if (actions.length + resources.length === 0) { continue; }
      first ??= statement.path;
      for (const text of [...actions, ...resources]) { found.push(text); }
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

const actionsOfServices = rememberFor((element: PolicyElement): readonly string[] => {
  const found = actionPatterns(element).filter(({ spansServices, isEverything }) => spansServices && !isEverything);
  return found.length === 0 ? NOTHING : found.map(({ text }) => text);
});

const arnsOfServices = rememberFor((element: PolicyElement): readonly string[] => {
  const found: string[] = [];
  resourcePatterns(element).forEach(({ arn }, index) => {
    if (arn && /[*?]/.test(arn.service) && !/^\*+$/.test(arn.resource)) { found.push(element.values[index].text.toString()); }
  });
  return found.length === 0 ? NOTHING : found;
});
