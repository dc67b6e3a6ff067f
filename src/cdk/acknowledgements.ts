/**
 * What users acknowledged with `Validations.of(construct).acknowledge({ id, reason })` or `LeastPrivilege.of(construct).acknowledge(…)`.
 *
 * Owner and last day stand at the end of the reason, `… (owner: payments, expires: 2027-03-31)`, so that the CDK's own report, which
 * knows only ids and reasons, shows them too.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Where the CDK files acknowledgements of ids that were given without a namespace. */
const NO_NAMESPACE = 'Annotation';
const DETAILS = /\s*\(([^()]*)\)\s*$/;
const DETAIL = /^\s*(owner|expires)\s*:\s*(.*?)\s*$/;

export interface Acknowledgement {
  readonly scope: IConstruct;
  /** As the CDK has it: `LeastPrivilege::wildcard-action[s3:*]`. */
  readonly id: string;
  /** Without the details at its end. */
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, as written. */
  readonly expires?: string;
}

/** All under a construct, itself included, whose id is of the namespace or of none. */
export function readAcknowledgements(root: IConstruct, namespace: string): readonly Acknowledgement[] {
  return root.node.findAll().flatMap(scope => scope.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries((data ?? {}) as { [id: string]: string }))
    .filter(([id]) => id.startsWith(`${namespace}::`) || id.startsWith(`${NO_NAMESPACE}::`))
    .map(([id, reason]) => ({ scope, id, ...readReason(String(reason ?? '')) })));
}

/** The id without its namespace, or the name of the pack that cdk-nag puts before it. */
export function plainId({ id }: Acknowledgement): string {
  return id.slice(id.indexOf('::') + 2).replace(/^LeastPrivilege-/, '');
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
