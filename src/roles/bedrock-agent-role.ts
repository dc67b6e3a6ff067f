/**
 * The service role of one Bedrock agent. It may use exactly the models, knowledge bases, guardrail, schemas and collaborators that are given.
 */
import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, READ_OBJECTS } from './bucket-location';
import { invokeModels } from './model-invocation';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { IInvokableModel } from '../grants/bedrock-model-grants';
import { ScopedGuardrailGrants } from '../grants/guardrail-grants';
import { ScopedKnowledgeBaseGrants } from '../grants/knowledge-base-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of a `BedrockAgentRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: agents of this account and region only. The id of an agent is known only after it was made with the role.
 */
export interface BedrockAgentRoleProps extends ServiceRoleOptions {
  /**
   * The models that the agent thinks with, or inference profiles in their place. A profile may be looked up too.
   *
   * @default - no model may be invoked
   */
  readonly models?: IInvokableModel[];

  /**
   * The knowledge bases that the agent searches.
   *
   * @default - none
   */
  readonly knowledgeBases?: bedrock.IKnowledgeBaseRef[];

  /**
   * The guardrail of the agent. For an imported one with a customer-managed key, call `apply` of the grants with the key as well.
   *
   * @default - none
   */
  readonly guardrail?: ScopedGuardrailGrants;

  /**
   * The OpenAPI schemas of the action groups, where they lie in S3. Name each by its `key`.
   *
   * @default - none
   */
  readonly schemas?: BucketLocation[];

  /**
   * The aliases of other agents that the agent may call, for collaboration of several agents.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-multi-agent-collaboration.html
   */
  readonly collaborators?: bedrock.IAgentAliasRef[];
}

/**
 * Service role of one Amazon Bedrock agent.
 *
 * The functions of action groups need nothing here: Bedrock calls them in its own name, as the policy of each function has to allow.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html
 */
export class BedrockAgentRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name, path or session duration is not valid, and when a key cannot be named.
   */
  constructor(scope: Construct, id: string, props: BedrockAgentRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'bedrock.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'bedrock', resource: 'agent', resourceName: '*' })] },
    });
    invokeModels(this, props.models);
    props.guardrail?.apply(this);
    props.knowledgeBases?.forEach(knowledgeBase => ScopedKnowledgeBaseGrants.fromKnowledgeBase(knowledgeBase).retrieve(this));
    grantLocations(this, 'schemas', props.schemas, READ_OBJECTS);
    props.collaborators?.forEach(alias => addScopedGrant({
      call: 'BedrockAgentRole `collaborators`',
      grantee: this,
      resource: alias,
      statements: [{ actions: ['bedrock:GetAgentAlias', 'bedrock:InvokeAgent'], resources: [alias.agentAliasRef.agentAliasArn] }],
      otherAccountRemedy: 'Agents have no resource-based policies: let agents of one account collaborate.',
    }));
  }
}
