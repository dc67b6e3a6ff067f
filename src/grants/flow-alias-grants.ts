/** Bedrock flows: running one alias of a flow. */
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an alias of an Amazon Bedrock flow.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/flows-permissions.html
 */
export class ScopedFlowAliasGrants {
  /**
   * Starts the grants of an alias.
   *
   * @param alias an L1 alias
   */
  public static fromFlowAlias(alias: bedrock.IFlowAliasRef): ScopedFlowAliasGrants {
    const arn = bedrock.CfnFlowAlias.isCfnFlowAlias(alias) ? alias.attrArn : alias.flowAliasRef.flowAliasArn;
    return new ScopedFlowAliasGrants(alias, arn);
  }

  /**
   * Starts the grants of an alias that another stack makes.
   *
   * @param arn as `arn:aws:bedrock:eu-central-1:111122223333:flow/FLOW123456/alias/ALIAS12345`
   * @throws if that is no ARN of one alias
   */
  public static fromFlowAliasArn(scope: Construct, id: string, arn: string): ScopedFlowAliasGrants {
    return new ScopedFlowAliasGrants(new ImportedResource(scope, id, arn, 'ScopedFlowAliasGrants.fromFlowAliasArn', '/alias/'), arn);
  }

  private constructor(private readonly alias: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee run the flow (`bedrock:InvokeFlow`). What the flow calls, it calls with its own role.
   *
   * @throws if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return addScopedGrant({
      call: 'ScopedFlowAliasGrants.invoke',
      grantee,
      resource: this.alias,
      scope: options,
      statements: [{ actions: ['bedrock:InvokeFlow'], resources: [this.arn] }],
      otherAccountRemedy: 'Flows have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }
}
