import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { GitHubOidcProvider } from '../../../src/roles/federation/github-oidc-provider';
import { GitHubRepository } from '../../../src/roles/federation/github-repository';
import { GitHubActionsRole } from '../../../src/roles/github-actions-role';
import { analyze } from '../../../src/rules/analyze';
import { oidcRules } from '../../../src/rules/oidc/family';
import { oidcUnreviewedCodeCanWrite } from '../../../src/rules/oidc/oidc-unreviewed-code-can-write';
import { Rule } from '../../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';

const GITHUB = 'token.actions.githubusercontent.com';

function findings(rules: readonly Rule[], template: JsonObject) {
  const inventory = readInventory([{ id: 'app', template: template as {}, environment: { account: '111122223333', region: 'eu-west-1' } }]);
  return analyze(inventory, rules.map(rule => ({ rule, severity: rule.severity })), DEFAULT_CONTEXT);
}

function role(subject: JsonValue, statements: JsonValue, properties: JsonObject = {}): JsonObject {
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject } },
          },
        },
        ...properties,
      },
    },
    Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: { Version: '2012-10-17', Statement: statements } } },
  };
}

const WRITE = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::orders/*' };

describe('pull requests', () => {
  test.each<[string, JsonObject, boolean]>([
    ['write', role('repo:acme/orders:pull_request', WRITE), true],
    ['write, with ids', role('repo:acme@1/orders@2:pull_request', [WRITE]), true],
    ['of a repository that a parameter names', role({ 'Fn::Sub': 'repo:acme/${Repo}:pull_request' }, [WRITE]), true],
    ['write what a Deny takes back', role('repo:acme/orders:pull_request', [WRITE, { Effect: 'Deny', Action: 's3:Put*', Resource: '*' }]), false],
    ['read, decrypt and go on to other roles', role('repo:acme/orders:pull_request', {
      Effect: 'Allow', Action: ['s3:GetObject', 'kms:Decrypt', 'sts:AssumeRole'], Resource: '*',
    }), false],
    ['take a role whose name IAM refuses', role('repo:acme/orders:pull_request', WRITE, { RoleName: 'deploy*' }), false],
    ['are not let in', role('repo:acme/orders:environment:production', WRITE), false],
  ])('%s', (_, resources, flagged) => {
    const found = findings([oidcUnreviewedCodeCanWrite], { Resources: resources, Parameters: { Repo: { Type: 'String' } } });
    expect(found.map(({ ruleId }) => ruleId)).toEqual(flagged ? ['oidc-unreviewed-code-can-write'] : []);
    if (flagged) {
      expect(found[0]).toMatchObject({ actions: ['s3:PutObject'], witness: { action: 's3:PutObject' }, location: { logicalId: 'Role' } });
    }
  });
});

test('the roles of this library are in order', () => {
  const stack = new Stack(new App(), 'Stack');
  const provider = new GitHubOidcProvider(stack, 'Provider');
  const repository = GitHubRepository.of('acme/orders', { ownerId: '65', repositoryId: '526837261' });
  const subjects = [
    repository.branch('main'), repository.branch('release/*'), repository.tag('v*'), repository.environment('production'), repository.pullRequest(),
    repository.branch('main').throughReusableWorkflow({ repository: 'acme/workflows', file: 'deploy.yml', ref: 'refs/heads/main' }),
    GitHubRepository.of('acme/billing').environment('production'),
  ];
  for (const [index, subject] of subjects.entries()) { new GitHubActionsRole(stack, `Role${index}`, { provider, subjects: [subject] }); }
  const found = findings(oidcRules.rules, Template.fromStack(stack).toJSON() as JsonObject);
  expect(found.filter(({ ruleId }) => oidcRules.rules.find(({ id }) => id === ruleId)?.tier !== 'strict')).toEqual([]);
  expect(found.length).toBeGreaterThan(0);
});
