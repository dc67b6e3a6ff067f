/**
 * What the identity policies of roles grant, as the actions of a ceiling, and what stands in the way of one.
 *
 * Only the actions count, whatever resources and conditions go with them, and what a role is denied does not: the list never has less than
 * was granted. Grants that a ceiling cannot hold are left out of it, and each is a problem that names role and action.
 */
import { covers } from './boundary-document';
import { matchActions } from '../catalog/actions';
import { RolePolicies } from '../cdk/role-policies';
import { isEverything } from '../policy/everything';
import { possibleLiterals } from '../policy/possible-literals';
import { PolicyElement } from '../policy/statement';

/** What a boundary denies whatever roles are granted. */
export interface Denials {
  readonly asked: readonly string[];
  readonly selfWidening: readonly string[];
}

export interface GrantedActions {
  /** Actions and patterns of one service each. */
  readonly actions: readonly string[];
  readonly problems: readonly string[];
  /** Why the list may lack something. */
  readonly notices: readonly string[];
}

export function grantedActions(roles: readonly RolePolicies[], denials: Denials): GrantedActions {
  const actions = new Set<string>();
  const problems = new Set<string>();
  const notices = new Set<string>();
  for (const { role, documents, unread } of roles) {
    const { path } = role.node;
    for (const arn of unread) {
      notices.add(`${path} has the managed policy \`${arn}\`, which is not of this app: name what it grants in furtherActions, or the boundary cuts it`);
    }
    for (const { statements, undecided } of documents) {
      if (undecided.length > 0) {
        notices.add(`${path} has a policy of which a part is known only at deployment (${undecided[0].name}): name what it grants in furtherActions`);
      }
      for (const { effect, actions: element } of statements) {
        if (effect === 'Deny') { continue; }
        for (const text of grantedTexts(element)) {
          const problem = text === undefined
            ? 'an action that is known only at deployment, expected actions that are known: write them out'
            : problemWith(text, denials);
          if (problem === undefined) {
            actions.add(text!);
          } else {
            problems.add(`${path} is granted ${problem}`);
          }
        }
      }
    }
  }
  return { actions: [...actions], problems: [...problems], notices: [...notices] };
}

/** `undefined` for what is not known yet. */
function grantedTexts(element: PolicyElement): readonly (string | undefined)[] {
  if (element.negated || isEverything(element)) { return ['*']; }
  return element.values.flatMap(({ text }): readonly (string | undefined)[] => possibleLiterals(text) ?? [undefined]);
}

function problemWith(pattern: string, { asked, selfWidening }: Denials): string | undefined {
  const [service] = pattern.split(':');
  if (/[*?]/.test(service)) {
    return `\`${pattern}\` or all actions but some, of which no ceiling can be made: grant it what it needs, leave it out of the roles, or make a WorkloadBoundary by deniedServices`;
  }
  const named = matchActions(pattern).map(action => `${action.service}:${action.name}`);
  const widening = named.find(action => selfWidening.some(denied => covers(denied, action)));
  if (widening !== undefined) {
    return `${described(pattern, widening)}, by which it could leave the boundary: drop the grant, or leave it out of the roles`;
  }
  const cut = named.find(action => asked.some(denied => covers(denied, action)));
  const denial = cut === undefined ? undefined : asked.find(denied => covers(denied, cut));
  return denial === undefined ? undefined
    : `${described(pattern, cut!)}, which the boundary denies by \`${denial}\`: drop the grant, leave it out of the roles, or give deniedServices and deniedActions without it`;
}

function described(pattern: string, action: string): string {
  return pattern.toLowerCase() === action.toLowerCase() ? `\`${action}\`` : `\`${pattern}\` and with it \`${action}\``;
}
