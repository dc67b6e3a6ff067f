/**
 * A statement with what its document decides about it.
 */
import { ConditionTerm, conditionTerm } from './condition-term';
import { PolicyDocument } from '../../policy/document';
import { rememberFor } from '../../policy/remember';
import { Condition, Statement } from '../../policy/statement';

export interface Clause {
  readonly statement: Statement;
  /** Place in the document's `Statement` list. */
  readonly index: number;
  /** Whether `${…}` are policy variables. */
  readonly variables: boolean;
  readonly terms: readonly ConditionTerm[];
}

/** Variables are a feature of the version 2012-10-17; a document without a version is older. */
const VERSION_WITH_VARIABLES = '2012-10-17';

export const clausesOf = rememberFor((document: PolicyDocument): readonly Clause[] => {
  const variables = document.version === VERSION_WITH_VARIABLES;
  return document.statements.map(statement => ({
    statement,
    index: Number(statement.path.split('/')[1] ?? 0),
    variables,
    terms: statement.conditions.map((condition: Condition) => conditionTerm(condition, variables)),
  }));
});

export function allowsOf(document: PolicyDocument): readonly Clause[] {
  return clausesOf(document).filter(({ statement }) => statement.effect === 'Allow');
}

export function deniesOf(document: PolicyDocument): readonly Clause[] {
  return clausesOf(document).filter(({ statement }) => statement.effect === 'Deny');
}
