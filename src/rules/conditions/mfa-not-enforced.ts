import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { Condition, conditionsOn, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { holdsWithoutKey } from './condition-effect';
import { keyFacts } from './condition-key';
import { allowing, denying } from './example-policy';
import { operatorWith, withCondition, withOperator, writtenCondition } from './replace-condition';

const MFA = 'aws:multifactorauthpresent';

export const mfaNotEnforced: Rule = {
  id: 'mfa-not-enforced',
  severity: Severity.ERROR,
  checks: ['C-47'],
  summary: 'a condition on multi-factor authentication lets in those who have not used it',
  why: 'Requests with an access key of a user have no `aws:MultiFactorAuthPresent` at all, and those of a session always have it, be it true or false. '
    + 'A condition that forgets one of the two asks nobody for a second factor.',
  accept: 'When the statement is what users need to set up their second factor.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  ],
  examples: {
    flagged: [
      denying('access keys slip through', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, { action: '*', resource: '*', alone: true }),
      denying('sessions without a second factor slip through', { Null: { 'aws:MultiFactorAuthPresent': 'true' } }, { action: '*', resource: '*' }),
      allowing('access keys are let in', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
      allowing('every session has the key', { Null: { 'aws:MultiFactorAuthPresent': 'false' } }),
      allowing('those without a second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ],
    allowed: [
      denying('with `IfExists` a request without the key is denied too', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, { action: '*', resource: '*' }),
      allowing('the key must be there and true', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      {
        title: 'two statements that catch one case each',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
            { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } },
          ],
        },
      },
    ],
  },

  judgePolicy(site) {
    const tests = site.document.statements.flatMap(mfaTests);
    return tests.length === 0 ? NO_VIOLATIONS : tests.flatMap(test => gapOf(test, tests, site));
  },
};

interface MfaTest {
  readonly statement: Statement;
  readonly condition: Condition;
  /** Whether it holds for a request with the key, by the value of the key there; `undefined` where that is not known. */
  readonly holdsIf: (value: 'true' | 'false') => boolean | undefined;
}

function mfaTests(statement: Statement): readonly MfaTest[] {
  return statement.conditions.filter(({ key }) => keyFacts(key).lower === MFA)
    .map(condition => ({ statement, condition, holdsIf: value => holds(condition, value) }));
}

function holds({ operator, values }: Condition, value: 'true' | 'false'): boolean | undefined {
  const texts = values.map(({ text }) => text.literal?.toLowerCase());
  if (texts.length === 0 || texts.includes(undefined)) { return undefined; }
  return operator.name === 'Null' ? texts.includes('false') : texts.includes(value) !== operator.negated;
}

function gapOf({ statement, condition, holdsIf }: MfaTest, all: readonly MfaTest[], site: PolicySite): readonly Violation[] {
  const { operatorText, operator, key } = condition;
  const withoutKey = holdsWithoutKey(condition);
  const withoutMfa = holdsIf('false');
  if (withoutKey === undefined || withoutMfa === undefined) { return NO_VIOLATIONS; }
  if (statement.effect === 'Allow') {
    if (!withoutKey && !withoutMfa) { return NO_VIOLATIONS; }
    return [{
      ...violation(statement, condition,
        `\`${operatorText}\` on \`${key}\` also lets in ${withoutKey ? 'requests with an access key, which do not have the key' : 'sessions without a second factor'}`,
        `write \`"Bool": { "${key}": "true" }\``),
      replacement: withOnlyTest(statement, site, condition, 'Bool', 'true'),
    }];
  }
  const others = all.filter(other => other.statement !== statement && other.statement.effect === 'Deny');
  if (withoutMfa && !withoutKey && !others.some(other => holdsWithoutKey(other.condition))) {
    const message = `\`${operatorText}\` on \`${key}\` does not stop requests with an access key, which do not have the key`;
    // `Null` takes no `IfExists`.
    if (operator.name === 'Null') { return [denyingBoth(statement, site, condition, message)]; }
    const better = operatorWith(condition, { ifExists: true });
    return [{ ...violation(statement, condition, message, `write \`${better}\``), replacement: withOperator(statement, site, condition, better) }];
  }
  if (!withoutMfa && (holdsIf('true') || (withoutKey && !others.some(other => other.holdsIf('false'))))) {
    return [denyingBoth(statement, site, condition, `\`${operatorText}\` on \`${key}\` does not stop sessions without a second factor`)];
  }
  return NO_VIOLATIONS;
}

/** With the test that holds for access keys and for sessions without a second factor. */
function denyingBoth(statement: Statement, site: PolicySite, condition: Condition, message: string): Violation {
  return {
    ...violation(statement, condition, message, `write \`"BoolIfExists": { "${condition.key}": "false" }\``),
    replacement: withOnlyTest(statement, site, condition, 'BoolIfExists', 'false'),
  };
}

/** Where the statement has several conditions on the key, they mean something together. */
function withOnlyTest(statement: Statement, site: PolicySite, condition: Condition, operatorText: string, value: string): JsonObject | undefined {
  const isAlone = conditionsOn(statement, MFA).length === 1;
  return isAlone ? withCondition(statement, site, condition, writtenCondition(operatorText, condition.key, value)) : undefined;
}

function violation({ path }: Statement, { operatorText, key }: Condition, message: string, fix: string): Violation {
  return { cause: operatorText, path: `${path}/Condition/${operatorText}/${key}`, message, fix };
}
