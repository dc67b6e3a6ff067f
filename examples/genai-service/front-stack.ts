import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LambdaExecutionRole, ScopedAgentAliasGrants, ScopedAgentRuntimeGrants, ScopedSageMakerEndpointGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { AssistantStack } from './assistant-stack';
import { RankingStack } from './ranking-stack';
import { ResearcherStack } from './researcher-stack';

export interface FrontStackProps extends StackProps {
  readonly assistant: AssistantStack;
  readonly researcher: ResearcherStack;
  readonly ranking: RankingStack;
}

/** The function that questions come to. It asks the agents and ranks what they say, and may call no model itself. */
export class FrontStack extends Stack {
  constructor(scope: Construct, id: string, { assistant, researcher, ranking, ...props }: FrontStackProps) {
    super(scope, id, props);
    const role = new LambdaExecutionRole(this, 'Role');
    ScopedAgentAliasGrants.fromAgentAlias(assistant.alias).invoke(role);
    ScopedAgentRuntimeGrants.fromRuntime(researcher.runtime).invoke(role);
    ScopedSageMakerEndpointGrants.fromEndpoint(ranking.endpoint).invoke(role);

    new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async event => console.log(JSON.stringify(event));'),
      timeout: Duration.minutes(1),
      role: role.withoutPolicyUpdates(),
      logGroup: role.logGroup,
      environment: {
        AGENT: assistant.alias.agentId,
        AGENT_ALIAS: assistant.alias.attrAgentAliasId,
        RUNTIME: researcher.runtime.agentRuntimeArn,
        ENDPOINT: ranking.endpoint.attrEndpointName,
      },
    });
  }
}
