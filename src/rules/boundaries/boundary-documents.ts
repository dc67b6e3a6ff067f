/**
 * The policy that bounds an identity, as far as it can be read: one that the app makes, or one of AWS.
 */
import { PolicyDocument } from '../../policy/document';
import { Identity } from '../../policy/policy-site';
import { awsPolicyDocument, awsPolicyName } from '../aws-policies';

export interface AwsBoundary {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The AWS managed policy that is an identity's boundary. */
export function awsBoundary({ permissionsBoundary }: Identity): AwsBoundary | undefined {
  const name = permissionsBoundary && awsPolicyName(permissionsBoundary);
  const document = name === undefined ? undefined : awsPolicyDocument(`arn:aws:iam::aws:policy/${name}`);
  return document && { name: name!, document };
}

/** `undefined` when there is none, or it cannot be read here. */
export function boundaryDocument(identity: Identity): PolicyDocument | undefined {
  return identity.boundary?.document ?? awsBoundary(identity)?.document;
}
