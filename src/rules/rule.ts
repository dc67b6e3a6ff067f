/**
 * The shape of a rule: one check with one stable id. Everything that is said about it (documentation, findings, examples that
 * tests run) is in this one object.
 */
import { RuleContext } from './rule-context';
import { Severity } from '../diagnostics/severity';
import { ConditionOperator } from '../policy/conditions/operators';
import { JsonObject } from '../policy/json';
import { PolicyKind } from '../policy/policy-kind';
import { Identity, PolicyInventory, PolicySite, ResourceOrigin, ResourceSite } from '../policy/policy-site';
import { Condition, Statement } from '../policy/statement';
import { Request } from '../reasoning/request';

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
  /** The statement to write instead, whole, where it can be worked out. */
  readonly replacement?: JsonObject;
  /** Place in the policy document, where it is narrower than the statement: `Statement/0/Action`. */
  readonly path?: string;
  /** The actions it is about, as written: by them, all of them, it can be acknowledged. */
  readonly actions?: readonly string[];
  /** The resources it is about, as a person reads them (`arn:aws:s3:::<Orders>/*`): by them, all of them, it can be acknowledged. */
  readonly resources?: readonly string[];
  /** A request that shows it, where access is concerned. */
  readonly witness?: Request;
}

/** What a rule found in the app as a whole, and the resource it says it of. */
export interface PlacedViolation extends Violation {
  readonly origin: ResourceOrigin;
  /**
   * Path inside the resource that `path` goes on from.
   *
   * @default 'Properties'
   */
  readonly propertyPath?: string;
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
  /** What the user chose, where the rule asks for it. */
  readonly context?: Partial<RuleContext>;
}

/**
 * Who asks for a rule:
 *
 * - `recommended`: everyone
 * - `strict`: who wants hygiene too; right, but many sound apps break it
 * - `opt-in`: who has that very custom, and asks by the id or for the family; what the CDK writes breaks it by design
 * - `preview`: nobody yet but who tries what is new
 */
export type Tier = 'recommended' | 'strict' | 'opt-in' | 'preview';

export interface Rule {
  /** kebab-case, states the problem; public, never reused. */
  readonly id: string;
  readonly severity: Severity;
  /** @default 'recommended' */
  readonly tier?: Tier;
  /** The checks of the catalogue (`checks.ts`) that it answers. */
  readonly checks: readonly string[];
  /** Rules of the engine built into the CDK that report the same. Where that engine runs, only one of the two is said: ours if it fails the build. */
  readonly cdkRules?: readonly string[];
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
   * Whether `judgeCondition` could find fault with a condition of this operator and key, whatever its values and the rest of the
   * statement. The engine asks once for each pair, and does not call it where the answer is no.
   *
   * @default - always
   */
  looksAt?(operator: ConditionOperator, key: string): boolean;
  /**
   * A judgement on a policy rests on its document, kind, environment and resource type and on nothing else of the site, so that
   * the engine can use it again where the same policy stands again. That on a statement rests on no other statement either. That on
   * a condition rests on its statement.
   */
  judgeCondition?(condition: Condition, statement: Statement, site: PolicySite, context: RuleContext): readonly Violation[];
  judgeStatement?(statement: Statement, site: PolicySite, context: RuleContext): readonly Violation[];
  judgePolicy?(site: PolicySite, context: RuleContext): readonly Violation[];
  /** Rests on what the identity has and holds, not on its logical id and ARN, nor on those of the resources that its policies stand in. */
  judgeIdentity?(identity: Identity, context: RuleContext): readonly Violation[];
  judgeResource?(resource: ResourceSite, context: RuleContext): readonly Violation[];
  judgeApp?(app: PolicyInventory, context: RuleContext): readonly PlacedViolation[];
}

/** Rules on one subject: those of one folder. */
export interface RuleFamily {
  /** The name of the folder, which is also that of its pack. */
  readonly name: string;
  /** What its rules are about, as the documentation heads it. */
  readonly title: string;
  readonly rules: readonly Rule[];
  /** Checks of the catalogue that no rule answers: what does, or why nothing does. */
  readonly otherwise: { readonly [check: string]: string };
}

/** For the common answer of a rule. */
export const NO_VIOLATIONS: readonly Violation[] = [];
