/**
 * Concrete requests for a region that the symbolic engine has found, the most plausible first: real actions, well-formed ARNs,
 * a typical account and region.
 *
 * Drafts only: that a request lies where it should is for the evaluator to say.
 */
import { Action, findAction, findResourceType } from '../../catalog/actions';
import { RequestFacts } from '../matching/request-facts';
import { PLAUSIBLE_ACCOUNT, PLAUSIBLE_REGION } from '../plausible-values';
import { parsePrincipal, Principal } from '../principal';
import { Request } from '../request';
import { KeyValue } from './key-dimensions';
import { ANY, ANY_IN_PART, codesOfString, COLON, isLetter, isVariable, letterOf, nthIndexOf, Pattern, stringOfCodes } from './pattern';
import { plausibleKeyValues } from './plausible-key-values';

const PLAUSIBLE_NAME = 'example';
const MAX_RESOURCE_TYPES = 3;

export interface Region {
  readonly action: string;
  /** The pattern that resources of the region match, and a word of the region. */
  readonly base: Pattern;
  readonly word: readonly number[];
  /** By key in lower case; a key that is not there is absent. */
  readonly values: ReadonlyMap<string, readonly KeyValue[]>;
  /** The spelling of the keys. */
  readonly spelling: ReadonlyMap<string, string>;
  /** Who may ask; left out where it can be anyone with the policy. */
  readonly principals?: readonly Principal[];
  /** What the unknowns of the template were taken to be, by name. */
  readonly unknowns: ReadonlyMap<string, string>;
}

/** Actions whose resources can look like those that the pattern matches come first, within the first few that there are. */
export function plausibleActions(actions: Iterable<string>, { codes, prefixLength }: Pattern, count: number): readonly string[] {
  const fitting: string[] = [];
  const others: string[] = [];
  let looked = 0;
  for (const action of actions) {
    (fitsBelow(action, codes, prefixLength) ? fitting : others).push(action);
    if (fitting.length >= count || ++looked >= MAX_ACTIONS_LOOKED_AT) { break; }
  }
  return [...fitting, ...others].slice(0, count);
}

const MAX_ACTIONS_LOOKED_AT = 40;

/** Whether the action works on resources of which the ARN can begin as the pattern does. */
function fitsBelow(name: string, codes: readonly number[], prefixLength: number): boolean {
  const action = findAction(...splitAction(name));
  return action !== undefined && templatesOf(action).some(template => {
    const open = template.indexOf('${', 'arn:${Partition}'.length);
    const start = template.slice(0, open < 0 ? undefined : open).replace('${Partition}', 'aws');
    const length = Math.min(start.length, prefixLength);
    for (let i = 0; i < length; i++) {
      if (start.charCodeAt(i) !== codes[i]) { return false; }
    }
    return true;
  });
}

function templatesOf({ service, resourceTypes }: Action): string[] {
  return resourceTypes.flatMap(({ name }) => findResourceType(service, name)?.arnTemplates.slice(0, 1) ?? []);
}

export function* draftRequests(region: Region): Generator<Request> {
  const seen = new Set<string>();
  for (const principal of principalsOf(region)) {
    for (const [codes, owner] of resourceForms(region).flatMap(form => ownersIn(region).map(account => [form, account] as const))) {
      const request = new Draft(region, principal).request(codes, owner);
      if (!request) { continue; }
      const key = `${request.principal.id} ${request.resource} ${request.resourceAccount}`;
      if (seen.has(key)) { continue; }
      seen.add(key);
      yield request;
    }
  }
}

/** The account of the resource, where the question is not which it is; another where the principal's is in question. */
function ownersIn({ values }: Region): readonly (string | undefined)[] {
  return values.has(PRINCIPAL_ACCOUNT) && !values.has(RESOURCE_ACCOUNT) ? [undefined, PLAUSIBLE_ACCOUNT] : [undefined];
}

/** Values of the request that say who asks. */
const PRINCIPAL_ARN = 'aws:principalarn';
const PRINCIPAL_ACCOUNT = 'aws:principalaccount';
const USERNAME = 'aws:username';
const RESOURCE_ACCOUNT = 'aws:resourceaccount';

function principalsOf({ principals, values, base, unknowns }: Region): readonly Principal[] {
  const text = (key: string) => {
    const [value] = values.get(key) ?? [];
    return value === undefined ? undefined : textOf(value, code => letterText(code, unknowns));
  };
  const arn = text(PRINCIPAL_ARN);
  const named = arn === undefined ? undefined : parsePrincipal(arn);
  if (principals) { return [...principals.slice(0, MAX_PRINCIPALS), ...named ? [named] : []]; }
  if (named) { return [named]; }
  const account = accountOf(text(PRINCIPAL_ACCOUNT)) ?? accountIn(base, unknowns) ?? PLAUSIBLE_ACCOUNT;
  const username = text(USERNAME) ?? (usesVariable(base, USERNAME) ? PLAUSIBLE_NAME : undefined);
  const principal = parsePrincipal(`arn:aws:iam::${account}:${username === undefined ? `role/${PLAUSIBLE_NAME}` : `user/${username}`}`);
  return principal ? [principal] : [];
}

const MAX_PRINCIPALS = 8;

function accountOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{12}$/.test(text) ? text : undefined;
}

function usesVariable({ codes }: Pattern, key: string): boolean {
  return codes.some(code => {
    const letter = isLetter(code) ? letterOf(code) : undefined;
    return letter !== undefined && isVariable(letter) && letter.variable.toLowerCase() === key;
  });
}

function accountIn({ codes }: Pattern, unknowns: ReadonlyMap<string, string>): string | undefined {
  const end = nthIndexOf(codes, COLON, 5);
  const account = textOf(end < 0 ? codes : codes.slice(0, end), code => letterText(code, unknowns)).split(':')[4];
  return accountOf(account);
}

function resourceForms(region: Region): readonly (readonly number[])[] {
  return [...generateForms(region)];
}

/** The resource as codes, in which letters may stand. */
function* generateForms({ action, base, word }: Region): Generator<readonly number[]> {
  if (base.isWord) {
    yield base.codes;
    return;
  }
  const found = findAction(...splitAction(action));
  if (found && found.resourceTypes.length === 0) { yield codesOfString('*'); }
  if (found) { yield* typicalResources(found, base); }
  const filled = fill(base.codes);
  if (found?.resourceTypes.some(type => type.name === 'object') && !filled.includes(SLASH, filled.lastIndexOf(COLON))) {
    yield filled.concat(codesOfString(`/${PLAUSIBLE_NAME}`));
  }
  yield filled;
  yield word;
}

const SLASH = '/'.charCodeAt(0);

function splitAction(action: string): [string, string] {
  const colon = action.indexOf(':');
  return [action.slice(0, colon), action.slice(colon + 1)];
}

/** The ARN forms of the resource types that the action works on, where the pattern leaves the form open. */
function* typicalResources(action: Action, { codes, prefixLength }: Pattern): Generator<readonly number[]> {
  const prefix = codes.slice(0, prefixLength);
  for (const template of templatesOf(action).sort((left, right) => left.length - right.length).slice(0, MAX_RESOURCE_TYPES)) {
    const typical = codesOfString(template.replace(/\$\{([^}]*)\}/g, (_, variable: string) => TEMPLATE_VALUES[variable] ?? PLAUSIBLE_NAME));
    if (prefix.every((code, index) => typical[index] === code)) { yield typical; }
  }
}

const TEMPLATE_VALUES: { readonly [variable: string]: string } = { Partition: 'aws', Region: PLAUSIBLE_REGION, Account: PLAUSIBLE_ACCOUNT };

/** Wildcards filled with what usually stands in their place. */
function fill(codes: readonly number[]): number[] {
  const filled: number[] = [];
  let part = 0;
  codes.forEach((code, index) => {
    if (code === COLON) { part++; }
    if (code >= 0 || isLetter(code)) {
      filled.push(code);
    } else if (code === ANY || code === ANY_IN_PART) {
      const alone = (index === 0 || codes[index - 1] === COLON) && (codes[index + 1] === undefined || codes[index + 1] === COLON);
      filled.push(...codesOfString(alone ? ARN_PARTS[part] ?? PLAUSIBLE_NAME : PLAUSIBLE_NAME));
    } else {
      filled.push('x'.charCodeAt(0));
    }
  });
  return filled;
}

const ARN_PARTS: { readonly [part: number]: string } = { 1: 'aws', 3: PLAUSIBLE_REGION, 4: PLAUSIBLE_ACCOUNT };

function textOf(value: KeyValue, letter: (code: number) => string): string {
  if (typeof value === 'string') { return value; }
  let text = '';
  let done = 0;
  value.forEach((code, index) => {
    if (code >= 0) { return; }
    text += `${stringOfCodes(value.slice(done, index))}${isLetter(code) ? letter(code) : PLAUSIBLE_NAME}`;
    done = index + 1;
  });
  return text + stringOfCodes(value.slice(done));
}

function letterText(code: number, unknowns: ReadonlyMap<string, string>): string {
  const letter = letterOf(code);
  return isVariable(letter) ? letter.fallback ?? PLAUSIBLE_NAME : unknowns.get(letter.name) ?? letter.name;
}

/** One request in the making: a variable is given the value that its key has, or gives its key one. */
class Draft {
  private readonly context = new Map<string, string | string[]>();
  private readonly given = new Map<string, string>();

  public constructor(private readonly region: Region, private readonly principal: Principal) {
    const { values, spelling } = region;
    for (const [key, list] of values) {
      if (list.every(value => typeof value === 'string' || !value.some(isLetter))) { this.give(spelling.get(key) ?? key, list); }
    }
    for (const [key, list] of values) {
      if (!this.given.has(key)) { this.give(spelling.get(key) ?? key, list); }
    }
  }

  /** `undefined` where the context contradicts what follows from who asks for what. */
  public request(resource: readonly number[], owner: string | undefined): Request | undefined {
    const { principal } = this;
    const text = this.text(resource);
    const resourceAccount = this.given.get(RESOURCE_ACCOUNT) ?? owner ?? this.ownerIfUnlikeArn(text, principal);
    if (resourceAccount === '') { return undefined; }
    const bare = { principal, action: this.region.action, resource: text, resourceAccount };
    const facts = new RequestFacts({ ...bare, context: {} });
    const context: [string, string | string[]][] = [];
    for (const [key, value] of this.context) {
      const derived = facts.value(key.toLowerCase());
      if (derived === undefined) { context.push([key, value]); } else if (derived !== value) { return undefined; }
    }
    return { ...bare, context: Object.fromEntries(context) };
  }

  /** Without principals in the question the request stays within one account. */
  private ownerIfUnlikeArn(resource: string, { account }: Principal): string | undefined {
    const owner = resource.split(':')[4] ?? '';
    return !this.region.principals && account !== undefined && /^\d{12}$/.test(owner) && owner !== account ? account : undefined;
  }

  private give(key: string, values: readonly KeyValue[]): void {
    const texts = values.map(value => this.text(value));
    this.context.set(key, texts.length === 1 ? texts[0] : texts);
    this.given.set(key.toLowerCase(), texts[0]);
  }

  private text(value: KeyValue): string {
    return textOf(value, code => this.letter(code));
  }

  private letter(code: number): string {
    const letter = letterOf(code);
    if (!isVariable(letter)) { return letterText(code, this.region.unknowns); }
    const key = letter.variable.toLowerCase();
    const known = this.given.get(key) ?? this.derived(key);
    if (known !== undefined) { return known; }
    if (letter.fallback !== undefined) { return letter.fallback; }
    const [value] = plausibleKeyValues(key, undefined);
    this.context.set(letter.variable, value);
    this.given.set(key, value);
    return value;
  }

  /** Keys that follow from who asks. */
  private derived(key: string): string | undefined {
    const { principal } = this;
    switch (key) {
      case USERNAME: return principal.kind === 'user' ? principal.name : undefined;
      case PRINCIPAL_ACCOUNT:
      case RESOURCE_ACCOUNT: return principal.account;
      case PRINCIPAL_ARN: return principal.id;
      default: return undefined;
    }
  }
}
