import { Severity } from '../../diagnostics/severity';
import { isObject } from '../../policy/json';
import { NO_VIOLATIONS, Rule } from '../rule';

const ACCESS_KEY = 'AWS::IAM::AccessKey';
const USER = 'AWS::IAM::User';

export const longLivedCredential: Rule = {
  id: 'long-lived-credential',
  severity: Severity.ERROR,
  checks: ['N-04'],
  summary: 'the app makes an access key or a console password of an IAM user',
  why: 'It works until someone takes it away, from anywhere, and it ends up in templates, logs and files. Leaked keys of users are how most accounts are lost.',
  accept: 'For a system that can do neither OpenID Connect nor IAM Roles Anywhere; name who rotates the key, and when.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an access key',
        resources: { Key: { Type: ACCESS_KEY, Properties: { UserName: 'ci' } } },
      },
      {
        title: 'a user with a password',
        resources: { Alice: { Type: USER, Properties: { LoginProfile: { Password: '{{resolve:secretsmanager:alice}}', PasswordResetRequired: true } } } },
      },
    ],
    allowed: [
      { title: 'a user without credentials', resources: { Alice: { Type: USER, Properties: { Groups: ['readers'] } } } },
      {
        title: 'a key that is switched off, on its way out',
        resources: { Key: { Type: ACCESS_KEY, Properties: { UserName: 'ci', Status: 'Inactive' } } },
      },
    ],
  },
  resourceTypes: [ACCESS_KEY, USER],

  judgeResource(resource) {
    const { origin, properties } = resource;
    if (origin.resourceType === ACCESS_KEY) {
      if (properties.Status !== undefined && resource.texts('Status').every(({ text }) => text.literal === 'Inactive')) { return NO_VIOLATIONS; }
      return [{
        cause: '',
        message: `\`${ACCESS_KEY}\` makes an access key that never expires`,
        fix: 'let the workload take a role; outside of AWS let it enter through OpenID Connect (GitHubActionsRole of this library for GitHub) or IAM Roles Anywhere',
      }];
    }
    return isObject(properties.LoginProfile) ? [{
      cause: '',
      message: `\`LoginProfile\` gives the user a console password, expected none on \`${USER}\``,
      fix: 'let people sign in through IAM Identity Center, and remove `LoginProfile`',
      path: 'LoginProfile',
    }] : NO_VIOLATIONS;
  },
};
