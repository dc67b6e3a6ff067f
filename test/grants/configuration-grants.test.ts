import { App, Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as kms from 'aws-cdk-lib/aws-kms';
import { newRole, newStack, REGION } from './testing';
import { ScopedConfigurationGrants } from '../../src/grants/configuration-grants';

const grantsOn = (stack: Stack) => {
  const applicationId = new appconfig.CfnApplication(stack, 'Application', { name: 'orders' }).ref;
  return ScopedConfigurationGrants.fromConfiguration(
    new appconfig.CfnConfigurationProfile(stack, 'Profile', { applicationId, locationUri: 'hosted', name: 'flags' }),
    new appconfig.CfnEnvironment(stack, 'Environment', { applicationId, name: 'prod' }),
  );
};

test('a key by an alias of unknown target is asked for', () => {
  const stack = newStack();
  const encryptionKey = kms.Alias.fromAliasName(stack, 'Alias', 'alias/config');
  expect(() => grantsOn(stack).read(newRole(stack), { encryptionKey })).toThrow(/'Stack\/Alias' is an alias.*encryptionKey/);
});

test('another account is an error with what to do instead', () => {
  const app = new App();
  const role = newRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));
  expect(() => grantsOn(newStack(app)).read(role)).toThrow(/cannot grant across accounts.*assume a role of the configuration's account/);
});
