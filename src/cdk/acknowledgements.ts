/**
 * Construct tree → what users acknowledged in it.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Acknowledgement, readAcknowledgements } from '../diagnostics/acknowledgement';

/** Those at and under a construct. */
export function acknowledgementsUnder(root: IConstruct): readonly Acknowledgement[] {
  return root.node.findAll().flatMap(({ node }) => node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => readAcknowledgements(node.path, data)));
}
