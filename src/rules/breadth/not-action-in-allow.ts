import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf, textsOf } from '../wording';
import { allowedRequest } from './allowed-request';

export const notActionInAllow: Rule = {
  id: 'not-action-in-allow',
  severity: Severity.ERROR,
  checks: ['W-07', 'W-09'],
  cdkRules: ['W2512'],
  summary: 'a statement allows everything but a few actions, by `NotAction`',
  why: 'All other actions of all services are allowed, those among them that AWS has yet to release.',
  accept: 'For an administrator role whose policy names the few things it must not do; a Deny for these says the same more safely.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html'],
  examples: {
    flagged: [
      {
        title: 'everything except IAM',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' } },
      },
      {
        title: 'everything except deleting, for whoever the bucket policy names',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            NotAction: 's3:DeleteObject',
            Resource: 'arn:aws:s3:::orders/*',
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'NotAction in a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', NotAction: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a boundary allows nothing by itself',
        kind: 'boundary',
        policy: { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource', 'trust'],

  judgeStatement(statement) {
    const { effect, actions, resources } = statement;
    if (effect === 'Deny' || !actions.negated) { return NO_VIOLATIONS; }
    const names = actions.values.map(value => value.text.toString());
    return [{
      cause: causeOf(actions.values.map(value => value.text.literal ?? '<unknown>')),
      witness: statement.principals ? undefined : allowedRequest(statement),
      message: `the statement allows every action except ${listOf(names)}`,
      actions: textsOf(actions),
      resources: resources && textsOf(resources),
      fix: 'write `Action` with the actions that the workload calls; to rule something out, add a statement with `"Effect": "Deny"`',
    }];
  },
};
