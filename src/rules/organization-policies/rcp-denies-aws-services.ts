import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { Condition, requiresKey, Statement } from '../../policy/statement';
import { withConditionAdded } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { conditionsAreKnown } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';
import { compares, holdsWithoutKey } from './control-policy';

/** Keys that tell who asks; a service that asks for itself has none of them. */
const PRINCIPAL_KEYS = /^aws:principal(?:account|arn|orgid|orgpaths|tag\/.+)$/i;
/** Keys that only some other caller, or a named service, has. */
const TELLING_KEYS = /^aws:(?:principal(?:account|arn|orgid|orgpaths|tag\/.+|type|servicename|servicenameslist)|userid|username)$|^[^:]*\./i;
const IS_SERVICE = /^aws:principalisawsservice$/i;
/** No service calls these for itself. */
const OF_PEOPLE = /^sts:assumerolewith(?:webidentity|saml)$/i;

export const rcpDeniesAwsServices: Rule = {
  id: 'rcp-denies-aws-services',
  severity: Severity.WARNING,
  checks: ['S-07'],
  summary: 'a resource control policy that keeps strangers out keeps AWS services out too',
  why: 'A service that works for you, such as CloudTrail when it writes to a bucket, has no organization, account or ARN of a principal. '
    + 'A condition that asks who is not of yours finds the key missing, and holds: logs, events and replicas stop.',
  accept: 'When no AWS service is to use the resources.',
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'all that is not of the organization',
        kind: 'rcp',
        policy: withCondition({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-acme123456' } }),
      },
      { title: 'without IfExists it is the same', kind: 'rcp', policy: withCondition({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }) },
    ],
    allowed: [
      {
        title: 'services are spared',
        kind: 'rcp',
        policy: withCondition({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-acme123456' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
      },
      {
        title: 'only requests that have the key',
        kind: 'rcp',
        policy: withCondition({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-acme123456' }, Null: { 'aws:PrincipalOrgID': 'false' } }),
      },
      { title: 'a condition on something else', kind: 'rcp', policy: withCondition({ BoolIfExists: { 'aws:SecureTransport': 'false' } }) },
    ],
  },
  kinds: ['rcp'],

  judgeStatement(statement, site) {
    const { effect, conditions } = statement;
    if (effect !== 'Deny') { return NO_VIOLATIONS; }
    const open = conditions.filter(condition => PRINCIPAL_KEYS.test(condition.key) && holdsWithoutKey(condition));
    if (open.length === 0 || conditions.some(sparesServices) || isOfPeople(statement)) { return NO_VIOLATIONS; }
    if (!conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
    const keys = [...new Set(open.map(({ key }) => key))];
    return [{
      cause: causeOf(keys),
      message: `a request of an AWS service has no ${listOf(keys, 4, 'or')}, so the statement denies it too`,
      fix: 'add `"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}` to its conditions',
      ...!conditions.some(({ key }) => IS_SERVICE.test(key)) && {
        replacement: withConditionAdded(statement, site.document, { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
      },
    }];
  },
};

function sparesServices(condition: Condition): boolean {
  const { key, operator } = condition;
  if (IS_SERVICE.test(key)) { return compares(condition, 'false'); }
  if (/^aws:principalservicename(?:slist)?$/i.test(key) && operator.negated) { return true; }
  return requiresKey(condition) && TELLING_KEYS.test(key);
}

function isOfPeople({ actions }: Statement): boolean {
  return !actions.negated && actions.values.length > 0 && actions.values.every(({ text }) => OF_PEOPLE.test(text.literal ?? ''));
}

function withCondition(condition: JsonObject): JsonObject {
  return { Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: condition } };
}
