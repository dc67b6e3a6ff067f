/**
 * Actions of a statement that work on none of its resources. What is not known counts as working, and so does an ARN that is none,
 * which `malformed-arn` reports.
 */
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { actionName, ActionPattern, actionPatterns, servicesIn } from '../action-pattern';
import { ArnFormat, arnFormats } from '../arn-format';
import { ResourcePattern, resourcePatterns } from '../resource-pattern';
import { isDisputed } from './grant-leftovers';

/** A wildcard that stands for more actions than this hardly misses all resources, and is not judged. */
const MAX_EXPANSION = 40;

export interface SortedPatterns {
  readonly dead: readonly ActionPattern[];
  /** The services of which the statement has others. */
  readonly working: ReadonlySet<string>;
}

export const sortPatterns = rememberFor(({ actions, resources }: Statement): SortedPatterns => {
  const dead: ActionPattern[] = [];
  const working = new Set<string>();
  if (actions.negated || !resources || resources.negated || resources.values.length === 0) { return { dead, working }; }
  const targets = resourcePatterns(resources);
  if (targets.some(mayBeAnything)) { return { dead, working: servicesIn(actions) }; }
  for (const pattern of actionPatterns(actions)) {
    if (targets.some(target => mayApplyTo(pattern, target))) { working.add(pattern.service); } else { dead.push(pattern); }
  }
  return { dead, working };
});

function mayBeAnything(resource: ResourcePattern): boolean {
  return resource.isEverything || resource.isUnknown;
}

/** Whether a statement with that resource may apply to something that the pattern names. What is not known counts as a yes. */
function mayApplyTo(pattern: ActionPattern, resource: ResourcePattern): boolean {
  return pattern.actions.length === 0 || pattern.actions.length > MAX_EXPANSION
    || applies(applicability(pattern), resource) || resource.fault !== undefined;
}

/** What the actions of a pattern work on, taken together. */
interface Applicability {
  /** Whether the resources of an action are not fully known, or sources disagree. */
  readonly isUnsure: boolean;
  readonly formats: ReadonlySet<ArnFormat>;
  /** The services of actions without a resource type. */
  readonly unscopable: ReadonlySet<string>;
}

const applicability = rememberFor(({ actions }: ActionPattern): Applicability => {
  const formats = actions.map(arnFormats);
  return {
    isUnsure: formats.includes(undefined) || actions.some(action => isDisputed(actionName(action))),
    formats: new Set(formats.flatMap(known => known ?? [])),
    unscopable: new Set(actions.filter((_, index) => formats[index]?.length === 0).map(action => action.service)),
  };
});

function applies({ isUnsure, formats, unscopable }: Applicability, resource: ResourcePattern): boolean {
  if (isUnsure) { return true; }
  for (const format of formats) {
    if (resource.mayName(format)) { return true; }
  }
  // Some services check actions without a resource type against an ARN such as `arn:aws:logs:eu-west-1:111122223333:log-group::log-stream:*`.
  for (const service of unscopable) {
    if (resource.coversSomeTypeOf(service)) { return true; }
  }
  return false;
}
