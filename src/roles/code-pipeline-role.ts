/**
 * The role of one pipeline of CodePipeline: it may use the artifact stores, and what its actions need is added action by action.
 *
 * The actions are those of AWS's pages for each kind of action (2026-11-22).
 */
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations } from './bucket-location';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedStateMachineGrants } from '../grants/state-machine-grants';
import { environmentOf, Resource } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of a `CodePipelineRole`.
 *
 * `confusedDeputy` defaults to `OFF`: the trust policies that AWS shows for CodePipeline have no condition.
 */
export interface CodePipelineRoleProps extends ServiceRoleOptions {
  /**
   * The artifact stores of the pipeline: one for each region that it has actions in. At least one.
   *
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
   */
  readonly artifactStores: BucketLocation[];

  /**
   * The name of the one pipeline that may use the role. Give the pipeline this name too. Goes together with
   * `ConfusedDeputyProtection.STRICT`.
   *
   * @default - any pipeline that is given the role
   */
  readonly pipelineName?: string;
}

/**
 * How a pipeline runs a build.
 */
export interface PipelineBuildOptions {
  /**
   * Whether the action runs batches of builds (`BatchEnabled`) in place of single ones.
   *
   * @default false
   */
  readonly batch?: boolean;
}

/**
 * How a pipeline deploys with CodeDeploy.
 */
export interface PipelineDeploymentOptions {
  /**
   * The deployment configuration of the deployment group.
   *
   * @default - any of this account and region may be read
   */
  readonly deploymentConfig?: codedeploy.IDeploymentConfigRef;
}

/**
 * Service role of one pipeline.
 *
 * Add what its actions need: a method each for connections, CodeBuild, CodeDeploy and Step Functions; grants for the others, as
 * `InvocationTarget.lambdaFunction(fn).grantInvoke(role)`, `ScopedEcsServiceGrants.fromService(service).deploy(role)`,
 * `ScopedTopicGrants.fromTopic(approvals).publish(role)` or `ScopedRoleGrants.fromRole(actionRole).assumeRole(role)`.
 *
 * A pipeline of the CDK that is given the role adds statements of its own to it, and theirs are wider. Give it `role.withoutPolicyUpdates()` where
 * the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 */
export class CodePipelineRole extends ServiceRole {
  /**
   * Throws when there is no artifact store, when a key cannot be named, when the protection is `STRICT` without a pipeline name or otherwise with one,
   * and when a name, prefix, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CodePipelineRoleProps) {
    const { artifactStores, pipelineName } = props;
    if (artifactStores.length === 0) {
      throw new Error('CodePipelineRole: `artifactStores` is [], expected at least one: a pipeline keeps the output of every action in a bucket');
    }
    super(scope, id, {
      ...props,
      servicePrincipal: 'codepipeline.amazonaws.com',
      _source: namedSource(scope, {
        role: 'CodePipelineRole',
        option: 'pipelineName',
        name: pipelineName,
        arn: { service: 'codepipeline', resource: pipelineName ?? '', arnFormat: ArnFormat.NO_RESOURCE_NAME },
        taker: { resourceType: 'AWS::CodePipeline::Pipeline', property: 'Name' },
      }),
    });
    grantLocations(this, 'artifactStores', artifactStores, {
      objects: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:AbortMultipartUpload'],
      bucket: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
    });
  }

  /**
   * Lets the pipeline take its source through a connection to GitHub, GitLab, Bitbucket and others: `codeconnections:UseConnection`, or
   * `codestar-connections:UseConnection` for a connection whose ARN has the former name of the service. Of an ARN that is known only at deployment
   * both are given: IAM looks at the one that fits.
   *
   * @throws if the ARN is not that of a connection
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
   */
  public addConnection(connectionArn: string): iam.Grant {
    const [service] = /(?<=^arn:[^:]+:)(?:codeconnections|codestar-connections)(?=:[^:]+:[^:]+:connection\/[^*?]+$)/.exec(connectionArn) ?? [];
    const isUnknown = Token.isUnresolved(connectionArn);
    if (service === undefined && !isUnknown) {
      throw new Error(
        `CodePipelineRole.addConnection: connectionArn is '${connectionArn}', expected the ARN of one connection: `
        + "write 'arn:aws:codeconnections:REGION:ACCOUNT:connection/ID'",
      );
    }
    const services = service === undefined ? ['codeconnections', 'codestar-connections'] : [service];
    return addScopedGrant({
      call: 'CodePipelineRole.addConnection',
      grantee: this,
      statements: [{ actions: services.map(prefix => `${prefix}:UseConnection`), resources: [connectionArn] }],
    });
  }

  /**
   * Lets the pipeline run builds of a CodeBuild project: `codebuild:StartBuild` and `codebuild:BatchGetBuilds`, or for batches
   * `codebuild:StartBuildBatch` and `codebuild:BatchGetBuildBatches`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html#edit-role-codebuild
   */
  public addBuild(project: codebuild.IProjectRef, options: PipelineBuildOptions = {}): iam.Grant {
    const actions = options.batch
      ? ['codebuild:StartBuildBatch', 'codebuild:BatchGetBuildBatches']
      : ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'];
    return this.add('addBuild', project, [{ actions, resources: [project.projectRef.projectArn] }]);
  }

  /**
   * Lets the pipeline deploy to a deployment group of CodeDeploy: `codedeploy:CreateDeployment`, `codedeploy:GetDeployment` on it,
   * `codedeploy:GetApplication`, `codedeploy:GetApplicationRevision`, `codedeploy:RegisterApplicationRevision` on its application, and
   * `codedeploy:GetDeploymentConfig`.
   *
   * To deploy to ECS (`CodeDeployToECS`) `ecs:RegisterTaskDefinition` and `iam:PassRole` of the roles of the tasks have to be granted besides.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeDeploy.html
   */
  public addDeployment(group: codedeploy.IDeploymentGroupRef, options: PipelineDeploymentOptions = {}): iam.Grant {
    const { applicationName, deploymentGroupName } = group.deploymentGroupRef;
    const arn = (resource: string, resourceName: string) => Stack.of(group).formatArn({
      ...environmentOf(group), service: 'codedeploy', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return this.add('addDeployment', group, [
      {
        actions: ['codedeploy:GetApplication', 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
        resources: [arn('application', applicationName)],
      },
      {
        actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
        resources: [arn('deploymentgroup', `${applicationName}/${deploymentGroupName}`)],
      },
      {
        actions: ['codedeploy:GetDeploymentConfig'],
        resources: [arn('deploymentconfig', options.deploymentConfig?.deploymentConfigRef.deploymentConfigName ?? '*')],
        wildcardReason: 'the deployment configuration is chosen by the deployment group; it says how fast to deploy and holds no secret',
      },
    ]);
  }

  /**
   * Lets the pipeline run a state machine and wait for its end: `states:StartExecution` and `states:DescribeStateMachine` on it,
   * `states:DescribeExecution` on its executions.
   *
   * @throws if the ARN is that of a version or an alias, or if the grant would be lost
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-StepFunctions.html#edit-role-stepfunctions
   */
  public addExecution(stateMachine: stepfunctions.IStateMachineRef): iam.Grant {
    const { stateMachineArn } = stateMachine.stateMachineRef;
    const name = Stack.of(stateMachine).splitArn(stateMachineArn, ArnFormat.COLON_RESOURCE_NAME).resourceName;
    const executions = Stack.of(stateMachine).formatArn({
      ...environmentOf(stateMachine), service: 'states', resource: 'execution', resourceName: `${name}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return ScopedStateMachineGrants.fromStateMachine(stateMachine).start(this).combine(this.add('addExecution', stateMachine, [
      { actions: ['states:DescribeStateMachine'], resources: [stateMachineArn] },
      {
        actions: ['states:DescribeExecution'],
        resources: [executions],
        wildcardReason: 'executions get their names when they start; the state machine and the action are exact',
      },
    ]));
  }

  private add(method: string, resource: Resource, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `CodePipelineRole.${method}`,
      grantee: this,
      resource,
      statements,
      otherAccountRemedy: 'Give the action a role of that account, and let this role assume it.',
    });
  }
}
