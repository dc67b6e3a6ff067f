/**
 * What the policies of one layer, or of one level of it, say to a request.
 */
import { PolicyDocument } from '../policy/document';
import { Candidate, documentMatcher, DocumentStatement } from './matching/document';
import { atMost, Match, NO, UNKNOWN, YES } from './matching/match';
import { matchOf, MAYBE_NAMED, Named, Namings } from './matching/principal';
import { RequestFacts } from './matching/request-facts';
import { Layer } from './policies';

/** A statement, or what could not be read of a policy. */
export interface Cause {
  readonly policy: number;
  readonly statement?: DocumentStatement;
}

interface NamingAllow extends Named {
  readonly cause: Cause;
}

export interface NamingOutcome {
  readonly match: Match;
  readonly cause?: Cause;
}

const NOT_NAMING: NamingOutcome = { match: NO };

export class LayerOutcome {
  public deny: Match = NO;
  public deniedBy?: Cause;
  public allow: Match = NO;
  public allowedBy?: Cause;
  /** The Allows of a layer that names principals. */
  public readonly namingAllows: NamingAllow[] = [];

  public constructor(public readonly layer: Layer, public readonly level?: number) {}

  public add(policy: number, document: PolicyDocument, facts: RequestFacts): void {
    const matcher = documentMatcher(document, this.layer);
    const isReadable = matcher.unreadable === undefined;
    if (!isReadable) {
      this.denies(UNKNOWN, { policy });
      this.allows(UNKNOWN, { policy });
      this.namingAllows.push({ ...MAYBE_NAMED, cause: { policy } });
    }
    for (const candidate of matcher.candidates(facts)) {
      this.addStatement(policy, candidate, isReadable ? YES : UNKNOWN, facts);
      if (this.deny === YES) { return; }
    }
  }

  private addStatement(policy: number, { statement, action }: Candidate, limit: Match, facts: RequestFacts): void {
    const { matcher, mayAllow, mayDeny } = statement;
    const { namesPrincipals } = matcher;
    if (!mayDeny && this.allow === YES && !namesPrincipals) { return; }
    const rest = atMost(limit, matcher.match(facts, action));
    if (rest === NO) { return; }
    if (!namesPrincipals) {
      this.count(rest, mayAllow, mayDeny, { policy, statement });
      return;
    }
    const named = matcher.named(facts);
    const match = atMost(rest, matchOf(named));
    if (match === NO) { return; }
    const cause = { policy, statement };
    if (mayAllow) { this.namingAllows.push({ certainly: rest === YES ? named.certainly : 0, possibly: named.possibly, cause }); }
    this.count(match, mayAllow, mayDeny, cause);
  }

  /** Whether an Allow names the principal in one of these ways, and the first that does. */
  public naming(namings: Namings): NamingOutcome {
    let maybe: Cause | undefined;
    for (const { certainly, possibly, cause } of this.namingAllows) {
      if ((certainly & namings) !== 0) { return { match: YES, cause }; }
      if ((possibly & namings) !== 0) { maybe ??= cause; }
    }
    return maybe ? { match: UNKNOWN, cause: maybe } : NOT_NAMING;
  }

  private count(match: Match, mayAllow: boolean, mayDeny: boolean, cause: Cause): void {
    if (mayAllow) { this.allows(match, cause); }
    if (mayDeny) { this.denies(match, cause); }
  }

  private allows(match: Match, cause: Cause): void {
    if (match <= this.allow) { return; }
    this.allow = match;
    this.allowedBy = cause;
  }

  private denies(match: Match, cause: Cause): void {
    if (match <= this.deny) { return; }
    this.deny = match;
    this.deniedBy = cause;
  }
}
