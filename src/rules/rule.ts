/**
 * The shape of a rule: one check with one stable id. Everything that is said about it (documentation, findings, examples that
 * tests run) is in this one object.
 */
import { Severity } from '../diagnostics/severity';
import { JsonObject } from '../policy/json';
import { PolicyKind } from '../policy/policy-kind';
import { Identity, PolicySite, ResourceSite } from '../policy/policy-site';
import { Statement } from '../policy/statement';

/** What a rule found; the engine adds the rule, its severity and where it stands. */
export interface Violation {
  /**
   * What sets this violation apart from others of the rule in the same resource, made of actions, principals and keys; never of
   * logical ids, tokens or positions. Empty when there can be only one.
   */
  readonly cause: string;
  /** What is wrong, with the value: lower case, no full stop, values in backticks. */
  readonly message: string;
  /** What to write instead, exactly. */
  readonly fix: string;
  /** Place in the policy document, where it is narrower than the statement: `Statement/0/Action`. */
  readonly path?: string;
}

/** What the user chose for this analysis. */
export interface RuleContext {
  /** Whether each role and user must have a permissions boundary. */
  readonly requirePermissionsBoundary: boolean;
}

/** A policy or a template, as small as shows the point. Tests run each. */
export interface RuleExample {
  /** One sentence: what it is. */
  readonly title: string;
  /** The kind of `policy`. */
  readonly kind?: PolicyKind;
  readonly policy?: JsonObject;
  /** The resources of a template, for rules that look beyond one document. */
  readonly resources?: JsonObject;
}

export interface Rule {
  /** kebab-case, states the problem; public, never reused. */
  readonly id: string;
  readonly family: string;
  readonly severity: Severity;
  /** One sentence: what is flagged. */
  readonly summary: string;
  /** What goes wrong if it stays. */
  readonly why: string;
  /** When it is right to acknowledge it. */
  readonly accept: string;
  /** Pages of AWS or of the issuer that say so, the best first. */
  readonly references: readonly string[];
  readonly examples: { readonly flagged: readonly RuleExample[]; readonly allowed: readonly RuleExample[] };
  /** The kinds of policy that are judged. */
  readonly kinds?: readonly PolicyKind[];
  /** The CloudFormation types that `judgeResource` wants to see. */
  readonly resourceTypes?: readonly string[];
  /**
   * A judgement on a policy rests on its document, kind, environment and resource type and on nothing else of the site, so that
   * the engine can use it again where the same policy stands again. That on a statement rests on no other statement either.
   */
  judgeStatement?(statement: Statement, site: PolicySite, context: RuleContext): readonly Violation[];
  judgePolicy?(site: PolicySite, context: RuleContext): readonly Violation[];
  judgeIdentity?(identity: Identity, context: RuleContext): readonly Violation[];
  judgeResource?(resource: ResourceSite, context: RuleContext): readonly Violation[];
}

/** For the common answer of a rule. */
export const NO_VIOLATIONS: readonly Violation[] = [];
