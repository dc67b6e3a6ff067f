/**
 * Symbolic text: a string made of literals and named unknowns.
 *
 * An unknown is a value that CloudFormation fills in at deployment. What is known of it is its shape; readers must treat the
 * rest as "could be anything of that shape", never as empty and never as safe.
 */

/**
 * What an unknown can hold:
 * - `any`: whatever the deployer passes, wildcards included
 * - `opaque`: a concrete value that AWS or the app makes, so no `*` and no `?`
 * - `name`: opaque, and without `:` and `/`, such as a generated resource name
 * - the rest: an account id, a region, a partition, a URL suffix
 */
export type UnknownShape = 'any' | 'opaque' | 'name' | 'account' | 'region' | 'partition' | 'url-suffix';

export interface Unknown {
  /** How messages call it: the logical id, parameter or export that decides it. */
  readonly name: string;
  readonly shape: UnknownShape;
  /** All values it can take, where the template says so. */
  readonly allowedValues?: readonly string[];
  /** The resource whose name or ARN this is: `<template id>#<logical id>`. */
  readonly resource?: string;
  /** What tells it from others of its name: its template, and the arguments of the function that it comes from. */
  readonly source?: string;
}

export type TextPart = string | Unknown;

export class SymbolicText {
  public static literal(text: string): SymbolicText {
    return new SymbolicText(text === '' ? [] : [text]);
  }

  public static unknown(unknown: Unknown): SymbolicText {
    return new SymbolicText([unknown]);
  }

  public static of(parts: readonly TextPart[]): SymbolicText {
    return SymbolicText.concat(parts.map(part => typeof part === 'string' ? SymbolicText.literal(part) : SymbolicText.unknown(part)));
  }

  public static concat(texts: readonly SymbolicText[]): SymbolicText {
    if (texts.length === 1) { return texts[0]; }
    const parts: TextPart[] = [];
    for (const text of texts) {
      for (const part of text.parts) {
        const last = parts.length - 1;
        if (typeof part === 'string' && typeof parts[last] === 'string') {
          parts[last] = parts[last] + part;
        } else {
          parts.push(part);
        }
      }
    }
    return new SymbolicText(parts);
  }

  /** The whole text, when every part of it is known. */
  public readonly literal: string | undefined;

  private constructor(public readonly parts: readonly TextPart[]) {
    const first = parts.length === 0 ? '' : parts[0];
    this.literal = parts.length < 2 && typeof first === 'string' ? first : undefined;
  }

  public get unknowns(): readonly Unknown[] {
    return this.parts.filter((part): part is Unknown => typeof part !== 'string');
  }

  /** The known characters before the first unknown. */
  public get literalPrefix(): string {
    const first = this.parts[0];
    return typeof first === 'string' ? first : '';
  }

  /** Whether a part could hold anything at all, wildcards included. */
  public get canHoldAnything(): boolean {
    return this.parts.some(part => typeof part !== 'string' && part.shape === 'any');
  }

  /** The text as a person reads it, unknowns in angle brackets: `arn:aws:s3:::<Orders>/*`. */
  public toString(): string {
    return this.literal ?? this.parts.map(part => typeof part === 'string' ? part : `<${part.name}>`).join('');
  }

  /**
   * Splits at a separator, or says `undefined` when an unknown may hold the separator.
   */
  public split(separator: string): SymbolicText[] | undefined {
    const pieces: TextPart[][] = [[]];
    for (const part of this.parts) {
      if (typeof part === 'string') {
        const [head, ...tail] = part.split(separator);
        if (head !== '') { pieces[pieces.length - 1].push(head); }
        for (const piece of tail) { pieces.push(piece === '' ? [] : [piece]); }
      } else if (canHold(part, separator)) {
        return undefined;
      } else {
        pieces[pieces.length - 1].push(part);
      }
    }
    return pieces.map(piece => new SymbolicText(piece));
  }
}

function canHold(unknown: Unknown, separator: string): boolean {
  if (separator.length > 1) { return true; }
  if (unknown.allowedValues) { return unknown.allowedValues.some(value => value.includes(separator)); }
  switch (unknown.shape) {
    case 'any':
    case 'opaque':
      return true;
    case 'url-suffix':
      return separator !== ':' && separator !== '/';
    default:
      return separator !== ':' && separator !== '/' && separator !== '*';
  }
}
