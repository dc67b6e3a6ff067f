/**
 * Acknowledges findings of our rules that this library causes itself and means, so that a user need not. An acknowledgement that turns out
 * unused is no finding.
 *
 * Written as metadata and not through `Validations.acknowledge`, which replaces blanks and refuses unpaired brackets in ids.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LIBRARY, NAMESPACE, writeReason } from '../diagnostics/acknowledgement';

/** @param reasons by the id of a rule, or of a finding, such as `wildcard-action[s3:*]` */
export function acknowledgeRules(construct: IConstruct, reasons: { readonly [id: string]: string }): void {
  const written = Object.entries(reasons).map(([id, reason]) => [`${NAMESPACE}::${id}`, writeReason(reason, { owner: LIBRARY })]);
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(written));
}
