/**
 * An accepted finding: what users acknowledge with `Validations.of(construct).acknowledge({ id, reason })`.
 *
 * Owner and last day stand at the end of the reason, `… (owner: payments, expires: 2027-03-31)`, so that the CDK's own report, which
 * knows only ids and reasons, shows them too.
 */

/** The namespace of our ids; also the name of the plugin. */
export const NAMESPACE = 'LeastPrivilege';
/** What constructs of this library say of themselves in this namespace; it can be acknowledged, but no rule finds it. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  'execution-policy', 'half-grant', 'not-covered', 'policy-count', 'policy-size', 'unread-grants',
]);
/** The owner of what this library acknowledges by itself: wildcards of its own grants, which a rule may or may not report. */
export const LIBRARY = 'cdk-least-privilege';
/** Where the CDK files acknowledgements of ids that were given without a namespace. */
const NO_NAMESPACE = 'Annotation';
/** What cdk-nag puts before the ids of our rules. */
const PACK_PREFIX = /^LeastPrivilege-/;
const DETAILS = /\s*\(([^()]*)\)\s*$/;
const DETAIL = /^\s*(owner|expires)\s*:\s*(.*?)\s*$/;

export interface Acknowledgement {
  /** The path of the construct that it was made on; empty for the app. */
  readonly path: string;
  /** As the CDK has it: `LeastPrivilege::wildcard-action[s3:*]`. */
  readonly id: string;
  /** The id without its namespace. */
  readonly plainId: string;
  /** Without the details at its end. */
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, as written. */
  readonly expires?: string;
}

/** Reads what the CDK keeps of acknowledgements on a construct; those of other namespaces are left out. */
export function readAcknowledgements(path: string, data: unknown): readonly Acknowledgement[] {
  return Object.entries((data ?? {}) as { [id: string]: unknown })
    .filter(([id]) => id.startsWith(`${NAMESPACE}::`) || id.startsWith(`${NO_NAMESPACE}::`))
    .map(([id, reason]) => ({ path, id, plainId: id.slice(id.indexOf('::') + 2).replace(PACK_PREFIX, ''), ...readReason(String(reason ?? '')) }));
}

/** Whether the id is one that only a rule of ours can have; an id without a namespace may be another tool's. */
export function isOurs({ id }: Acknowledgement): boolean {
  return id.startsWith(`${NAMESPACE}::`) || PACK_PREFIX.test(id.slice(`${NO_NAMESPACE}::`.length));
}

/** Whether the text is a day of the calendar: `2027-03-31`. */
export function isDay(text: string): boolean {
  const date = new Date(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The reason as the CDK takes it. */
export function writeReason(reason: string, details: { readonly owner?: string; readonly expires?: string }): string {
  const written = Object.entries(details).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  return written.length === 0 ? reason : `${reason} (${written.join(', ')})`;
}

function readReason(text: string): Pick<Acknowledgement, 'reason' | 'owner' | 'expires'> {
  const pairs = DETAILS.exec(text)?.[1].split(',').map(part => DETAIL.exec(part));
  if (!pairs || pairs.some(pair => !pair)) { return { reason: text.trim() }; }
  return { reason: text.replace(DETAILS, '').trim(), ...Object.fromEntries(pairs.map(pair => [pair![1], pair![2]])) };
}
