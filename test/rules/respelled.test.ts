/**
 * What a policy means decides, not how it is spelt: the examples of all rules, rewritten in ways that change no meaning. Each way comes
 * with the rules that it may make speak up or fall silent, since they are about that very spelling or about single statements.
 */
import { ALL_RULES, findings, inventoryOfPolicy } from './example-inventory';
import { isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { RULES } from '../../src/rules/registry';
import { RuleExample } from '../../src/rules/rule';
import { intrinsicCall } from '../../src/template/intrinsics';
import { readInventory } from '../../src/template/inventory';

type Change<In, Out = In> = (value: In) => Out;
const ENVIRONMENT = { account: '111122223333', region: 'eu-west-1' };
const EXAMPLES = RULES.flatMap(({ examples: { flagged, allowed } }) => [...flagged, ...allowed]);
const known = new Map<RuleExample, readonly string[]>();

function rulesThatSpeak({ resources, kind, context }: RuleExample, written: JsonObject): readonly string[] {
  const template = { Resources: written } as {};
  const inventory = resources ? readInventory([{ id: 'app', template, environment: ENVIRONMENT }]) : inventoryOfPolicy(written, kind);
  return [...new Set(findings(inventory, context, ALL_RULES).map(({ ruleId }) => ruleId))].sort();
}

function expectSameVerdicts(inTemplates: boolean, change: Change<JsonValue>, about: readonly string[]): void {
  for (const example of EXAMPLES) {
    const written = example.resources ?? (inTemplates ? undefined : example.policy);
    const changed = written && change(written);
    if (!written || JSON.stringify(changed) === JSON.stringify(written)) { continue; }
    const said = known.get(example) ?? rulesThatSpeak(example, written);
    known.set(example, said);
    const isJudged = (ruleId: string) => !about.includes(ruleId);
    expect([example.title, ...rulesThatSpeak(example, changed as JsonObject).filter(isJudged)]).toEqual([example.title, ...said.filter(isJudged)]);
  }
}

const isPlain = (value: JsonValue): value is JsonObject => isObject(value) && !intrinsicCall(value);
const entriesOf = (value: JsonObject, change: (entry: JsonValue, name: string) => JsonValue): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, change(entry, name)]));
const texts = (value: JsonValue, change: Change<string, JsonValue>): JsonValue =>
  typeof value === 'string' ? change(value) : Array.isArray(value) ? value.map(entry => texts(entry, change)) : value;

function everywhere(value: JsonValue, change: Change<JsonValue>): JsonValue {
  const changed = change(value);
  if (changed !== value) { return changed; }
  if (Array.isArray(value)) { return value.map(entry => everywhere(entry, change)); }
  return isPlain(value) ? entriesOf(value, entry => everywhere(entry, change)) : value;
}

/** Changes each statement of each document, and leaves what is no proper document. */
const statements = (change: Change<JsonObject, JsonValue[]>): Change<JsonValue> => whole => everywhere(whole, value => {
  const written = isPlain(value) && value.Statement !== undefined ? [value.Statement].flat() : [];
  return written.length > 0 && written.every(isPlain) ? { ...value as JsonObject, Statement: written.flatMap(change) } : value;
});

/** Changes what stands under each element, type of principal and condition key, and the keys. */
const values = (change: (value: JsonValue, element: string) => JsonValue, key: Change<string> = same => same) =>
  statements(statement => [entriesOf(statement, (value, element) => {
    if (/Action|Resource/.test(element) && value !== undefined) { return change(value, element); }
    if (/Principal/.test(element) && isPlain(value)) { return entriesOf(value, each => change(each, element)); }
    return element !== 'Condition' || !isPlain(value) ? value : entriesOf(value, block => isPlain(block)
      ? Object.fromEntries(Object.entries(block).map(([name, each]) => [key(name), change(each, element)]))
      : block);
  })]);

const splitBy = (element: string) => statements(statement => {
  const { [element]: list } = statement;
  return Array.isArray(list) && list.length > 0 ? list.map(entry => ({ ...statement, [element]: entry })) : [statement];
});
const SPLIT = ['missing-sid', 'duplicate-sid', 'ambiguous-sid', 'redundant-statement'];

test.each<[string, Change<JsonValue>, string[]]>([
  ['lists, the other way round', values(value => [value].flat().reverse()), []],
  ['single values for lists of one', values(value => Array.isArray(value) && value.length === 1 ? value[0] : value), []],
  ['actions in capitals', values((value, element) => element.endsWith('Action') ? texts(value, text => text.toUpperCase()) : value), []],
  ['condition keys in small letters', values(value => value, key => key.replace(/^[^/]+/, prefix => prefix.toLowerCase())), ['duplicate-condition-key']],
  ['two stars for one, of which the CDK and AWS write none', values(
    (value, element) => /Action|Resource/.test(element) ? texts(value, text => text.replace(/(?<!\{)\*/g, '**')) : value,
  ), ['widened-grant', 'wildcard-action', 'wildcard-read-action', 'condition-key-of-other-actions']],
  ['a statement for each action', splitBy('Action'),
    [...SPLIT, 'redundant-action', 'policy-hard-to-review', 'mismatched-assume-action', 'cancelled-allow']],
  ['a statement for each resource', splitBy('Resource'), [...SPLIT, 'redundant-resource', 'action-resource-mismatch', 'wrong-arn-form']],
])('%s', (_, change, about) => { expectSameVerdicts(false, change, about); });

const arns = (change: Change<string, JsonValue>): Change<JsonValue> =>
  whole => everywhere(whole, value => typeof value === 'string' && value.startsWith('arn:') && !value.includes('${') ? change(value) : value);
const withParameters = (text: string) =>
  text.replace(/^arn:aws:/, 'arn:${AWS::Partition}:').replaceAll('111122223333', '${AWS::AccountId}').replaceAll('eu-west-1', '${AWS::Region}');
const isText = (value: JsonValue) => !/"(?:Ref|Fn::\w+)":/.test(JSON.stringify(value));

test.each<[string, Change<JsonValue>]>([
  ['ARNs by Fn::Join', arns(text => ({ 'Fn::Join': [':', text.split(':')] }))],
  ['ARNs with pseudo parameters', arns(text => ({ 'Fn::Sub': withParameters(text) }))],
  ['ARNs that are the same either way', arns(text => ({ 'Fn::If': ['IsProd', text, text] }))],
  ['policies as JSON text', whole => everywhere(whole, value => isPlain(value) && value.Statement && isText(value) ? JSON.stringify(value) : value)],
  ['references by Fn::Sub', whole => JSON.parse(JSON.stringify(whole)
    .replace(/\{"Ref":"(\w+)"\}/g, '{"Fn::Sub":"$${$1}"}').replace(/\{"Fn::GetAtt":\["(\w+)","(\w+)"\]\}/g, '{"Fn::Sub":"$${$1.$2}"}'))],
  ['resources the other way round', whole => Object.fromEntries(Object.entries(whole as JsonObject).reverse())],
])('templates: %s', (_, change) => { expectSameVerdicts(true, change, []); });
