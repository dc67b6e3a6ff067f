/**
 * A comparison for people.
 */
import { layOut, requestRows, Row } from './describe-request';
import { describeStatement } from './describe-statement';
import { PolicyDocument } from '../policy/document';
import { Answer } from '../reasoning/verdict';

export function describeComparison(answer: Answer, candidate: PolicyDocument): string {
  const { verdict, statement, witness, reason, dimension, patterns = [] } = answer;
  const rows: Row[] = [['reason', reason]];
  if (statement !== undefined) { rows.push(['statement', describeStatement('candidate', candidate, statement)]); }
  if (witness) { rows.push(...requestRows(witness)); }
  if (dimension !== undefined) { rows.push(['undecided', [dimension, ...patterns].join('  ')]); }
  return layOut(verdict, rows);
}
