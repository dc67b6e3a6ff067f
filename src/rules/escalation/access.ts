/**
 * What one principal may do through all its policies, asked for one action at a time: an answer is a request that its policies allow.
 *
 * A request is only answered where it is proved; what is not known (a parameter, a policy that cannot be read) is no answer. Only the
 * statements that can have a say are looked at, the cheap look first.
 */
import { Demand, inPartition, mayMeet, RESOURCE_TAG } from './demands';
import { plainRequest, suggestedRequest } from './plain-request';
import { ANY_ACCOUNT } from './stand-ins';
import { actionsOfDocument, actionsOfElement, isUndecided, union, watchedPart, WatchedActions } from './watched-actions';
import { PolicyDocument } from '../../policy/document';
import { ANYTHING, globsOverlap, toGlob } from '../../policy/glob';
import { parsePolicyDocument } from '../../policy/parse';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { accessNotGrantedTo } from '../../reasoning/effective-access';
import { leftToAccount } from '../../reasoning/effective-layers';
import { evaluate, StatementPlace } from '../../reasoning/evaluate';
import { Policies } from '../../reasoning/policies';
import { Principal } from '../../reasoning/principal';
import { Request } from '../../reasoning/request';
import { withoutVariables } from '../arn-parts';
import { withKnownVariables } from '../draft-request';

/** What was found, and the statement that grants it. */
export interface Grant {
  readonly action: string;
  readonly witness: Request;
  /** Place of the policy among those of the principal; left out where the resource's own policy grants it. */
  readonly policy?: number;
  /** `Statement/0` */
  readonly path?: string;
}

/** Of more than these, only plain requests are tried. */
const MOST_SEARCHED = 300;
/** The first statements, of each of which a request is tried. */
const MOST_SUGGESTING = 16;
/** Longer text is no ARN that AWS could match. */
const LONGEST_ARN = 2048;

/** What can be about one action. */
interface Slice {
  readonly policies: Policies;
  readonly allows: readonly Statement[];
}

export class Access {
  private readonly slices = new Map<string, Slice>();
  private readonly answers = new Map<string, Grant | undefined>();
  private actions: WatchedActions | undefined;
  private accounts: readonly string[] | undefined;

  /** The beginning of the ARNs in its partition. */
  private readonly partition: string;

  public constructor(public readonly principal: Principal, private readonly policies: Policies) {
    this.partition = `arn:${principal.id.split(':', 2)[1]}:`;
  }

  /**
   * A request for the action on one of the resources, which are ARN patterns. They have no tags but those that are demanded;
   * what is demanded is demanded where a condition asks for it.
   *
   * @param resourcePolicy of the one resource, where it is known
   */
  public find(action: string, resources: readonly string[], demand: Demand = {}, resourcePolicy?: PolicyDocument): Grant | undefined {
    if (resourcePolicy) { return this.ask(action, resources, demand, resourcePolicy); }
    if (!this.mayHold(action)) { return undefined; }
    const key = JSON.stringify([action, resources, demand]);
    if (!this.answers.has(key)) { this.answers.set(key, this.ask(action, resources, demand)); }
    return this.answers.get(key);
  }

  /** The patterns of the resources on which Allow statements have the action; `undefined` for all but some. */
  public patternsOf(action: string): readonly string[] | undefined {
    if (!this.mayHold(action)) { return []; }
    const elements = this.slice(action).allows.map(({ resources }) => resources);
    if (elements.some(element => element === undefined || element.negated)) { return undefined; }
    return [...new Set(elements.flatMap(element => element!.values.flatMap(({ text }) => text.literal ?? [])))];
  }

  /** Whether a statement on the action picks resources by their tags. */
  public asksForTags(action: string): boolean {
    const { identity, boundary } = this.slice(action).policies;
    return [...identity, ...boundary ? [boundary] : []].some(({ statements }) => (
      statements.some(({ conditions }) => conditions.some(({ key }) => RESOURCE_TAG.test(key)))
    ));
  }

  private ask(action: string, resources: readonly string[], anywhere: Demand, resource?: PolicyDocument): Grant | undefined {
    const { principal, partition } = this;
    const demand = inPartition(anywhere, partition);
    const slice = this.slice(action);
    const statements = slice.allows.filter(({ conditions }) => mayMeet(conditions, demand));
    const near = this.near(resources, resource ? undefined : statements);
    const first = near.next();
    if (first.done) { return undefined; }
    // A role of which the trust policy is not known is taken to leave it to its account who may assume it.
    const policies = { ...slice.policies, resource: resource ?? leftToAccount(principal.account) };
    const plain = this.tryRequest(plainRequest(principal, action, first.value, demand), policies);
    if (plain) { return plain; }
    const patterns = [first.value, ...near];
    for (const statement of statements.slice(0, MOST_SUGGESTING)) {
      const request = suggestedRequest(statement, principal, action, patterns, demand);
      const suggested = request && this.tryRequest(request, policies);
      if (suggested) { return suggested; }
    }
    return statements.length > MOST_SEARCHED ? undefined : this.search(action, patterns, demand, { ...slice.policies, resource });
  }

  private tryRequest(witness: Request, policies: Policies): Grant | undefined {
    const { decision, statement } = evaluate(witness, policies);
    return decision === 'allowed' ? grantOf(witness.action, witness, statement, policies) : undefined;
  }

  private search(action: string, resources: readonly string[], demand: Demand, policies: Policies): Grant | undefined {
    const session = demanded(action, this.asked(policies, demand));
    const { verdict, witness, place } = accessNotGrantedTo(this.principal, { ...policies, session }, { actions: [action], resources });
    return verdict === 'fails' && witness ? grantOf(action, witness, place, policies) : undefined;
  }

  /** Of the resources those that one of the statements could name, in the partition of the principal, beyond which it reaches nothing. */
  private* near(resources: readonly string[], statements: readonly Statement[] | undefined): Generator<string, undefined> {
    for (const account of resources.some(pattern => pattern.includes(ANY_ACCOUNT)) ? this.knownAccounts() : [ANY_ACCOUNT]) {
      for (const resource of resources) {
        const pattern = resource.replace('arn:*:', this.partition).replaceAll(ANY_ACCOUNT, account);
        if (!statements || statements.some(statement => mayMatch(statement.resources, pattern, this.principal))) { yield pattern; }
      }
    }
    return undefined;
  }

  /** Where no account is known, the policies say of which accounts they speak. The own account comes first. */
  private* knownAccounts(): Generator<string> {
    const own = this.principal.account!;
    yield own;
    this.accounts ??= otherAccountsIn(this.policies, own);
    yield* this.accounts;
  }

  private mayHold(action: string): boolean {
    this.actions ??= union(this.policies.identity.map(actionsOfDocument));
    return this.actions.has(action);
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
  private slice(action: string): Slice {
    let slice = this.slices.get(action);
    if (!slice) {
      const identity = this.policies.identity.map(document => sliceOf(watchedPart(document), action));
      const boundary = this.policies.boundary && sliceOf(watchedPart(this.policies.boundary), action);
      const allows = identity.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Allow'));
      slice = { policies: { ...this.policies, identity, ...boundary && { boundary } }, allows };
      this.slices.set(action, slice);
    }
    return slice;
  }
}

/** The same document for all actions that the same statements can be about, so that it is compiled once. */
function sliceOf(document: PolicyDocument, action: string): PolicyDocument {
  const statements = document.statements.filter(({ actions }) => actionsOfElement(actions).has(action) || isUndecided(actions));
  if (statements.length === document.statements.length) { return document; }
  const slices = slicesOf(document);
  const key = statements.map(({ path }) => path).join();
  let slice = slices.get(key);
  if (!slice) {
    slice = { ...document, statements };
    slices.set(key, slice);
  }
  return slice;
}

/** By the places of their statements. */
const slicesOf = rememberFor((_: PolicyDocument) => new Map<string, PolicyDocument>());

/** In a resource that is named after a tag of the caller, without a default: each has its own, and which that is nobody knows. */
const CALLERS_OWN = /\$\{aws:principaltag\/[^,}]*\}/i;

function mayMatch(element: PolicyElement | undefined, pattern: string, principal: Principal): boolean {
  if (!element || element.negated) { return true; }
  return element.values.some(({ text }) => {
    const glob = withKnownVariables(toGlob(text), principal);
    if (glob.length > LONGEST_ARN || CALLERS_OWN.test(glob)) { return false; }
    return mayHoldColons(glob) ? globsOverlap(withoutVariables(glob, '*'), pattern) : partsOverlap(glob, pattern);
  });
}

/** Whether it holds what may stand for a colon and is no wildcard: a policy variable, or what is known only at deployment. */
function mayHoldColons(glob: string): boolean {
  return glob.includes('${') || glob.includes(ANYTHING);
}

/** Wildcards stay within their part, but for those in the last. */
function partsOverlap(left: string, right: string): boolean {
  const leftEnd = left.indexOf(':');
  const rightEnd = right.indexOf(':');
  if (leftEnd < 0 || rightEnd < 0) { return globsOverlap(left, right); }
  return globsOverlap(left.slice(0, leftEnd), right.slice(0, rightEnd)) && partsOverlap(left.slice(leftEnd + 1), right.slice(rightEnd + 1));
}

/** More accounts than these, besides the own one, are not looked at. */
const MOST_ACCOUNTS = 3;
const ACCOUNT = /^(?:[^:]*:){4}(\d{12})(?::|$)/;

function otherAccountsIn({ identity }: Policies, own: string): readonly string[] {
  const accounts = new Set<string>();
  for (const { statements } of identity) {
    for (const { resources } of statements) {
      for (const { text } of resources?.values ?? []) {
        const account = ACCOUNT.exec(text.literal ?? '')?.[1];
        if (account !== undefined && account !== own) { accounts.add(account); }
        if (accounts.size >= MOST_ACCOUNTS) { return [...accounts]; }
      }
    }
  }
  return [...accounts];
}

function grantOf(action: string, witness: Request, place: StatementPlace | undefined, { identity }: Policies): Grant {
  return { action, witness, ...place?.layer === 'identity' && { policy: place.policy, path: pathOf(identity[place.policy], place.index) } };
}

const MEMO_LIMIT = 1024;
const demands = new Map<string, PolicyDocument>();

/** What a request must bring, as a session policy: the layer that only ever takes away. */
function demanded(action: string, demand: Demand): PolicyDocument | undefined {
  if (Object.keys(demand).length === 0) { return undefined; }
  const key = JSON.stringify([action, demand]);
  let document = demands.get(key);
  if (!document) {
    document = parsePolicyDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*', Condition: demand } });
    if (demands.size >= MEMO_LIMIT) { demands.clear(); }
    demands.set(key, document);
  }
  return document;
}

function pathOf({ statements }: PolicyDocument, index: number): string | undefined {
  return statements.find(({ path }) => Number(path.split('/')[1] ?? 0) === index)?.path;
}
