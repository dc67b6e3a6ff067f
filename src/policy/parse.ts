/**
 * Policy document → model. Takes whatever a template or file holds: a document object, its JSON text, one statement or a list,
 * one string or a list, intrinsic functions in any position. Never throws, and is linear in the size of the document.
 *
 * A CloudFormation condition splits what it governs: a list entry carries it as a guard, and a statement whose effect, principal
 * or conditions depend on it, or which has an element only under it, becomes two guarded statements.
 */
import { operatorNames, parseOperator } from './conditions/operators';
import { GrammarProblem, PolicyDocument, UndecidedPart } from './document';
import { bothHold, Guard, NO_GUARDS } from './guard';
import { isObject, JsonObject, JsonValue } from './json';
import { isUnknownKey, readJsonText, textOf } from './json-text';
import { documentKey, KnownParts, WrittenStatement } from './known-parts';
import { MAX_WAYS, splitEntries } from './split-entries';
import { Condition, PolicyElement, PolicyValue, PrincipalElement, PrincipalType, PrincipalValue, Statement } from './statement';
import { SymbolicText } from './symbolic-text';
import { Branch, PLAIN_READER, ValueReader } from './value-reader';

const DOCUMENT_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS = new Set([
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
]);
const EFFECTS = ['Allow', 'Deny'];
const PRINCIPAL_TYPES: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const VERSIONS = ['2012-10-17', '2008-10-17'];

/** Reads a policy document as it stands in a template or file. */
export function parsePolicyDocument(raw: JsonValue, reader: ValueReader = PLAIN_READER): PolicyDocument {
  return new PolicyParser(reader).parse(raw);
}

/**
 * Parses the documents of one template. Functions of one stack repeat each other's statements, so equal text is parsed once: it
 * comes back as the same object, and what was found out about it need not be found out again.
 */
export class PolicyParser {
  private readonly known = new KnownParts();
  private readonly documents = new Map<string, PolicyDocument>();

  public constructor(private readonly reader: ValueReader) {}

  public parse(raw: JsonValue): PolicyDocument {
    const written = isObject(raw) && Array.isArray(raw.Statement) ? raw.Statement.map(entry => this.known.written(entry)) : undefined;
    const key = isObject(raw) && written ? documentKey(raw, written) : textOf(raw);
    const known = key === undefined ? undefined : this.documents.get(key);
    if (known) { return known; }
    const document = new DocumentParse(this.reader, this.known, written).document(raw);
    if (key !== undefined) { this.documents.set(key, document); }
    return document;
  }
}

class DocumentParse {
  private readonly problems: GrammarProblem[] = [];
  private readonly undecided: UndecidedPart[] = [];
  private readonly statements: Statement[] = [];
  private readonly versions = new Set<string | undefined>();
  /** Whether the conditions of the template have no say in the statement that is being read. */
  private isUnconditional = false;

  /** @param written the statements, if the document holds a list of them */
  public constructor(
    private readonly reader: ValueReader, private readonly known: KnownParts,
    private readonly written: readonly (WrittenStatement | undefined)[] | undefined,
  ) {}

  public document(raw: JsonValue): PolicyDocument {
    let id: JsonValue;
    for (const branch of this.reader.branches(raw)) {
      const body = this.documentObject(branch.raw);
      if (body) {
        this.body(body, branch.when);
        id = body.Id;
      }
    }
    if (this.versions.size > 1) { this.undecided.push({ path: 'Version', name: 'a condition over the version' }); }
    const version = this.versions.size === 1 ? [...this.versions][0] : undefined;
    const { problems, undecided, statements } = this;
    return { version, id, statements, problems, undecided };
  }

  private documentObject(raw: JsonValue): JsonObject | undefined {
    const text = readJsonText(raw, this.reader);
    if (text) {
      if ('error' in text) {
        this.unreadableText(raw, text.error);
        return undefined;
      }
      return this.documentObject(text.value);
    }
    if (this.reader.isIntrinsic(raw)) {
      this.undecide('', raw);
      return undefined;
    }
    if (isObject(raw)) { return raw; }
    if (raw !== undefined) {
      this.problem('', `the policy is not an object: ${describe(raw)}`, 'write a JSON object with `Version` and `Statement`');
    }
    return undefined;
  }

  /** Text with an unknown outside its strings may yet become JSON; text without unknowns never will. */
  private unreadableText(raw: JsonValue, error: string): void {
    if (this.reader.text(raw)?.literal !== undefined) {
      this.problem('', `the policy is not valid JSON: ${error}`, 'write a JSON object with `Version` and `Statement`');
    } else {
      this.undecide('', raw);
    }
  }

  private body(raw: JsonObject, when: readonly Guard[]): void {
    for (const key of Object.keys(raw)) {
      if (!DOCUMENT_ELEMENTS.has(key)) { this.unknownElement('', key, DOCUMENT_ELEMENTS); }
    }
    for (const branch of this.reader.branches(raw.Version)) { this.version(branch.raw); }
    if (raw.Id !== undefined && !this.reader.isIntrinsic(raw.Id) && !this.reader.text(raw.Id)) {
      this.problem('Id', `\`Id\` is not text: ${describe(raw.Id)}`, 'write a string');
    }
    for (const branch of this.reader.branches(raw.Statement)) {
      const guards = bothHold(when, branch.when);
      if (guards) { this.statementList(branch.raw, guards); }
    }
  }

  private version(raw: JsonValue): void {
    const text = raw === undefined ? undefined : this.reader.text(raw);
    const version = text?.literal;
    this.versions.add(version);
    if (text && version === undefined) {
      this.undecide('Version', raw);
    } else if (raw !== undefined && (version === undefined || !VERSIONS.includes(version))) {
      this.problem('Version', `the policy version is not known: ${describe(raw)}`, 'write `2012-10-17`');
    }
  }

  private statementList(raw: JsonValue, when: readonly Guard[]): void {
    if (Array.isArray(raw)) {
      raw.forEach((entry, index) => this.knownOrNewStatement(entry, `Statement/${index}`, when, this.written?.[index]));
    } else if (raw !== undefined) {
      this.knownOrNewStatement(raw, 'Statement', when);
    } else {
      this.problem('', 'the policy has no `Statement`', 'add `Statement` with at least one statement');
    }
  }

  /** Statements that were read without anything to report are shared with the documents that repeat them in the same place. */
  private knownOrNewStatement(raw: JsonValue, path: string, when: readonly Guard[], knownAs?: WrittenStatement): void {
    const written = knownAs ?? (when.length === 0 ? this.known.written(raw) : undefined);
    const key = written && `${path} ${written.number}`;
    const known = key === undefined ? undefined : this.known.statements.get(key);
    if (known) {
      this.statements.push(...known);
      return;
    }
    const before = this.statements.length;
    const { reported } = this;
    this.isUnconditional = written !== undefined && !this.reader.mayBranch(written.text);
    this.statement(raw, path, when);
    this.isUnconditional = false;
    if (key !== undefined && this.reported === reported) {
      this.known.statements.set(key, this.statements.slice(before));
    }
  }

  private branches(raw: JsonValue): readonly Branch[] {
    return this.isUnconditional ? [{ raw, when: NO_GUARDS }] : this.reader.branches(raw);
  }

  private statement(raw: JsonValue, path: string, when: readonly Guard[]): void {
    for (const branch of this.branches(raw)) {
      const guards = bothHold(when, branch.when);
      if (branch.raw === undefined || !guards) { continue; }
      if (this.reader.isIntrinsic(branch.raw)) {
        this.undecide(path, branch.raw);
      } else if (isObject(branch.raw)) {
        this.statementVariants(branch.raw, path, guards);
      } else {
        this.problem(path, `a statement is not an object: ${describe(branch.raw)}`, 'write a statement with `Effect`, `Action` and `Resource`');
      }
    }
  }

  /** One statement for each way in which the conditions that split it can fall. */
  private statementVariants(raw: JsonObject, path: string, when: readonly Guard[]): void {
    for (const key of Object.keys(raw)) {
      if (!STATEMENT_ELEMENTS.has(key)) { this.unknownElement(path, key, STATEMENT_ELEMENTS, when.length === 0 ? raw : undefined); }
    }
    if (this.isUnconditional) {
      this.plainStatement(raw, path, when);
      return;
    }
    const variants = this.product({ raw, when }, path, (value, key) => this.elementBranches(key, value, path));
    for (const variant of variants) { this.plainStatement(variant.raw as JsonObject, path, variant.when); }
  }

  private elementBranches(key: string, raw: JsonValue, path: string): readonly Branch[] {
    switch (key) {
      case 'Sid':
      case 'Effect':
        return this.branches(raw);
      case 'Principal':
      case 'NotPrincipal':
        return this.branches(raw).flatMap(principal => this.product(principal, path, values => this.valueBranches(values)));
      case 'Condition':
        return this.conditionBranches(raw, path);
      default:
        return this.valueBranches(raw);
    }
  }

  /** A condition block depends on the conditions over itself, over an operator in it, and over a key of that. */
  private conditionBranches(raw: JsonValue, path: string): readonly Branch[] {
    return this.branches(raw).flatMap(block =>
      this.product(block, path, operator => this.branches(operator).flatMap(keys =>
        this.product(keys, path, value => this.branches(value)))));
  }

  /** A condition over values can be their guard, unless it leaves all of them out or chooses a list that is not known. */
  private valueBranches(raw: JsonValue): readonly Branch[] {
    const branches = this.branches(raw);
    return branches.length > 1 && branches.every(branch => this.canBeGuarded(branch.raw)) ? [{ raw, when: NO_GUARDS }] : branches;
  }

  private canBeGuarded(raw: JsonValue): boolean {
    if (raw === undefined) { return false; }
    if (!this.reader.isIntrinsic(raw) || this.reader.items(raw)) { return true; }
    const text = this.reader.text(raw);
    return text !== undefined && !(text.parts.length === 1 && text.canHoldAnything);
  }

  /** All ways in which an object can turn out, given those of each of its properties. */
  private product({ raw, when }: Branch, path: string, ways: (raw: JsonValue, key: string) => readonly Branch[]): readonly Branch[] {
    if (!isObject(raw) || this.reader.isIntrinsic(raw)) { return [{ raw, when }]; }
    const variants = splitEntries(raw, when, ways);
    if (!variants) { this.undecided.push({ path, name: `more than ${MAX_WAYS} combinations of conditions` }); }
    return variants ?? [{ raw, when }];
  }

  private plainStatement(raw: JsonObject, path: string, when: readonly Guard[]): void {
    const actions = this.knownOrNewActions(raw, path, when);
    if (!actions) { this.problem(path, 'the statement has neither `Action` nor `NotAction`', 'add `Action`'); }
    const effect = this.effect(raw, path, when);
    const sid = this.sid(raw.Sid, path);
    const resources = this.element(raw, path, when, 'Resource', 'NotResource');
    const principals = this.principals(raw, path, when);
    const conditions = this.conditions(raw.Condition, `${path}/Condition`, when);
    const emptyConditions = this.emptyConditions(raw.Condition);
    if (!actions || !effect) { return; }
    const hasUnknownSid = sid !== undefined && sid.literal === undefined ? true : undefined;
    this.statements.push({ path, when, sid: sid?.literal, hasUnknownSid, effect, actions, resources, principals, conditions, emptyConditions });
  }

  private sid(raw: JsonValue, path: string): SymbolicText | undefined {
    if (raw === undefined) { return undefined; }
    const text = this.reader.text(raw);
    if (!text) { this.problem(`${path}/Sid`, `\`Sid\` is not text: ${describe(raw)}`, 'write a string'); }
    return text;
  }

  /** An effect that is known only at deployment counts as Allow, and is reported as undecided. */
  private effect(statement: JsonObject, path: string, when: readonly Guard[]): 'Allow' | 'Deny' | undefined {
    const raw = statement.Effect;
    if (raw === 'Allow' || raw === 'Deny') { return raw; }
    if (raw === undefined) {
      this.problem(path, 'the statement has no `Effect`', 'add `"Effect": "Allow"` or `"Effect": "Deny"`');
      return undefined;
    }
    const text = this.reader.text(raw);
    if (text && text.literal === undefined) {
      this.undecide(`${path}/Effect`, raw);
      return 'Allow';
    }
    const effect = text?.literal;
    if (effect === 'Allow' || effect === 'Deny') { return effect; }
    const right = effect === undefined ? undefined : inRightCase(effect, EFFECTS);
    const replacement = right !== undefined && when.length === 0 ? { ...statement, Effect: right } : undefined;
    this.problem(`${path}/Effect`, `\`Effect\` is neither \`Allow\` nor \`Deny\`: ${describe(raw)}`, 'write `Allow` or `Deny`, with a capital letter', replacement);
    return undefined;
  }

  private knownOrNewActions(raw: JsonObject, path: string, when: readonly Guard[]): PolicyElement | undefined {
    const text = when.length === 0 ? textOf([raw.Action, raw.NotAction]) : undefined;
    const known = text === undefined ? undefined : this.known.actions.get(text);
    if (known) { return known; }
    const { reported } = this;
    const actions = this.element(raw, path, when, 'Action', 'NotAction');
    if (actions && text !== undefined && this.reported === reported) { this.known.actions.set(text, actions); }
    return actions;
  }

  private element(raw: JsonObject, path: string, when: readonly Guard[], plain: string, negated: string): PolicyElement | undefined {
    const key = this.oneOf(raw, path, plain, negated);
    if (!key) { return undefined; }
    return { negated: key === negated, values: this.values(raw[key], `${path}/${key}`, when) };
  }

  /** Which of two elements that exclude each other is there; the plain one if both are. */
  private oneOf(raw: JsonObject, path: string, plain: string, negated: string): string | undefined {
    if (raw[plain] !== undefined && raw[negated] !== undefined) {
      this.problem(path, `the statement has both \`${plain}\` and \`${negated}\``, `keep one of them, as a rule \`${plain}\``);
    }
    if (raw[plain] !== undefined) { return plain; }
    return raw[negated] !== undefined ? negated : undefined;
  }

  /** The values that can be there in a statement under `when`, each with the guards that it adds. */
  private values(raw: JsonValue, path: string, when: readonly Guard[]): PolicyValue[] {
    const values: PolicyValue[] = [];
    for (const branch of this.branches(raw)) {
      this.collect(branch, path, values);
    }
    return when.length === 0 ? values : values.flatMap(value => {
      const guards = bothHold(when, value.when);
      return guards ? [{ ...value, when: guards.slice(when.length) }] : [];
    });
  }

  private collect(branch: Branch, path: string, values: PolicyValue[]): void {
    const list = Array.isArray(branch.raw) ? branch.raw : this.reader.items(branch.raw);
    if (!list) {
      if (!this.collectText(branch.raw, branch.when, values)) { this.noText(branch.raw, path); }
      return;
    }
    for (let index = 0; index < list.length; index++) {
      const entry = list[index];
      if (typeof entry === 'string') {
        this.collectText(entry, branch.when, values);
      } else {
        this.collectEntry(entry, branch.when, `${path}/${index}`, values);
      }
    }
  }

  private collectEntry(raw: JsonValue, when: readonly Guard[], path: string, values: PolicyValue[]): void {
    for (const branch of this.branches(raw)) {
      const guards = bothHold(when, branch.when);
      if (!guards) { continue; }
      for (const item of this.reader.items(branch.raw) ?? [branch.raw]) {
        if (!this.collectText(item, guards, values)) { this.noText(item, path); }
      }
    }
  }

  /** Whether it is text, or left out. */
  private collectText(raw: JsonValue, when: readonly Guard[], values: PolicyValue[]): boolean {
    if (raw === undefined) { return true; }
    const text = typeof raw === 'string' ? this.known.texts.get(raw) ?? this.newText(raw) : this.reader.text(raw);
    if (text) { values.push({ text, raw, when }); }
    return text !== undefined;
  }

  private newText(raw: string): SymbolicText | undefined {
    const text = this.reader.text(raw);
    if (text) { this.known.texts.set(raw, text); }
    return text;
  }

  private noText(raw: JsonValue, path: string): void {
    this.problem(path, `the value is not text: ${describe(raw)}`, 'write a string or a list of strings');
  }

  private principals(raw: JsonObject, path: string, when: readonly Guard[]): PrincipalElement | undefined {
    const key = this.oneOf(raw, path, 'Principal', 'NotPrincipal');
    if (!key) { return undefined; }
    const negated = key === 'NotPrincipal';
    const value = raw[key];
    if (isObject(value) && !this.reader.isIntrinsic(value)) {
      return { negated, values: Object.keys(value).flatMap(type => this.principalValues(type, value[type], `${path}/${key}`, when)) };
    }
    const text = this.reader.text(value);
    if (text?.literal === '*') {
      return { negated, values: [{ type: '*', text, raw: value, when: NO_GUARDS }] };
    }
    if (text && text.literal === undefined) {
      this.undecide(`${path}/${key}`, value);
    } else {
      this.problem(`${path}/${key}`, `\`${key}\` names no type of principal: ${describe(value)}`, 'write `{ "AWS": … }`, `{ "Service": … }` or `{ "Federated": … }`');
    }
    return { negated, values: [] };
  }

  private principalValues(type: string, raw: JsonValue, path: string, when: readonly Guard[]): PrincipalValue[] {
    if (!PRINCIPAL_TYPES.includes(type)) {
      this.problem(path, `the type of principal is not known: \`${type}\``, `write one of ${PRINCIPAL_TYPES.join(', ')}`);
      return [];
    }
    return this.values(raw, `${path}/${type}`, when).map(value => ({ ...value, type: type as PrincipalType }));
  }

  private conditions(raw: JsonValue, path: string, when: readonly Guard[]): Condition[] {
    if (raw === undefined) { return []; }
    if (this.reader.isIntrinsic(raw)) {
      this.undecide(path, raw);
      return [];
    }
    if (!isObject(raw)) {
      this.problem(path, `\`Condition\` is not an object: ${describe(raw)}`, 'write `{ "StringEquals": { "key": "value" } }`');
      return [];
    }
    return Object.keys(raw).flatMap(operator => this.conditionsOf(operator, raw[operator], `${path}/${operator}`, when));
  }

  private emptyConditions(raw: JsonValue): readonly string[] | undefined {
    if (!isObject(raw) || this.reader.isIntrinsic(raw)) { return undefined; }
    const empty = isEmptyObject(raw) ? [''] : Object.keys(raw).filter(operator => isEmptyObject(raw[operator]));
    return empty.length === 0 ? undefined : empty;
  }

  private conditionsOf(operatorText: string, raw: JsonValue, path: string, when: readonly Guard[]): Condition[] {
    const operator = parseOperator(operatorText);
    if (!operator) {
      this.problem(path, `\`${operatorText}\` is not a condition operator`, `write one of ${operatorNames().slice(0, 6).join(', ')} …`);
      return [];
    }
    if (raw === undefined) { return []; }
    if (this.reader.isIntrinsic(raw)) {
      this.undecide(path, raw);
      return [];
    }
    if (!isObject(raw)) {
      this.problem(path, `\`${operatorText}\` does not hold an object: ${describe(raw)}`, 'write `{ "key": "value" }`');
      return [];
    }
    return Object.keys(raw).filter(key => raw[key] !== undefined).map(key => {
      if (isUnknownKey(key)) { this.undecided.push({ path, name: `the key ${key}` }); }
      return { operatorText, operator, key, values: this.values(raw[key], `${path}/${key}`, when) };
    });
  }

  private unknownElement(path: string, key: string, known: Set<string>, statement?: JsonObject): void {
    const right = inRightCase(key, known);
    this.problem(path, `\`${key}\` is not an element of a policy${path === '' ? '' : ' statement'}`,
      right ? `write \`${right}\`; element names are case-sensitive` : `remove it; known are ${[...known].join(', ')}`,
      right && statement ? renamed(statement, key, right) : undefined);
  }

  /** How much there is to report so far; what adds to it is read anew wherever it stands. */
  private get reported(): number {
    return this.problems.length + this.undecided.length;
  }

  private problem(path: string, message: string, fix: string, replacement?: JsonObject): void {
    this.problems.push({ path, message, fix, replacement });
  }

  private undecide(path: string, raw: JsonValue): void {
    this.undecided.push({ path, name: this.reader.text(raw)?.toString() ?? describe(raw) });
  }
}

function inRightCase(written: string, names: Iterable<string>): string | undefined {
  const lower = written.toLowerCase();
  for (const name of names) {
    if (name.toLowerCase() === lower) { return name; }
  }
  return undefined;
}

/** `undefined` where the other name is taken. */
function renamed(raw: JsonObject, key: string, right: string): JsonObject | undefined {
  return right in raw ? undefined : Object.fromEntries(Object.entries(raw).map(([name, value]) => [name === key ? right : name, value]));
}

function isEmptyObject(raw: JsonValue): boolean {
  if (!isObject(raw)) { return false; }
  for (const _ in raw) { return false; }
  return true;
}

function describe(raw: JsonValue): string {
  if (raw === null) { return '`null`'; }
  if (Array.isArray(raw)) { return 'a list'; }
  if (isObject(raw)) { return `an object (\`${Object.keys(raw).slice(0, 3).join('`, `')}\`)`; }
  const text = String(raw);
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}
