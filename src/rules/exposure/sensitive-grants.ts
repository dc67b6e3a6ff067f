/**
 * Where a policy allows actions that are sensitive by nature, and how the rules of this family share the work with others:
 *
 * - Everything at once (`*`, `NotAction`, all actions of a service) is reported by the rules on breadth, and not here.
 * - Access to all credentials or data of a kind is a matter of how wide the resources are. `wildcard-resource` reports that for any
 *   action; `credentials-on-all-resources` says it again, so that to accept a wildcard is not to accept that, and
 *   `data-read-on-all-resources` does so for whoever asks for more than the recommended rules.
 * - Powers (sharing, log tampering, keys, destruction, the account) are the same on one resource and on all of them: they are reported
 *   wherever the policy names them, and go away with the action or a condition, not with a narrower ARN. Behind a wildcard in `Action`
 *   they are part of what `wildcard-action` reports.
 *
 * What the policy denies outright is not there. What is not known before deployment is left out: `undecidable-value` reports it.
 */
import { Action } from '../../catalog/actions';
import { hasSensitiveActions, SensitiveTopic, sensitiveTopics } from '../../catalog/sensitive-actions';
import { PolicyDocument } from '../../policy/document';
import { PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Condition, conditionsOn, PolicyElement, Statement } from '../../policy/statement';
import { actionName, ActionPattern, actionPatterns, servicesIn } from '../action-pattern';
import { isDenied } from '../breadth/denied-actions';
import { Violation } from '../rule';
import { requestOfHolder } from '../shown-request';
import { narrows } from '../trust/required-keys';
import { causeOf } from '../wording';

export interface SensitiveGrant {
  readonly action: Action;
  /** `service:Name`, in AWS's spelling. */
  readonly name: string;
  /** The entry that allows it: the name, or a wildcard that stands for some actions of the service. */
  readonly pattern: ActionPattern;
  readonly statement: Statement;
}

type Grants = { readonly [topic in SensitiveTopic]?: readonly SensitiveGrant[] };

const NOTHING: Grants = {};
const NO_GRANTS: readonly SensitiveGrant[] = [];

/** The grants of actions of a topic that the policy names. */
export function namedGrants(document: PolicyDocument, topic: SensitiveTopic): readonly SensitiveGrant[] {
  const grants = sensitiveGrants(document, topic);
  return grants.length === 0 ? NO_GRANTS : grants.filter(({ pattern }) => !pattern.hasWildcard);
}

/** Those too that stand behind a wildcard for some actions of a service. */
export function sensitiveGrants(document: PolicyDocument, topic: SensitiveTopic): readonly SensitiveGrant[] {
  return grantsOf(document)[topic] ?? NO_GRANTS;
}

const grantsOf = rememberFor((document: PolicyDocument): Grants => {
  let grants: { [topic in SensitiveTopic]?: SensitiveGrant[] } | undefined;
  for (const statement of document.statements) {
    const { effect, actions } = statement;
    if (effect === 'Deny' || actions.negated || !servicesIn(actions).some(hasSensitiveActions)) { continue; }
    for (const { action, name, pattern } of sensitiveIn(actions)) {
      if (isDenied(document, action, statement)) { continue; }
      for (const topic of sensitiveTopics(name)!) {
        grants ??= {};
        (grants[topic] ??= []).push({ action, name, pattern, statement });
      }
    }
  }
  return grants ?? NOTHING;
});

const sensitiveIn = rememberFor((element: PolicyElement): readonly Omit<SensitiveGrant, 'statement'>[] => {
  const found: Omit<SensitiveGrant, 'statement'>[] = [];
  for (const pattern of actionPatterns(element)) {
    if (!hasSensitiveActions(pattern.service) || (pattern.hasWildcard && /:[*]+$/.test(pattern.text))) { continue; }
    for (const action of pattern.actions) {
      const name = pattern.hasWildcard ? actionName(action) : pattern.name;
      if (sensitiveTopics(name) !== undefined) { found.push({ action, name, pattern }); }
    }
  }
  return found;
});

/** Whether only a person with a second factor may use the statement. */
export function asksForMfa(statement: Statement): boolean {
  return conditionsOn(statement, 'aws:MultiFactorAuthPresent').some(narrows)
    || conditionsOn(statement, 'aws:MultiFactorAuthAge').some(({ operator }) => operator.name.startsWith('NumericLessThan') && !operator.ifExists);
}

/** Whether a condition limits one of the keys, in lower case, `ForAllValues` on a key that every such request carries included. */
export function limitsOne(statement: Statement, keys: ReadonlySet<string>): boolean {
  return statement.conditions.some(condition => keys.has(condition.key.toLowerCase()) && (narrows(condition) || narrowsAllValues(condition)));
}

function narrowsAllValues(condition: Condition): boolean {
  const { operator } = condition;
  return operator.qualifier === 'ForAllValues' && narrows({ ...condition, operator: { ...operator, qualifier: undefined } });
}

/** What all violations of this family say of the grants they are about. */
export function aboutGrants(
  grants: readonly SensitiveGrant[], { document, kind }: PolicySite,
): Pick<Violation, 'cause' | 'path' | 'actions' | 'resources' | 'witness'> {
  return {
    cause: causeOf(grants.map(({ name }) => name)),
    path: grants[0].statement.path,
    actions: [...new Set(grants.map(({ pattern }) => pattern.text))],
    resources: resourcesOf(grants),
    // Of the policy of a key, its principals hold it.
    witness: kind === 'resource' ? undefined : requestOfHolder(grants[0].name, grants[0].statement, document),
  };
}

/** More than these no reader wants to see, nor does an acknowledgement by resource need. */
const MAX_RESOURCES = 100;

function resourcesOf(grants: readonly SensitiveGrant[]): readonly string[] {
  const texts = new Set<string>();
  for (const statement of new Set(grants.map(grant => grant.statement))) {
    for (const { text } of statement.resources?.values ?? []) {
      if (texts.size >= MAX_RESOURCES) { return [...texts]; }
      texts.add(text.toString());
    }
  }
  return [...texts];
}

/** The names, and the wildcard that each stands behind: `` `ec2:GetPasswordData` (in `ec2:Get*`) ``. */
export function namesOf(grants: readonly SensitiveGrant[], most = 4): string {
  const names = new Map(grants.map(({ name, pattern }) => [name, pattern.hasWildcard ? `\`${name}\` (in \`${pattern.text}\`)` : `\`${name}\``]));
  const all = [...names].sort(([one], [other]) => one < other ? -1 : 1).map(([, text]) => text);
  const shown = all.slice(0, most);
  if (all.length > most) { return `${shown.join(', ')} and ${all.length - most} more`; }
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
