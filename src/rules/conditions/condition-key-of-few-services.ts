import { LIMITED_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { actionPatterns } from '../action-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { keyFacts, KeyTable } from './condition-key';
import { allowing, denying } from './example-policy';

const LIMITED = new KeyTable(LIMITED_KEYS);

export const conditionKeyOfFewServices: Rule = {
  id: 'condition-key-of-few-services',
  severity: Severity.WARNING,
  checks: ['C-11'],
  summary: 'a statement uses a key that only some services send, and reaches beyond these services',
  why: 'Where the key is not sent, an Allow gives nothing and a Deny for all other values denies everything.',
  accept: 'When AWS has extended the key to the service since the table of this library was made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgid',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-use-condition-key-only-with-supported-services',
  ],
  examples: {
    flagged: [
      denying('every action of every service', { StringNotEquals: { 'aws:VpceOrgID': 'o-a1b2c3d4e5' } }, { action: '*', resource: '*', alone: true }),
      allowing('a service that does not send it', { StringEquals: { 'aws:VpceAccount': '111122223333' } }, {
        action: ['s3:GetObject', 'sns:Publish'], resource: '*',
      }),
      denying('all services but one', { ArnNotLike: { 'aws:SourceVpcArn': 'arn:aws:ec2:eu-west-1:111122223333:vpc/*' } }, { action: 'sqs:*', resource: '*' }),
    ],
    allowed: [
      denying('services that send it', { StringNotEqualsIfExists: { 'aws:VpceOrgID': 'o-a1b2c3d4e5' } }, { action: ['s3:*', 'kms:*'], resource: '*' }),
      denying('a key that all services send', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, { action: '*', resource: '*' }),
    ],
  },

  looksAt(_, key) {
    return LIMITED.has(keyFacts(key).lower);
  },

  judgeCondition({ key }, { actions }, { kind }) {
    const row = LIMITED.find(keyFacts(key).lower)!;
    const patterns = actionPatterns(actions);
    const others = [...new Set(patterns.filter(pattern => !pattern.spansServices && pattern.service !== '').map(pattern => pattern.service))]
      .filter(service => !row.services.includes(service));
    // In a resource policy, `*` is every action of one service.
    const isUnbounded = actions.negated || (kind !== 'resource' && patterns.some(pattern => pattern.spansServices));
    if (!isUnbounded && others.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: row.key,
      message: isUnbounded || actions.negated
        ? `\`${row.key}\` comes with requests to ${row.services.length} services only, and the statement is about every service`
        : `\`${row.key}\` is not sent to ${listOf(others.sort())}`,
      fix: isUnbounded
        ? `name the actions of services that send \`${row.key}\`, such as \`s3:*\` and \`kms:*\``
        : `move the actions of ${listOf(others)} to a statement without this condition`,
    }];
  },
};
