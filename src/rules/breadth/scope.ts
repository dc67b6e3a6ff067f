/**
 * How far a statement lets an action reach.
 *
 * Errs to `named`: a pattern that is not known, and an action whose resources the catalog does not fully know, count as narrow
 * unless the resource is a plain `*`.
 */
import { Action } from '../../catalog/actions';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { arnFormats } from '../arn-format';
import { resourcePatterns } from '../resource-pattern';
import { picksResources } from '../resources/narrowing-keys';

/**
 * - `everywhere`: every resource of some type that the action works on
 * - `unscopable`: the action accepts only `*`
 * - `named`: less than every resource
 */
export type Scope = 'everywhere' | 'unscopable' | 'named';

export function scopeOf(statement: Statement, action: Action): Scope {
  const known = scopes(statement);
  let scope = known.get(action);
  if (!scope) {
    scope = findScope(statement, action);
    known.set(action, scope);
  }
  return scope;
}

/** Many entries of one statement may stand for one action. */
const scopes = rememberFor((_: Statement) => new Map<Action, Scope>());

function findScope(statement: Statement, action: Action): Scope {
  const { resources } = statement;
  if (!resources || resources.negated) { return 'named'; }
  const formats = arnFormats(action);
  if (formats?.length === 0) { return 'unscopable'; }
  const targets = resourcePatterns(resources);
  const isWide = targets.some(target => target.isEverything || (target.hasWildcard && formats?.some(format => target.coversAll(format))));
  return isWide && !picksResources(statement) ? 'everywhere' : 'named';
}
