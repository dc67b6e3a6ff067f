import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Intent, Kinds, onEach, requests } from './intent';
import { ScopedUserPoolGrants } from '../../../src/grants/user-pool-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_AbCdEf`;
const USER_POOLS: Kinds<cognito.IUserPoolRef> = {
  L2: (stack) => new cognito.UserPool(stack, 'Target'),
  L1: (stack) => new cognito.CfnUserPool(stack, 'Target'),
  imported: (stack) => cognito.UserPool.fromUserPoolId(stack, 'Target', `${REGION}_AbCdEf`),
};

const READ = ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'];
const AUTHENTICATE = ['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminRespondToAuthChallenge'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedUserPoolGrants.readUsers',
    actions: READ,
    grant: onEach(USER_POOLS, (userPool, role) => ScopedUserPoolGrants.fromUserPool(userPool).readUsers(role)),
    allows: requests(READ, ARN),
    denies: [
      ...requests(READ, `${ARN}Gh`),
      ...requests([...AUTHENTICATE, 'cognito-idp:AdminSetUserPassword', 'cognito-idp:AdminUpdateUserAttributes', 'cognito-idp:DescribeUserPoolClient'], ARN),
    ],
  },
  {
    call: 'ScopedUserPoolGrants.authenticate',
    actions: AUTHENTICATE,
    grant: onEach(USER_POOLS, (userPool, role) => ScopedUserPoolGrants.fromUserPool(userPool).authenticate(role)),
    allows: requests(AUTHENTICATE, ARN),
    denies: [
      ...requests(AUTHENTICATE, `${ARN}Gh`),
      ...requests([...READ, 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminResetUserPassword'], ARN),
    ],
  },
];
