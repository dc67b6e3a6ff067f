/**
 * Answers to a question about an action pattern and a resource pattern, kept as long as both are: policies of one app repeat the
 * same pairs.
 */
import { ActionPattern } from './action-pattern';
import { ResourcePattern } from './resource-pattern';

export class PairMemo {
  private readonly answers = new WeakMap<ActionPattern, WeakMap<ResourcePattern, boolean>>();

  public constructor(private readonly question: (action: ActionPattern, resource: ResourcePattern) => boolean) {}

  public answer(action: ActionPattern, resource: ResourcePattern): boolean {
    let known = this.answers.get(action);
    if (!known) {
      known = new WeakMap();
      this.answers.set(action, known);
    }
    let answer = known.get(resource);
    if (answer === undefined) {
      answer = this.question(action, resource);
      known.set(resource, answer);
    }
    return answer;
  }
}
