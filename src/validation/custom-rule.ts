/**
 * A rule of the user → a rule of the engine.
 */
import { IPolicyRule, PolicyStatementView, PolicyView } from './policy-rule';
import { PolicySite } from '../policy/policy-site';
import { rememberFor } from '../policy/remember';
import { PolicyElement, PolicyValue, PrincipalElement, Statement } from '../policy/statement';
import { Rule } from '../rules/rule';

/** By the rule of the user: one for all doors that it is given to, so that they know it for the same. */
const made = new WeakMap<IPolicyRule, Rule>();

export function customRule(rule: IPolicyRule): Rule {
  const own = made.get(rule) ?? readRule(rule);
  made.set(rule, own);
  return own;
}

function readRule(rule: IPolicyRule): Rule {
  return {
    id: rule.id,
    severity: rule.severity,
    checks: [],
    summary: `what the app's own rule ${rule.id} flags`,
    why: '',
    accept: '',
    references: [rule.reference],
    examples: { flagged: [], allowed: [] },
    judgePolicy: site => rule.judge(viewOf(site)).map(violation => ({ ...violation, cause: violation.cause ?? '' })),
  };
}

function viewOf({ kind, origin, document }: PolicySite): PolicyView {
  return { kind, resourceType: origin.resourceType, statements: document.statements.map(viewOfStatement) };
}

const viewOfStatement = rememberFor(({ path, effect, sid, actions, resources, principals, conditions }: Statement): PolicyStatementView => {
  const view: PolicyStatementView = {
    path,
    effect,
    sid,
    actions: elementTexts(actions, false),
    notActions: elementTexts(actions, true),
    resources: elementTexts(resources, false),
    notResources: elementTexts(resources, true),
    principals: principalTexts(principals, false),
    notPrincipals: principalTexts(principals, true),
    conditions: {},
  };
  for (const { operatorText, key, values } of conditions) {
    view.conditions[operatorText] = { ...view.conditions[operatorText], [key]: texts(values) };
  }
  return view;
});

function elementTexts(element: PolicyElement | undefined, negated: boolean): string[] {
  return element?.negated === negated ? texts(element.values) : [];
}

function principalTexts(element: PrincipalElement | undefined, negated: boolean): { [type: string]: string[] } {
  const byType: { [type: string]: string[] } = {};
  if (element?.negated === negated) {
    for (const { type, text } of element.values) { byType[type] = [...byType[type] ?? [], text.toString()]; }
  }
  return byType;
}

function texts(values: readonly PolicyValue[]): string[] {
  return values.map(({ text }) => text.toString());
}
