/**
 * What one principal may do through all its policies, asked for one action at a time: an answer is a request that its policies allow.
 *
 * A request is only answered where it is proved; what is not known (a parameter, a policy that cannot be read) is no answer. Only the
 * statements that can have a say are looked at, the cheap look first.
 */
import { ANY_ACCOUNT } from './stand-ins';
import { actionsOfDocument, actionsOfElement, union, WatchedActions } from './watched-actions';
import { PolicyDocument } from '../../policy/document';
import { ANYTHING, globsOverlap, toGlob } from '../../policy/glob';
import { parsePolicyDocument } from '../../policy/parse';
import { Condition, PolicyElement, requiresKey, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { accessNotGrantedTo } from '../../reasoning/effective-access';
import { leftToAccount } from '../../reasoning/effective-layers';
import { evaluate, StatementPlace } from '../../reasoning/evaluate';
import { Policies } from '../../reasoning/policies';
import { Principal } from '../../reasoning/principal';
import { Request, RequestContext } from '../../reasoning/request';
import { withoutVariables } from '../arn-parts';

/** What was found, and the statement that grants it. */
export interface Grant {
  readonly action: string;
  readonly witness: Request;
  /** Place of the policy among those of the principal; left out where the resource's own policy grants it. */
  readonly policy?: number;
  /** `Statement/0` */
  readonly path?: string;
}

/** What a request must bring besides, as a `Condition` element. */
export type Demand = { readonly [operator: string]: { readonly [key: string]: string | string[] } };

/** Of more than these, only the plainest request is tried. */
const MOST_SEARCHED = 300;
/** Longer text is no ARN that AWS could match. */
const LONGEST_ARN = 2048;
/** Keys that pick resources by their tags. */
const RESOURCE_TAG = /^[a-z0-9-]+:resourcetag\/./i;

export class Access {
  private readonly sliced = new Map<string, Policies>();
  private readonly answers = new Map<string, Grant | undefined>();
  private actions: WatchedActions | undefined;
  private accounts: readonly string[] | undefined;

  public constructor(public readonly principal: Principal, private readonly policies: Policies) {}

  /**
   * A request for the action on one of the resources, which are ARN patterns. They have no tags; what is demanded is demanded where a condition asks for it.
   *
   * @param resourcePolicy of the one resource, where it is known
   */
  public find(action: string, resources: readonly string[], demand: Demand = {}, resourcePolicy?: PolicyDocument): Grant | undefined {
    if (!resourcePolicy && !this.mayHold(action)) { return undefined; }
    if (resourcePolicy) { return this.ask(action, resources, demand, resourcePolicy); }
    const key = JSON.stringify([action, resources, demand]);
    if (!this.answers.has(key)) { this.answers.set(key, this.ask(action, resources, demand)); }
    return this.answers.get(key);
  }

  /** The patterns of the resources on which Allow statements have the action; `undefined` for all but some. */
  public patternsOf(action: string): readonly string[] | undefined {
    const elements = this.allowing(action).map(({ resources }) => resources);
    if (elements.some(element => element === undefined || element.negated)) { return undefined; }
    return [...new Set(elements.flatMap(element => element!.values.flatMap(({ text }) => text.literal ?? [])))];
  }

  private ask(action: string, resources: readonly string[], demand: Demand, resource?: PolicyDocument): Grant | undefined {
    const statements = this.allowing(action).filter(statement => mayMeet(statement.conditions, demand));
    const near = this.inKnownAccounts(resources).filter(pattern => resource || statements.some(statement => mayMatch(statement.resources, pattern)));
    if (near.length === 0) { return undefined; }
    const policies = { ...this.slice(action), resource };
    const plain = this.tryPlain(action, near[0], demand, policies);
    return plain || statements.length > MOST_SEARCHED ? plain : this.search(action, near, demand, policies);
  }

  /** The plainest request there is, which most often shows it. A role of which the trust policy is not known is taken to leave it to its account who may assume it. */
  private tryPlain(action: string, pattern: string, demand: Demand, policies: Policies): Grant | undefined {
    const account = this.principal.account!;
    const witness: Request = { principal: this.principal, action, resource: plainResource(pattern, account), context: plainContext(demand) };
    const { decision, statement } = evaluate(witness, { ...policies, resource: policies.resource ?? leftToAccount(account) });
    return decision === 'allowed' ? grantOf(action, witness, statement, policies) : undefined;
  }

  private search(action: string, resources: readonly string[], demand: Demand, policies: Policies): Grant | undefined {
    const session = demanded(this.asked(policies, demand));
    const { verdict, witness, place } = accessNotGrantedTo(this.principal, { ...policies, session }, { actions: [action], resources });
    return verdict === 'fails' && witness ? grantOf(action, witness, place, policies) : undefined;
  }

  /** In the partition of the principal, beyond which it reaches nothing. Where no account is known, the policies say of which accounts they speak. */
  private inKnownAccounts(resources: readonly string[]): readonly string[] {
    const patterns = resources.map(pattern => pattern.replace('arn:*:', `arn:${this.principal.id.split(':')[1]}:`));
    if (!patterns.some(pattern => pattern.includes(ANY_ACCOUNT))) { return patterns; }
    this.accounts ??= accountsIn(this.policies, this.principal.account!);
    return this.accounts.flatMap(account => patterns.map(pattern => pattern.replace(ANY_ACCOUNT, account)));
  }

  private mayHold(action: string): boolean {
    this.actions ??= union(this.policies.identity.map(actionsOfDocument));
    return this.actions.has(action);
  }

  private allowing(action: string): readonly Statement[] {
    return this.slice(action).identity.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Allow'));
  }

  /** What of a demand any condition asks for, and that the resource has no tags. */
  private asked({ identity, boundary }: Policies, demand: Demand): Demand {
    const statements = [...identity, ...boundary ? [boundary] : []].flatMap(document => document.statements);
    const keys = new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase())));
    if (keys.size === 0) { return {}; }
    const asked = new Map<string, { [key: string]: string | string[] }>();
    const add = (operator: string, key: string, value: string | string[]) => {
      asked.set(operator, { ...asked.get(operator), [key]: value });
      keys.delete(key.toLowerCase());
    };
    for (const [operator, operands] of Object.entries(demand)) {
      for (const [key, value] of Object.entries(operands)) {
        if (keys.has(key.toLowerCase())) { add(operator, key, value); }
      }
    }
    for (const key of [...keys].filter(name => RESOURCE_TAG.test(name))) { add('Null', key, 'true'); }
    return Object.fromEntries(asked);
  }

  /** The policies with those statements only that can be about the action. */
  private slice(action: string): Policies {
    let sliced = this.sliced.get(action);
    if (!sliced) {
      const { identity, boundary } = this.policies;
      const isAbout = ({ actions }: Statement) => actionsOfElement(actions).has(action) || isUndecided(actions);
      const cut = (document: PolicyDocument): PolicyDocument => ({ ...document, statements: document.statements.filter(isAbout) });
      sliced = { ...this.policies, identity: identity.map(cut), ...boundary && { boundary: cut(boundary) } };
      this.sliced.set(action, sliced);
    }
    return sliced;
  }
}

function isUndecided({ values }: PolicyElement): boolean {
  return values.some(({ text }) => text.literal === undefined);
}

function mayMatch(element: PolicyElement | undefined, pattern: string): boolean {
  if (!element || element.negated) { return true; }
  return element.values.some(({ text }) => {
    const glob = toGlob(text);
    return glob.length <= LONGEST_ARN && (mayHoldColons(glob) ? globsOverlap(withoutVariables(glob, '*'), pattern) : partsOverlap(glob, pattern));
  });
}

/** Whether it holds what may stand for a colon and is no wildcard: a policy variable, or what is known only at deployment. */
function mayHoldColons(glob: string): boolean {
  return glob.includes('${') || glob.includes(ANYTHING);
}

/** Wildcards stay within their part, but for those in the last. */
function partsOverlap(left: string, right: string): boolean {
  const [leftEnd, rightEnd] = [left.indexOf(':'), right.indexOf(':')];
  if (leftEnd < 0 || rightEnd < 0) { return globsOverlap(left, right); }
  return globsOverlap(left.slice(0, leftEnd), right.slice(0, rightEnd)) && partsOverlap(left.slice(leftEnd + 1), right.slice(rightEnd + 1));
}

/** Whether a request that brings what is demanded, on a resource without tags, could meet the conditions. */
function mayMeet(conditions: readonly Condition[], demand: Demand): boolean {
  return conditions.every(condition => {
    const { operator: { family }, key } = condition;
    if (!requiresKey(condition) || (family !== 'string' && family !== 'arn' && family !== 'null')) { return true; }
    const brought = demandedOf(demand, key.toLowerCase());
    if (!brought) { return !RESOURCE_TAG.test(key); }
    return family === 'null' ? brought.length > 0 : condition.values.some(({ text }) => brought.some(value => mayBe(text, value)));
  });
}

/** The values of a key that a demand names: none where the key must not be there, `undefined` where it says nothing of it. */
function demandedOf(demand: Demand, lowerKey: string): readonly string[] | undefined {
  for (const [operator, operands] of Object.entries(demand)) {
    for (const [key, values] of Object.entries(operands)) {
      if (key.toLowerCase() === lowerKey) { return operator === 'Null' ? [] : [values].flat(); }
    }
  }
  return undefined;
}

function mayBe(text: SymbolicText, value: string): boolean {
  return globsOverlap(withoutVariables(toGlob(text), '*').toLowerCase(), value.toLowerCase());
}

/** More accounts than these are not looked at. */
const MOST_ACCOUNTS = 4;

/** The own account first. */
function accountsIn({ identity }: Policies, own: string): readonly string[] {
  const accounts = new Set([own]);
  for (const { statements } of identity) {
    for (const { resources } of statements) {
      for (const { text } of resources?.values ?? []) {
        const account = text.literal?.split(':', 5)[4];
        if (account && /^\d{12}$/.test(account)) { accounts.add(account); }
        if (accounts.size >= MOST_ACCOUNTS) { return [...accounts]; }
      }
    }
  }
  return [...accounts];
}

function plainResource(pattern: string, own: string): string {
  const [scheme, partition, service, region, account, ...resource] = pattern.split(':');
  if (scheme !== 'arn') { return '*'; }
  const fields = [scheme, or(partition, 'aws'), service, or(region, 'us-east-1'), or(account, own)];
  return [...fields, resource.join(':').replace(/\*/g, 'any').replace(/\?/g, 'x')].join(':');
}

function or(field: string, otherwise: string): string {
  return field === '*' ? otherwise : field;
}

/** One value for each key that a request must bring; `Null` asks for none. */
function plainContext({ Null: _, ...operators }: Demand): RequestContext {
  const entries = Object.values(operators).flatMap(operands => Object.entries(operands));
  return Object.fromEntries(entries.map(([key, value]) => [key, [value].flat()[0].replace('arn:*:', 'arn:aws:')]));
}

function grantOf(action: string, witness: Request, place: StatementPlace | undefined, { identity }: Policies): Grant {
  return { action, witness, ...place?.layer === 'identity' && { policy: place.policy, path: pathOf(identity[place.policy], place.index) } };
}

const MEMO_LIMIT = 1024;
const demands = new Map<string, PolicyDocument>();

/** What a request must bring, as a session policy: the layer that only ever takes away. */
function demanded(demand: Demand): PolicyDocument | undefined {
  if (Object.keys(demand).length === 0) { return undefined; }
  const key = JSON.stringify(demand);
  let document = demands.get(key);
  if (!document) {
    document = parsePolicyDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: demand } });
    if (demands.size >= MEMO_LIMIT) { demands.clear(); }
    demands.set(key, document);
  }
  return document;
}

function pathOf({ statements }: PolicyDocument, index: number): string | undefined {
  return statements.find(({ path }) => Number(path.split('/')[1] ?? 0) === index)?.path;
}
