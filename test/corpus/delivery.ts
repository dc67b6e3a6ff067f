/** Build and delivery. */
import { Stack, Stage } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { ENVIRONMENT, functionIn, OrdinaryStacks } from './ordinary-stack';

const CONNECTION = 'arn:aws:codeconnections:eu-central-1:111122223333:connection/11112222-3333-4444-5555-666677778888';

export const delivery: OrdinaryStacks = {
  BuildProject: stack => {
    const images = new ecr.Repository(stack, 'Images');
    const project = new codebuild.Project(stack, 'Project', {
      source: codebuild.Source.gitHub({ owner: 'acme', repo: 'shop' }),
      artifacts: codebuild.Artifacts.s3({ bucket: new s3.Bucket(stack, 'Artifacts') }),
      cache: codebuild.Cache.bucket(new s3.Bucket(stack, 'Cache')),
      environment: { privileged: true },
      environmentVariables: {
        TOKEN: { type: codebuild.BuildEnvironmentVariableType.SECRETS_MANAGER, value: new secretsmanager.Secret(stack, 'Token').secretArn },
        FLAG: { type: codebuild.BuildEnvironmentVariableType.PARAMETER_STORE, value: '/shop/flag' },
      },
    });
    images.grantPullPush(project);
  },

  Pipeline: stack => {
    const source = new codepipeline.Artifact();
    const built = new codepipeline.Artifact();
    const project = new codebuild.PipelineProject(stack, 'Build');
    new codepipeline.Pipeline(stack, 'Pipeline', {
      crossAccountKeys: true,
      stages: [
        { stageName: 'Source', actions: [new actions.CodeStarConnectionsSourceAction({ actionName: 'Source', owner: 'acme', repo: 'shop', output: source, connectionArn: CONNECTION })] },
        { stageName: 'Build', actions: [new actions.CodeBuildAction({ actionName: 'Build', project, input: source, outputs: [built] })] },
        { stageName: 'Approve', actions: [new actions.ManualApprovalAction({ actionName: 'Approve', notifyEmails: ['lead@example.com'] })] },
        {
          stageName: 'Deploy',
          actions: [
            new actions.S3DeployAction({ actionName: 'Site', input: built, bucket: new s3.Bucket(stack, 'Site') }),
            new actions.CloudFormationCreateUpdateStackAction({
              actionName: 'Stack', stackName: 'shop', templatePath: built.atPath('template.json'), adminPermissions: false,
            }),
            new actions.LambdaInvokeAction({ actionName: 'Smoke', lambda: functionIn(stack, 'Smoke') }),
          ],
        },
      ],
    });
  },

  CommitPipeline: stack => {
    const source = new codepipeline.Artifact();
    const repository = new codecommit.Repository(stack, 'Repository', { repositoryName: 'shop' });
    repository.grantPull(functionIn(stack));
    new codepipeline.Pipeline(stack, 'Pipeline', {
      stages: [
        { stageName: 'Source', actions: [new actions.CodeCommitSourceAction({ actionName: 'Source', repository, output: source })] },
        {
          stageName: 'Build',
          actions: [new actions.CodeBuildAction({ actionName: 'Build', project: new codebuild.PipelineProject(stack, 'Build'), input: source })],
        },
      ],
    });
  },

  CdkPipeline: stack => {
    const pipeline = new pipelines.CodePipeline(stack, 'Pipeline', {
      synth: new pipelines.ShellStep('Synth', {
        input: pipelines.CodePipelineSource.connection('acme/shop', 'main', { connectionArn: CONNECTION }), commands: ['npm ci', 'npx cdk synth'],
      }),
      crossAccountKeys: true,
    });
    const production = new Stage(stack, 'Production', { env: ENVIRONMENT });
    const shop = new Stack(production, 'Shop');
    new s3.Bucket(shop, 'Bucket').grantRead(functionIn(shop));
    pipeline.addStage(production, { post: [new pipelines.ShellStep('Smoke', { commands: ['curl https://example.com'] })] });
  },

  CanaryDeployment: stack => {
    const handler = functionIn(stack);
    new codedeploy.LambdaDeploymentGroup(stack, 'Deployments', {
      alias: handler.addAlias('live'),
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      preHook: functionIn(stack, 'Check'),
    });
  },

  BuildRole: stack => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
    const project = new codebuild.PipelineProject(stack, 'Project', { role });
    project.addToRolePolicy(new iam.PolicyStatement({ actions: ['cloudfront:CreateInvalidation'], resources: [`arn:aws:cloudfront::${stack.account}:distribution/E123EXAMPLE`] }));
    project.addToRolePolicy(new iam.PolicyStatement({ actions: ['ssm:PutParameter'], resources: [`arn:aws:ssm:${stack.region}:${stack.account}:parameter/shop/version`] }));
  },
};
