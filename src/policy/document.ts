/**
 * A parsed policy document, and the two ways in which reading one can fall short: a problem (what stands there is not policy
 * grammar) and an undecided part (what stands there is known only at deployment).
 *
 * Parsing never throws. What could not be read is left out of the statements and named in `problems` or `undecided`; rules
 * report both, so nothing passes in silence.
 */
import { JsonObject, JsonValue } from './json';
import { Statement } from './statement';

export interface GrammarProblem {
  /** Place in the document, such as `Statement/0/Action`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** The statement to write instead, whole, where only a name in it is in the wrong case. */
  readonly replacement?: JsonObject;
}

export interface UndecidedPart {
  readonly path: string;
  /** What decides it: a parameter, an import, an attribute, or that from which its author writes it. */
  readonly name: string;
  /** Who writes it at deployment, where it is no value that is filled in. */
  readonly author?: 'SAM';
}

export interface PolicyDocument {
  readonly version?: string;
  readonly id?: JsonValue;
  readonly statements: readonly Statement[];
  readonly problems: readonly GrammarProblem[];
  readonly undecided: readonly UndecidedPart[];
}
