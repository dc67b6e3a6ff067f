import { Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedConfigurationGrants } from '../../../src/grants/configuration-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const APPLICATION = `arn:aws:appconfig:${REGION}:${ACCOUNT}:application/abc1234`;
const ARN = `${APPLICATION}/environment/env1234/configuration/prf1234`;
type Configuration = [appconfig.IConfigurationProfileRef, appconfig.IEnvironmentRef];
const newProfile = (stack: Stack, applicationId: string) =>
  new appconfig.CfnConfigurationProfile(stack, 'Target', { applicationId, locationUri: 'hosted', name: 'flags' });
const CONFIGURATIONS: Kinds<Configuration> = {
  L2: (stack) => {
    const application = new appconfig.Application(stack, 'Application');
    return [newProfile(stack, application.applicationId), new appconfig.Environment(stack, 'Environment', { application })];
  },
  L1: (stack) => {
    const applicationId = new appconfig.CfnApplication(stack, 'Application', { name: 'orders' }).ref;
    return [newProfile(stack, applicationId), new appconfig.CfnEnvironment(stack, 'Environment', { applicationId, name: 'prod' })];
  },
  imported: (stack) => {
    const environment = appconfig.Environment.fromEnvironmentAttributes(stack, 'Environment', {
      application: appconfig.Application.fromApplicationId(stack, 'Application', 'abc1234'), environmentId: 'env1234',
    });
    const profile = { configurationProfileRef: { applicationId: 'abc1234', configurationProfileId: 'prf1234' } };
    return [profile as appconfig.IConfigurationProfileRef, environment];
  },
};
const READ = ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'];
const deployed = (arn: string) => ({ 'kms:EncryptionContext:aws:appconfig:deployment:arn': arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedConfigurationGrants.read',
    actions: READ,
    grant: onEach(CONFIGURATIONS, (configuration, role) => ScopedConfigurationGrants.fromConfiguration(...configuration).read(role)),
    cdk: {
      call: 'Environment.grantReadConfig',
      grant: (stack: Stack, role: iam.Role) => {
        const application = new appconfig.Application(stack, 'Application');
        return new appconfig.Environment(stack, 'Environment', { application }).grantReadConfig(role);
      },
    },
    allows: requests(READ, ARN),
    denies: [
      ...requests(READ, `${APPLICATION}/environment/env9999/configuration/prf1234`),
      ...requests(READ, `${APPLICATION}/environment/env1234/configuration/prf9999`),
      request('appconfig:StartDeployment', `${APPLICATION}/environment/env1234`),
    ],
  },
  {
    call: 'ScopedConfigurationGrants.read',
    scope: 'under a key',
    actions: [...READ, 'kms:Decrypt'],
    grant: onEach(CONFIGURATIONS, (configuration, role, stack) => {
      const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
      return ScopedConfigurationGrants.fromConfiguration(...configuration).read(role, { encryptionKey });
    }),
    allows: [...requests(READ, ARN), request('kms:Decrypt', KEY_ARN, deployed(`${APPLICATION}/environment/env1234/deployment/7`))],
    denies: [
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, deployed(`${APPLICATION}/environment/env9999/deployment/7`)),
    ],
  },
];
