/**
 * ARNs that a policy writes out, with no reference to a resource.
 */
import { JsonValue } from '../../policy/json';
import { PolicyValue } from '../../policy/statement';

/** Deeper values are taken to hold a reference. */
const MAX_DEPTH = 8;

/** Whether the template names no resource, parameter or import in the value: pseudo parameters are no reference. */
export function isWrittenOut({ raw, text }: PolicyValue): boolean {
  return text.unknowns.every(({ resource, shape }) => resource === undefined && (shape === 'account' || shape === 'region' || shape === 'partition'))
    && !refers(raw, 0);
}

function refers(raw: JsonValue, depth: number): boolean {
  if (typeof raw !== 'object' || raw === null) { return false; }
  if (depth > MAX_DEPTH) { return true; }
  return Object.entries(raw).some(([name, value]) => {
    if (name === 'Ref') { return typeof value !== 'string' || !value.startsWith('AWS::'); }
    if (name === 'Fn::Sub') { return refersInText(Array.isArray(value) ? value[0] : value); }
    return name === 'Fn::GetAtt' || name === 'Fn::ImportValue' || refers(value, depth + 1);
  });
}

function refersInText(text: JsonValue): boolean {
  return typeof text !== 'string' || /\$\{(?!!|AWS::)/.test(text);
}
