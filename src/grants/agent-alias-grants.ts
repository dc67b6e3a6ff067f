/** Bedrock agents: conversations with one alias of an agent, and the use of the agent's key. */
import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { keyUse } from './writing/encryption-key';
import { environmentOf, Resource } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an alias of an Amazon Bedrock agent.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_id-based-policy-examples-agent.html
 */
export class ScopedAgentAliasGrants {
  /**
   * Starts the grants of an alias.
   *
   * @param alias an L1 alias
   */
  public static fromAgentAlias(alias: bedrock.IAgentAliasRef): ScopedAgentAliasGrants {
    return new ScopedAgentAliasGrants(alias, alias.agentAliasRef.agentAliasArn, alias.agentAliasRef.agentId);
  }

  /**
   * Starts the grants of an alias that another stack makes.
   *
   * @param arn as `arn:aws:bedrock:eu-central-1:111122223333:agent-alias/AGENT12345/ALIAS12345`
   * @throws if that is no ARN of one alias
   */
  public static fromAgentAliasArn(scope: Construct, id: string, arn: string): ScopedAgentAliasGrants {
    const alias = new ImportedResource(scope, id, arn, 'ScopedAgentAliasGrants.fromAgentAliasArn', ':agent-alias/');
    return new ScopedAgentAliasGrants(alias, arn, arn.split(':agent-alias/')[1].split('/')[0]);
  }

  private constructor(private readonly alias: Resource, private readonly arn: string, private readonly agentId: string) {}

  /**
   * Lets the grantee talk to the agent (`bedrock:InvokeAgent`). With `encryptionKey` also `kms:GenerateDataKey` and `kms:Decrypt`, for
   * this agent only.
   *
   * @param options with `encryptionKey`, the customer-managed key of the agent; the alias does not tell it
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-agents.html
   */
  public invoke(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    const call = 'ScopedAgentAliasGrants.invoke';
    return addScopedGrant({
      call,
      grantee,
      resource: this.alias,
      scope: options,
      statements: [
        { actions: ['bedrock:InvokeAgent'], resources: [this.arn] },
        ...(options.encryptionKey ? this.keyUse(call, grantee, options) : []),
      ],
      otherAccountRemedy: 'Agents have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }

  private keyUse(call: string, grantee: iam.IGrantable, options: EncryptedGrantScope) {
    const agentArn = Stack.of(this.alias).formatArn({ ...environmentOf(this.alias), service: 'bedrock', resource: 'agent', resourceName: this.agentId });
    return keyUse({
      call,
      grantee,
      resource: this.alias,
      options,
      service: 'bedrock',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      context: { StringEquals: { 'aws:bedrock:arn': agentArn } },
    });
  }
}
