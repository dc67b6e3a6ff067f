/**
 * The policies that an identity holds, those of AWS included, as far as they can be read here.
 */
import { PolicyDocument } from '../../policy/document';
import { Identity } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { attachedAwsPolicies, awsPolicyName } from '../aws-policies';

export interface HeldDocuments {
  /** Those that the app writes. */
  readonly own: readonly PolicyDocument[];
  /** Those of AWS. */
  readonly aws: readonly PolicyDocument[];
  /** Whether that is all, and all of it could be read. */
  readonly areAll: boolean;
}

export const heldDocuments = rememberFor((identity: Identity): HeldDocuments => {
  const { inlinePolicies, managedPolicies, managedPolicyArns } = identity;
  const own = [...new Set([...inlinePolicies, ...managedPolicies].map(({ document }) => document))];
  const attached = attachedAwsPolicies(identity);
  const foreign = managedPolicyArns.filter(({ text }) => awsPolicyName(text) === undefined).length - managedPolicies.length;
  return {
    own,
    aws: attached.flatMap(({ document }) => document ?? []),
    areAll: foreign <= 0 && attached.every(({ document }) => document)
      && own.every(({ problems, undecided }) => problems.length === 0 && undecided.length === 0),
  };
});

/** The statements as those of one identity policy, in order. */
export function asPolicy(statements: readonly Statement[]): PolicyDocument {
  return {
    version: '2012-10-17',
    statements: statements.map((statement, index) => ({ ...statement, path: `Statement/${index}` })),
    problems: [],
    undecided: [],
  };
}
