import { App } from 'aws-cdk-lib';
import { ALL_RULES, findings } from './example-inventory';
import { forgottenHelperApp, MISTAKES_CONTEXT, mistakesApp } from './mistakes-app';
import { RULES } from '../../src/rules/registry';
import { RuleContext } from '../../src/rules/rule-context';
import { readInventory } from '../../src/template/inventory';

/** What the rules say of the templates that the app writes. */
function rulesThatFire(app: App, context: Partial<RuleContext> = {}): string[] {
  const { stacks } = app.synth();
  const inventory = readInventory(stacks.map(({ stackName, template }) => ({ id: stackName, template, environment: {} })));
  return [...new Set(findings(inventory, context, ALL_RULES).map(({ ruleId }) => ruleId))].sort();
}

test('the app of mistakes makes every rule speak that judges', () => {
  const judging = RULES.filter(rule => Object.keys(rule).some(key => key.startsWith('judge'))).map(({ id }) => id);
  // The one rule that such an app cannot show: it speaks only where every other role has a boundary.
  const shownElsewhere = ['helper-role-without-boundary'];
  const fired = rulesThatFire(mistakesApp(), MISTAKES_CONTEXT);
  expect(judging.filter(id => !fired.includes(id))).toEqual(shownElsewhere);
  expect(fired.filter(id => !judging.includes(id))).toEqual([]);
  expect(rulesThatFire(forgottenHelperApp())).toEqual(expect.arrayContaining(shownElsewhere));
});
