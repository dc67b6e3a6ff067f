/**
 * Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`, `${?}` and `${$}`.
 *
 * Only documents of version 2012-10-17 have them; whoever reads a document of another version must not ask here. Text that only
 * looks like a variable (`${`, `${}`, an unclosed one) stays text. An unknown can be or hold variables, but is taken not to hold
 * a half of one of which the other half stands beside it. Linear in the length of the text.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { SymbolicText, TextPart, Unknown } from './symbolic-text';

export interface PolicyVariable {
  /** The condition key, as written. */
  readonly variable: string;
  /** What stands in for a key that the request does not have. */
  readonly fallback?: string;
}

/** A character that is meant as itself. */
export interface Escaped {
  readonly escaped: '*' | '?' | '$';
}

export type TemplatePart = string | Unknown | PolicyVariable | Escaped;

/** The text with its variables set apart. A variable whose own text holds an unknown is an unknown that can be anything. */
export function templateParts(text: SymbolicText): readonly TemplatePart[] {
  if (!text.parts.some(part => typeof part === 'string' && part.includes('${'))) { return text.parts; }
  const flat = new FlatText(text.parts);
  const parts: TemplatePart[] = [];
  let done = 0;
  for (let open = flat.letters.indexOf('${'); open >= 0; open = flat.letters.indexOf('${', open)) {
    const found = variableAt(flat.letters, open);
    if (!found) {
      open += 2;
      continue;
    }
    flat.between(done, open).forEach(part => parts.push(part));
    parts.push(flat.hasUnknown(open, found.end) ? { name: flat.describe(open, found.end), shape: 'any' } : found.part);
    done = open = found.end;
  }
  flat.between(done, flat.letters.length).forEach(part => parts.push(part));
  return parts;
}

function variableAt(letters: string, open: number): { readonly part: PolicyVariable | Escaped; readonly end: number } | undefined {
  const escaped = letters[open + 2];
  if ((escaped === '*' || escaped === '?' || escaped === '$') && letters[open + 3] === '}') {
    return { part: { escaped }, end: open + 4 };
  }
  let at = open + 2;
  while (at < letters.length && !'},\'{$'.includes(letters[at])) { at++; }
  const variable = letters.slice(open + 2, at).trim();
  if (variable === '') { return undefined; }
  if (letters[at] === '}') { return { part: { variable }, end: at + 1 }; }
  const quote = letters[at] === ',' ? afterSpaces(letters, at + 1) : -1;
  if (letters[quote] !== '\'') { return undefined; }
  const unquote = letters.indexOf('\'', quote + 1);
  const close = unquote < 0 ? -1 : afterSpaces(letters, unquote + 1);
  return letters[close] === '}' ? { part: { variable, fallback: letters.slice(quote + 1, unquote) }, end: close + 1 } : undefined;
}

function afterSpaces(letters: string, at: number): number {
  while (letters[at] === ' ') { at++; }
  return at;
}

/** A symbolic text as one string in which each unknown takes up one letter. */
class FlatText {
  public readonly letters: string;
  private readonly unknowns = new Map<number, Unknown>();
  private readonly sorted: readonly number[];
  private passed = 0;

  public constructor(parts: readonly TextPart[]) {
    let letters = '';
    for (const part of parts) {
      if (typeof part !== 'string') { this.unknowns.set(letters.length, part); }
      letters += typeof part === 'string' ? part : '\uFFFF';
    }
    this.letters = letters;
    this.sorted = [...this.unknowns.keys()];
  }

  public hasUnknown(from: number, to: number): boolean {
    return this.places(from, to).length > 0;
  }

  public between(from: number, to: number): TextPart[] {
    const parts: TextPart[] = [];
    let done = from;
    for (const place of this.places(from, to)) {
      if (place > done) { parts.push(this.letters.slice(done, place)); }
      parts.push(this.unknowns.get(place)!);
      done = place + 1;
    }
    if (to > done) { parts.push(this.letters.slice(done, to)); }
    return parts;
  }

  public describe(from: number, to: number): string {
    return this.between(from, to).map(part => typeof part === 'string' ? part : `<${part.name}>`).join('');
  }

  /** Asked from left to right, so that each unknown is looked at a few times only. */
  private places(from: number, to: number): readonly number[] {
    while (this.sorted[this.passed] < from) { this.passed++; }
    let end = this.passed;
    while (this.sorted[end] < to) { end++; }
    return this.sorted.slice(this.passed, end);
  }
}
