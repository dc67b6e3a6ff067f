import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { IConstruct } from 'constructs';
import { synthesise } from './synthesis';
import { buildGenaiService } from '../../examples/genai-service/genai-service';
import { Access } from '../../src';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'genai-service');
const service = synthesise('genai-service', buildGenaiService);

test('it passes our strict pack and the AwsSolutions pack with no open finding', () => {
  expect(service.findings).toEqual([]);
  expect(service.failed).toBe(false);
});

test('its sources accept nothing', () => {
  const sources = readdirSync(EXAMPLE).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(EXAMPLE, file), 'utf8'));
  expect(sources.join('\n')).not.toMatch(/acknowledge/);
});

describe('access', () => {
  const app = buildGenaiService({ context: JSON.parse(readFileSync(join(EXAMPLE, 'cdk.json'), 'utf8')).context });
  const access = Access.fromApp(app);
  const find = (path: string) => path.split('/').reduce((scope: IConstruct, id) => scope.node.findChild(id), app);
  const profile = 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-lite-v1:0';
  const model = (id: string) => `arn:aws:bedrock:eu-west-1::foundation-model/${id}`;

  test('the agent calls its model through the profile, and no other model in any way', () => {
    const agent = find('Assistant/Role');
    access.allows(agent, 'bedrock:InvokeModel', profile);
    access.allows(agent, 'bedrock:InvokeModel', model('amazon.nova-lite-v1:0'), { context: { 'bedrock:InferenceProfileArn': profile } });
    access.denies(agent, 'bedrock:InvokeModel', model('amazon.nova-lite-v1:0'));
    access.neverAllows(agent, 'bedrock:InvokeModel*', { resources: [model('amazon.nova-pro-v1:0'), model('anthropic.*')] });
  });

  test('the researcher calls the model with the guardrail only', () => {
    const guardrail = (find('Guardrails/Content') as any).attrGuardrailArn;
    access.allows(find('Researcher/Role'), 'bedrock:InvokeModel', profile, { context: { 'bedrock:GuardrailIdentifier': guardrail } });
    access.denies(find('Researcher/Role'), 'bedrock:InvokeModel', profile);
  });

  test('the knowledge base reads what is published, writes no document and encrypts its vectors', () => {
    const documents = find('Knowledge/Documents') as any;
    access.allows(find('Knowledge/Role'), 's3:GetObject', documents.arnForObjects('published/holidays.md'));
    access.neverAllows(find('Knowledge/Role'), 's3:*', { resources: [documents.arnForObjects('drafts/*')] });
    access.neverAllows(find('Knowledge/Role'), 's3:PutObject');
    const throughVectors = { context: { 'kms:ViaService': 's3vectors.eu-central-1.amazonaws.com' } };
    access.allows(find('Knowledge/Role'), 'kms:GenerateDataKey', find('Knowledge/Key'), throughVectors);
  });

  test('the front asks the agents and the endpoint, and calls no model and no other endpoint', () => {
    const front = find('Front/Role');
    access.allows(front, 'bedrock:InvokeAgent', find('Assistant/Alias'));
    access.allows(front, 'sagemaker:InvokeEndpoint', find('Ranking/Endpoint'));
    access.neverAllows(front, 'bedrock:InvokeModel*');
    access.neverAllows(front, 'bedrock:Retrieve*');
    access.neverAllows(front, 'sagemaker:*', { resources: ['arn:aws:sagemaker:eu-central-1:111122223333:endpoint/other'] });
  });
});
