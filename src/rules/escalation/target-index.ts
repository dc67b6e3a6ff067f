/**
 * Who has anything to say about a resource: holders by the resources that their policies name, so that a resource leads to them without
 * all of them being asked.
 */
import { Gains } from './gains';
import { policiesOf } from './holder';
import { actionsOfElement, pathsWithin } from './watched-actions';
import { globsOverlap, hasWildcard, toGlob } from '../../policy/glob';
import { Identity } from '../../policy/policy-site';
import { AppGraph } from '../app-graph';
import { withoutVariables } from '../arn-parts';

/** Where the resource part of an ARN begins: partition and account need not be known. */
function resourcePart(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

export class TargetIndex {
  private readonly exact = new Map<string, Set<Gains>>();
  private readonly wild = new Map<string, Set<Gains>>();
  private readonly identities = new Map<string, Identity>();

  public constructor(all: readonly Gains[], identities: readonly Identity[], graph: AppGraph) {
    for (const identity of identities) { this.identities.set(graph.bind(identity.arn), identity); }
    for (const gains of all) { this.add(gains, graph); }
  }

  /** Those that may have something to say about the ARN. */
  public near(arn: string): ReadonlySet<Gains> {
    const found = new Set(this.exact.get(resourcePart(arn)));
    for (const [glob, holders] of this.wild) {
      if (globsOverlap(glob, arn)) { holders.forEach(gains => found.add(gains)); }
    }
    return found;
  }

  public identity(arn: string): Identity | undefined {
    return this.identities.get(arn);
  }

  private add(gains: Gains, graph: AppGraph): void {
    const wanted = new Set(pathsWithin(gains.holder.actions).flatMap(({ actions }) => actions));
    for (const { statements } of policiesOf(gains.holder, graph).identity) {
      for (const { effect, actions, resources } of statements) {
        if (effect !== 'Allow' || ![...actionsOfElement(actions)].some(action => wanted.has(action))) { continue; }
        const globs = !resources || resources.negated ? ['*'] : resources.values.map(({ text }) => withoutVariables(toGlob(text), '*'));
        globs.forEach(glob => hasWildcard(glob) ? put(this.wild, glob, gains) : put(this.exact, resourcePart(glob), gains));
      }
    }
  }
}

function put(map: Map<string, Set<Gains>>, key: string, gains: Gains): void {
  const known = map.get(key);
  if (known) { known.add(gains); } else { map.set(key, new Set([gains])); }
}
