/**
 * How the parser reads a value. A plain policy document holds only text; in a CloudFormation template any value may be an
 * intrinsic function, and the template's reader knows what it stands for.
 */
import { Guard, NO_GUARDS } from './guard';
import { JsonValue } from './json';
import { SymbolicText } from './symbolic-text';

/** One way in which a value can turn out. `raw` is `undefined` where it is left out (`AWS::NoValue`). */
export interface Branch {
  readonly raw: JsonValue;
  readonly when: readonly Guard[];
}

export interface ValueReader {
  /** Whether the value is decided by an intrinsic function. */
  isIntrinsic(raw: JsonValue): boolean;
  /** Whether a value with this JSON text may turn out in several ways, or be left out. */
  mayBranch(text: string): boolean;
  /** All ways in which the conditions of the template can make this value turn out. */
  branches(raw: JsonValue): readonly Branch[];
  /** The entries of an intrinsic that yields a list; `undefined` when it does not, or they are not known. */
  items(raw: JsonValue): readonly JsonValue[] | undefined;
  /** The text of a string, number, boolean or intrinsic; `undefined` for anything else. */
  text(raw: JsonValue): SymbolicText | undefined;
  /** The pieces of an intrinsic that builds text: strings as they are, other intrinsics whole. */
  textPieces(raw: JsonValue): readonly JsonValue[] | undefined;
}

/** Reads documents that come from no template: text is text, and nothing else is. */
export const PLAIN_READER: ValueReader = {
  isIntrinsic: () => false,
  mayBranch: () => false,
  branches: raw => [{ raw, when: NO_GUARDS }],
  items: () => undefined,
  text: raw => scalarText(raw),
  textPieces: () => undefined,
};

/** JSON scalars as IAM compares them: `true` and `"true"` are alike. */
export function scalarText(raw: JsonValue): SymbolicText | undefined {
  switch (typeof raw) {
    case 'string': return SymbolicText.literal(raw);
    case 'number':
    case 'boolean': return SymbolicText.literal(String(raw));
    default: return undefined;
  }
}
