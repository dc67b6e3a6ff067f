/**
 * The AWS managed policies that an identity or a permission set has, with what the catalog knows of each. What the app chooses between
 * under a condition of the template, or by a parameter with `AllowedValues`, counts; `undecidable-value` reports an ARN that may be any.
 */
import { managedPolicyDocument, managedPolicyName } from '../catalog/managed-policy-documents';
import { PolicyDocument } from '../policy/document';
import { JsonObject } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { Identity } from '../policy/policy-site';
import { possibleLiterals } from '../policy/possible-literals';
import { rememberFor } from '../policy/remember';
import { PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

export interface AttachedAwsPolicy {
  /** With its path: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly name: string;
  /** `undefined` where the catalog has no policy of that name. */
  readonly document: PolicyDocument | undefined;
}

const parsed = rememberFor((document: object): PolicyDocument => parsePolicyDocument(document as JsonObject));
const NONE: readonly AttachedAwsPolicy[] = [];

export function attachedAwsPolicies({ managedPolicyArns }: Identity): readonly AttachedAwsPolicy[] {
  return knownAwsPolicies(managedPolicyArns);
}

export function knownAwsPolicies(arns: readonly PolicyValue[]): readonly AttachedAwsPolicy[] {
  if (arns.length === 0) { return NONE; }
  const known: AttachedAwsPolicy[] = [];
  for (const { text } of arns) {
    for (const policy of awsPoliciesOf(text)) {
      if (!known.some(({ name }) => name === policy.name)) { known.push(policy); }
    }
  }
  return known;
}

const NO_NAMES: readonly string[] = [];
const MEMO_LIMIT = 4096;
const policies = new Map<string, AttachedAwsPolicy>();

/** Most identities attach what others do, and share its text. */
const awsPoliciesOf = rememberFor((text: SymbolicText): readonly AttachedAwsPolicy[] => {
  const name = awsPolicyName(text);
  const names = name === undefined ? possibleLiterals(text)?.map(managedPolicyName) ?? NO_NAMES : [name];
  return names.filter(possible => possible !== undefined).map(awsPolicy);
});

function awsPolicy(name: string): AttachedAwsPolicy {
  let policy = policies.get(name);
  if (!policy) {
    policy = { name, document: awsPolicyDocument(`arn:aws:iam::aws:policy/${name}`) };
    if (policies.size >= MEMO_LIMIT) { policies.clear(); }
    policies.set(name, policy);
  }
  return policy;
}

/** Of an ARN of any partition. */
export function awsPolicyDocument(arn: string): PolicyDocument | undefined {
  const document = managedPolicyDocument(arn);
  return document && parsed(document);
}

/** Of an ARN that is known but for its partition. */
export function awsPolicyName({ parts }: SymbolicText): string | undefined {
  return parts.every(part => typeof part === 'string' || part.shape === 'partition')
    ? managedPolicyName(parts.map(part => typeof part === 'string' ? part : 'aws').join(''))
    : undefined;
}
