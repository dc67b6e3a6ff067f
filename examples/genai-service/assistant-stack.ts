import { Stack, StackProps } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { BedrockAgentRole, ScopedGuardrailGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { GuardrailsStack } from './guardrails-stack';
import { KnowledgeStack } from './knowledge-stack';

export interface AssistantStackProps extends StackProps {
  readonly guardrails: GuardrailsStack;
  readonly knowledge: KnowledgeStack;
}

/** The agent that people talk to. It answers from the handbook. */
export class AssistantStack extends Stack {
  public readonly alias: bedrock.CfnAgentAlias;

  constructor(scope: Construct, id: string, { guardrails, knowledge: { knowledgeBase }, ...props }: AssistantStackProps) {
    super(scope, id, props);
    const role = new BedrockAgentRole(this, 'Role', {
      models: [guardrails.model],
      guardrail: ScopedGuardrailGrants.fromGuardrail(guardrails.content),
      knowledgeBases: [knowledgeBase],
    });
    const agent = new bedrock.CfnAgent(this, 'Agent', {
      agentName: 'handbook-assistant',
      agentResourceRoleArn: role.roleArn,
      foundationModel: guardrails.modelArn,
      instruction: 'Answer questions about how we work. Say only what the handbook says, and name the page.',
      knowledgeBases: [{ knowledgeBaseId: knowledgeBase.attrKnowledgeBaseId, description: 'How we work' }],
      guardrailConfiguration: { guardrailIdentifier: guardrails.content.attrGuardrailId, guardrailVersion: 'DRAFT' },
      autoPrepare: true,
    });
    // Preparing the agent takes the permissions of its role.
    agent.node.addDependency(role);
    this.alias = new bedrock.CfnAgentAlias(this, 'Alias', { agentId: agent.attrAgentId, agentAliasName: 'live' });
  }
}
