import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf, textsOf } from '../wording';
import { allowedRequest } from './allowed-request';

export const notResourceInAllow: Rule = {
  id: 'not-resource-in-allow',
  severity: Severity.ERROR,
  checks: ['W-08'],
  summary: 'a statement allows actions on everything but a few resources, by `NotResource`',
  why: 'All other resources are allowed: those of other workloads, and those that are yet to be made.',
  accept: 'Hardly ever; a Deny for the resources that must not be touched says the same more safely.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html'],
  examples: {
    flagged: [
      {
        title: 'every bucket but one',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::payroll/*' } },
      },
    ],
    allowed: [
      {
        title: 'NotResource in a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgeStatement(statement) {
    const { effect, actions, resources } = statement;
    if (effect === 'Deny' || !resources?.negated) { return NO_VIOLATIONS; }
    const names = actions.values.map(value => value.text.toString());
    return [{
      cause: causeOf(actions.values.map(value => value.text.literal ?? '<unknown>')),
      witness: allowedRequest(statement),
      message: `the statement allows ${actions.negated ? 'every action except ' : ''}${listOf(names)} on every resource except ${listOf(resources.values.map(value => value.text.toString()))}`,
      actions: textsOf(actions),
      resources: textsOf(resources),
      fix: 'write `Resource` with the ARNs that the workload uses; to rule a resource out, add a statement with `"Effect": "Deny"`',
    }];
  },
};
