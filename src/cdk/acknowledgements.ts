/**
 * Construct tree → what users acknowledged in it.
 */
import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Acknowledgement, readAcknowledgements } from '../diagnostics/acknowledgement';

const { ACKNOWLEDGED_RULES_METADATA_KEY: ACKNOWLEDGED } = Validations;

/** Those at and under a construct. */
export function acknowledgementsUnder(root: IConstruct): readonly Acknowledgement[] {
  const acknowledgements: Acknowledgement[] = [];
  const visit = ({ node }: IConstruct) => {
    for (const { type, data } of node.metadata) {
      if (type === ACKNOWLEDGED) { acknowledgements.push(...readAcknowledgements(node.path, data)); }
    }
    for (const child of node.children) { visit(child); }
  };
  visit(root);
  return acknowledgements;
}
