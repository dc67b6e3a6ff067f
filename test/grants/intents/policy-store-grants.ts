import * as verifiedpermissions from 'aws-cdk-lib/aws-verifiedpermissions';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedPolicyStoreGrants } from '../../../src/grants/policy-store-grants';
import { ACCOUNT } from '../testing';

const ARN = `arn:aws:verifiedpermissions::${ACCOUNT}:policy-store/PSEXAMPLE`;
const POLICY_STORES: Kinds<verifiedpermissions.IPolicyStoreRef> = {
  L1: (stack) => new verifiedpermissions.CfnPolicyStore(stack, 'Target', { validationSettings: { mode: 'STRICT' } }),
  imported: (stack) => verifiedpermissions.CfnPolicyStore.fromPolicyStoreId(stack, 'Target', 'PSEXAMPLE'),
};
const grant = (method: 'authorize' | 'authorizeWithToken') =>
  onEach(POLICY_STORES, (store, role) => ScopedPolicyStoreGrants.fromPolicyStore(store)[method](role));

const NEIGHBOURS = ['verifiedpermissions:CreatePolicy', 'verifiedpermissions:PutSchema', 'verifiedpermissions:ListPolicies'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedPolicyStoreGrants.authorize',
    actions: ['verifiedpermissions:IsAuthorized'],
    grant: grant('authorize'),
    allows: [request('verifiedpermissions:IsAuthorized', ARN)],
    denies: [request('verifiedpermissions:IsAuthorized', `${ARN}2`), ...requests(['verifiedpermissions:IsAuthorizedWithToken', ...NEIGHBOURS], ARN)],
  },
  {
    call: 'ScopedPolicyStoreGrants.authorizeWithToken',
    actions: ['verifiedpermissions:IsAuthorizedWithToken'],
    grant: grant('authorizeWithToken'),
    allows: [request('verifiedpermissions:IsAuthorizedWithToken', ARN)],
    denies: [request('verifiedpermissions:IsAuthorizedWithToken', `${ARN}2`), ...requests(['verifiedpermissions:IsAuthorized', ...NEIGHBOURS], ARN)],
  },
];
