import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { arnIn, Intent, request } from './intent';
import { ScopedFlowAliasGrants } from '../../../src/grants/flow-alias-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:flow/FLOW123456/alias/ALIAS12345`;

export const INTENTS: Intent[] = [{
  call: 'ScopedFlowAliasGrants.invoke',
  actions: ['bedrock:InvokeFlow'],
  grant: {
    L1: (stack, role) => ScopedFlowAliasGrants.fromFlowAlias(new bedrock.CfnFlowAlias(stack, 'Target', {
      name: 'live', flowArn: arnIn(stack, 'bedrock', 'flow/FLOW123456'), routingConfiguration: [{ flowVersion: '1' }],
    })).invoke(role),
    imported: (stack, role) =>
      ScopedFlowAliasGrants.fromFlowAliasArn(stack, 'Target', arnIn(stack, 'bedrock', 'flow/FLOW123456/alias/ALIAS12345')).invoke(role),
  },
  allows: [request('bedrock:InvokeFlow', ARN)],
  denies: [request('bedrock:InvokeFlow', ARN.replace('ALIAS1', 'OTHER1')), request('bedrock:GetFlowAlias', ARN)],
}];
