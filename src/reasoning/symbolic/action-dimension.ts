/**
 * The actions of a question as a dimension: classes of actions that no statement to avoid tells apart. Exact.
 */
import { ActionSet, ElementActions } from './action-set';
import { atomSet } from './atom-set';
import { Dimension } from './key-dimensions';

/** A statement to avoid, by its actions. */
export interface ActionCover {
  readonly actions: ElementActions;
  readonly hasAllActions: boolean;
}

export function actionDimension(actions: ActionSet, covers: readonly ActionCover[]): { dimension: Dimension; classes: readonly ActionSet[] } {
  let classes: { set: ActionSet; inside: readonly boolean[] }[] = [{ set: actions, inside: [] }];
  for (const { actions: element, hasAllActions } of covers) {
    classes = classes.flatMap(({ set, inside }) => hasAllActions ? [{ set, inside: [...inside, true] }] : [
      { set: set.within(element), inside: [...inside, true] },
      { set: set.outside(element), inside: [...inside, false] },
    ].filter(part => !part.set.isEmpty));
  }
  const size = classes.length;
  return {
    dimension: {
      size,
      within: atomSet(size, () => true),
      covers: covers.map(({ hasAllActions }, place) => hasAllActions ? undefined : atomSet(size, index => classes[index].inside[place])),
    },
    classes: classes.map(({ set }) => set),
  };
}
