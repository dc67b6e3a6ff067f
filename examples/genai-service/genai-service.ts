/**
 * A service that answers questions: a Bedrock agent with a knowledge base, a researcher of its own making on AgentCore, a model of its own making on
 * SageMaker that ranks answers, and a function in front of the three. Each role reaches its model, its documents and its endpoint, and no others.
 */
import { App, AppProps, Tags, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AssistantStack } from './assistant-stack';
import { FrontStack } from './front-stack';
import { GuardrailsStack } from './guardrails-stack';
import { KnowledgeStack } from './knowledge-stack';
import { RankingStack } from './ranking-stack';
import { ResearcherStack } from './researcher-stack';

const env = { account: '111122223333', region: 'eu-central-1' };

export function buildGenaiService(props?: AppProps): App {
  const app = new App(props);

  const guardrails = new GuardrailsStack(app, 'Guardrails', { env });
  const knowledge = new KnowledgeStack(app, 'Knowledge', { env });
  const assistant = new AssistantStack(app, 'Assistant', { env, guardrails, knowledge });
  const researcher = new ResearcherStack(app, 'Researcher', { env, guardrails });
  const ranking = new RankingStack(app, 'Ranking', { env });
  new FrontStack(app, 'Front', { env, assistant, researcher, ranking });

  Tags.of(app).add('owner', 'genai-service');
  LeastPrivilege.of(app).enforce({
    packs: ['strict'],
    boundary: guardrails.boundary,
    requirePermissionsBoundary: true,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
