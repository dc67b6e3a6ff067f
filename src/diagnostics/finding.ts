/**
 * A finding: one violation of one rule at one place of the app.
 *
 * Its identity is rule id + construct + cause. The cause is made of what IAM sees (actions, principals, key names), never of
 * logical ids, tokens or positions, so it survives reordering and merging of statements.
 */
import { Severity } from './severity';

/** Where a finding stands, in the words of the template it was found in. */
export interface FindingLocation {
  /** Which template: the `id` of its source. */
  readonly templateId: string;
  readonly logicalId: string;
  readonly resourceType: string;
  /** Path inside the resource, with slashes: `Properties/PolicyDocument/Statement/0`. */
  readonly propertyPath: string;
}

/** A concrete request, in the words of `simulate`. */
export interface FindingWitness {
  readonly principal: { readonly id: string };
  readonly action: string;
  readonly resource: string;
  readonly context: { readonly [key: string]: string | readonly string[] };
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  /** What sets this finding apart from others of the same rule in the same construct. */
  readonly cause: string;
  /** What is wrong, with the value: lower case, no full stop. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** The statement to write instead, whole, where it could be worked out. */
  readonly replacement?: object;
  /** The actions it is about, as written. */
  readonly actions?: readonly string[];
  /** The resources it is about, unknown parts in angle brackets: `arn:aws:s3:::<Orders>/*`. */
  readonly resources?: readonly string[];
  /** A request that shows it, where access is concerned. */
  readonly witness?: FindingWitness;
  /** The page that explains the rule. */
  readonly reference: string;
  readonly location: FindingLocation;
}

const RESERVED = /::|[[\]\s]/;

/**
 * The id that acknowledges exactly this finding, such as `wildcard-action[s3:*]`.
 */
export function findingId({ ruleId, cause }: Finding): string {
  return cause === '' ? ruleId : `${ruleId}[${acknowledgedForm(cause)}]`;
}

/** What stands in the brackets of an id: the CDK reads `::` as the end of a namespace, wants balanced brackets and writes a dash for a blank. */
export function acknowledgedForm(text: string): string {
  return RESERVED.test(text) ? text.replace(/:{2,}/g, ':').replace(/\[/g, '(').replace(/\]/g, ')').replace(/\s+/g, '-') : text;
}
