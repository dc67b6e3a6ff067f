/**
 * Policy document → model. Takes whatever a template or file holds: a document object, its JSON text, one statement or a list,
 * one string or a list, intrinsic functions in any position. Never throws, and is linear in the size of the document.
 *
 * A CloudFormation condition splits what it governs: a list entry carries it as a guard, and a statement whose effect, principal
 * or conditions depend on it becomes two guarded statements.
 */
import { operatorNames, parseOperator } from './conditions/operators';
import { GrammarProblem, PolicyDocument, UndecidedPart } from './document';
import { bothHold, Guard, NO_GUARDS } from './guard';
import { isObject, JsonObject, JsonValue } from './json';
import { parseJsonText } from './json-text';
import { Condition, PolicyElement, PolicyValue, PrincipalElement, PrincipalType, PrincipalValue, Statement } from './statement';
import { Branch, PLAIN_READER, ValueReader } from './value-reader';

const DOCUMENT_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS = new Set([
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
]);
/** The elements of a statement that take one value, so that a condition over them splits the statement. */
const SINGLE_VALUED = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Condition'];
const PRINCIPAL_TYPES: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const VERSIONS = ['2012-10-17', '2008-10-17'];
/** More ways than this for one statement to turn out are reported, not followed. */
const MAX_VARIANTS = 16;

/** Reads a policy document as it stands in a template or file. */
export function parsePolicyDocument(raw: JsonValue, reader: ValueReader = PLAIN_READER): PolicyDocument {
  return new Parser(reader).document(raw);
}

class Parser {
  private readonly problems: GrammarProblem[] = [];
  private readonly undecided: UndecidedPart[] = [];
  private readonly statements: Statement[] = [];

  public constructor(private readonly reader: ValueReader) {}

  public document(raw: JsonValue): PolicyDocument {
    let header: { version?: string; id?: JsonValue } = {};
    for (const branch of this.reader.branches(raw)) {
      const body = this.documentObject(branch.raw);
      if (body) { header = this.body(body, branch.when); }
    }
    const { problems, undecided, statements } = this;
    return { ...header, statements, problems, undecided };
  }

  private documentObject(raw: JsonValue): JsonObject | undefined {
    const pieces = typeof raw === 'string' ? [raw] : this.reader.textPieces(raw);
    if (pieces) {
      const result = parseJsonText(pieces);
      if ('error' in result) {
        this.unreadableText(raw, pieces, result.error);
        return undefined;
      }
      return this.documentObject(result.value);
    }
    if (this.reader.isIntrinsic(raw)) {
      this.undecide('', raw);
      return undefined;
    }
    if (isObject(raw)) { return raw; }
    if (raw !== undefined) {
      this.problem('', `the policy is ${describe(raw)}, not an object`, 'write a JSON object with `Version` and `Statement`');
    }
    return undefined;
  }

  /** Text with an unknown outside its strings may yet become JSON; text without unknowns never will. */
  private unreadableText(raw: JsonValue, pieces: readonly JsonValue[], error: string): void {
    if (pieces.every(piece => typeof piece === 'string')) {
      this.problem('', `the policy is not valid JSON: ${error}`, 'write a JSON object with `Version` and `Statement`');
    } else {
      this.undecide('', raw);
    }
  }

  private body(raw: JsonObject, when: readonly Guard[]): { version?: string; id?: JsonValue } {
    for (const key of Object.keys(raw)) {
      if (!DOCUMENT_ELEMENTS.has(key)) { this.unknownElement('', key, DOCUMENT_ELEMENTS); }
    }
    if (raw.Statement === undefined) {
      this.problem('', 'the policy has no `Statement`', 'add `Statement` with at least one statement');
    }
    for (const branch of this.reader.branches(raw.Statement)) {
      this.statementList(branch.raw, [...when, ...branch.when]);
    }
    return { version: this.version(raw.Version), id: raw.Id };
  }

  private version(raw: JsonValue): string | undefined {
    if (raw === undefined) { return undefined; }
    const version = this.reader.text(raw)?.literal;
    if (version === undefined || !VERSIONS.includes(version)) {
      this.problem('Version', `the policy version is ${describe(raw)}`, 'write `2012-10-17`');
    }
    return version;
  }

  private statementList(raw: JsonValue, when: readonly Guard[]): void {
    if (Array.isArray(raw)) {
      raw.forEach((entry, index) => this.statement(entry, `Statement/${index}`, when));
    } else if (raw !== undefined) {
      this.statement(raw, 'Statement', when);
    }
  }

  private statement(raw: JsonValue, path: string, when: readonly Guard[]): void {
    for (const branch of this.reader.branches(raw)) {
      const guards = bothHold(when, branch.when);
      if (branch.raw === undefined || !guards) { continue; }
      if (this.reader.isIntrinsic(branch.raw)) {
        this.undecide(path, branch.raw);
      } else if (isObject(branch.raw)) {
        this.statementVariants(branch.raw, path, guards);
      } else {
        this.problem(path, `a statement is ${describe(branch.raw)}, not an object`, 'write a statement with `Effect`, `Action` and `Resource`');
      }
    }
  }

  /** One statement for each way in which the conditions over its single-valued elements can fall. */
  private statementVariants(raw: JsonObject, path: string, when: readonly Guard[]): void {
    for (const key of Object.keys(raw)) {
      if (!STATEMENT_ELEMENTS.has(key)) { this.unknownElement(path, key, STATEMENT_ELEMENTS); }
    }
    const variants = this.product({ raw, when }, path, (value, key) => this.elementBranches(key, value, path));
    for (const variant of variants) { this.plainStatement(variant.raw as JsonObject, path, variant.when); }
  }

  private elementBranches(key: string, raw: JsonValue, path: string): readonly Branch[] {
    if (key === 'Condition') { return this.conditionBranches(raw, path); }
    return SINGLE_VALUED.includes(key) ? this.reader.branches(raw) : [{ raw, when: NO_GUARDS }];
  }

  /** A condition block depends on the conditions over itself, over an operator in it, and over a key of that. */
  private conditionBranches(raw: JsonValue, path: string): readonly Branch[] {
    return this.reader.branches(raw).flatMap(block =>
      this.product(block, path, operator => this.reader.branches(operator).flatMap(keys =>
        this.product(keys, path, value => this.reader.branches(value)))));
  }

  /** All ways in which an object can turn out, given those of each of its properties. */
  private product(whole: Branch, path: string, ways: (raw: JsonValue, key: string) => readonly Branch[]): readonly Branch[] {
    const { raw } = whole;
    if (!isObject(raw) || this.reader.isIntrinsic(raw)) { return [whole]; }
    let variants: readonly Branch[] = [whole];
    for (const key of Object.keys(raw)) {
      const branches = ways(raw[key], key);
      if (branches.length === 1) { continue; }
      variants = variants.flatMap(variant => branches.flatMap(branch => {
        const when = bothHold(variant.when, branch.when);
        return when ? [{ raw: { ...variant.raw as JsonObject, [key]: branch.raw }, when }] : [];
      }));
      if (variants.length > MAX_VARIANTS) {
        this.undecided.push({ path, name: `more than ${MAX_VARIANTS} combinations of conditions` });
        variants = variants.slice(0, MAX_VARIANTS);
      }
    }
    return variants;
  }

  private plainStatement(raw: JsonObject, path: string, when: readonly Guard[]): void {
    const actions = this.element(raw, path, 'Action', 'NotAction');
    if (!actions) {
      this.problem(path, 'the statement has neither `Action` nor `NotAction`', 'add `Action`');
      return;
    }
    const effect = this.effect(raw.Effect, path);
    if (!effect) { return; }
    this.statements.push({
      path,
      when,
      sid: this.sid(raw.Sid, path),
      effect,
      actions,
      resources: this.element(raw, path, 'Resource', 'NotResource'),
      principals: this.principals(raw, path),
      conditions: this.conditions(raw.Condition, `${path}/Condition`),
    });
  }

  private sid(raw: JsonValue, path: string): string | undefined {
    if (raw === undefined) { return undefined; }
    const text = this.reader.text(raw);
    if (!text) { this.problem(`${path}/Sid`, `\`Sid\` is ${describe(raw)}`, 'write a string'); }
    return text?.literal;
  }

  /** An effect that is known only at deployment counts as Allow, and is reported as undecided. */
  private effect(raw: JsonValue, path: string): 'Allow' | 'Deny' | undefined {
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
    this.problem(`${path}/Effect`, `\`Effect\` is ${describe(raw)}`, 'write `Allow` or `Deny`, with a capital letter');
    return undefined;
  }

  private element(raw: JsonObject, path: string, plain: string, negated: string): PolicyElement | undefined {
    const key = this.oneOf(raw, path, plain, negated);
    if (!key) { return undefined; }
    return { negated: key === negated, values: this.values(raw[key], `${path}/${key}`) };
  }

  /** Which of two elements that exclude each other is there; the plain one if both are. */
  private oneOf(raw: JsonObject, path: string, plain: string, negated: string): string | undefined {
    if (raw[plain] !== undefined && raw[negated] !== undefined) {
      this.problem(path, `the statement has both \`${plain}\` and \`${negated}\``, `keep one of them, as a rule \`${plain}\``);
    }
    if (raw[plain] !== undefined) { return plain; }
    return raw[negated] !== undefined ? negated : undefined;
  }

  private values(raw: JsonValue, path: string): PolicyValue[] {
    const values: PolicyValue[] = [];
    for (const branch of this.reader.branches(raw)) {
      this.collect(branch, path, values);
    }
    return values;
  }

  private collect(branch: Branch, path: string, values: PolicyValue[]): void {
    const list = Array.isArray(branch.raw) ? branch.raw : this.reader.items(branch.raw);
    if (!list) {
      this.collectText(branch, path, values);
      return;
    }
    list.forEach((entry, index) => {
      for (const inner of this.reader.branches(entry)) {
        const when = bothHold(branch.when, inner.when);
        if (!when) { continue; }
        const items = this.reader.items(inner.raw);
        for (const item of items ?? [inner.raw]) {
          this.collectText({ raw: item, when }, `${path}/${index}`, values);
        }
      }
    });
  }

  private collectText({ raw, when }: Branch, path: string, values: PolicyValue[]): void {
    if (raw === undefined) { return; }
    const text = this.reader.text(raw);
    if (text) {
      values.push({ text, raw, when });
    } else {
      this.problem(path, `the value is ${describe(raw)}, not text`, 'write a string or a list of strings');
    }
  }

  private principals(raw: JsonObject, path: string): PrincipalElement | undefined {
    const key = this.oneOf(raw, path, 'Principal', 'NotPrincipal');
    if (!key) { return undefined; }
    const negated = key === 'NotPrincipal';
    const value = raw[key];
    if (isObject(value) && !this.reader.isIntrinsic(value)) {
      return { negated, values: Object.keys(value).flatMap(type => this.principalValues(type, value[type], `${path}/${key}`)) };
    }
    const text = this.reader.text(value);
    if (text?.literal === '*') {
      return { negated, values: [{ type: '*', text, raw: value, when: NO_GUARDS }] };
    }
    if (text && text.literal === undefined) {
      this.undecide(`${path}/${key}`, value);
    } else {
      this.problem(`${path}/${key}`, `\`${key}\` is ${describe(value)}`, 'write `{ "AWS": … }`, `{ "Service": … }` or `{ "Federated": … }`');
    }
    return { negated, values: [] };
  }

  private principalValues(type: string, raw: JsonValue, path: string): PrincipalValue[] {
    if (!PRINCIPAL_TYPES.includes(type)) {
      this.problem(path, `the principal type is \`${type}\``, `write one of ${PRINCIPAL_TYPES.join(', ')}`);
      return [];
    }
    return this.values(raw, `${path}/${type}`).map(value => ({ ...value, type: type as PrincipalType }));
  }

  private conditions(raw: JsonValue, path: string): Condition[] {
    if (raw === undefined) { return []; }
    if (this.reader.isIntrinsic(raw)) {
      this.undecide(path, raw);
      return [];
    }
    if (!isObject(raw)) {
      this.problem(path, `\`Condition\` is ${describe(raw)}, not an object`, 'write `{ "StringEquals": { "key": "value" } }`');
      return [];
    }
    return Object.keys(raw).flatMap(operator => this.conditionsOf(operator, raw[operator], `${path}/${operator}`));
  }

  private conditionsOf(operatorText: string, raw: JsonValue, path: string): Condition[] {
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
      this.problem(path, `\`${operatorText}\` holds ${describe(raw)}, not an object`, 'write `{ "key": "value" }`');
      return [];
    }
    return Object.keys(raw)
      .filter(key => raw[key] !== undefined)
      .map(key => ({ operatorText, operator, key, values: this.values(raw[key], `${path}/${key}`) }));
  }

  private unknownElement(path: string, key: string, known: Set<string>): void {
    const right = [...known].find(name => name.toLowerCase() === key.toLowerCase());
    this.problem(path, `\`${key}\` is not an element of a policy${path === '' ? '' : ' statement'}`,
      right ? `write \`${right}\`; element names are case-sensitive` : `remove it; known are ${[...known].join(', ')}`);
  }

  private problem(path: string, message: string, fix: string): void {
    this.problems.push({ path, message, fix });
  }

  private undecide(path: string, raw: JsonValue): void {
    this.undecided.push({ path, name: this.reader.text(raw)?.toString() ?? describe(raw) });
  }
}

function describe(raw: JsonValue): string {
  if (raw === null) { return '`null`'; }
  if (Array.isArray(raw)) { return 'a list'; }
  if (isObject(raw)) { return `an object (\`${Object.keys(raw).slice(0, 3).join('`, `')}\`)`; }
  const text = String(raw);
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}
