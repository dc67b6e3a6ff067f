import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { requiresKey, Statement } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { withConditions } from '../mended-statement';
import { allowedPrincipals } from '../principals/principal-values';
import { NO_VIOLATIONS, Rule } from '../rule';
import { SENDING_NO_SOURCE } from './resource-sources';
import { sourceConditions, trustedServices } from './trusted-services';
import { usedServices } from './used-services';
import { listOf } from '../wording';

export const unsupportedConfusedDeputyCondition: Rule = {
  id: 'unsupported-confused-deputy-condition',
  severity: Severity.ERROR,
  checks: ['D-04'],
  summary: 'a policy requires a source key of a service that does not send it',
  why: 'The service never gets in: an instance or a job runs without credentials, an event is not delivered, and nothing says why.',
  accept: 'When you have seen the service send the key; then please report it, so that the table can be mended.',
  references: [
    'https://github.com/prowler-cloud/prowler/issues/2810',
    'https://github.com/prowler-cloud/prowler/issues/4714',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html',
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
      {
        title: 'a key that EventBridge needs for an encrypted topic',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          },
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
      {
        title: 'the key of an event bus, where EventBridge sends its source',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: '*',
            Condition: {
              StringEquals: {
                'aws:SourceAccount': '111122223333',
                'kms:EncryptionContext:aws:events:event-bus:arn': 'arn:aws:events:eu-west-1:111122223333:event-bus/orders',
              },
            },
          },
        },
      },
    ],
  },
  kinds: ['trust', 'resource'],

  judgeStatement(statement, { kind, document }) {
    if (statement.conditions.length === 0) { return NO_VIOLATIONS; }
    const services = kind === 'trust' ? trustedServices(statement, 'never').map(row => row.servicePrincipal) : usersWithoutSource(statement);
    if (services.length === 0) { return NO_VIOLATIONS; }
    const required = sourceConditions(statement).filter(requiresKey);
    if (required.length === 0) { return NO_VIOLATIONS; }
    const keys = required.map(condition => condition.key);
    return services.map(service => ({
      cause: service,
      message: `\`${service}\` does not send ${listOf(keys, 4, 'or')}${kind === 'trust' ? ', so it can never take the role' : ' here, so the statement never lets it in'}`,
      fix: `remove ${listOf(keys)} from the conditions of this statement`
        + (kind === 'trust' ? '' : '; for the key of an event bus require `kms:EncryptionContext:aws:events:event-bus:arn` as well'),
      ...services.length === allowedPrincipals(statement).length && {
        replacement: withConditions(statement, document, condition => required.includes(condition) ? undefined : condition),
      },
    }));
  },
};

/** The services that the policy of a resource allows what they do without sending a source. */
function usersWithoutSource(statement: Statement): readonly string[] {
  if (isForOwnData(statement)) { return []; }
  return usedServices(statement).map(({ name }) => name).filter(name => {
    const silentOn = Object.hasOwn(SENDING_NO_SOURCE, name) ? SENDING_NO_SOURCE[name] : [];
    return silentOn.length > 0 && actionPatterns(statement.actions).every(({ service }) => silentOn.includes(service));
  });
}

/** Whether EventBridge is let use a key for what it encrypts itself, such as an event bus, and not for what its rules send to. */
function isForOwnData({ actions, conditions }: Statement): boolean {
  return actionPatterns(actions).some(({ name }) => name === 'kms:DescribeKey') || conditions.some(({ key, values }) => {
    const lower = key.toLowerCase();
    return lower.startsWith('kms:encryptioncontext:aws:events:')
      || lower === 'aws:sourcearn' && values.some(({ text }) => parseArn(text)?.resource.literalPrefix.startsWith('rule/') === false);
  });
}
