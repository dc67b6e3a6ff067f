/**
 * Parts of a policy that change nothing: statements, list entries and conditions that never matter.
 *
 * Only what is proved needless is listed. What could not be decided is listed with its reason as well, marked `unknown`.
 */
import { Inquiry, Step } from './inquiry';
import { PolicyElement, Statement } from '../policy/statement';
import { NO, YES } from './matching/match';
import { principalsIdentity } from './merging/parts';
import { clauseMatches } from './policy-effect';
import { accessClauses, ComparedKind, whoIn } from './questions';
import { Request } from './request';
import { allowsOf, Clause, clausesOf, deniesOf } from './symbolic/clause';
import { Answer, Verdict } from './verdict';
import { PolicyDocument } from '../policy/document';

export interface NeedlessPart {
  /** Place in the document: `Statement/0`, `Statement/0/Action/2`, `Statement/0/Condition/StringEquals/aws:SourceVpc`. */
  readonly path: string;
  readonly statement: number;
  /** `holds`: it is needless. */
  readonly verdict: Exclude<Verdict, 'fails'>;
  readonly reason: string;
}

/** Allow statements that the Deny statements of the same policy leave nothing of. */
export function deadAllows(policy: PolicyDocument, kind: ComparedKind): readonly NeedlessPart[] {
  const denies = deniesOf(policy);
  return allowsOf(policy).flatMap(clause => needless(policy, kind, clause, clause.statement.path, [clause], denies, 'the policy denies all that it allows'));
}

/** Statements that the others make superfluous; those that are listed can all be left out together. */
export function redundantStatements(policy: PolicyDocument, kind: ComparedKind): readonly NeedlessPart[] {
  let kept = [...clausesOf(policy)];
  const parts: NeedlessPart[] = [];
  for (const clause of [...kept].reverse()) {
    const found = needless(policy, kind, clause, clause.statement.path, [clause], othersThan(clause, kept), 'other statements say the same');
    if (found.some(({ verdict }) => verdict === 'holds')) { kept = kept.filter(other => other !== clause); }
    parts.push(...found);
  }
  return parts.reverse();
}

/** Entries of `Action` and `Resource` lists that other entries or statements make superfluous; all that are listed can be left out together. */
export function redundantEntries(policy: PolicyDocument, kind: ComparedKind): readonly NeedlessPart[] {
  const kept = [...clausesOf(policy)];
  const parts: NeedlessPart[] = [];
  for (let own = 0; own < kept.length; own++) {
    for (const name of ['actions', 'resources'] as const) {
      const whole = kept[own].statement[name];
      if (!whole || whole.negated || whole.values.length < 2) { continue; }
      for (const value of [...whole.values].reverse()) {
        const clause = kept[own];
        const element = clause.statement[name]!;
        if (element.values.length < 2) { break; }
        const alone = withElement(clause, name, { ...element, values: [value] });
        const rest = withElement(clause, name, { ...element, values: element.values.filter(other => other !== value) });
        const path = `${clause.statement.path}/${name === 'actions' ? 'Action' : 'Resource'}/${whole.values.indexOf(value)}`;
        const found = needless(policy, kind, clause, path, [alone], [rest, ...othersThan(clause, kept)], `${value.text.toString()} is covered by other entries`);
        if (found.some(({ verdict }) => verdict === 'holds')) { kept[own] = rest; }
        parts.push(...found);
      }
    }
  }
  return parts;
}

/** Conditions that no request can meet. */
export function neverTrueConditions(policy: PolicyDocument, kind: ComparedKind): readonly NeedlessPart[] {
  return clausesOf(policy).flatMap(clause => [...new Set(clause.terms.map(({ key }) => key))].flatMap(key => {
    const terms = clause.terms.filter(term => term.key === key);
    const [{ statement: everything }] = accessClauses({});
    const principals = kind === 'resource' ? everything.principals : undefined;
    const alone = { ...clause, terms, statement: { ...everything, principals, conditions: terms.map(({ condition }) => condition) } };
    const [{ condition }] = terms;
    const place = `${clause.statement.path}/Condition/${condition.operatorText}/${condition.key}`;
    return needless(policy, kind, clause, place, [alone], [], `no value of ${condition.key} meets it`);
  }));
}

/**
 * Statements that do the same for a request that both match. Who is allowed by name gets further than who is allowed by account, so
 * an Allow has no others but those that name the same.
 */
function othersThan({ statement }: Clause, all: readonly Clause[]): readonly Clause[] {
  return all.filter(({ statement: other }) => other !== statement && other.effect === statement.effect
    && (statement.effect === 'Deny' || principalsIdentity(other) === principalsIdentity(statement)));
}

function withElement(clause: Clause, name: 'actions' | 'resources', element: PolicyElement): Clause {
  return { ...clause, statement: { ...clause.statement, [name]: element } as Statement };
}

function needless(
  policy: PolicyDocument,
  kind: ComparedKind,
  clause: Clause,
  path: string,
  within: readonly Clause[],
  outside: readonly Clause[],
  reason: string,
): readonly NeedlessPart[] {
  const documents = { policy, within: withStatements(policy, within), outside: withStatements(policy, outside) };
  const step: Step<keyof typeof documents> = {
    clause,
    within,
    outside,
    shows: (request, bound) => isBetween(request, bound.within, bound.outside, kind),
  };
  const answer: Answer = new Inquiry(whoIn(kind), documents).answer([step], 'matters');
  const { verdict } = answer;
  return verdict === 'fails' ? [] : [{ path, statement: clause.index, verdict, reason: verdict === 'holds' ? reason : answer.reason }];
}

function withStatements(policy: PolicyDocument, clauses: readonly Clause[]): PolicyDocument {
  return { ...policy, statements: clauses.map(({ statement }) => statement) };
}

function isBetween(request: Request, within: PolicyDocument, outside: PolicyDocument, kind: ComparedKind): boolean {
  return clausesOf(within).every(clause => clauseMatches(clause, request, kind) === YES)
    && clausesOf(outside).every(clause => clauseMatches(clause, request, kind) === NO);
}
