import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedConnectionGrants } from '../../src/grants/connection-grants';

const ARN = `arn:aws:events:${REGION}:${ACCOUNT}:connection/partner/11111111-2222-3333-4444-555555555555`;

test('an L1 connection names its secret and its key', () => {
  const stack = newStack();
  const connection = new events.CfnConnection(stack, 'C', { authorizationType: 'API_KEY', kmsKeyIdentifier: KEY_ARN });
  ScopedConnectionGrants.fromConnection(connection).retrieveCredentials(newRole(stack));
  const secretArn = { 'Fn::GetAtt': ['C', 'SecretArn'] };
  expect(statementsOf(stack).map(({ Resource }) => Resource)).toEqual([{ 'Fn::GetAtt': ['C', 'Arn'] }, secretArn, KEY_ARN]);
  expect(statementsOf(stack)[2].Condition).toEqual({
    StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com`, 'kms:EncryptionContext:SecretARN': secretArn },
  });
});

test('a connection imported without its secret is an error that says how to import it', () => {
  const stack = newStack();
  const connection = events.CfnConnection.fromConnectionArn(stack, 'C', ARN);
  expect(() => ScopedConnectionGrants.fromConnection(connection).retrieveCredentials(newRole(stack)))
    .toThrow(/'Stack\/C' was imported without its secret.*fromConnectionAttributes/);
});

test('a grantee of another account is an error that says what to do', () => {
  const app = new App();
  const connection = events.Connection.fromConnectionAttributes(newStack(app), 'C', {
    connectionName: 'partner', connectionArn: ARN, connectionSecretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:events!connection/partner/1-a1b2c3`,
  });
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  expect(() => ScopedConnectionGrants.fromConnection(connection).retrieveCredentials(newRole(other))).toThrow(/cannot grant across accounts.*Make a role in the account of the connection/);
});
