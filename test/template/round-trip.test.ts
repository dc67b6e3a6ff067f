/**
 * Reading and printing keep the meaning of a document: random documents with CloudFormation functions in every position, resolved
 * by a resolver of our own under every outcome of their conditions, before and after.
 */
import { PolicyDocument } from '../../src/policy/document';
import { Guard } from '../../src/policy/guard';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { printPolicyDocument } from '../../src/policy/print';
import { PolicyValue } from '../../src/policy/statement';
import { SymbolicText } from '../../src/policy/symbolic-text';
import { Template } from '../../src/template/template';
import { TemplateSet } from '../../src/template/template-set';

const DOCUMENTS = 2_000;
const CONDITIONS = ['A', 'B', 'C'];
type Outcome = { readonly [condition: string]: boolean };
const OUTCOMES: Outcome[] = Array.from({ length: 8 }, (_, bits) =>
  Object.fromEntries(CONDITIONS.map((name, index) => [name, ((bits >> index) & 1) === 1])));

const TEMPLATE: Template = {
  Parameters: { Prefix: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' }, Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } },
  Mappings: { Accounts: { dev: { id: '111111111111' }, prod: { id: '222222222222' } } },
  Resources: { Orders: { Type: 'AWS::S3::Bucket' }, Worker: { Type: 'AWS::IAM::Role' } },
};
const NO_VALUE = { Ref: 'AWS::NoValue' };
/** What deployment makes of the functions that the generator uses. */
const REFERENCES: { readonly [reference: string]: JsonValue } = {
  'Prefix': 'team',
  'Names': ['red', 'green'],
  'Stage': 'prod',
  'Orders': 'orders-1x2y',
  'Orders.Arn': 'arn:aws:s3:::orders-1x2y',
  'Worker': 'worker-1x2y',
  'Worker.Arn': 'arn:aws:iam::111122223333:role/worker-1x2y',
  'AWS::Region': 'eu-west-1',
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
};
/** What the unknowns of symbolic text stand for. */
const UNKNOWNS: { readonly [name: string]: string } = {
  'Prefix': 'team',
  'Stage': 'prod',
  'Orders': 'orders-1x2y',
  'Worker': 'worker-1x2y',
  'region': 'eu-west-1',
  'partition': 'aws',
  'account': '111122223333',
  'Accounts.id': '222222222222',
};

// ── random documents ──

class Random {
  public constructor(private state: number) {}

  public next(): number {
    this.state = (this.state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)];
  }

  public list<T>(longest: number, make: () => T): T[] {
    return Array.from({ length: 1 + Math.floor(this.next() * longest) }, make);
  }
}

class DocumentGenerator {
  public constructor(private readonly random: Random) {}

  public document(): JsonValue {
    const { random } = this;
    const version = random.pick([{}, { Version: '2012-10-17' }]);
    const id = random.pick([{}, { Id: 'policy' }]);
    const body = (): JsonObject => ({ ...version, ...id, Statement: this.statements() });
    return random.pick<() => JsonValue>([
      () => body(),
      () => body(),
      () => this.maybe(body),
      () => this.either(body(), NO_VALUE),
      () => this.jsonText(body()),
      () => this.either(this.jsonText(body()), body()),
      () => ({ ...version, ...id, Statement: this.exclusive() }),
    ])();
  }

  private statements(): JsonValue {
    const { random } = this;
    const list = () => random.list<JsonValue>(3, () => random.pick<() => JsonValue>([
      () => this.statement(),
      () => this.statement(),
      () => this.maybe(() => this.statement()),
      () => this.either(this.statement(), NO_VALUE),
    ])());
    return random.pick<() => JsonValue>([list, list, () => this.statement(), () => this.either(list(), this.statement()), () => this.maybe(list)])();
  }

  /** `Action` under a condition and `NotAction` under its opposite: one statement in two forms. */
  private exclusive(): JsonValue {
    const condition = this.random.pick(CONDITIONS);
    return {
      Effect: 'Allow',
      Action: { 'Fn::If': [condition, this.text(), NO_VALUE] },
      NotAction: { 'Fn::If': [condition, NO_VALUE, this.values()] },
      Resource: this.values(),
    };
  }

  private statement(): JsonObject {
    const { random } = this;
    return {
      ...random.chance(0.3) && { Sid: this.maybe(() => random.pick(['One', 'Two'])) },
      Effect: this.maybe(() => random.pick(['Allow', 'Deny'])),
      ...random.chance(0.4) && { [random.pick(['Principal', 'NotPrincipal'])]: this.absentOr(() => this.principal()) },
      [random.pick(['Action', 'Action', 'NotAction'])]: this.values(),
      ...random.chance(0.9) && { [random.pick(['Resource', 'Resource', 'NotResource'])]: this.absentOr(() => this.values()) },
      ...random.chance(0.5) && { Condition: this.absentOr(() => this.conditions()) },
    };
  }

  private principal(): JsonValue {
    const { random } = this;
    if (random.chance(0.2)) { return '*'; }
    const types = random.pick([['AWS'], ['Service'], ['AWS', 'Service'], ['Federated', 'CanonicalUser']]);
    return Object.fromEntries(types.map(type => [type, this.absentOr(() => this.values())]));
  }

  private conditions(): JsonObject {
    const { random } = this;
    const operators = random.list(2, () => random.pick(['StringEquals', 'StringLike', 'ForAnyValue:StringEquals', 'BoolIfExists', 'Null']));
    return Object.fromEntries(operators.map(operator => [operator, this.absentOr(() => Object.fromEntries(
      random.list(2, () => random.pick(['aws:SourceArn', 'aws:SourceAccount', 'aws:PrincipalTag/team', 'aws:x']))
        .map(key => [key, this.absentOr<JsonValue>(() => random.chance(0.2) ? random.pick<JsonValue>([true, 5]) : this.values())])))]));
  }

  private values(): JsonValue {
    const { random } = this;
    const entry = () => random.chance(0.25) ? this.either(this.text(), random.chance(0.5) ? NO_VALUE : this.text()) : this.text();
    const list = () => random.list<JsonValue>(3, entry);
    return random.pick<() => JsonValue>([
      () => this.text(),
      () => this.text(),
      list,
      list,
      () => this.either(list(), list()),
      () => this.either(list(), this.text()),
      () => ({ 'Fn::Split': [',', random.pick(['a,b', { 'Fn::Join': [',', ['a', this.simpleText()]] }])] }),
      () => ({ Ref: 'Names' }),
      () => this.either({ Ref: 'Names' }, this.text()),
      () => this.either({ 'Fn::Split': [',', { Ref: 'Prefix' }] }, list()),
    ])();
  }

  private text(depth = 0): JsonValue {
    const { random } = this;
    if (depth > 2) { return this.simpleText(); }
    return random.pick<() => JsonValue>([
      () => this.simpleText(),
      () => this.simpleText(),
      () => ({ 'Fn::Join': [random.pick(['', '/', ':']), random.list<JsonValue>(3, () => this.text(depth + 1))] }),
      () => ({ 'Fn::Join': ['/', [this.simpleText(), this.either(this.simpleText(), NO_VALUE)]] }),
      () => ({ 'Fn::Sub': random.pick(['${Prefix}/*', 'arn:${AWS::Partition}:x:${AWS::Region}:${!aws:username}', '${Orders.Arn}/*', 'plain']) }),
      () => ({ 'Fn::Sub': ['x-${Var}-${Stage}', { Var: this.text(depth + 1) }] }),
      () => ({ 'Fn::Select': [random.pick<JsonValue>([1, '1']), ['a', this.text(depth + 1), 'c']] }),
      () => ({ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Orders', 'Arn'] }] }] }),
      () => ({ 'Fn::FindInMap': ['Accounts', random.pick<JsonValue>(['prod', { Ref: 'Stage' }]), 'id'] }),
      () => this.either(this.text(depth + 1), this.text(depth + 1)),
    ])();
  }

  private simpleText(): JsonValue {
    return this.random.pick<JsonValue>([
      's3:GetObject', 'arn:aws:s3:::b/*', '*', '${aws:username}', 'x',
      { Ref: 'Prefix' }, { Ref: 'Stage' }, { Ref: 'Orders' }, { 'Fn::GetAtt': ['Orders', 'Arn'] }, { 'Fn::GetAtt': 'Worker.Arn' }, { Ref: 'AWS::Region' },
    ]);
  }

  private maybe<T extends JsonValue>(make: () => T): JsonValue {
    return this.random.chance(0.2) ? this.either(make(), make()) : make();
  }

  private absentOr<T extends JsonValue>(make: () => T): JsonValue {
    return this.random.chance(0.1) ? this.random.pick([NO_VALUE, this.either(make(), NO_VALUE)]) : this.maybe(make);
  }

  private either(whenTrue: JsonValue, whenFalse: JsonValue): JsonValue {
    return { 'Fn::If': [this.random.pick(CONDITIONS), ...this.random.chance(0.5) ? [whenTrue, whenFalse] : [whenFalse, whenTrue]] };
  }

  /** The document under its first outcome as JSON text; functions that build text stand inside its strings. */
  private jsonText(body: JsonObject): JsonValue {
    const pieces: JsonValue[] = [];
    const add = (piece: JsonValue) => {
      const last = pieces.length - 1;
      if (typeof piece === 'string' && typeof pieces[last] === 'string') { pieces[last] = pieces[last] + piece; } else { pieces.push(piece); }
    };
    write(settled(body) as JsonValue, add);
    return this.random.pick<() => JsonValue>([
      () => ({ 'Fn::Join': ['', pieces] }),
      () => ({ 'Fn::Join': ['', [pieces[0], { 'Fn::Join': ['', pieces.slice(1)] }]] }),
      () => ({
        'Fn::Sub': [
          pieces.map((piece, index) => typeof piece === 'string' ? piece.replace(/\$\{/g, '${!') : `\${V${index}}`).join(''),
          Object.fromEntries(pieces.flatMap((piece, index) => typeof piece === 'string' ? [] : [[`V${index}`, piece]])),
        ],
      }),
    ])();
  }
}

/** The value with every condition over a whole element fallen to its first side, conditions inside text kept. */
function settled(raw: JsonValue): JsonValue {
  if (Array.isArray(raw)) { return raw.map(settled).filter(entry => entry !== undefined); }
  if (typeof raw !== 'object' || raw === null || isTextFunction(raw)) { return raw; }
  if ('Fn::If' in raw) { return settled((raw['Fn::If'] as JsonValue[])[1]); }
  if (raw.Ref === 'AWS::NoValue') { return undefined; }
  if (raw.Ref === 'Names' || 'Fn::Split' in raw) { return ['a', 'b']; }
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, settled(value)]).filter(([, value]) => value !== undefined));
}

function isTextFunction(raw: object): boolean {
  const [name] = Object.keys(raw);
  return ['Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::FindInMap', 'Fn::GetAtt'].includes(name) || (name === 'Ref' && !['AWS::NoValue', 'Names'].includes((raw as JsonObject).Ref as string));
}

function write(raw: JsonValue, add: (piece: JsonValue) => void): void {
  if (Array.isArray(raw)) {
    raw.forEach((entry, index) => { add(index === 0 ? '[' : ','); write(entry, add); });
    add(raw.length === 0 ? '[]' : ']');
  } else if (typeof raw === 'object' && raw !== null && !isTextFunction(raw)) {
    Object.entries(raw).forEach(([key, value], index) => { add(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`); write(value, add); });
    add(Object.keys(raw).length === 0 ? '{}' : '}');
  } else if (typeof raw === 'object') {
    add('"');
    add(raw);
    add('"');
  } else {
    add(JSON.stringify(raw));
  }
}

// ── what deployment makes of a value ──

function resolve(raw: JsonValue, outcome: Outcome): JsonValue {
  if (Array.isArray(raw)) { return raw.map(entry => resolve(entry, outcome)).filter(entry => entry !== undefined); }
  if (typeof raw !== 'object' || raw === null) { return raw; }
  const [name, ...others] = Object.keys(raw);
  if (others.length === 0 && (name === 'Ref' || name?.startsWith('Fn::'))) { return call(name, raw[name], outcome); }
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, resolve(value, outcome)]).filter(([, value]) => value !== undefined));
}

function call(name: string, argument: JsonValue, outcome: Outcome): JsonValue {
  if (name === 'Ref') { return argument === 'AWS::NoValue' ? undefined : REFERENCES[argument as string]; }
  if (name === 'Fn::GetAtt') { return REFERENCES[Array.isArray(argument) ? argument.join('.') : argument as string]; }
  if (name === 'Fn::If') {
    const [condition, whenTrue, whenFalse] = argument as [string, JsonValue, JsonValue];
    return resolve(outcome[condition] ? whenTrue : whenFalse, outcome);
  }
  if (name === 'Fn::Sub') {
    const [pattern, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, JsonObject];
    return pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, variable: string) =>
      literal ? `\${${variable}}` : String(variable in variables ? resolve(variables[variable], outcome) : REFERENCES[variable]));
  }
  const values = resolve(argument, outcome) as JsonValue[];
  switch (name) {
    case 'Fn::Join': return (values[1] as string[]).join(values[0] as string);
    case 'Fn::Split': return (values[1] as string).split(values[0] as string);
    case 'Fn::Select': return (values[1] as string[])[Number(values[0])];
    case 'Fn::FindInMap': return (TEMPLATE.Mappings!.Accounts as { [stage: string]: JsonObject })[values[1] as string].id;
    default: throw new Error(`no such function: ${name}`);
  }
}

// ── meaning, whatever the layout ──

interface Meaning {
  readonly Version?: JsonValue;
  readonly Id?: JsonValue;
  readonly statements: readonly JsonObject[];
}

const listOf = (raw: JsonValue) => (Array.isArray(raw) ? raw : [raw]).map(String);

function meaningOf(raw: JsonValue, outcome: Outcome): Meaning {
  let document = resolve(raw, outcome);
  if (typeof document === 'string') { document = JSON.parse(document) as JsonValue; }
  const { Version, Id, Statement } = (document ?? { Statement: [] }) as JsonObject;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]).map(statement => elementsOf(statement as JsonObject));
  return statements.length === 0 ? { statements } : { Version, Id, statements };
}

function elementsOf(statement: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(statement).flatMap(([name, value]): [string, JsonValue][] => {
    switch (name) {
      case 'Sid':
      case 'Effect':
        return [[name, value]];
      case 'Principal':
      case 'NotPrincipal':
        return [[name, value === '*' ? value : Object.fromEntries(principalsOf(value as JsonObject))]];
      case 'Condition': {
        const conditions = Object.entries(value as JsonObject).flatMap(([operator, keys]) =>
          Object.entries(keys as JsonObject).map(([key, entry]) => [operator, key, listOf(entry)]));
        return conditions.length > 0 ? [[name, conditions]] : [];
      }
      default:
        return [[name, listOf(value)]];
    }
  }));
}

/** A type without principals is none. */
function principalsOf(types: JsonObject): [string, JsonValue][] {
  return Object.entries(types).map(([type, entry]): [string, string[]] => [type, listOf(entry)]).filter(([, entries]) => entries.length > 0);
}

/** What the model itself says, by its guards and symbolic texts. */
function meaningOfModel({ version, id, statements }: PolicyDocument, outcome: Outcome): Meaning {
  const holds = (when: readonly Guard[]) => when.every(guard => outcome[guard.condition] === guard.holds);
  const texts = (values: readonly PolicyValue[]) => values.filter(value => holds(value.when)).map(value => concrete(value.text));
  const meant = statements.filter(statement => holds(statement.when)).map(({ sid, effect, actions, resources, principals, conditions }) => ({
    ...sid !== undefined && { Sid: sid },
    Effect: effect,
    ...principals && {
      [principals.negated ? 'NotPrincipal' : 'Principal']: principals.values.some(value => value.type === '*') ? '*' : Object.fromEntries(
        [...new Set(principals.values.filter(value => holds(value.when)).map(value => value.type))]
          .map(type => [type, texts(principals.values.filter(value => value.type === type))])),
    },
    [actions.negated ? 'NotAction' : 'Action']: texts(actions.values),
    ...resources && { [resources.negated ? 'NotResource' : 'Resource']: texts(resources.values) },
    ...conditions.length > 0 && { Condition: conditions.map(condition => [condition.operatorText, condition.key, texts(condition.values)]) },
  }));
  return meant.length === 0 ? { statements: meant } : { Version: version, Id: id, statements: meant as unknown as JsonObject[] };
}

function concrete(text: SymbolicText): string {
  return text.parts.map(part => typeof part === 'string' ? part : UNKNOWNS[part.name] ?? `<${part.name}>`).join('');
}

/** A list that is known only at deployment is one unknown in the model. */
function hasUnknownList(document: PolicyDocument): boolean {
  return document.statements.some(({ actions, resources, principals, conditions }) =>
    [actions, resources, principals, ...conditions].some(element => element?.values.some(({ text }) => ['<Names>', '<Fn::Split>'].includes(String(text)))));
}

// ── the test ──

const reader = new TemplateSet([{ id: 'app', template: TEMPLATE, environment: {} }]).readerOf('app');
const samples = Array.from({ length: DOCUMENTS }, (_, seed) => {
  const raw = new DocumentGenerator(new Random(seed)).document();
  const document = parsePolicyDocument(raw, reader);
  return { seed, raw, document, isDecided: document.undecided.length === 0 };
});
const decided = samples
  .filter(({ isDecided }) => isDecided)
  .map(sample => ({ ...sample, meanings: OUTCOMES.map(outcome => meaningOf(sample.raw, outcome)) }));

/** `expect` takes its time; most comparisons need none. */
function expectSame(actual: unknown, expected: unknown, sample: object): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) { expect({ ...sample, result: actual }).toEqual({ ...sample, result: expected }); }
}

test('the generator makes well-formed documents, most of them within the limits', () => {
  const malformed = samples.filter(({ document }) => document.problems.length > 0);
  expect(malformed.map(({ seed, raw, document }) => ({ seed, problems: document.problems, raw: JSON.stringify(raw) })).slice(0, 3)).toEqual([]);
  expect(decided.length).toBeGreaterThan(DOCUMENTS * 0.9);
  expect(new Set(samples.map(({ raw }) => JSON.stringify(raw))).size).toBeGreaterThan(DOCUMENTS * 0.95);
});

test('what is printed means what was read, under every outcome of the conditions', () => {
  for (const { seed, document, meanings } of decided) {
    const printed = printPolicyDocument(document);
    OUTCOMES.forEach((outcome, index) => expectSame(meaningOf(printed, outcome), meanings[index], { seed, outcome }));
  }
});

test('the model means what was read, under every outcome of the conditions', () => {
  for (const { seed, document, meanings } of decided.filter(sample => !hasUnknownList(sample.document))) {
    OUTCOMES.forEach((outcome, index) => expectSame(meaningOfModel(document, outcome), meanings[index], { seed, outcome }));
  }
});

test('what is printed is printed again the same', () => {
  for (const { seed, document } of decided) {
    const printed = printPolicyDocument(document);
    const again = parsePolicyDocument(printed, reader);
    expectSame([again.problems, again.undecided], [[], []], { seed });
    expectSame(printPolicyDocument(again), printed, { seed });
  }
});
