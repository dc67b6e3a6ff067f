import { SecretValue } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedConnectionGrants } from '../../../src/grants/connection-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ID = '11111111-2222-3333-4444-555555555555';
const ARN = `arn:aws:events:${REGION}:${ACCOUNT}:connection/partner/${ID}`;
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:events!connection/partner/${ID}-a1b2c3`;
const READ_SECRET = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
const AUTHORIZATION = { apiKeyAuthParameters: { apiKeyName: 'key', apiKeyValue: '{{resolve:secretsmanager:partner}}' } };

const CONNECTIONS: Kinds<events.IConnectionRef> = {
  L2: (stack) => new events.Connection(stack, 'Target', {
    authorization: events.Authorization.apiKey('key', SecretValue.secretsManager('partner')),
  }),
  L1: (stack) => new events.CfnConnection(stack, 'Target', {
    authorizationType: 'API_KEY', authParameters: AUTHORIZATION, kmsKeyIdentifier: new kms.CfnKey(stack, 'Key').attrArn,
  }),
  imported: (stack) => events.Connection.fromConnectionAttributes(stack, 'Target', {
    connectionName: 'partner',
    connectionArn: arnIn(stack, 'events', `connection/partner/${ID}`),
    connectionSecretArn: arnIn(stack, 'secretsmanager', `secret:events!connection/partner/${ID}-a1b2c3`),
  }),
};
const viaSecretsManager = (arn: string) => throughService('secretsmanager', REGION, { SecretARN: arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedConnectionGrants.retrieveCredentials',
    actions: ['events:RetrieveConnectionCredentials', ...READ_SECRET, 'kms:Decrypt'],
    grant: onEach(CONNECTIONS, (connection, role, stack) => ScopedConnectionGrants.fromConnection(connection).retrieveCredentials(role, {
      encryptionKey: kms.Key.fromKeyArn(stack, 'Given', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
    })),
    allows: [
      request('events:RetrieveConnectionCredentials', ARN),
      ...requests(READ_SECRET, SECRET),
      request('kms:Decrypt', KEY_ARN, viaSecretsManager(SECRET)),
    ],
    denies: [
      request('events:RetrieveConnectionCredentials', `arn:aws:events:${REGION}:${ACCOUNT}:connection/other/${ID}`),
      ...requests(['events:UpdateConnection', 'events:DeleteConnection'], ARN),
      request('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:events!connection/other/${ID}-a1b2c3`),
      request('secretsmanager:PutSecretValue', SECRET),
      request('kms:Decrypt', KEY_ARN, viaSecretsManager(`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:other-a1b2c3`)),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
];
