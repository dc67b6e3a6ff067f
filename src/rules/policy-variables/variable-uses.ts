/**
 * Where a statement writes `${…}`, and what stands there: a variable, an escape, something that only looks like one, or a name of
 * CloudFormation.
 *
 * An unknown inside the braces may make it right, so it is not judged. Linear in the length of the text.
 */
import { rememberFor } from '../../policy/remember';
import { PolicyValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { isPlainStatement } from '../plain-statement';

export type Place = 'action' | 'principal' | 'resource' | 'condition';

export type VariableProblem = 'no-brace' | 'no-quote' | 'space' | 'empty';

export interface VariableUse {
  readonly place: Place;
  /** Whether the operator of a condition takes variables. */
  readonly isSupported: boolean;
  /** Place in the document. */
  readonly path: string;
  /** What stands there, as a person reads it. */
  readonly text: string;
  /** The condition key of a variable that is written right. */
  readonly key?: string;
  readonly problem?: VariableProblem;
  /** A name that CloudFormation should have filled in. */
  readonly templateName?: string;
  /** A condition key that `Fn::Sub` takes for a name of the template. */
  readonly swallowedKey?: string;
}

const NONE: readonly VariableUse[] = [];
const UNKNOWN_LETTER = '\uFFFF';
const MAX_SHOWN = 60;
/** `AWS::Region`, `Bucket`, `Bucket.Arn`, and a token that was turned into text. */
const TEMPLATE_NAME = /^(?:AWS::\w+|\w+(?:\.\w+)*|Token\[.*\])$/;
/** `aws:username`, but not `AWS::Region`. */
const CONDITION_KEY = /^[a-z][a-z0-9-]*:(?!:)./i;

export const variableUses = rememberFor((statement: Statement): readonly VariableUse[] => {
  if (isPlainStatement(statement)) { return NONE; }
  const { actions, principals, resources, conditions, path } = statement;
  const uses: VariableUse[] = [];
  collect(uses, actions.values, 'action', `${path}/${actions.negated ? 'NotAction' : 'Action'}`);
  if (principals) { collect(uses, principals.values, 'principal', `${path}/${principals.negated ? 'NotPrincipal' : 'Principal'}`); }
  if (resources) { collect(uses, resources.values, 'resource', `${path}/${resources.negated ? 'NotResource' : 'Resource'}`); }
  for (const { operator, operatorText, key, values } of conditions) {
    collect(uses, values, 'condition', `${path}/Condition/${operatorText}/${key}`, operator.family === 'string' || operator.family === 'arn');
  }
  return uses.length === 0 ? NONE : uses;
});

function collect(uses: VariableUse[], values: readonly PolicyValue[], place: Place, path: string, isSupported = place === 'resource'): void {
  for (const { text } of values) {
    if (text.literal?.includes('${') === false) { continue; }
    for (const part of text.parts) {
      if (typeof part !== 'string' && part.resource === undefined && CONDITION_KEY.test(part.name)) {
        uses.push({ place, isSupported, path, text: `\${${part.name}}`, swallowedKey: part.name });
      }
    }
    if (text.parts.some(part => typeof part === 'string' && part.includes('${'))) {
      for (const found of scan(text)) { uses.push({ place, isSupported, path, ...found }); }
    }
  }
}

type Found = Pick<VariableUse, 'text' | 'key' | 'problem' | 'templateName'>;

function scan(text: SymbolicText): readonly Found[] {
  const letters = text.parts.map(part => typeof part === 'string' ? part : UNKNOWN_LETTER).join('');
  const found: Found[] = [];
  for (let open = letters.indexOf('${'); open >= 0;) {
    const next = letters.indexOf('${', open + 2);
    const close = letters.indexOf('}', open + 2);
    const isClosed = close >= 0 && (next < 0 || close < next);
    const end = isClosed ? close + 1 : next < 0 ? letters.length : next;
    const use = classify(letters.slice(open, end), isClosed);
    if (use) { found.push(use); }
    open = next;
  }
  return found;
}

/** `undefined` for an escape, and for what an unknown may make right. */
function classify(written: string, isClosed: boolean): Found | undefined {
  if (written.includes(UNKNOWN_LETTER)) { return undefined; }
  const text = written.length > MAX_SHOWN ? `${written.slice(0, MAX_SHOWN)}…` : written;
  if (!isClosed) { return { text, problem: 'no-brace' }; }
  const inner = written.slice(2, -1);
  if (inner === '*' || inner === '?' || inner === '$') { return undefined; }
  if (inner.trim() === '') { return { text, problem: 'empty' }; }
  if (TEMPLATE_NAME.test(inner)) { return { text, templateName: inner }; }
  const comma = inner.indexOf(',');
  const key = comma < 0 ? inner : inner.slice(0, comma);
  if (comma >= 0 && !/^'[^']*'$/.test(inner.slice(comma + 1).trim())) { return { text, problem: 'no-quote' }; }
  // The name of a tag may hold spaces.
  return /\s/.test(key.split('/')[0]) ? { text, problem: 'space' } : { text, key };
}
