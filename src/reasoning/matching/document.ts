/**
 * A policy document against requests: its statements compiled, and found by the action.
 *
 * A part that could not be read and belongs to no statement makes every match in the document UNKNOWN, and a statement that might
 * be there can allow or deny anything.
 */
import { PolicyDocument } from '../../policy/document';
import { rememberFor } from '../../policy/remember';
import { LAYERS, LAYERS_WITH_PRINCIPALS } from '../layers';
import { Layer } from '../policies';
import { Match, NO } from './match';
import { RequestFacts } from './request-facts';
import { MatcherOptions, StatementMatcher, statementMatcher } from './statement';

export interface DocumentStatement {
  readonly matcher: StatementMatcher;
  /** Place in `Statement`. */
  readonly index: number;
  /** The effect is `Allow` or `Deny`, not known which, where both are true. */
  readonly mayAllow: boolean;
  readonly mayDeny: boolean;
}

/** A statement that an action can match. */
export interface Candidate {
  readonly statement: DocumentStatement;
  readonly action: Match;
}

/** Candidates are remembered for this many actions. */
const MAX_ACTIONS = 1_000;

export class DocumentMatcher {
  public readonly statements: readonly DocumentStatement[];
  /** The place of a part that no statement holds and that could not be read or decided. */
  public readonly unreadable?: string;
  private readonly byAction = new Map<string, readonly Candidate[]>();

  public constructor(document: PolicyDocument, layerOptions: Omit<MatcherOptions, 'variables'>) {
    const options = { ...layerOptions, variables: document.version === '2012-10-17' };
    const troubles = new Troubles(document);
    this.unreadable = troubles.unreadable;
    this.statements = document.statements.map(statement => {
      const mayBeEither = document.undecided.some(({ path }) => path === `${statement.path}/Effect`);
      return {
        matcher: statementMatcher(statement, options, troubles.in(statement.path)),
        index: indexOf(statement.path),
        mayAllow: mayBeEither || statement.effect === 'Allow',
        mayDeny: mayBeEither || statement.effect === 'Deny',
      };
    });
  }

  /** The statements that the request's action can match, in order. */
  public candidates(facts: RequestFacts): readonly Candidate[] {
    let found = this.byAction.get(facts.action);
    if (!found) {
      found = this.statements.map(statement => ({ statement, action: statement.matcher.matchAction(facts) })).filter(({ action }) => action !== NO);
      if (this.byAction.size >= MAX_ACTIONS) { this.byAction.clear(); }
      this.byAction.set(facts.action, found);
    }
    return found;
  }
}

function indexOf(path: string): number {
  const slash = path.indexOf('/');
  return slash < 0 ? 0 : Number(path.slice(slash + 1));
}

/** The parts of a document that could not be read or decided, by statement. */
class Troubles {
  public readonly unreadable?: string;
  private readonly byStatement = new Map<string, string[]>();

  public constructor({ problems, undecided, statements }: PolicyDocument) {
    if (problems.length + undecided.length === 0) { return; }
    const known = new Set(statements.map(({ path }) => path));
    for (const { path } of [...problems, ...undecided]) {
      const owner = /^Statement\/\d+/.exec(path)?.[0] ?? 'Statement';
      if (!known.has(owner) || !path.startsWith('Statement')) {
        this.unreadable ??= path;
        continue;
      }
      const places = this.byStatement.get(owner);
      if (places) { places.push(path); } else { this.byStatement.set(owner, [path]); }
    }
  }

  public in(statement: string): readonly string[] {
    return this.byStatement.get(statement) ?? [];
  }
}

/** A trust policy has no resources, and other policies of resources and endpoints may leave them out. */
const LAYERS_WITHOUT_RESOURCES: readonly Layer[] = ['resource', 'endpoint'];

/** How the statements of a layer are read. */
export function optionsOfLayer(layer: Layer): Omit<MatcherOptions, 'variables'> {
  return { hasPrincipals: LAYERS_WITH_PRINCIPALS.includes(layer), mayLackResource: LAYERS_WITHOUT_RESOURCES.includes(layer) };
}

const MATCHERS = Object.fromEntries(LAYERS.map(layer => {
  const options = optionsOfLayer(layer);
  return [layer, rememberFor((document: PolicyDocument) => new DocumentMatcher(document, options))];
}));

/** A document as one of a layer, compiled once and remembered as long as the document lives. */
export function documentMatcher(document: PolicyDocument, layer: Layer): DocumentMatcher {
  return MATCHERS[layer](document);
}
