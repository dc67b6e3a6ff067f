/**
 * ARNs of one policy that are wrong in the same way: one finding, with all that show it.
 */
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { rewritten, withEntries } from '../rewritten';
import { Violation } from '../rule';
import { shortened } from '../wording';

interface Group {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly texts: Set<string>;
  readonly statements: Set<Statement>;
  /** What to write in the place of a text, where that is certain. */
  readonly better: Map<string, string>;
}

interface Wording extends Pick<Violation, 'message' | 'fix'> {
  readonly better?: string;
}

export class FlaggedArns {
  private readonly groups = new Map<string, Group>();

  /** @param wording a clause that the ARN begins, and what to write; that of the first of a cause stands for all */
  public add(cause: string, statement: Statement, text: string, { message, fix, better }: Wording): void {
    const { path, resources } = statement;
    let group = this.groups.get(cause);
    if (!group) {
      group = { path: `${path}/${resources?.negated ? 'NotResource' : 'Resource'}`, message, fix, texts: new Set(), statements: new Set(), better: new Map() };
      this.groups.set(cause, group);
    }
    group.texts.add(text);
    group.statements.add(statement);
    if (better !== undefined) { group.better.set(text, better); }
  }

  /** @param document of the statements, which can then be mended */
  public violations(document?: PolicyDocument): readonly Violation[] {
    return [...this.groups].map(([cause, group]) => {
      const { path, message, fix, texts } = group;
      const [first] = texts;
      const more = texts.size === 1 ? '' : `, and ${texts.size - 1} more ${texts.size === 2 ? 'is' : 'are'} wrong in the same way`;
      return { cause, path, message: `\`${shortened(first)}\` ${message}${more}`, fix, replacement: document && replacementOf(group, document), resources: [...texts] };
    });
  }
}

/** Only where every text stands in the one statement, and is mended. */
function replacementOf({ statements, texts, better }: Group, document: PolicyDocument): JsonObject | undefined {
  const [statement] = statements;
  const resources = statement.resources!;
  const areWritten = resources.values.every(({ text, raw, when }) => !better.has(text.toString()) || (typeof raw === 'string' && when.length === 0));
  if (statements.size > 1 || better.size < texts.size || !areWritten) { return undefined; }
  return rewritten(statement, document, { resources: withEntries(resources, entry => [better.get(entry) ?? entry]) });
}
