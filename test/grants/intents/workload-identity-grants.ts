import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import { arnIn, Context, Intent, Kinds, onEach, requests } from './intent';
import { ScopedWorkloadIdentityGrants, WorkloadUserGrantOptions } from '../../../src/grants/workload-identity-grants';
import { ACCOUNT, REGION } from '../testing';

const DIRECTORY = `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:workload-identity-directory/default`;
const ARN = `${DIRECTORY}/workload-identity/planner`;
const made = (stack: Stack) => new agentcore.WorkloadIdentity(stack, 'Target', { workloadIdentityName: 'planner' });
const IDENTITIES: Kinds<agentcore.IWorkloadIdentityRef> = {
  L2: made,
  L1: (stack) => new agentcore.CfnWorkloadIdentity(stack, 'Target', { name: 'planner' }),
  imported: (stack) => agentcore.WorkloadIdentity.fromWorkloadIdentityAttributes(stack, 'Target', {
    workloadIdentityArn: arnIn(stack, 'bedrock-agentcore', 'workload-identity-directory/default/workload-identity/planner'),
    workloadIdentityName: 'planner',
  }),
};
const PLAIN = 'bedrock-agentcore:GetWorkloadAccessToken';
type Method = 'getAccessToken' | 'getAccessTokenForJwt' | 'getAccessTokenForUserId';
const intent = (method: Method, action: string, neighbour: string, options?: WorkloadUserGrantOptions, context?: Context): Intent => ({
  call: `ScopedWorkloadIdentityGrants.${method}`,
  scope: options && 'of one user',
  actions: [action],
  grant: onEach(IDENTITIES, (identity, role) => ScopedWorkloadIdentityGrants.fromWorkloadIdentity(identity)[method](role, options)),
  allows: [...requests([action], ARN, context), ...requests([action], DIRECTORY, context)],
  denies: [
    ...requests([action], `${ARN}2`, context),
    ...requests([neighbour, 'bedrock-agentcore:GetResourceApiKey'], ARN, context),
    ...(options ? requests([action], ARN, { 'bedrock-agentcore:userid': 'bob' }) : []),
  ],
});

export const INTENTS: Intent[] = [
  intent('getAccessToken', PLAIN, `${PLAIN}ForUserId`),
  intent('getAccessTokenForJwt', `${PLAIN}ForJWT`, PLAIN),
  intent('getAccessTokenForUserId', `${PLAIN}ForUserId`, PLAIN),
  intent('getAccessTokenForUserId', `${PLAIN}ForUserId`, PLAIN, { userIds: ['ada'] }, { 'bedrock-agentcore:userid': 'ada' }),
];
