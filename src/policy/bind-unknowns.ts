/**
 * A document with unknowns replaced by values: what the template would deploy if they turned out so.
 *
 * Unknowns and conditions that have no value stay as they are. A statement or value whose condition falls the other way is left out.
 */
import { PolicyDocument } from './document';
import { Guard } from './guard';
import { Condition, PolicyElement, PolicyValue, PrincipalElement, Statement } from './statement';
import { SymbolicText } from './symbolic-text';

/** Unknowns by name, template conditions by logical id. */
export function bindUnknowns(
  document: PolicyDocument,
  values: ReadonlyMap<string, string>,
  conditions: ReadonlyMap<string, boolean>,
): PolicyDocument {
  if (values.size + conditions.size === 0) { return document; }
  return new Binding(values, conditions).document(document);
}

/** The text with those of its unknowns replaced that have a value. */
export function bindText(text: SymbolicText, values: ReadonlyMap<string, string>): SymbolicText {
  if (text.literal !== undefined) { return text; }
  return SymbolicText.of(text.parts.map(part => typeof part === 'string' ? part : values.get(part.name) ?? part));
}

class Binding {
  public constructor(private readonly values: ReadonlyMap<string, string>, private readonly conditions: ReadonlyMap<string, boolean>) {}

  public document(document: PolicyDocument): PolicyDocument {
    return { ...document, statements: document.statements.flatMap(statement => this.statement(statement)) };
  }

  private statement(statement: Statement): Statement[] {
    const when = this.remaining(statement.when);
    if (!when) { return []; }
    return [{
      ...statement,
      when,
      actions: this.element(statement.actions),
      resources: statement.resources && this.element(statement.resources),
      principals: statement.principals && this.principals(statement.principals),
      conditions: statement.conditions.map(condition => this.condition(condition)),
    }];
  }

  private element(element: PolicyElement): PolicyElement {
    return { ...element, values: this.list(element.values) };
  }

  private principals(element: PrincipalElement): PrincipalElement {
    return { ...element, values: this.list(element.values) };
  }

  private condition(condition: Condition): Condition {
    return { ...condition, values: this.list(condition.values) };
  }

  private list<Value extends PolicyValue>(values: readonly Value[]): Value[] {
    return values.flatMap(value => {
      const when = this.remaining(value.when);
      return when ? [{ ...value, when, text: bindText(value.text, this.values) }] : [];
    });
  }

  /** The guards that are still open; `undefined` when one falls the other way. */
  private remaining(when: readonly Guard[]): readonly Guard[] | undefined {
    if (when.length === 0) { return when; }
    const falls = when.some(({ condition, holds }) => (this.conditions.get(condition) ?? holds) !== holds);
    return falls ? undefined : when.filter(({ condition }) => !this.conditions.has(condition));
  }
}
