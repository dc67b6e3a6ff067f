/**
 * Several policies of one resource as the one document that IAM makes of them, with the way back to each statement.
 */
import { HeldDocument } from './held-document';
import { PolicyDocument } from '../policy/document';

/** A statement of a held document. */
export interface HeldStatement {
  readonly held: HeldDocument;
  /** As in the document: `Statement/0`, or `Statement` for a single object. */
  readonly path: string;
}

export interface MergedDocument {
  readonly document: PolicyDocument;
  /** By index in the merged `Statement`. */
  readonly statements: readonly HeldStatement[];
}

const STATEMENT_PATH = /^Statement(?:\/\d+)?(?=\/|$)/;

export function mergeDocuments(documents: readonly HeldDocument[]): MergedDocument {
  const statements: HeldStatement[] = [];
  const merged = documents.map(held => {
    const indexes = new Map<string, number>();
    const moved = (path: string) => path.replace(STATEMENT_PATH, before => {
      let index = indexes.get(before);
      if (index === undefined) {
        index = statements.length;
        indexes.set(before, index);
        statements.push({ held, path: before });
      }
      return `Statement/${index}`;
    });
    const moveAll = <Part extends { readonly path: string }>(parts: readonly Part[]) => parts.map(part => ({ ...part, path: moved(part.path) }));
    const { document } = held;
    return { statements: moveAll(document.statements), problems: moveAll(document.problems), undecided: moveAll(document.undecided) };
  });
  return {
    statements,
    document: {
      // Permissions that CloudFormation takes as properties carry no version, and no policy variables either.
      version: documents.map(({ document }) => document.version).sort().reverse().find(version => version !== undefined),
      statements: merged.flatMap(part => part.statements),
      problems: merged.flatMap(part => part.problems),
      undecided: merged.flatMap(part => part.undecided),
    },
  };
}
