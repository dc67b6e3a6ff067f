/**
 * A decision for people: what decided, and where nothing allowed the request, the statements that came nearest to it.
 */
import { layOut, requestRows, Row } from './describe-request';
import { describePlace } from './describe-statement';
import { Evaluation } from '../reasoning/evaluate';
import { explain, Mismatch, StatementMatch } from '../reasoning/explain';
import { Policies } from '../reasoning/policies';
import { Request } from '../reasoning/request';

const MAX_NEAREST = 3;
const MAX_VALUES = 3;

/** The later an element, the nearer a statement that fails there. */
const NEARNESS: readonly Mismatch['element'][] = ['statement', 'action', 'principal', 'resource', 'condition'];

export function describeEvaluation(request: Request, policies: Policies, evaluation: Evaluation): string {
  const { decision, layer, level, statement, reason } = evaluation;
  const rows: Row[] = requestRows(request);
  if (layer) { rows.push(['layer', level === undefined ? layer : `${layer}, level ${level}`]); }
  if (statement) { rows.push(['statement', describePlace(statement, policies)]); }
  rows.push(['reason', reason]);
  if (decision === 'implicitly-denied') { rows.push(...rowsOfNearest(explain(request, policies), policies, evaluation)); }
  return layOut(decision, rows);
}

function rowsOfNearest(matches: readonly StatementMatch[], policies: Policies, { layer, level }: Evaluation): Row[] {
  return matches
    .filter(({ place, effect, mismatch }) => effect === 'Allow' && place.layer === layer && place.level === level && isNear(mismatch))
    .sort((left, right) => nearness(right.mismatch!) - nearness(left.mismatch!))
    .slice(0, MAX_NEAREST)
    .map(({ place, mismatch }, index) => [index === 0 ? 'nearest' : '', `${describePlace(place, policies)}: ${describeMismatch(mismatch!)}`]);
}

/** Statements about other actions are no near miss. */
function isNear(mismatch: Mismatch | undefined): boolean {
  return mismatch !== undefined && nearness(mismatch) > NEARNESS.indexOf('action');
}

function nearness({ element }: Mismatch): number {
  return NEARNESS.indexOf(element);
}

/** `condition not met: IpAddress aws:SourceIp says …, the request has …` */
function describeMismatch({ code, operator, key, expected = [], actual }: Mismatch): string {
  const says = [operator, key, 'says', listed(expected)].filter(word => word !== undefined).join(' ');
  const has = actual === undefined ? '' : `the request has ${listed(typeof actual === 'string' ? [actual] : actual)}`;
  const details = [expected.length > 0 ? says : '', has].filter(text => text !== '').join(', ');
  return [code.replace(/-/g, ' '), details].filter(text => text !== '').join(': ');
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, MAX_VALUES).map(value => `\`${value}\``).join(', ');
  return values.length > MAX_VALUES ? `${shown} and ${values.length - MAX_VALUES} more` : shown;
}
