/**
 * ARNs of one policy that are wrong in the same way: one finding, with all that show it.
 */
import { Statement } from '../../policy/statement';
import { Violation } from '../rule';
import { shortened } from '../wording';

interface Group {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly texts: Set<string>;
}

export class FlaggedArns {
  private readonly groups = new Map<string, Group>();

  /** @param wording a clause that the ARN begins, and what to write; that of the first of a cause stands for all */
  public add(cause: string, { path, resources }: Statement, text: string, { message, fix }: Pick<Violation, 'message' | 'fix'>): void {
    let group = this.groups.get(cause);
    if (!group) {
      group = { path: `${path}/${resources?.negated ? 'NotResource' : 'Resource'}`, message, fix, texts: new Set() };
      this.groups.set(cause, group);
    }
    group.texts.add(text);
  }

  public violations(): readonly Violation[] {
    return [...this.groups].map(([cause, { path, message, fix, texts }]) => {
      const [first] = texts;
      const more = texts.size === 1 ? '' : `, and ${texts.size - 1} more ${texts.size === 2 ? 'is' : 'are'} wrong in the same way`;
      return { cause, path, message: `\`${shortened(first)}\` ${message}${more}`, fix, resources: [...texts] };
    });
  }
}
