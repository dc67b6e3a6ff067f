/**
 * Which permissions the denies of a service or resource control policy take back whole.
 *
 * A permission is an action of one statement, on its resources or on one of them, for its principals or for one of them. Told is one of
 * which provably nothing is left, with a request that shows it: all else is left out, so this errs towards silence. What the control policy
 * allows is not asked, since another one of its level may allow more.
 */
import { Inquiry } from './inquiry';
import { YES } from './matching/match';
import { ordinaryRequest } from './ordinary-request';
import { PlausibleValues } from './plausible-values';
import { clauseMatches, policyEffect } from './policy-effect';
import { ComparedKind, whoIn } from './questions';
import { Request } from './request';
import { Clause, clausesOf, deniesOf } from './symbolic/clause';
import { PolicyDocument } from '../policy/document';
import { globCovers, globsOverlap } from '../policy/glob';
import { parsePolicyDocument } from '../policy/parse';
import { Condition, PolicyElement, Statement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** Policies that grant together: all those of an identity, or the one of a resource. */
export interface GrantingPolicies {
  readonly kind: ComparedKind;
  readonly documents: readonly PolicyDocument[];
  /** What is known of every request that a permission is about. */
  readonly facts: (permission: Statement) => readonly Condition[];
  /** The resource that the policy stands at, where its statements do not say it: the role of a trust policy. */
  readonly resource?: SymbolicText;
}

export interface ControlPolicyCut {
  /** What is cut of its statement: one action, and the resources and principals of which nothing is left. */
  readonly permission: Statement;
  /** The statement of the control policy that leaves nothing, or one of them where it takes several; the witness runs into it. */
  readonly deny: Statement;
  readonly witness: Request;
}

export function controlPolicyCuts(controlPolicy: PolicyDocument, granting: GrantingPolicies): readonly ControlPolicyCut[] {
  const denies = deniesIn([controlPolicy]);
  if (denies.length === 0 || !isReadable(controlPolicy)) { return []; }
  const documents = granting.documents.filter(isReadable);
  const search = new CutSearch(denies, { ...granting, documents });
  return documents.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Allow').flatMap(statement => search.cutsIn(statement)));
}

type Documents = 'permission' | 'facts' | 'own' | 'control';

class CutSearch {
  private readonly control: PolicyDocument;
  private readonly own: PolicyDocument;
  private readonly known = new Map<readonly Condition[], PolicyDocument>();
  private readonly values = new PlausibleValues(true);
  private readonly bound = new WeakMap<PolicyDocument, PolicyDocument>();

  public constructor(denies: readonly Statement[], private readonly granting: GrantingPolicies) {
    this.control = documentOf(denies);
    this.own = documentOf(deniesIn(granting.documents));
  }

  /** Actions to which the same denies apply fare alike, so of those without a cut one is looked at. */
  public cutsIn(statement: Statement): readonly ControlPolicyCut[] {
    const uncut = new Set<string>();
    return permissionsOf(statement).flatMap(permission => {
      const kin = this.kinOf(permission);
      if (kin === undefined || uncut.has(kin)) { return []; }
      const cuts = this.cutsOf(permission);
      if (cuts.length === 0 && !/[*?]/.test(actionOf(permission))) { uncut.add(kin); }
      return cuts;
    });
  }

  /** Which denies may apply to the action; `undefined` if none does. */
  private kinOf(permission: Statement): string | undefined {
    const action = actionOf(permission);
    const applying = (document: PolicyDocument) => document.statements.flatMap(({ actions }, index) => mayDeny(actions, action) ? [index] : []);
    const control = applying(this.control);
    return control.length === 0 ? undefined : JSON.stringify([control, applying(this.own), this.granting.facts(permission).length]);
  }

  private cutsOf(permission: Statement): readonly ControlPolicyCut[] {
    const cut = this.judge(permission);
    return cut ? [cut] : this.partsOf(permission).flatMap(part => this.judge(part) ?? []);
  }

  /** By resource, or by principal; none where there is one. */
  private partsOf(permission: Statement): readonly Statement[] {
    const name = this.granting.kind === 'identity' ? 'resources' : 'principals';
    const element = permission[name];
    if (!element || element.negated || element.values.length < 2) { return []; }
    return element.values.map(value => ({ ...permission, [name]: { ...element, values: [value] } }));
  }

  /** Whether an ordinary request of a role is granted and not denied, which saves the search for one. */
  private isPlainlyLeft(permission: PolicyDocument, facts: PolicyDocument): boolean {
    if (this.granting.kind !== 'identity') { return false; }
    const bound = { permission: this.bind(permission), facts: this.bind(facts), own: this.bind(this.own), control: this.bind(this.control) };
    const request = ordinaryRequest(bound.permission, bound.facts, bound.control);
    return request !== undefined && isGranted(request, bound, 'identity') && policyEffect(bound.control, request, 'scp') === 'none';
  }

  private bind(document: PolicyDocument): PolicyDocument {
    let bound = this.bound.get(document);
    if (!bound) {
      bound = this.values.bindDocument(document, new Map());
      this.bound.set(document, bound);
    }
    return bound;
  }

  private judge(permission: Statement): ControlPolicyCut | undefined {
    const { kind } = this.granting;
    const documents = { permission: documentOf([permission]), facts: this.factsOf(permission), own: this.own, control: this.control };
    if (this.isPlainlyLeft(documents.permission, documents.facts)) { return undefined; }
    const inquiry = new Inquiry<Documents>(whoIn(kind), documents);
    const [clause] = clausesOf(documents.permission);
    const within = [clause, ...clausesOf(documents.facts)];
    const own = deniesOf(this.own);
    const denies = deniesOf(this.control).filter(({ statement }) => mayDeny(statement.actions, actionOf(permission)));

    const leavesNothing = (by: readonly Clause[]): boolean => inquiry.answer([{
      clause,
      within,
      outside: [...own, ...by],
      shows: (request, bound) => isGranted(request, bound, kind) && !by.some(deny => matches(deny, bound, request, kind)),
    }], 'keeps').verdict === 'holds';
    /** A request that is granted and denied by one statement, and by none of the others. */
    const loss = (deny: Clause, others: readonly Clause[]): Request | undefined => inquiry.answer([{
      clause,
      within: [...within, deny],
      outside: [...own, ...others],
      shows: (request, bound) => isGranted(request, bound, kind) && matches(deny, bound, request, kind)
        && !others.some(other => matches(other, bound, request, kind)),
    }], 'loses').witness;

    if (!leavesNothing(denies)) { return undefined; }
    const alone = denies.filter(deny => leavesNothing([deny]));
    for (const deny of [...alone, ...denies]) {
      const witness = loss(deny, denies.filter(other => other !== deny)) ?? loss(deny, []);
      if (witness) { return { permission, deny: deny.statement, witness }; }
    }
    return undefined;
  }

  /** What is known, as a statement; the same for the same facts, so that what is worked out for it serves again. */
  private factsOf(permission: Statement): PolicyDocument {
    const { kind, facts, resource } = this.granting;
    const conditions = facts(permission);
    let document = this.known.get(conditions);
    if (!document) {
      const resources = resource && { negated: false, values: [{ text: resource, raw: resource.toString(), when: [] }] };
      document = documentOf([{ ...EVERYTHING[kind], conditions, ...resources && { resources } }]);
      this.known.set(conditions, document);
    }
    return document;
  }
}

const LAYER = { identity: 'scp', resource: 'rcp' } as const;

/** A statement for the facts to stand in. */
const EVERYTHING: { readonly [kind in ComparedKind]: Statement } = {
  identity: parsePolicyDocument({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }).statements[0],
  resource: parsePolicyDocument({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }).statements[0],
};

/**
 * Of a statement in a document that is not, a condition may have been left out. Statements of several documents are judged together, so one
 * in which `${` begins no variable, as in old versions, is left aside too.
 */
function isReadable({ problems, undecided, version, statements }: PolicyDocument): boolean {
  return problems.length + undecided.length === 0 && (version === CURRENT_VERSION || !JSON.stringify(statements).includes('${'));
}

const CURRENT_VERSION = '2012-10-17';

function deniesIn(documents: readonly PolicyDocument[]): readonly Statement[] {
  return documents.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Deny'));
}

function matches({ index }: Clause, { control }: { readonly control: PolicyDocument }, request: Request, kind: ComparedKind): boolean {
  const bound = clausesOf(control).find(clause => clause.index === index);
  return bound !== undefined && clauseMatches(bound, request, LAYER[kind]) === YES;
}

function isGranted(request: Request, documents: { readonly [name in Documents]: PolicyDocument }, kind: ComparedKind): boolean {
  return policyEffect(documents.permission, request, kind) === 'allow'
    && policyEffect(documents.facts, request, kind) === 'allow'
    && policyEffect(documents.own, request, kind) === 'none';
}

function actionOf({ actions }: Statement): string {
  return actions.values[0].text.literal!;
}

/** One for each action that is known. */
function permissionsOf(statement: Statement): readonly Statement[] {
  const { actions } = statement;
  if (actions.negated) { return []; }
  return actions.values.filter(({ text }) => text.literal !== undefined)
    .map(value => ({ ...statement, actions: { negated: false, values: [value] } }));
}

function mayDeny({ negated, values }: PolicyElement, action: string): boolean {
  const wanted = action.toLowerCase();
  const globs = values.map(({ text }) => text.literal?.toLowerCase());
  return negated
    ? !globs.some(glob => glob !== undefined && globCovers(glob, wanted))
    : globs.some(glob => glob === undefined || globsOverlap(glob, wanted));
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return {
    version: CURRENT_VERSION,
    statements: statements.map((statement, index) => ({ ...statement, path: `Statement/${index}` })),
    problems: [],
    undecided: [],
  };
}
