import { Severity } from '../../diagnostics/severity';
import { requiresKey } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { sourceConditions, trustedServices } from './trusted-services';

export const unsupportedConfusedDeputyCondition: Rule = {
  id: 'unsupported-confused-deputy-condition',
  severity: Severity.ERROR,
  checks: ['D-04'],
  summary: 'a trust policy requires a source key of a service that does not send it',
  why: 'The service never gets the role: the instance or the job that needs it runs without credentials, and nothing says why.',
  accept: 'When you have seen the service send the key; then please report it, so that the table can be mended.',
  references: [
    'https://github.com/prowler-cloud/prowler/issues/2810',
    'https://github.com/prowler-cloud/prowler/issues/4714',
  ],
  examples: {
    flagged: [
      {
        title: 'an instance role with a source account',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'an instance role as it must be',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'a condition that holds without the key',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement) {
    const rows = trustedServices(statement, 'never');
    if (rows.length === 0) { return NO_VIOLATIONS; }
    const keys = sourceConditions(statement).filter(requiresKey).map(condition => condition.key);
    if (keys.length === 0) { return NO_VIOLATIONS; }
    return rows.map(row => ({
      cause: row.servicePrincipal,
      message: `\`${row.servicePrincipal}\` does not send ${listOf(keys, 4, 'or')}, so it can never take the role`,
      fix: `remove ${listOf(keys)} from the conditions of this statement`,
    }));
  },
};
