import { Stack, StackProps } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { AgentCoreRuntimeRole, ScopedGuardrailGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { GuardrailsStack } from './guardrails-stack';

export interface ResearcherStackProps extends StackProps {
  readonly guardrails: GuardrailsStack;
}

/** An agent of our own code on AgentCore. It may call the model only with the guardrail. */
export class ResearcherStack extends Stack {
  public readonly runtime: agentcore.Runtime;

  constructor(scope: Construct, id: string, { guardrails, ...props }: ResearcherStackProps) {
    super(scope, id, props);
    const repository = new ecr.Repository(this, 'Images', { imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE });
    const runtimeName = 'researcher';
    const role = new AgentCoreRuntimeRole(this, 'Role', {
      runtimeName,
      repository,
      models: [guardrails.model],
      guardrail: ScopedGuardrailGrants.fromGuardrail(guardrails.content),
    });

    // The role has what the runtime needs: what the CDK would add to it on its own, more broadly, is turned away.
    this.runtime = new agentcore.Runtime(this, 'Runtime', {
      runtimeName,
      executionRole: role.withoutPolicyUpdates(),
      agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromEcrRepository(repository, '2.1.0'),
    });
    this.runtime.node.addDependency(role);
  }
}
