/**
 * The roles that `cdk bootstrap` makes, known by the names that it gives them. The role for look-ups only reads, and those for
 * publishing only write assets: they are no way to more permissions.
 *
 * A role that only CodeBuild, CodePipeline or an issuer of workflows such as GitHub can assume is a pipeline's, whose task it is.
 */
import { Demand } from './demands';
import { ASSUME_ROLE, escalationsOf } from './escalations';
import { role } from './example-role';
import { byStatements, placed } from './findings';
import { Gains } from './gains';
import { canStart, passedTo, PASS_ROLE } from './passing';
import { ANY_ACCOUNT } from './stand-ins';
import { isOfPipeline } from './trust';
import { ESCALATION_PATHS } from '../../catalog/escalation-paths';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { Grant } from './access';

/** By default `hnb659fds`, else up to ten letters and digits. */
const QUALIFIERS = ['hnb659fds', ...Array.from({ length: 10 }, (_, index) => '?'.repeat(index + 1))];
/** The names end in account and region: what merely begins like them, before a slash, is the path of another role. */
const ENVIRONMENT = `${ANY_ACCOUNT}-*-?`;
const DEPLOY_ROLES = QUALIFIERS.map(qualifier => `arn:*:iam::${ANY_ACCOUNT}:role/cdk-${qualifier}-deploy-role-${ENVIRONMENT}`);
const EXECUTION_ROLES = QUALIFIERS.map(qualifier => `arn:*:iam::${ANY_ACCOUNT}:role/cdk-${qualifier}-cfn-exec-role-${ENVIRONMENT}`);
/** The tag that the roles of the bootstrap stack carry since version 4. */
const DEPLOY_TAG: Demand = { StringEquals: { 'iam:ResourceTag/aws-cdk:bootstrap-role': 'deploy' } };
const DEPLOYMENTS = ESCALATION_PATHS.filter(({ isMinimal, actions }) => isMinimal && actions.includes(PASS_ROLE) && actions.includes('cloudformation:CreateStack'));

const ASSUME_DEPLOY = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/cdk-hnb659fds-deploy-role-111122223333-eu-west-1' };

export const bootstrapRoleAccess: Rule = {
  id: 'bootstrap-role-access',
  severity: Severity.WARNING,
  checks: ['E-08'],
  summary: 'a principal can deploy anything through the roles of `cdk bootstrap`',
  why: 'The deploy role hands CloudFormation the execution role, which administers the account unless you bootstrapped it otherwise. '
    + 'Whoever can take the deploy role can so create whatever it likes, an administrator included.',
  accept: 'For people and pipelines whose task it is to deploy with the CDK.',
  references: [
    'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html',
  ],
  examples: {
    flagged: [
      { title: 'the deploy role, in a statement that is no list', kind: 'identity', policy: { Statement: ASSUME_DEPLOY } },
      {
        title: 'all roles of the bootstrap stack',
        kind: 'permission-set',
        policy: { Statement: [{ ...ASSUME_DEPLOY, Resource: 'arn:aws:iam::*:role/cdk-*' }] },
      },
      {
        title: 'the execution role, by way of a stack of its own',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/cdk-hnb659fds-cfn-exec-role-*' },
            { Effect: 'Allow', Action: 'cloudformation:CreateStack', Resource: '*' },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'the roles for look-ups and for publishing assets',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Resource: ['arn:aws:iam::*:role/cdk-hnb659fds-lookup-role-*', 'arn:aws:iam::*:role/cdk-hnb659fds-file-publishing-role-*'],
          }],
        },
      },
      {
        title: 'a pipeline',
        resources: {
          Pipeline: role([ASSUME_DEPLOY], { Statement: [{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }] }),
        },
      },
      {
        title: 'a workflow of GitHub',
        resources: {
          Workflow: role([ASSUME_DEPLOY], {
            Statement: [{
              Effect: 'Allow',
              Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: {
                  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                  'token.actions.githubusercontent.com:sub': 'repo:acme/orders:environment:production',
                },
              },
            }],
          }),
        },
      },
    ],
  },

  judgeApp(app) {
    return escalationsOf(app).judged.flatMap(gains => {
      const grants = isOtherwise(gains) ? undefined : deployment(gains);
      return grants ? [placed(gains, grants, {
        cause: '',
        message: `${gains.holder.name} can deploy anything with the roles of \`cdk bootstrap\`, which by default administer the account, by ${byStatements(gains, grants)}`,
        fix: 'leave deploying to the pipeline, or bootstrap with `--cloudformation-execution-policies` or `--custom-permissions-boundary`, so that deploying gives less than everything',
      })] : [];
    });
  },
};

/** Whether it is meant, or another rule says worse. */
function isOtherwise({ holder: { identity }, abilities, assumesAny, passings }: Gains): boolean {
  return abilities.length > 0 || assumesAny !== undefined || passings.some(({ role: passed }) => !passed)
    || (identity !== undefined && isOfPipeline(identity));
}

function deployment({ role: access }: Gains): readonly Grant[] | undefined {
  const assume = access.find(ASSUME_ROLE, DEPLOY_ROLES, DEPLOY_TAG);
  if (assume) { return [assume]; }
  const pass = access.find(PASS_ROLE, EXECUTION_ROLES, passedTo(['cloudformation.amazonaws.com']));
  const started = pass && DEPLOYMENTS.map(path => canStart(path, access)).find(found => found);
  return started && [pass!, ...started];
}
