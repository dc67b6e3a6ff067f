import { Severity } from '../../diagnostics/severity';
import { ActionPattern, actionPatterns } from '../action-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { actionsWithKey, isComparable, sendsKey } from './action-keys';
import { holdsWithoutKey } from './condition-effect';
import { keyFacts, keyName } from './condition-key';
import { allowing, denying } from './example-policy';

const TAG_KEY = 'aws:resourcetag/${tagkey}';

export const unsupportedTagCondition: Rule = {
  id: 'unsupported-tag-condition',
  severity: Severity.WARNING,
  checks: ['C-43', 'C-44'],
  summary: 'a statement asks for a tag of the resource where AWS does not look at tags',
  why: 'The condition never holds there. A Deny leaves open what it seems to protect, however the resource is tagged; an Allow gives nothing.',
  accept: 'When AWS has come to support tags there since the catalog of this library was made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-with-unsupported-tag-condition-key-for-service',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-allow-with-unsupported-tag-condition-key-for-service',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html',
  ],
  examples: {
    flagged: [
      denying('a Deny on a service without tag conditions', { StringEquals: { 'aws:ResourceTag/status': 'confidential' } }, {
        action: ['s3:DeleteBucket', 'workdocs:DeleteDocument'], resource: '*', alone: true,
      }),
      allowing('actions that work on no resource', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }, { action: ['ec2:DescribeInstances', 'ec2:StopInstances'], resource: '*' }),
      {
        title: 'an Allow for everything but a few actions',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } }],
        },
      },
      {
        title: 'a Deny for everything but a few actions',
        kind: 'boundary',
        policy: {
          Statement: [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'finance' } } }],
        },
      },
    ],
    allowed: [
      allowing('an action on resources with tags', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }, { action: 'ec2:StopInstances', resource: '*' }),
      denying('a negated condition also holds without tags', { StringNotEquals: { 'aws:ResourceTag/team': 'orders' } }, { action: 'workdocs:DeleteDocument', resource: '*' }),
      allowing('a tag of the caller', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, { action: 'ec2:DescribeInstances', resource: '*' }),
    ],
  },

  looksAt(_, key) {
    return keyFacts(key).lower.startsWith('aws:resourcetag/');
  },

  judgeCondition(condition, statement) {
    const { actions, effect } = statement;
    if (holdsWithoutKey(condition) !== false || !isComparable(statement)) { return NO_VIOLATIONS; }
    const verb = effect === 'Allow' ? 'allowed' : 'denied';
    if (actions.negated) {
      return [{
        cause: `${keyName(condition.key)} NotAction`,
        message: `with \`NotAction\` the statement covers services that do not look at tags: nothing of theirs is ${verb} by \`${condition.key}\``,
        fix: 'name the actions that the condition is meant for in `Action`',
      }];
    }
    const blind = actionPatterns(actions).filter(ignoresTags);
    if (blind.length === 0) { return NO_VIOLATIONS; }
    const names = blind.map(({ name }) => name);
    return [{
      cause: causeOf([keyName(condition.key), ...names]),
      message: `for ${listOf(names)} AWS does not look at tags, so under \`${condition.key}\` ${names.length === 1 ? 'it is' : 'they are'} never ${verb}`,
      fix: `move ${listOf(names)} to a statement of ${names.length === 1 ? 'its' : 'their'} own that names the resources by ARN`,
      actions: blind.map(({ text }) => text),
    }];
  },
};

/** Whether no action of a pattern can see a tag: its service does not support them, or it only lists and names no resource. */
function ignoresTags({ service, spansServices, actions, changing }: ActionPattern): boolean {
  if (spansServices || actions.length === 0 || actions.some(action => sendsKey(action, TAG_KEY))) { return false; }
  return actionsWithKey(service, TAG_KEY).length === 0 || (changing.length === 0 && actions.every(action => action.resourceTypes.length === 0));
}
