/**
 * The actions of a question as a dimension: classes of actions that no statement to avoid tells apart. Exact.
 */
import { ActionSet, ElementActions } from './action-set';
import { atomSet } from './atom-set';
import { Dimension } from './key-dimensions';

interface ActionClass {
  readonly set: ActionSet;
  readonly inside: readonly boolean[];
}

export function actionDimension(actions: ActionSet, covers: readonly ElementActions[]): { dimension: Dimension; classes: readonly ActionSet[] } {
  let classes: readonly ActionClass[] = [{ set: actions, inside: [] }];
  for (const cover of covers) {
    classes = classes.flatMap(({ set, inside }) => [
      { set: set.within(cover), inside: [...inside, true] },
      { set: set.outside(cover), inside: [...inside, false] },
    ].filter(part => !part.set.isEmpty));
  }
  const size = classes.length;
  const holdsAll = (place: number) => classes.every(({ inside }) => inside[place]);
  return {
    dimension: {
      size,
      within: atomSet(size, () => true),
      covers: covers.map((_, place) => holdsAll(place) ? undefined : atomSet(size, index => classes[index].inside[place])),
    },
    classes: classes.map(({ set }) => set),
  };
}
