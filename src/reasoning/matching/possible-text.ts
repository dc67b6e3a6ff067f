/**
 * Whether a pattern with unknowns could match a text if the unknowns turned out right. A no is certain, a yes may be too cautious:
 * two unknowns of one name are not held to one value.
 */
import { GlobToken, ONE, STAR } from './glob';
import { Unknown, UnknownShape } from '../../policy/symbolic-text';

/** Beyond this many steps the answer is yes. */
const STEP_BUDGET = 4_000_000;

interface Step {
  readonly repeats: boolean;
  admits(letter: string): boolean;
}

const ANY_LETTER = () => true;
const NOT_COLON = (letter: string) => letter !== ':';

/** The letters that an unknown can be made of. */
const LETTERS: { readonly [shape in UnknownShape]: (letter: string) => boolean } = {
  'any': ANY_LETTER,
  'opaque': letter => letter !== '*' && letter !== '?',
  'name': letter => !'*?:/'.includes(letter),
  'account': letter => letter >= '0' && letter <= '9',
  'region': letter => /[a-z0-9-]/.test(letter),
  'partition': letter => /[a-z-]/.test(letter),
  'url-suffix': letter => /[a-z.]/.test(letter),
};

/** Whether a letter can be part of a value of that shape. */
export function canBeMadeOf(shape: UnknownShape, letter: string): boolean {
  return LETTERS[shape](letter);
}

export class PossibleText {
  private readonly steps: readonly Step[];

  /** @param pieces cut at `:`; wildcards stay within all but the last */
  public constructor(pieces: readonly (readonly (GlobToken | Unknown)[])[]) {
    const mayShift = pieces.some(piece => piece.some(token => typeof token === 'object' && (token.shape === 'any' || token.shape === 'opaque')));
    this.steps = pieces.flatMap((piece, index) => {
      const isLast = index === pieces.length - 1;
      const steps = piece.flatMap(token => stepsOf(token, isLast || mayShift ? ANY_LETTER : NOT_COLON));
      return isLast ? steps : [...steps, ...literalSteps(':')];
    });
  }

  public couldBe(text: string): boolean {
    const { steps } = this;
    if (steps.length * text.length > STEP_BUDGET) { return true; }
    let reached = new Uint8Array(steps.length + 1);
    this.reach(reached, 0);
    for (let i = 0; i < text.length; i++) {
      const letter = text[i];
      const next = new Uint8Array(steps.length + 1);
      let alive = false;
      for (let at = 0; at < steps.length; at++) {
        if (!reached[at] || !steps[at].admits(letter)) { continue; }
        this.reach(next, steps[at].repeats ? at : at + 1);
        alive = true;
      }
      if (!alive) { return false; }
      reached = next;
    }
    return reached[steps.length] === 1;
  }

  private reach(places: Uint8Array, from: number): void {
    let at = from;
    while (!places[at]) {
      places[at] = 1;
      if (!this.steps[at]?.repeats) { return; }
      at++;
    }
  }
}

function stepsOf(token: GlobToken | Unknown, wild: (letter: string) => boolean): Step[] {
  if (typeof token === 'string') { return literalSteps(token); }
  if (token === STAR) { return [{ repeats: true, admits: wild }]; }
  if (token === ONE) { return [{ repeats: false, admits: wild }]; }
  const admits = LETTERS[token.shape];
  return token.shape === 'account' ? new Array<Step>(12).fill({ repeats: false, admits }) : [{ repeats: true, admits }];
}

function literalSteps(text: string): Step[] {
  return text.split('').map(wanted => ({ repeats: false, admits: letter => letter === wanted }));
}
