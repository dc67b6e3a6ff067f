/**
 * Looks at the roles that a provider of the app's choice (GitHub, GitLab, a cluster) can take, not at those of identity pools.
 */
import { chainFrom } from './chain';
import { escalationsOf } from './escalations';
import { ADMINISTRATION, role } from './example-role';
import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { Identity } from '../../policy/policy-site';
import { oidcTrusts } from '../oidc/oidc-trust';
import { Rule } from '../rule';

const GITHUB: JsonObject = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:environment:production',
      },
    },
  }],
};

export const federatedAdministrator: Rule = {
  id: 'federated-administrator',
  severity: Severity.ERROR,
  checks: ['O-24'],
  summary: 'a role that workflows outside of AWS can take administers the account, or can come to',
  why: 'Whoever can change the workflow, or a step that it runs, is an administrator of the account: a stolen token of a developer or a '
    + 'compromised dependency is enough.',
  accept: 'When only a protected environment with reviewers can take the role, and no other way to deploy is at hand.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  ],
  examples: {
    flagged: [
      { title: 'every action for a workflow', resources: { Deployer: role([ADMINISTRATION], GITHUB) } },
      {
        title: 'a workflow that can give itself any permission',
        resources: { Deployer: role([{ Effect: 'Allow', Action: ['iam:PutRolePolicy', 'iam:CreateRole'], Resource: '*' }], GITHUB) },
      },
    ],
    allowed: [
      {
        title: 'a workflow that uploads a site',
        resources: { Deployer: role([{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::site/*' }], GITHUB) },
      },
      {
        title: 'a workflow that deploys with the roles of `cdk bootstrap`',
        resources: { Deployer: role([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/cdk-*' }], GITHUB) },
      },
    ],
  },

  judgeApp(app) {
    const escalations = escalationsOf(app);
    return app.identities.flatMap(identity => {
      const strength = escalations.strengthOf(identity);
      const issuer = strength && issuerOf(identity);
      if (!issuer) { return []; }
      const { steps: [, ...others], why } = chainFrom(identity, escalations);
      const through = others.length > 0 ? `can become ${others.map(({ origin }) => `\`${origin.logicalId}\``).join(' → ')}, which ` : '';
      return [{
        origin: identity.origin,
        path: 'AssumeRolePolicyDocument',
        cause: issuer,
        message: `tokens of \`${issuer}\` open this role, which ${through}${why}`,
        fix: 'give the role the actions that the workflow calls and no more; to deploy with the CDK it needs `sts:AssumeRole` on the roles of `cdk bootstrap` only',
      }];
    });
  },
};

function issuerOf({ trust }: Identity): string | undefined {
  const found = trust?.document.statements.flatMap(statement => statement.effect === 'Allow' ? oidcTrusts(statement) : []) ?? [];
  return found.length > 0 ? found[0].issuer ?? 'an identity provider' : undefined;
}
