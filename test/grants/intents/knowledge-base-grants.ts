import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedBedrockModelGrants } from '../../../src/grants/bedrock-model-grants';
import { ScopedKnowledgeBaseGrants } from '../../../src/grants/knowledge-base-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:knowledge-base/KB12345678`;
const MODEL = `arn:aws:bedrock:${REGION}::foundation-model/amazon.nova-lite-v1:0`;
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const KNOWLEDGE_BASES: Kinds<bedrock.IKnowledgeBaseRef> = {
  L1: (stack) => new bedrock.CfnKnowledgeBase(stack, 'Target', {
    name: 'docs', roleArn: arnIn(stack, 'iam', 'role/docs', { region: '' }), knowledgeBaseConfiguration: { type: 'VECTOR' },
  }),
  imported: (stack) => bedrock.CfnKnowledgeBase.fromKnowledgeBaseArn(stack, 'Target', arnIn(stack, 'bedrock', 'knowledge-base/KB12345678')),
};

export const INTENTS: Intent[] = [
  {
    call: 'ScopedKnowledgeBaseGrants.retrieve',
    actions: ['bedrock:Retrieve'],
    grant: onEach(KNOWLEDGE_BASES, (base, role) => ScopedKnowledgeBaseGrants.fromKnowledgeBase(base).retrieve(role)),
    allows: [request('bedrock:Retrieve', ARN)],
    denies: [request('bedrock:Retrieve', `${ARN}9`), request('bedrock:RetrieveAndGenerate', '*'), request('bedrock:StartIngestionJob', ARN)],
  },
  {
    call: 'ScopedKnowledgeBaseGrants.retrieveAndGenerate',
    actions: ['bedrock:Retrieve', 'bedrock:RetrieveAndGenerate', ...INVOKE],
    grant: onEach(KNOWLEDGE_BASES, (base, role, stack) => ScopedKnowledgeBaseGrants.fromKnowledgeBase(base).retrieveAndGenerate(role, {
      model: ScopedBedrockModelGrants.fromFoundationModelId(stack, 'amazon.nova-lite-v1:0'),
    })),
    allows: [request('bedrock:Retrieve', ARN), request('bedrock:RetrieveAndGenerate', '*'), ...requests(INVOKE, MODEL)],
    denies: [request('bedrock:Retrieve', `${ARN}9`), ...requests(INVOKE, MODEL.replace('lite', 'pro'))],
  },
];
