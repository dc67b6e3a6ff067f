/**
 * Wildcards in the actions of a policy, told apart by what they reach, that which the policy itself denies outright left aside. All
 * wildcards on one service are one cause, so splitting, merging and reordering statements changes nothing.
 *
 * Those that grants of the CDK write are `widened-grant`'s.
 */
import { Action } from '../../catalog/actions';
import { parseArn } from '../../policy/arn';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { PolicyKind } from '../../policy/policy-kind';
import { PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, PrincipalValue, Statement } from '../../policy/statement';
import { actionName, ActionPattern, wildcardsIn } from '../action-pattern';
import { NO_VIOLATIONS, Violation } from '../rule';
import { scopedGrantHint } from '../scoped-grants';
import { causeOf, listOfDistinct, sortedOnce, textsOf } from '../wording';
import { hasOutrightDenies, isDenied } from './denied-actions';
import { isGrantWildcard } from './grant-wildcards';

/** A wildcard that stands for no more actions than this is answered with the list. */
const SHORT_LIST = 10;

export type WildcardReach = 'changing' | 'reading';

interface WildcardGroup {
  readonly path: string;
  readonly patterns: Map<string, ActionPattern>;
  readonly resources: Set<string>;
}

/** One violation for each service on which the policy allows wildcards of this reach. */
export function wildcardViolations(site: PolicySite, reach: WildcardReach): readonly Violation[] {
  const groups = groupsOf(site)[reach];
  if (groups.size === 0) { return NO_VIOLATIONS; }
  const describe = hasOutrightDenies(site.document) || isKeyPolicy(site) ? violationOf : rememberedViolation;
  return [...groups.values()].map(group => ({ ...describe(group, reach, site.kind), path: group.path, resources: [...group.resources] }));
}

/** By service. */
type WildcardGroups = Map<string, WildcardGroup>;

type Groups = { readonly [reach in WildcardReach]: WildcardGroups };

const NO_GROUPS: Groups = { changing: new Map(), reading: new Map() };

/** For both rules that ask. */
const groupsOf = rememberFor((site: PolicySite): Groups => {
  let groups: Groups | undefined;
  for (const statement of site.document.statements) {
    if (statement.effect === 'Deny' || statement.actions.negated || wildcardsIn(statement.actions).length === 0) { continue; }
    if (isReportedOtherwise(statement, site)) { continue; }
    const { changing, reading } = wildcardsOf(statement, site);
    groups ??= { changing: new Map(), reading: new Map() };
    addTo(groups.changing, changing, statement);
    addTo(groups.reading, reading, statement);
  }
  return groups ?? NO_GROUPS;
});

function addTo(groups: WildcardGroups, patterns: readonly ActionPattern[], { path, resources }: Statement): void {
  const touched = new Set<WildcardGroup>();
  for (const pattern of patterns) {
    const service = pattern.spansServices ? '*' : pattern.service;
    let group = groups.get(service);
    if (!group) {
      group = { path, patterns: new Map(), resources: new Set() };
      groups.set(service, group);
    }
    group.patterns.set(pattern.text, pattern);
    touched.add(group);
  }
  for (const group of touched) {
    for (const text of resources ? textsOf(resources) : []) { group.resources.add(text); }
  }
}

/** Whether the wildcard is one that a grant of the CDK writes, on what a grant is about. */
export function isFromGrant(pattern: ActionPattern, { resources }: Statement, site: PolicySite): boolean {
  return isGrantWildcard(pattern)
    && (isKeyPolicy(site) || !isEverything(resources) || pattern.actions.every(action => action.resourceTypes.length === 0));
}

export function isKeyPolicy({ kind, origin }: PolicySite): boolean {
  return kind === 'resource' && origin.resourceType.startsWith('AWS::KMS::');
}

/** Policies of one app repeat the same wildcards. */
const MEMO_LIMIT = 1024;
const memo = new Map<string, Violation>();

function rememberedViolation({ patterns }: Pick<WildcardGroup, 'patterns'>, reach: WildcardReach, kind: PolicyKind): Violation {
  const key = [kind, reach, ...patterns.keys()].join('\n');
  let violation = memo.get(key);
  if (!violation) {
    violation = violationOf({ patterns }, reach, kind);
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(key, violation);
  }
  return violation;
}

function violationOf({ patterns }: Pick<WildcardGroup, 'patterns'>, reach: WildcardReach, kind: PolicyKind): Violation {
  const texts = [...patterns.keys()];
  return { cause: causeOf(texts), actions: texts, ...wording([...patterns.values()], reach, kind) };
}

type Wildcards = { readonly [reach in WildcardReach]: readonly ActionPattern[] };

function wildcardsOf(statement: Statement, site: PolicySite): Wildcards {
  const wildcards = (isKeyPolicy(site) ? keyWildcardsByReach : wildcardsByReach)(statement.actions);
  const all = [...wildcards.changing, ...wildcards.reading];
  const own = all.filter(pattern => !isFromGrant(pattern, statement, site));
  if (own.length === all.length && !hasOutrightDenies(site.document)) { return wildcards; }
  return byReach(own.map(pattern => withoutDenied(pattern, statement, site.document)));
}

/** The pattern with the actions that are left of it. Of one that spans services, none is taken away: it is not listed. */
function withoutDenied(pattern: ActionPattern, statement: Statement, document: PolicyDocument): ActionPattern {
  if (!hasOutrightDenies(document)) { return pattern; }
  const left = (action: Action) => !isDenied(document, action, statement);
  return { ...pattern, actions: pattern.actions.filter(left), changing: pattern.changing.filter(left) };
}

const wildcardsByReach = rememberFor((element: PolicyElement): Wildcards => byReach(wildcardsIn(element)));

const keyWildcardsByReach = rememberFor((element: PolicyElement): Wildcards => byReach(wildcardsIn(element).map(onKey)));

/**
 * The pattern with the actions that are on a key, which the resource `*` of a key policy is.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
function onKey(pattern: ActionPattern): ActionPattern {
  const isOnKey = ({ resourceTypes }: Action) => resourceTypes.some(({ name }) => name === 'key');
  return { ...pattern, actions: pattern.actions.filter(isOnKey), changing: pattern.changing.filter(isOnKey) };
}

function byReach(patterns: readonly ActionPattern[]): Wildcards {
  const changing: ActionPattern[] = [];
  const reading: ActionPattern[] = [];
  for (const pattern of patterns) {
    if (pattern.spansServices || pattern.changing.length > 0) {
      changing.push(pattern);
    } else if (pattern.actions.length > 0) {
      reading.push(pattern);
    }
  }
  return { changing, reading };
}

function isReportedOtherwise(statement: Statement, site: PolicySite): boolean {
  return site.kind === 'resource'
    ? delegatesToAccount(statement, site)
    : isEverything(statement.resources) && isEverything(statement.actions);
}

/**
 * The statement of AWS's default key policy, which leaves a key to the IAM policies of its account.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function delegatesKeyToAccount(statement: Statement, site: PolicySite): boolean {
  return isKeyPolicy(site) && isForAccount(statement, site);
}

/** Whether it leaves the resource to the IAM policies of its own account, which for all but keys gives nothing that they do not. */
function delegatesToAccount(statement: Statement, site: PolicySite): boolean {
  return isForAccount(statement, site)
    && (isKeyPolicy(site) || site.environment.account !== undefined || statement.principals!.values.every(({ text }) => text.literal === undefined));
}

function isForAccount({ principals }: Statement, site: PolicySite): boolean {
  return principals !== undefined && !principals.negated
    && principals.values.length > 0 && principals.values.every(principal => isAccount(principal, site.environment.account));
}

function isAccount({ type, text }: PrincipalValue, own: string | undefined): boolean {
  if (type !== 'AWS') { return false; }
  const arn = parseArn(text);
  const account = arn?.service.literal === 'iam' && arn.resource.literal === 'root' ? arn.account : text;
  const id = account.literal;
  if (id !== undefined) { return /^\d{12}$/.test(id) && (own === undefined || own === id); }
  return account.parts.length === 1 && account.unknowns[0].shape === 'account';
}

function wording(patterns: readonly ActionPattern[], reach: WildcardReach, kind: PolicyKind): Pick<Violation, 'message' | 'fix'> {
  const names = listOfDistinct(sortedOnce(patterns.map(pattern => pattern.text)));
  const verb = patterns.length === 1 ? 'allows' : 'allow';
  if (patterns.some(pattern => pattern.spansServices)) {
    const what = kind === 'resource' && patterns.some(pattern => pattern.isEverything)
      ? 'every action on the resource, with all that change its data and its permissions'
      : 'actions of more than one service, with all that change data and permissions';
    return { message: `${names} ${verb} ${what}`, fix: 'list the actions that the workload calls, each with its service: `s3:GetObject`' };
  }
  const actions = patterns.map(pattern => pattern.actions);
  const count = countOfAll(actions);
  const changing = reach === 'reading' ? NO_NAMES : namesOfAll(patterns.map(pattern => pattern.changing));
  const counted = `${count} ${count === 1 ? 'action' : 'actions'}`;
  const doing = changing.length === count ? ' that can do more than read' : `, ${changing.length} of which can do more than read`;
  return {
    message: reach === 'reading'
      ? `${names} ${verb} ${counted} for listing and reading: ${listOfDistinct(namesOfAll(actions))}`
      : `${names} ${verb} ${counted}${doing}: ${listOfDistinct(changing)}`,
    fix: (count <= SHORT_LIST
      ? `list the actions that the workload calls, out of ${listOfDistinct(namesOfAll(actions), SHORT_LIST)}`
      : 'list the actions that the workload calls; IAM Access Analyzer finds them in its CloudTrail events') + (kind === 'resource' ? '' : scopedGrantHint(patterns[0].service)),
  };
}

const NO_NAMES: readonly string[] = [];

/** The lists of several wildcards may share actions. */
function countOfAll(lists: readonly (readonly Action[])[]): number {
  return lists.length === 1 ? lists[0].length : new Set(lists.flat()).size;
}

function namesOfAll(lists: readonly (readonly Action[])[]): readonly string[] {
  return lists.length === 1 ? namesOf(lists[0]) : sortedOnce(lists.flatMap(namesOf));
}

/** Of the actions that a wildcard stands for, sorted; policies repeat their wildcards in other company. */
const namesOf = rememberFor((actions: readonly Action[]): readonly string[] => sortedOnce(actions.map(actionName)));
