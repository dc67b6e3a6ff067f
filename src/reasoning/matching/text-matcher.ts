/**
 * A value of a policy against a text of a request: policy variables take their values from the request, CloudFormation values
 * that are not known make the match UNKNOWN where it depends on them.
 *
 * Exact without such values. With them a yes or no is certain, and UNKNOWN may be more cautious than needed.
 */
import { foldCase } from './fold-case';
import { Glob, GlobToken, ONE, STAR } from './glob';
import { Match, NO, UNKNOWN, YES, yesOrNo } from './match';
import { PossibleText } from './possible-text';
import { RequestFacts } from './request-facts';
import { hasWildcard } from '../../policy/glob';
import { PolicyVariable, TemplatePart, templateParts } from '../../policy/policy-variables';
import { possibleLiterals } from '../../policy/possible-literals';
import { SymbolicText, Unknown } from '../../policy/symbolic-text';

/**
 * How a text is compared:
 * - `exact`: `*` and `?` are themselves
 * - `glob`: wildcards match anything
 * - `resource`: wildcards match no `:`, except in the part after the pattern's last `:`
 * - `arn`: part by part, the sixth part being all the rest; fewer parts match nothing
 */
export type MatchStyle = 'exact' | 'glob' | 'resource' | 'arn';

export interface TextOptions {
  readonly style: MatchStyle;
  /** Whether `${…}` are policy variables. */
  readonly variables: boolean;
  readonly ignoreCase?: boolean;
}

export interface TextMatcher {
  match(text: string, facts: RequestFacts): Match;
}

/** A matcher for texts; with `ignoreCase` they must come folded (`foldCase`). */
export function textMatcher(text: SymbolicText, options: TextOptions): TextMatcher {
  if (text.literal !== undefined) { return patternMatcher(text, options); }
  const literals = possibleLiterals(text);
  if (!literals) { return patternMatcher(text, options); }
  const matchers = literals.map(literal => patternMatcher(SymbolicText.literal(literal), options));
  return matchers.length === 1 ? matchers[0] : new Alternatives(matchers);
}

/** One of several values, not known which. */
export class Alternatives implements TextMatcher {
  public constructor(private readonly matchers: readonly TextMatcher[]) {}

  public match(text: string, facts: RequestFacts): Match {
    const [first, ...others] = this.matchers.map(matcher => matcher.match(text, facts));
    return others.every(other => other === first) ? first : UNKNOWN;
  }
}

export const NEVER: TextMatcher = { match: () => NO };
const EVERYTHING: TextMatcher = { match: () => YES };

export type PatternToken = GlobToken | Unknown | PolicyVariable;

function patternMatcher(text: SymbolicText, options: TextOptions): TextMatcher {
  if (text.literal === '*' && (options.style === 'glob' || options.style === 'resource')) { return EVERYTHING; }
  const parts = options.variables ? templateParts(text) : text.parts;
  const tokens: PatternToken[] = [];
  for (const part of parts) { addTokens(tokens, part, options); }
  const pieces = cut(tokens, options.style);
  if (!pieces) { return NEVER; }
  if (tokens.some(isUnknown)) { return new UncertainPattern(pieces, options); }
  return tokens.some(isVariable) ? new VariablePattern(pieces, options) : fixedPattern(pieces as readonly GlobToken[][]);
}

function addTokens(tokens: PatternToken[], part: TemplatePart, { style, ignoreCase }: TextOptions): void {
  if (typeof part !== 'string') {
    tokens.push('escaped' in part ? part.escaped : part);
    return;
  }
  const text = ignoreCase ? foldCase(part) : part;
  const hasWildcards = style !== 'exact' && hasWildcard(text);
  let done = 0;
  for (let at = 0; hasWildcards && at < text.length; at++) {
    const letter = text[at];
    if (letter !== '*' && letter !== '?') { continue; }
    if (at > done) { tokens.push(text.slice(done, at)); }
    tokens.push(letter === '*' ? STAR : ONE);
    done = at + 1;
  }
  if (done < text.length) { tokens.push(text.slice(done)); }
}

/** The parts of a pattern that wildcards stay within, but for the last; `undefined` for one that matches nothing. */
function cut(tokens: readonly PatternToken[], style: MatchStyle): readonly PatternToken[][] | undefined {
  if (style === 'exact' || style === 'glob') { return [[...tokens]]; }
  const pieces = cutAtColons(tokens);
  if (style === 'resource') { return pieces; }
  if (pieces.length < 6) { return tokens.some(token => isUnknown(token) && canHoldColon(token)) ? pieces : undefined; }
  const last = pieces.slice(5).flatMap((piece, index) => index === 0 ? piece : [':', ...piece]);
  return [...pieces.slice(0, 5), last];
}

function cutAtColons<Token extends PatternToken>(tokens: readonly Token[]): Token[][] {
  let piece: Token[] = [];
  const pieces = [piece];
  for (const token of tokens) {
    if (typeof token !== 'string' || !token.includes(':')) {
      if (token !== '') { piece.push(token); }
      continue;
    }
    token.split(':').forEach((text, index) => {
      if (index > 0) { pieces.push(piece = []); }
      if (text !== '') { piece.push(text as Token); }
    });
  }
  return pieces;
}

function fixedPattern(pieces: readonly (readonly GlobToken[])[]): TextMatcher {
  if (pieces.every(piece => piece.every(token => typeof token === 'string'))) {
    return new Literal(pieces.map(piece => piece.join('')).join(':'));
  }
  return new FixedPattern(pieces);
}

class Literal implements TextMatcher {
  public constructor(private readonly text: string) {}

  public match(text: string): Match {
    return yesOrNo(text === this.text);
  }
}

class FixedPattern implements TextMatcher {
  /** All that stands before the first wildcard, and its last character. */
  private readonly prefix: string;
  private readonly prefixEnd: number;
  /** How long the parts before the first wildcard are. */
  private readonly fixedLength: number;
  private readonly heads: readonly Glob[];
  private readonly last: Glob;

  public constructor(pieces: readonly (readonly GlobToken[])[]) {
    const heads = pieces.slice(0, -1);
    const wild = heads.findIndex(piece => piece.some(token => typeof token !== 'string'));
    const fixed = wild < 0 ? heads.length : wild;
    this.prefix = literalPrefix(pieces);
    this.prefixEnd = this.prefix.charCodeAt(this.prefix.length - 1);
    this.fixedLength = heads.slice(0, fixed).reduce((length, piece) => length + piece.join('').length + 1, 0);
    this.heads = heads.slice(fixed).map(piece => new Glob(piece));
    this.last = new Glob(pieces[pieces.length - 1]);
  }

  public match(text: string): Match {
    const { prefix } = this;
    if (prefix !== '' && (text.charCodeAt(prefix.length - 1) !== this.prefixEnd || !text.startsWith(prefix))) { return NO; }
    let from = this.fixedLength;
    let unsure = false;
    for (const head of this.heads) {
      const colon = text.indexOf(':', from);
      const match = colon < 0 ? NO : head.matches(text, from, colon);
      if (match === NO) { return NO; }
      unsure ||= match === UNKNOWN;
      from = colon + 1;
    }
    const match = this.last.matches(text, from, text.length);
    return match !== NO && unsure ? UNKNOWN : match;
  }
}

/** A pattern with policy variables: built anew for each request, unless what stands before the first variable rules it out. */
class VariablePattern implements TextMatcher {
  private readonly prefix: string;

  public constructor(private readonly pieces: readonly (readonly PatternToken[])[], private readonly options: TextOptions) {
    this.prefix = literalPrefix(pieces);
  }

  public match(text: string, facts: RequestFacts): Match {
    if (!text.startsWith(this.prefix)) { return NO; }
    const pieces = resolvePieces(this.pieces, this.options, facts);
    return pieces ? fixedPattern(pieces as readonly GlobToken[][]).match(text, facts) : NO;
  }
}

class UncertainPattern implements TextMatcher {
  private readonly prefix: string;
  /** There when the pattern has no variables. */
  private readonly possible?: PossibleText;

  public constructor(private readonly pieces: readonly (readonly PatternToken[])[], private readonly options: TextOptions) {
    this.prefix = literalPrefix(pieces);
    if (!pieces.some(piece => piece.some(isVariable))) { this.possible = new PossibleText(pieces as readonly (GlobToken | Unknown)[][]); }
  }

  public match(text: string, facts: RequestFacts): Match {
    if (!text.startsWith(this.prefix)) { return NO; }
    const possible = this.possible ?? this.resolved(facts);
    return possible?.couldBe(text) ? UNKNOWN : NO;
  }

  private resolved(facts: RequestFacts): PossibleText | undefined {
    const pieces = resolvePieces(this.pieces, this.options, facts);
    return pieces && new PossibleText(pieces);
  }
}

function literalPrefix(pieces: readonly (readonly PatternToken[])[]): string {
  let prefix = '';
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) { prefix += ':'; }
    for (const token of piece) {
      if (typeof token !== 'string') { return prefix; }
      prefix += token;
    }
  }
  return prefix;
}

/**
 * The parts with the variables' values in them; `undefined` when one has no value, so that the pattern matches nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function resolvePieces(pieces: readonly (readonly PatternToken[])[], { style, ignoreCase }: TextOptions, facts: RequestFacts) {
  const resolved: (GlobToken | Unknown)[][] = [];
  for (const [index, piece] of pieces.entries()) {
    const tokens: (GlobToken | Unknown)[] = [];
    for (const token of piece) {
      const value = isVariable(token) ? variableValue(token, facts) : token;
      if (value === undefined) { return undefined; }
      tokens.push(ignoreCase && typeof value === 'string' ? foldCase(value) : value);
    }
    const isHead = index < pieces.length - 1;
    (style === 'resource' && isHead ? cutAtColons(tokens) : [tokens]).forEach(cutPiece => resolved.push(cutPiece));
  }
  return resolved;
}

function variableValue({ variable, fallback }: PolicyVariable, facts: RequestFacts): string | undefined {
  const key = variable.toLowerCase();
  return facts.value(key) === undefined ? fallback : facts.single(key);
}

function isVariable(token: PatternToken): token is PolicyVariable {
  return typeof token === 'object' && 'variable' in token;
}

function isUnknown(token: PatternToken): token is Unknown {
  return typeof token === 'object' && 'shape' in token;
}

function canHoldColon(unknown: Unknown): boolean {
  return unknown.shape === 'any' || unknown.shape === 'opaque';
}
