/**
 * One question about a few documents, asked statement by statement: puts the findings together into an answer.
 */
import { StatementPlace } from './evaluate';
import { PlausibleValues } from './plausible-values';
import { describeRequest, Request } from './request';
import { bindUnknowns } from '../policy/bind-unknowns';
import { PolicyDocument } from '../policy/document';
import { rememberFor } from '../policy/remember';
import { Budget } from './symbolic/budget';
import { Clause } from './symbolic/clause';
import { Asker, Finding, findRequest } from './symbolic/find-request';
import { Answer } from './verdict';

type Documents<Name extends string> = { readonly [name in Name]: PolicyDocument };

/** A search whose success answers the question with `fails`. */
export interface Step<Name extends string> {
  /** The statement to blame; left out where none is. */
  readonly clause?: Clause;
  /** Where it stands, if that is to be told. */
  readonly place?: StatementPlace;
  /** What messages call it; left out, it goes by its number. */
  readonly name?: string;
  readonly within: readonly Clause[];
  readonly outside: readonly Clause[];
  /** Whether the request is what was looked for, in documents that hold no unknowns. */
  readonly shows: (request: Request, documents: Documents<Name>) => boolean;
}

export interface PlacedAnswer extends Answer {
  /** Where the statement stands. */
  readonly place?: StatementPlace;
}

const NO_VALUES: ReadonlyMap<string, string> = new Map();

export class Inquiry<Name extends string> {
  private readonly unknowns: ReadonlyMap<string, string>;
  private readonly bound = new Map<string, Documents<Name>>();

  public constructor(private readonly who: Asker, private readonly documents: Documents<Name>) {
    const all = Object.values<PolicyDocument>(documents);
    this.unknowns = all.some(hasUnknowns) ? new PlausibleValues(true).valuesIn(all) : NO_VALUES;
  }

  /** `claim` is what a statement does with a request that is found, such as `allows it`. */
  public answer(steps: Iterable<Step<Name>>, claim: string): PlacedAnswer {
    const unreadable = this.unreadable();
    if (unreadable) { return { verdict: 'unknown', reason: unreadable }; }
    let open: PlacedAnswer | undefined;
    const budget = new Budget();
    for (const step of steps) {
      const finding = this.find(step, budget);
      if (finding.outcome === 'nothing') { continue; }
      const blamed = { ...step.clause && { statement: step.clause.index }, ...step.place && { place: step.place } };
      const name = step.name ?? (step.clause ? statementName(step.clause) : 'it');
      if (finding.outcome === 'request') {
        return { verdict: 'fails', ...blamed, witness: finding.request, reason: `${name} ${claim}: ${describeRequest(finding.request)}` };
      }
      const { dimension, patterns, reason } = finding;
      open ??= { verdict: 'unknown', ...blamed, dimension, patterns, reason: `${name}: ${dimension} could not be decided: ${reason}` };
    }
    return open ?? { verdict: 'holds', reason: 'no request shows the contrary' };
  }

  private find({ within, outside, shows }: Step<Name>, budget: Budget): Finding {
    const accepts = (request: Request, conditions: ReadonlyMap<string, boolean>) => shows(request, this.boundTo(conditions));
    return findRequest({ within, outside, who: this.who, unknowns: this.unknowns, accepts }, budget);
  }

  private boundTo(conditions: ReadonlyMap<string, boolean>): Documents<Name> {
    if (this.unknowns.size === 0 && conditions.size === 0) { return this.documents; }
    const key = JSON.stringify([...conditions]);
    let bound = this.bound.get(key);
    if (!bound) {
      const entries = Object.entries<PolicyDocument>(this.documents);
      bound = Object.fromEntries(entries.map(([name, document]) => [name, bindUnknowns(document, this.unknowns, conditions)])) as Documents<Name>;
      this.bound.set(key, bound);
    }
    return bound;
  }

  private unreadable(): string | undefined {
    for (const [name, { problems, undecided, statements }] of Object.entries<PolicyDocument>(this.documents)) {
      if (problems.length > 0) { return `the ${name} cannot be read: ${place(problems[0].path)}${problems[0].message}`; }
      if (undecided.length > 0) { return `the ${name} is known only at deployment: ${place(undecided[0].path)}${undecided[0].name}`; }
      if (this.who !== 'implied') { continue; }
      const misplaced = statements.find(({ principals, resources }) => principals || !resources);
      if (misplaced) { return `the ${name} is no identity policy: ${misplaced.path} ${misplaced.principals ? 'names a principal' : 'has no `Resource`'}`; }
    }
    return undefined;
  }
}

function place(path: string): string {
  return path === '' ? '' : `${path}: `;
}

export function statementName({ statement: { sid }, index }: Clause): string {
  return sid === undefined || sid === '' ? `statement ${index}` : `statement ${index} (${sid})`;
}

const hasUnknowns = rememberFor(({ statements }: PolicyDocument) => statements.some(({ actions, resources, principals, conditions }) =>
  [actions, resources, principals, ...conditions].some(list => list?.values.some(({ text }) => text.literal === undefined))));
