/**
 * Actions of a statement that work on none of its resources. What is not known counts as working, and so does an ARN that is none,
 * which `malformed-arn` reports.
 */
import { Action } from '../../catalog/actions';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { actionName, ActionPattern, actionPatterns, servicesIn } from '../action-pattern';
import { ArnFormat, arnFormats } from '../arn-format';
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

function mayBeAnything(resource: ResourcePattern): boolean {
  return resource.isEverything || resource.isUnknown || resource.fault !== undefined;
}

const deadAmong = rememberFor(({ actions, resources }: Statement): readonly ActionPattern[] => {
  const targets = new Targets(resourcePatterns(resources!));
  const dead: ActionPattern[] = [];
  for (const pattern of actionPatterns(actions)) {
    if (isJudged(pattern) && !pattern.actions.some(action => targets.suit(action))) { dead.push(pattern); }
  }
  return dead.length === 0 ? NOTHING : dead;
});

function isJudged({ actions }: ActionPattern): boolean {
  return actions.length > 0 && actions.length <= MAX_EXPANSION;
}

/** The resources of a statement. */
class Targets {
  private last: readonly ArnFormat[] | undefined;
  private areLastNamed = false;

  public constructor(private readonly resources: readonly ResourcePattern[]) {}

  /** Whether the action works on some of them. Yes too where its resources are not fully known, or sources disagree. */
  public suit(action: Action): boolean {
    const formats = arnFormats(action);
    if (formats === undefined) { return true; }
    // Some services check actions without a resource type against an ARN such as `arn:aws:logs:eu-west-1:111122223333:log-group::log-stream:*`.
    const works = formats.length === 0 ? this.resources.some(resource => resource.coversSomeTypeOf(action.service)) : this.mayName(formats);
    return works || isDisputed(actionName(action));
  }

  /** Many actions of a list work on the same types. */
  private mayName(formats: readonly ArnFormat[]): boolean {
    if (formats !== this.last) {
      this.last = formats;
      this.areLastNamed = this.resources.some(resource => formats.some(format => resource.mayName(format)));
    }
    return this.areLastNamed;
  }
}
