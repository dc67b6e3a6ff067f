/** AgentCore code interpreters: running code in sessions of one. Never its network or role. */
import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an Amazon Bedrock AgentCore code interpreter.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/code-interpreter-tool.html
 */
export class ScopedCodeInterpreterGrants {
  /**
   * Starts the grants of a code interpreter of your own.
   *
   * @param codeInterpreter an L2, L1 or imported code interpreter
   */
  public static fromCodeInterpreter(codeInterpreter: agentcore.ICodeInterpreterCustomRef): ScopedCodeInterpreterGrants {
    return new ScopedCodeInterpreterGrants(codeInterpreter.codeInterpreterCustomRef.codeInterpreterArn, codeInterpreter);
  }

  /**
   * Starts the grants of the code interpreter that AWS provides, `aws.codeinterpreter.v1`, in the region of the stack.
   *
   * @param scope a construct of the stack whose region is called
   */
  public static fromAwsCodeInterpreter(scope: Construct): ScopedCodeInterpreterGrants {
    return new ScopedCodeInterpreterGrants(Stack.of(scope).formatArn({
      service: 'bedrock-agentcore', account: 'aws', resource: 'code-interpreter', resourceName: 'aws.codeinterpreter.v1',
    }));
  }

  private constructor(private readonly arn: string, private readonly codeInterpreter?: Resource) {}

  /**
   * Lets the grantee run code in sessions: `bedrock-agentcore:StartCodeInterpreterSession`, `bedrock-agentcore:InvokeCodeInterpreter`,
   * `bedrock-agentcore:GetCodeInterpreterSession`, `bedrock-agentcore:StopCodeInterpreterSession`. The code runs with the role of the
   * code interpreter, if it has one.
   *
   * @throws if the grant would be lost
   */
  public use(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return addScopedGrant({
      call: 'ScopedCodeInterpreterGrants.use',
      grantee,
      resource: this.codeInterpreter,
      scope: options,
      statements: [{
        actions: [
          'bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter',
          'bedrock-agentcore:GetCodeInterpreterSession', 'bedrock-agentcore:StopCodeInterpreterSession',
        ],
        resources: [this.arn],
      }],
      otherAccountRemedy: 'Code interpreters have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }
}
