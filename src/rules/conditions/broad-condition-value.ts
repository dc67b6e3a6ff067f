import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';
import { BroadValue, broadValues, MIN_LETTERS, saysWho } from './broad-values';
import { keyName } from './condition-key';
import { allowing, denying } from './example-policy';

export const broadConditionValue: Rule = {
  id: 'broad-condition-value',
  severity: Severity.ERROR,
  checks: ['C-37'],
  summary: 'a wildcard or a policy variable stands in the value of a key that says who gets access',
  why: 'The pattern also fits accounts, organizations, networks or users that someone else makes, and lets them in.',
  accept: 'When all that fits the pattern is yours, and nobody else can make something that fits.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-wildcard-usage-too-permissive',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-variable-usage-too-permissive',
  ],
  examples: {
    flagged: [
      allowing('organizations that begin alike', { StringLike: { 'aws:PrincipalOrgID': 'o-a1*' } }, { principal: '*', alone: true }),
      denying('all but any endpoint', { StringNotLike: { 'aws:SourceVpce': 'vpce-*' } }, { principal: '*' }),
      allowing('the path of any organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*' } }, { principal: '*' }),
      allowing('every role there is', { StringLike: { 'aws:userid': 'AROA*' } }, { principal: '*' }),
      allowing('an account that the caller names', { StringEquals: { 'aws:PrincipalAccount': '${aws:RequestTag/account}' } }, { principal: '*' }),
    ],
    allowed: [
      allowing('one organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*' }),
      allowing('a unit of one organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' } }, { principal: '*' }),
      allowing('the sessions of one role', { StringLike: { 'aws:userid': 'AROAEXAMPLEROLEID:*' } }, { principal: '*' }),
      denying('the account of the caller', { StringNotEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } }),
      allowing('an account that is left unfilled, and so nobody', { StringEquals: { 'aws:PrincipalAccount': '${AWS::AccountId}' } }, { principal: '*' }),
      denying('a Deny for what fits restricts', { StringLike: { 'aws:PrincipalAccount': '1111*' } }, { principal: '*' }),
    ],
  },

  looksAt({ family }, key) {
    return (family === 'string' || family === 'arn') && saysWho(key);
  },

  judgeCondition(condition, statement) {
    const found = broadValues(condition, statement);
    if (found.length === 0) { return NO_VIOLATIONS; }
    const { key, operatorText } = condition;
    const [{ what }] = found;
    return [{
      cause: causeOf([keyName(key), ...found.map(({ text }) => stableText(text))]),
      message: `\`${operatorText}\` on \`${key}\` lets in whatever fits ${listOf(found.map(({ text }) => text.toString()))}`
        + (what === 'variable' ? ', in which the caller fills the variable' : ''),
      fix: fixFor(found[0]),
    }];
  },
};

function fixFor({ what, letters, isUserId }: BroadValue): string {
  if (isUserId) { return 'write the unique id before the colon, such as `AROAEXAMPLEROLEID:*`'; }
  if (letters === 0) { return `write the value itself, without a ${what}`; }
  return letters < MIN_LETTERS ? `begin with \`arn:\` and name the account, with the ${what} behind them` : `write at least ${letters} letters before the ${what}`;
}
