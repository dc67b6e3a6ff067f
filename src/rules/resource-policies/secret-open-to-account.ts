import { Severity } from '../../diagnostics/severity';
import { globCovers, toGlob } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { Rule } from '../rule';
import { isUndecided, policiesOf } from './policies-of-resource';

const READ = 'secretsmanager:getsecretvalue';

/** Silent where a policy of the secret could not be read in full. */
export const secretOpenToAccount: Rule = {
  id: 'secret-open-to-account',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['K-05'],
  summary: 'no policy of a secret says who may not read it',
  why: 'Within the account, any role whose own policy allows `secretsmanager:GetSecretValue` reads the secret, an administrator\'s and one with too wide a wildcard included. '
    + 'Only a Deny in the policy of the secret keeps them out.',
  accept: 'When all who administer the account may read the secret.',
  references: [
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html',
  ],
  examples: {
    flagged: [
      { title: 'no policy', resources: { Secret: { Type: 'AWS::SecretsManager::Secret' } } },
      {
        title: 'a policy that only allows',
        resources: secretWith({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
      },
    ],
    allowed: [
      {
        title: 'all but one role are kept out',
        resources: secretWith({
          Effect: 'Deny',
          Principal: '*',
          Action: 'secretsmanager:GetSecretValue',
          Resource: '*',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/worker' } },
        }),
      },
    ],
  },

  judgeApp(app) {
    return app.resources.filter(({ origin }) => origin.resourceType === 'AWS::SecretsManager::Secret')
      .filter(secret => !policiesOf(secret, app).some(({ document }) => isUndecided(document) || document.statements.some(keepsReadersOut)))
      .map(({ origin }) => ({
        cause: '',
        origin,
        message: 'whoever may read all secrets of the account may read this one: no policy of it denies `secretsmanager:GetSecretValue`',
        fix: 'deny it to everyone but the workload: `"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue"`, '
          + 'with `"ArnNotEquals": {"aws:PrincipalArn": "ROLE_ARN"}`',
      }));
  },
};

function keepsReadersOut({ effect, actions }: Statement): boolean {
  const names = actions.values.some(({ text }) => globCovers(toGlob(text).toLowerCase(), READ));
  return effect === 'Deny' && names !== actions.negated;
}

function secretWith(statement: JsonObject): JsonObject {
  return {
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Policy: { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: { Statement: statement } } },
  };
}
