import * as serverless from 'aws-cdk-lib/aws-opensearchserverless';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedCollectionGrants } from '../../../src/grants/collection-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:aoss:${REGION}:${ACCOUNT}:collection/a1b2c3d4e5f6g7h8i9j0`;
const COLLECTIONS: Kinds<serverless.ICollectionRef> = {
  L1: (stack) => new serverless.CfnCollection(stack, 'Target', { name: 'docs' }),
  imported: (stack) => serverless.CfnCollection.fromCollectionId(stack, 'Target', 'a1b2c3d4e5f6g7h8i9j0'),
};

export const INTENTS: Intent[] = [{
  call: 'ScopedCollectionGrants.access',
  actions: ['aoss:APIAccessAll'],
  grant: onEach(COLLECTIONS, (collection, role) => ScopedCollectionGrants.fromCollection(collection).access(role)),
  allows: [request('aoss:APIAccessAll', ARN)],
  denies: [request('aoss:APIAccessAll', `${ARN}x`), request('aoss:DeleteCollection', ARN), request('aoss:DashboardsAccessAll', '*')],
}];
