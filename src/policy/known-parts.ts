/**
 * What was read of the policy documents of one template, so that equal text is read once. Statements are told apart by numbers, since
 * their texts are long: a document is that of the numbers of its statements, and of the text of the rest.
 */
import { JsonObject, JsonValue } from './json';
import { textOf } from './json-text';
import { PolicyElement, Statement } from './statement';
import { SymbolicText } from './symbolic-text';

/** A statement as text, and the number that all statements with this text have. */
export interface WrittenStatement {
  readonly text: string;
  readonly number: number;
}

export class KnownParts {
  /** Those that were read without anything to report, by place and number. */
  public readonly statements = new Map<string, readonly Statement[]>();
  /** Lists of actions, which repeat even where the resources differ; those that were read without anything to report. */
  public readonly actions = new Map<string, PolicyElement>();
  /** Of strings: few of those that stand in lists differ. */
  public readonly texts = new Map<string, SymbolicText>();
  private readonly numbers = new Map<string, number>();

  /** `undefined` for what cannot be written. */
  public written(statement: JsonValue): WrittenStatement | undefined {
    const text = textOf(statement);
    if (text === undefined) { return undefined; }
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(text, number);
    }
    return { text, number };
  }
}

/** Equal for documents that say the same; `undefined` where a part of the document cannot be written. */
export function documentKey(raw: JsonObject, statements: readonly (WrittenStatement | undefined)[]): string | undefined {
  const rest = textOf({ ...raw, Statement: [] });
  if (rest === undefined || statements.includes(undefined)) { return undefined; }
  return `${rest} ${statements.map(statement => statement!.number).join()}`;
}
