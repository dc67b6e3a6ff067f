import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { requiresKey } from '../../policy/statement';
import { withConditionAdded } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { conditionsAreKnown } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';
import { compares, holdsWithoutKey } from './control-policy';

/** Keys that tell for whom a service asks. */
const SOURCE_KEYS = /^aws:source(?:account|arn|orgid|orgpaths)$/i;
const IS_SERVICE = /^aws:principalisawsservice$/i;

export const rcpSourceKeyWithoutGuard: Rule = {
  id: 'rcp-source-key-without-guard',
  severity: Severity.WARNING,
  checks: ['S-08', 'S-09'],
  summary: 'a resource control policy asks for whom a service works, also where nobody could say',
  why: 'Only a service that works for a resource of someone sends `aws:SourceAccount` and its like. Requests of people and roles never have the key, '
    + 'nor do some requests of services: a condition that asks for another source holds for all of them.',
  accept: 'When all who use the resources are services that send the key.',
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'services that send no source',
        kind: 'rcp',
        policy: withCondition({ StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-acme123456' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
      },
      { title: 'everyone who is no service', kind: 'rcp', policy: withCondition({ StringNotEquals: { 'aws:SourceOrgID': 'o-acme123456' } }) },
    ],
    allowed: [
      {
        title: 'services that send a source',
        kind: 'rcp',
        policy: withCondition({
          StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-acme123456' },
          Null: { 'aws:SourceAccount': 'false' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        }),
      },
    ],
  },
  kinds: ['rcp'],

  judgeStatement(statement, site) {
    const { effect, conditions } = statement;
    if (effect !== 'Deny') { return NO_VIOLATIONS; }
    const open = conditions.filter(condition => SOURCE_KEYS.test(condition.key) && holdsWithoutKey(condition));
    if (open.length === 0 || conditions.some(condition => SOURCE_KEYS.test(condition.key) && requiresKey(condition))) { return NO_VIOLATIONS; }
    if (!conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
    const keys = [...new Set(open.map(({ key }) => key))];
    const onService = conditions.filter(({ key }) => IS_SERVICE.test(key));
    const ofServices = onService.some(condition => compares(condition, 'true'));
    return [{
      cause: causeOf(keys),
      message: `${listOf(keys)} ${keys.length === 1 ? 'is' : 'are'} missing in ${ofServices
        ? 'requests of services that work for nobody in particular, so the statement denies them too'
        : 'every request that no service makes, so the statement denies all of them'}`,
      fix: 'add `"Null": {"aws:SourceAccount": "false"}`'
        + (ofServices ? ' to its conditions' : ' and `"Bool": {"aws:PrincipalIsAWSService": "true"}` to its conditions'),
      ...(ofServices || onService.length === 0) && {
        replacement: withConditionAdded(statement, site.document, {
          Null: { 'aws:SourceAccount': 'false' },
          ...!ofServices && { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
        }),
      },
    }];
  },
};

function withCondition(condition: JsonObject): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: condition }] };
}
