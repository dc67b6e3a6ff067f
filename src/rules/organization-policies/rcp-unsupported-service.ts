import { hasService, serviceTitle } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { hasWildcard } from '../../policy/glob';
import { PolicyValue } from '../../policy/statement';
import { RCP_SERVICES } from '../../reasoning/rcp-services';
import { actionPatterns } from '../action-pattern';
import { withActions } from '../mended-statement';
import { onlyStatement } from '../rewritten';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

/** Services that the catalog does not know at all are `unknown-service`'s to report. */
export const rcpUnsupportedService: Rule = {
  id: 'rcp-unsupported-service',
  severity: Severity.WARNING,
  checks: ['S-06'],
  summary: 'a resource control policy names actions of a service to which such policies do not apply',
  why: 'AWS Organizations takes actions of the services on its list only, so the policy is refused, or would not hold where it seems to.',
  accept: 'When AWS has added the service to the list since this library last read it.',
  references: ['https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services'],
  examples: {
    flagged: [
      {
        title: 'Lambda is not on the list',
        kind: 'rcp',
        policy: {
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: ['s3:*', 'lambda:InvokeFunction'],
            Resource: '*',
            Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'services on the list',
        kind: 'rcp',
        policy: {
          Statement: [{
            Effect: 'Deny',
            Principal: '*',
            Action: ['s3:*', 'SQS:*', 'kms:*'],
            Resource: '*',
            Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
          }],
        },
      },
    ],
  },
  kinds: ['rcp'],

  judgePolicy({ document }) {
    const patterns = document.statements.filter(({ effect, actions }) => effect === 'Deny' && !actions.negated)
      .flatMap(({ actions }) => actionPatterns(actions))
      .filter(({ service }) => service !== '' && !hasWildcard(service) && hasService(service) && !RCP_SERVICES.has(service));
    if (patterns.length === 0) { return NO_VIOLATIONS; }
    const services = [...new Set(patterns.map(({ service }) => service))].sort();
    const actions = [...new Set(patterns.map(({ text }) => text))].sort();
    const isFlagged = ({ text }: PolicyValue) => actions.includes(text.literal ?? '');
    const statement = onlyStatement(document, ({ effect, actions: { negated, values } }) => effect === 'Deny' && !negated && values.some(isFlagged));
    return [{
      cause: causeOf(services),
      message: `${listOf(actions)} ${actions.length === 1 ? 'is' : 'are'} of ${services.map(service => serviceTitle(service) ?? service).join(', ')}, `
        + 'to which resource control policies do not apply',
      fix: 'remove these actions; what principals of the organization may do with the service is for a service control policy to limit',
      actions,
      ...statement && { path: statement.path, replacement: withActions(statement, document, value => isFlagged(value) ? undefined : value) },
    }];
  },
};
