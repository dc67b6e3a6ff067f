import { hasService, servicePrefixes } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { rememberFor } from '../../policy/remember';
import { PolicyElement } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { Rule, Violation } from '../rule';
import { shortened } from '../wording';
import { furtherUnknown, MAX_REPORTED, meantName } from './unknown-names';

export const unknownService: Rule = {
  id: 'unknown-service',
  severity: Severity.WARNING,
  checks: ['A-01'],
  summary: 'an action is of a service that does not exist',
  why: 'The statement does nothing for that action: what the workload needs is missing, or what a Deny should stop is not stopped.',
  accept: 'When AWS released the service after the catalog of this library was made.',
  references: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
  examples: {
    flagged: [
      {
        title: 'the name of the product instead of the prefix',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamo:GetItem', Resource: '*' }] },
      },
      {
        title: 'a Deny that stops nothing',
        kind: 'scp',
        policy: { Statement: { Effect: 'Deny', Action: ['organisations:*'], Resource: '*' } },
      },
    ],
    allowed: [
      {
        title: 'prefixes are not case-sensitive',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'S3:getobject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'everything',
        kind: 'boundary',
        policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    const violations = new Map<string, Violation>();
    for (const { actions, path } of document.statements) {
      for (const { service, text } of patternsWithoutService(actions)) {
        if (violations.has(service)) { continue; }
        if (violations.size === MAX_REPORTED) { return [...violations.values(), furtherUnknown('services that do not exist', path)]; }
        const nearest = meantName(service, servicePrefixes());
        violations.set(service, {
          cause: shortened(service),
          path,
          message: `\`${shortened(text)}\` is of no known service: \`${shortened(service)}\``,
          fix: nearest ? `write \`${nearest}:\` if that is meant` : 'write the service prefix that the page of the service in the Service Authorization Reference names',
        });
      }
    }
    return [...violations.values()];
  },
};

const patternsWithoutService = rememberFor((element: PolicyElement) =>
  actionPatterns(element).filter(({ service, spansServices }) => service !== '' && !spansServices && !hasService(service)));
