/**
 * The resources of a question as a dimension: classes of resources below one pattern that no statement tells apart. Exact.
 */
import { atomSet } from './atom-set';
import { Budget } from './budget';
import { Dimension } from './key-dimensions';
import { Pattern } from './pattern';
import { TextClass, textClasses } from './text-classes';

/** How the resources of a statement stand to the pattern. */
export interface ResourceSet {
  /** `undefined` where some resources of the base are inside and some are not. */
  readonly inside: boolean | undefined;
  readonly negated: boolean;
  /** The patterns that cut the base. */
  readonly patterns: readonly Pattern[];
}

/** `tryBeyond` is given a word of each class that no cover reaches, and says whether it is what was asked for. */
export function resourceDimension(
  base: Pattern,
  within: readonly ResourceSet[],
  covers: readonly ResourceSet[],
  budget: Budget,
  tryBeyond: (word: readonly number[]) => boolean,
): { dimension: Dimension; classes: readonly TextClass[] } {
  const sets = [...within, ...covers];
  const holds = ({ inside }: TextClass, place: number) => sets[place].inside ?? inside[place] !== sets[place].negated;
  const isEnough = (found: TextClass) => sets.every((_, place) => holds(found, place) === place < within.length) && tryBeyond(found.word);
  const all = textClasses({ bases: [base], sets: sets.map(({ patterns }) => patterns), dimension: 'resource', isEnough }, budget);
  const classes = all.filter(own => within.every((_, place) => holds(own, place)));
  const size = classes.length;
  return {
    dimension: {
      size,
      within: atomSet(size, () => true),
      covers: covers.map(({ inside }, place) => inside === true ? undefined : atomSet(size, index => holds(classes[index], within.length + place))),
    },
    classes,
  };
}
