/**
 * How long a policy is, as IAM counts: characters of its JSON without white space.
 *
 * A lower bound: an unknown counts its shortest form, and what stands under a condition of the template counts nothing. Linear
 * in the size of the document.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { PolicyDocument } from './document';
import { rememberFor } from './remember';
import { Condition, PolicyElement, PolicyValue, PrincipalElement, Statement } from './statement';
import { SymbolicText, TextPart, UnknownShape } from './symbolic-text';

/** An account id, `us-east-1`, `aws` and `amazonaws.com` are the shortest of their kind; a name has at least one character. */
const SHORTEST: { readonly [shape in UnknownShape]: number } = {
  'any': 0,
  'opaque': 1,
  'name': 1,
  'account': 12,
  'region': 9,
  'partition': 3,
  'url-suffix': 13,
};

const BRACES = 2;
const QUOTES = 2;
const COLON = 1;
const COMMA = 1;

export const policySize = rememberFor((document: PolicyDocument): number => {
  const statements = document.statements.filter(statement => statement.when.length === 0).map(statementSize);
  let size = elementSize('Statement', statements.length === 1 ? statements[0] : BRACES + joinedSize(statements));
  if (document.version !== undefined) { size += COMMA + elementSize('Version', literalSize(document.version)); }
  if (typeof document.id === 'string') { size += COMMA + elementSize('Id', literalSize(document.id)); }
  return BRACES + size;
});

const statementSize = rememberFor(({ sid, effect, actions, resources, principals, conditions }: Statement): number => {
  let size = elementSize('Effect', QUOTES + effect.length) + COMMA + listSize('Action', actions);
  if (sid !== undefined) { size += COMMA + elementSize('Sid', literalSize(sid)); }
  if (resources) { size += COMMA + listSize('Resource', resources); }
  if (principals) { size += COMMA + principalSize(principals); }
  if (conditions.length > 0) { size += COMMA + elementSize('Condition', conditionsSize(conditions)); }
  return BRACES + size;
});

function listSize(name: string, { negated, values }: PolicyElement): number {
  return elementSize(negated ? `Not${name}` : name, valuesSize(values));
}

function principalSize({ negated, values }: PrincipalElement): number {
  const name = negated ? 'NotPrincipal' : 'Principal';
  const types = [...new Set(values.map(value => value.type))];
  if (types.length === 1 && types[0] === '*') { return elementSize(name, literalSize('*')); }
  return elementSize(name, BRACES + joinedSize(types.map(type => elementSize(type, valuesSize(values.filter(value => value.type === type))))));
}

function conditionsSize(conditions: readonly Condition[]): number {
  const operators = new Set<string>();
  let size = 0;
  for (const { operatorText, key, values } of conditions) {
    size += memberSize(key, valuesSize(values)) + COMMA;
    if (operators.has(operatorText)) { continue; }
    operators.add(operatorText);
    size += memberSize(operatorText, BRACES);
  }
  return BRACES + size - COMMA;
}

function valuesSize(values: readonly PolicyValue[]): number {
  let size = 0;
  let count = 0;
  for (const { text, when } of values) {
    if (when.length > 0) { continue; }
    size += QUOTES + textSize(text);
    count++;
  }
  return count === 1 ? size : BRACES + size + Math.max(0, count - 1);
}

function textSize({ literal, parts }: SymbolicText): number {
  return literal === undefined ? sumOf(parts.map(partSize)) : countedCharacters(literal);
}

function partSize(part: TextPart): number {
  if (typeof part === 'string') { return countedCharacters(part); }
  return part.allowedValues?.length ? part.allowedValues.map(countedCharacters).reduce((least, size) => Math.min(least, size)) : SHORTEST[part.shape];
}

function literalSize(text: string): number {
  return QUOTES + countedCharacters(text);
}

/** White space is not counted; a quote and a backslash are written as two characters. */
function countedCharacters(text: string): number {
  if (!/[\s"\\]/.test(text)) { return text.length; }
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x20) { count += code === 0x22 || code === 0x5C ? 2 : 1; }
  }
  return count;
}

/** `"name":value`, where the name is one of the policy language's own. */
function elementSize(name: string, valueSize: number): number {
  return QUOTES + name.length + COLON + valueSize;
}

/** The same of a name that the policy gives. */
function memberSize(name: string, valueSize: number): number {
  return literalSize(name) + COLON + valueSize;
}

function joinedSize(sizes: readonly number[]): number {
  return sumOf(sizes) + Math.max(0, sizes.length - 1);
}

function sumOf(sizes: readonly number[]): number {
  let sum = 0;
  for (const size of sizes) { sum += size; }
  return sum;
}
