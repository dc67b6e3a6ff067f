/**
 * A policy that whoever assumes a role hands over with the call, to have less than the role. It is text that a workload uses at run time.
 *
 * Promises: text that STS takes as far as its plain size goes. How it is packed, with the session tags, STS alone knows.
 */
import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { literalSize } from './literal-size';
import { QUOTAS } from '../catalog/quotas';
import { NAMESPACE } from '../diagnostics/acknowledgement';

/**
 * Properties of a `SessionPolicy`.
 */
export interface SessionPolicyProps {
  /**
   * What is left of the role's permissions: a session may do what both the role and one of these statements allow. Those of the same shape are
   * merged.
   */
  readonly statements: iam.PolicyStatement[];
}

/**
 * An inline session policy: the `Policy` of a call of `AssumeRole`, `AssumeRoleWithSAML`, `AssumeRoleWithWebIdentity` or `GetFederationToken`.
 *
 * It grants nothing. A resource policy that names the session itself is not limited by it. How much of the 2,048 characters is left is
 * printed at synthesis; managed session policies of the same call take from them too, and STS refuses what is too large when packed together
 * with the session tags, of which `PackedPolicySize` in the answer tells how much is used.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export class SessionPolicy extends Construct {
  /**
   * The policy as text, for the workload that assumes the role: an environment variable, or a parameter.
   */
  public readonly json: string;

  /**
   * @throws Error on an empty list of statements, on a statement that IAM does not take in a policy of an identity, and on a policy beyond 2,048
   * characters
   */
  constructor(scope: Construct, id: string, props: SessionPolicyProps) {
    super(scope, id);
    const { path } = this.node;
    if (props.statements.length === 0) {
      throw new Error(`statements of ${path} is an empty list: a session policy that allows nothing leaves nothing of the role`);
    }
    const document = new iam.PolicyDocument({ statements: props.statements, minimize: true });
    const [fault] = document.validateForIdentityPolicy();
    if (fault !== undefined) {
      throw new Error(`the session policy ${path} is not valid: ${fault}`);
    }
    const stack = Stack.of(this);
    const size = literalSize(stack.resolve(document));
    const { limit } = QUOTAS.sessionPolicySize;
    if (size > limit) {
      throw new Error(`the session policy ${path} has at least ${size} characters, expected at most ${limit}: it is ${size - limit} too long. `
        + 'Use wildcards in its actions, or give the role less and the session policy fewer statements');
    }
    Annotations.of(this).addInfoV2(`${NAMESPACE}::policy-size`, `${size} of ${limit} characters are used, ${limit - size} are left`);
    this.json = stack.toJsonString(document);
  }
}
