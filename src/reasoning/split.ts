/**
 * A policy over a quota as several policies, which mean the same when all are attached to one identity: what one of them allows
 * is allowed, what one of them denies is denied.
 *
 * Lengths are counted as IAM counts them, of what is printed. What stands under a condition of the template counts as if it were
 * there; an unknown counts its shortest form, so the result names the unknowns that could make a policy too long after all.
 */
import { minimisePolicy } from './merge';
import { QUOTAS } from '../catalog/quotas';
import { PolicyDocument } from '../policy/document';
import { policySize } from '../policy/policy-size';
import { PolicyElement, PolicyValue, Statement } from '../policy/statement';
import { documentOf, haveSameMeaning } from './merging/same-meaning';
import { splitStatement } from './merging/split-statement';

export type PolicySplit =
  | {
    readonly outcome: 'split';
    /** One, if the policy fits. */
    readonly documents: readonly PolicyDocument[];
    /** For people: what may still keep the documents from being attached. */
    readonly warnings: readonly string[];
  }
  | {
    readonly outcome: 'impossible';
    /** For people: which part is in the way, and why. */
    readonly reason: string;
  };

/** Documents of at most so many characters each; without a number, as many as a managed policy holds. */
export function splitPolicy(document: PolicyDocument, characters: number = QUOTAS.managedPolicySize.limit): PolicySplit {
  return new Splitting(minimisePolicy(document, 'identity'), characters).split();
}

class Splitting {
  public constructor(private readonly document: PolicyDocument, private readonly characters: number) {}

  public split(): PolicySplit {
    const { problems, undecided, statements } = this.document;
    const unread = problems[0]?.path ?? undecided[0]?.path;
    if (unread !== undefined) {
      return impossible(`the policy cannot be split: ${unread === '' ? 'it' : unread} cannot be read or is known only at deployment`);
    }
    if (this.fits(statements)) { return this.found([statements]); }
    const pieces: Statement[] = [];
    for (const statement of statements) {
      const parts = splitStatement(statement, part => this.sizeOf([part]), this.characters);
      if (!parts) { return impossible(this.tooLong(statement)); }
      if (!haveSameMeaning([statement], parts, { version: this.document.version, kind: 'identity' })) {
        return impossible(`${nameOf(statement)} of the minimised policy is longer than ${this.characters} characters and cannot be proved to mean the same in parts`);
      }
      pieces.push(...parts);
    }
    return this.found(this.pack(pieces));
  }

  private sizeOf(statements: readonly Statement[]): number {
    const printed = { ...this.document, statements: statements.map(withoutConditions) };
    // A list of one statement is printed as a list.
    return policySize(printed) + (statements.length === 1 ? '[]'.length : 0);
  }

  private fits(statements: readonly Statement[]): boolean {
    return this.sizeOf(statements) <= this.characters;
  }

  /** Longest first, each into the first document that has room; those that are always there first, so that no document turns out empty. */
  private pack(statements: readonly Statement[]): readonly (readonly Statement[])[] {
    const places = new Map(statements.map((statement, index) => [statement, index]));
    const sizes = new Map(statements.map(statement => [statement, this.sizeOf([statement])]));
    const isConditional = ({ when }: Statement) => Number(when.length > 0);
    const order = [...statements].sort((left, right) => isConditional(left) - isConditional(right)
      || sizes.get(right)! - sizes.get(left)! || places.get(left)! - places.get(right)!);
    const bins: Statement[][] = [];
    for (const statement of order) {
      const bin = bins.find(open => this.fits([...open, statement]));
      if (bin) { bin.push(statement); } else { bins.push([statement]); }
    }
    for (const bin of bins) { bin.sort((left, right) => places.get(left)! - places.get(right)!); }
    return bins.sort(([left], [right]) => places.get(left)! - places.get(right)!);
  }

  private found(bins: readonly (readonly Statement[])[]): PolicySplit {
    const documents = bins.map(statements => ({ ...this.document, statements: documentOf(statements, {}).statements }));
    return { outcome: 'split', documents, warnings: [...countWarning(documents.length), ...emptyWarnings(documents), ...lengthWarning(documents)] };
  }

  private tooLong(statement: Statement): string {
    return `${nameOf(statement)} of the minimised policy is longer than ${this.characters} characters and has no list to cut that would make it fit: shorten its longest entry or its conditions`;
  }
}

function impossible(reason: string): PolicySplit {
  return { outcome: 'impossible', reason };
}

function nameOf({ path, sid }: Statement): string {
  return sid === undefined ? path : `${path} (${sid})`;
}

function countWarning(count: number): string[] {
  const { limit, maximum } = QUOTAS.managedPoliciesPerRole;
  if (count <= limit) { return []; }
  const remedy = count > maximum ? `AWS grants ${maximum} at most: use several roles` : `ask AWS to raise the quota, to ${maximum} at most, or use several roles`;
  return [`${count} policies are more than the ${limit} managed policies that a role can have; ${remedy}`];
}

function emptyWarnings(documents: readonly PolicyDocument[]): string[] {
  return documents.flatMap(({ statements }, index) => statements.some(({ when }) => when.length === 0) ? [] : [
    `policy ${index + 1} of ${documents.length} is empty, which AWS rejects, unless ${[...new Set(statements.flatMap(({ when }) => when.map(({ condition }) => condition)))].join(' or ')} falls the right way`,
  ]);
}

function lengthWarning(documents: readonly PolicyDocument[]): string[] {
  const values = documents.flatMap(({ statements }) => statements).flatMap(({ actions, resources, conditions }) =>
    [actions, resources, ...conditions].flatMap(list => list?.values ?? []));
  const unknowns = [...new Set(values.flatMap(({ text }) => text.unknowns.map(({ name }) => name)))];
  return unknowns.length === 0 ? [] : [`the policies may turn out longer than counted, depending on ${unknowns.join(', ')}`];
}

/** With everything there that a condition of the template could take away. */
function withoutConditions(statement: Statement): Statement {
  const { actions, resources, conditions } = statement;
  if (statement.when.length === 0 && [actions, resources, ...conditions].every(list => !list || list.values.every(({ when }) => when.length === 0))) {
    return statement;
  }
  const values = (list: readonly PolicyValue[]) => list.map(value => ({ ...value, when: [] }));
  const element = (list: PolicyElement) => ({ ...list, values: values(list.values) });
  return {
    ...statement,
    when: [],
    actions: element(actions),
    ...resources && { resources: element(resources) },
    conditions: conditions.map(condition => ({ ...condition, values: values(condition.values) })),
  };
}
