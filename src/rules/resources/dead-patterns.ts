/**
 * Actions of a statement that work on none of its resources. What is not known counts as working, and so does an ARN that is none,
 * which `malformed-arn` reports.
 */
import { Action } from '../../catalog/actions';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { actionName, ActionPattern, actionPatterns, servicesIn } from '../action-pattern';
import { arnFormats } from '../arn-format';
import { ResourcePattern, resourcePatterns } from '../resource-pattern';
import { isDisputed } from './grant-leftovers';

/** A wildcard that stands for more actions than this hardly misses all resources, and is not judged. */
const MAX_EXPANSION = 40;

const NOTHING: readonly ActionPattern[] = [];
const NO_SERVICES: readonly string[] = [];

/** The patterns of which no action works on a resource of the statement. */
export function deadPatterns(statement: Statement): readonly ActionPattern[] {
  return mayHoldDead(statement) ? deadAmong(statement) : NOTHING;
}

/** The services of the others. */
export function workingServices(statement: Statement): readonly string[] {
  const { actions, resources } = statement;
  if (actions.negated || !resources || resources.negated || resources.values.length === 0) { return NO_SERVICES; }
  const dead = new Set(deadPatterns(statement));
  return dead.size === 0 ? servicesIn(actions) : actionPatterns(actions).filter(pattern => !dead.has(pattern)).map(({ service }) => service);
}

function mayHoldDead({ actions, resources }: Statement): boolean {
  return !actions.negated && resources !== undefined && !resources.negated && resources.values.length > 0
    && !resourcePatterns(resources).some(mayBeAnything);
}

const deadAmong = rememberFor(({ actions, resources }: Statement): readonly ActionPattern[] => {
  const targets = resourcePatterns(resources!);
  const dead: ActionPattern[] = [];
  for (const pattern of actionPatterns(actions)) {
    if (!targets.some(target => mayApplyTo(pattern, target))) { dead.push(pattern); }
  }
  return dead.length === 0 ? NOTHING : dead;
});

function mayBeAnything(resource: ResourcePattern): boolean {
  return resource.isEverything || resource.isUnknown;
}

/** Whether a statement with that resource may apply to something that the pattern names. What is not known counts as a yes. */
function mayApplyTo({ actions }: ActionPattern, resource: ResourcePattern): boolean {
  return actions.length === 0 || actions.length > MAX_EXPANSION || resource.fault !== undefined || actions.some(action => worksOn(action, resource));
}

/** Whether the action works on such a resource. Yes too where its resources are not fully known, or sources disagree. */
function worksOn(action: Action, resource: ResourcePattern): boolean {
  const formats = arnFormats(action);
  if (formats === undefined) { return true; }
  // Some services check actions without a resource type against an ARN such as `arn:aws:logs:eu-west-1:111122223333:log-group::log-stream:*`.
  const works = formats.length === 0 ? resource.coversSomeTypeOf(action.service) : formats.some(format => resource.mayName(format));
  return works || isDisputed(actionName(action));
}
