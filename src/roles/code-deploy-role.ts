/**
 * The role with which CodeDeploy deploys: what a deployment of Lambda functions, an ECS service or EC2 instances needs is added by platform, for
 * exactly the functions, services, listeners and groups that are named.
 *
 * The actions are those of AWS's managed policies for each platform (AWSCodeDeployRoleForLambda, AWSCodeDeployRoleForECS and AWSCodeDeployRole,
 * 2026-11-22), which give them on `*`. Of the last one only what a deployment in place uses: not what copies, scales or ends Auto Scaling groups
 * and their instances.
 */
import { ArnFormat, Fn, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { passRoles } from '../grants/pass-role';
import { environmentOf, Resource } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of a `CodeDeployRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: deployment groups of this account and region only, or those of `applicationName`. Blue/green deployments
 * of ECS by a hook of CloudFormation act for a stack and not for a deployment group: use `ACCOUNT` for those.
 */
export interface CodeDeployRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one application whose deployment groups may use the role. Give the application this name too. Not with
   * another `confusedDeputy` than `STRICT`.
   *
   * @default - any deployment group of this account and region that is given the role
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
   */
  readonly applicationName?: string;

  /**
   * Whether deployments stop on CloudWatch alarms: `cloudwatch:DescribeAlarms` on `*`, which composite alarms need.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
   */
  readonly alarms?: boolean;
}

/**
 * A deployment to ECS.
 */
export interface EcsDeploymentOptions {
  /**
   * The cluster that the service runs in.
   */
  readonly cluster: ecs.IClusterRef;

  /**
   * The listeners of the load balancer: the one of production, and that of tests. At least one.
   */
  readonly listeners: elbv2.IListenerRef[];

  /**
   * The task role and the execution role of the task definitions, which CodeDeploy passes to ECS. At least one.
   */
  readonly roles: iam.IRoleRef[];
}

/**
 * A deployment to EC2 instances, in place.
 */
export interface ServerDeploymentOptions {
  /**
   * The Auto Scaling groups of the instances.
   *
   * @default - none, for instances that are found by their tags
   */
  readonly autoScalingGroups?: autoscaling.IAutoScalingGroupRef[];

  /**
   * The target groups that instances leave while they are deployed to.
   *
   * @default - none
   */
  readonly targetGroups?: elbv2.ITargetGroupRef[];
}

/**
 * Service role of the deployment groups of one CodeDeploy application.
 *
 * Grant it the revision, where it lies in S3 (`ScopedBucketGrants.fromBucket(bucket).read(role)`), the functions of lifecycle hooks
 * (`ScopedFunctionGrants.fromFunction(hook).invoke(role)`) and the topics of triggers (`ScopedTopicGrants.fromTopic(topic).publish(role)`).
 *
 * A deployment group of the CDK attaches a managed policy of AWS to the role that it is given. Give it `role.withoutPolicyUpdates()` to keep that
 * off.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-service-role.html
 */
export class CodeDeployRole extends ServiceRole {
  /**
   * Throws when the name of the application holds a wildcard or a slash, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CodeDeployRoleProps = {}) {
    const { applicationName } = props;
    super(scope, id, {
      ...props,
      servicePrincipal: 'codedeploy.amazonaws.com',
      _source: namedSource(scope, {
        role: 'CodeDeployRole',
        option: 'applicationName',
        name: applicationName,
        arn: { service: 'codedeploy', resource: 'deploymentgroup', resourceName: `${applicationName}/*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
        taker: { resourceType: 'AWS::CodeDeploy::DeploymentGroup', property: 'ApplicationName' },
      }),
    });
    if (props.alarms) {
      addScopedGrant({
        call: 'CodeDeployRole `alarms`',
        grantee: this,
        statements: [{
          actions: ['cloudwatch:DescribeAlarms'],
          resources: ['*'],
          wildcardReason: 'composite alarms are described on no resource but *; the action only describes',
        }],
      });
    }
  }

  /**
   * Lets CodeDeploy shift the traffic of an alias of a Lambda function: `lambda:GetAlias`, `lambda:UpdateAlias` on the function and
   * `lambda:GetProvisionedConcurrencyConfig` on its aliases and versions.
   *
   * @param fn the function itself, not its alias
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
   */
  public addLambdaDeployment(fn: lambda.IFunctionRef): iam.Grant {
    const { functionArn } = fn.functionRef;
    return this.add('addLambdaDeployment', fn, [
      { actions: ['lambda:GetAlias', 'lambda:UpdateAlias'], resources: [functionArn] },
      {
        actions: ['lambda:GetProvisionedConcurrencyConfig'],
        resources: [`${functionArn}:*`],
        wildcardReason: 'versions get their numbers when they are published; the function and the action are exact',
      },
    ]);
  }

  /**
   * Lets CodeDeploy replace the task set of an ECS service (blue/green): `ecs:DescribeServices`, `ecs:UpdateServicePrimaryTaskSet` on the service,
   * `ecs:CreateTaskSet`, `ecs:DeleteTaskSet` on its task sets, `iam:PassRole` of the roles of its tasks to ECS tasks,
   * `elasticloadbalancing:ModifyListener` and `elasticloadbalancing:ModifyRule` on the listeners and their rules, and what describes these, on `*`.
   *
   * @throws if a list is empty, if `roles` holds this role, or if the grant would be lost
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html
   */
  public addEcsDeployment(service: ecs.IServiceRef, options: EcsDeploymentOptions): iam.Grant {
    const { cluster, listeners, roles } = options;
    const call = 'CodeDeployRole.addEcsDeployment';
    if (listeners.length === 0) {
      throw new Error(`${call}: \`listeners\` is [], expected at least the listener of production: CodeDeploy shifts the traffic of the service there`);
    }
    const { serviceArn } = service.serviceRef;
    const inCluster = { ArnEquals: { 'ecs:cluster': cluster.clusterRef.clusterArn } };
    const listenerArns = listeners.map(({ listenerRef }) => listenerRef.listenerArn);
    return this.add('addEcsDeployment', service, [
      { actions: ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'], resources: [serviceArn] },
      {
        actions: ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
        resources: [`${withType(serviceArn, ':service/', ':task-set/')}/*`],
        conditions: inCluster,
        wildcardReason: 'task sets get their ids when they are made; the service and the actions are exact',
      },
      passRoles({ call, grantee: this, option: 'roles', roles, service: 'ecs-tasks.amazonaws.com' }),
      { actions: ['elasticloadbalancing:ModifyListener'], resources: listenerArns },
      {
        actions: ['elasticloadbalancing:ModifyRule'],
        resources: listenerArns.map(arn => `${withType(arn, ':listener/', ':listener-rule/')}/*`),
        wildcardReason: 'rules get their ids when they are made; the listeners and the action are exact',
      },
      describing('elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules'),
    ]);
  }

  /**
   * Lets CodeDeploy deploy to EC2 instances in place: `ec2:DescribeInstances`, `ec2:DescribeInstanceStatus`, `tag:GetResources` on `*`; for Auto
   * Scaling groups their lifecycle hooks, to suspend and resume them, and what describes them; for target groups to take instances out and in again.
   *
   * Blue/green deployments make and end instances and Auto Scaling groups, for which there is no method here.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html
   */
  public addServerDeployment(options: ServerDeploymentOptions = {}): iam.Grant {
    const { autoScalingGroups = [], targetGroups = [] } = options;
    return this.add('addServerDeployment', this, [
      describing('ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'tag:GetResources'),
      ...(autoScalingGroups.length === 0 ? [] : [
        {
          actions: [
            'autoscaling:PutLifecycleHook', 'autoscaling:DeleteLifecycleHook', 'autoscaling:CompleteLifecycleAction',
            'autoscaling:RecordLifecycleActionHeartbeat', 'autoscaling:SuspendProcesses', 'autoscaling:ResumeProcesses',
          ],
          resources: autoScalingGroups.map(group => autoScalingGroupArn(group)),
          wildcardReason: 'the ARN of a group holds an id of its own besides its name; the name and the actions are exact',
        },
        describing('autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeLifecycleHooks'),
      ]),
      ...(targetGroups.length === 0 ? [] : [
        {
          actions: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
          resources: targetGroups.map(({ targetGroupRef }) => targetGroupRef.targetGroupArn),
        },
        describing(
          'elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetGroupAttributes', 'elasticloadbalancing:DescribeTargetHealth',
        ),
      ]),
    ]);
  }

  private add(method: string, resource: Resource, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `CodeDeployRole.${method}`,
      grantee: this,
      resource,
      statements,
      otherAccountRemedy: 'CodeDeploy deploys inside one account: make the deployment group and its role there.',
    });
  }
}

function describing(...actions: string[]): ScopedStatement {
  return { actions, resources: ['*'], wildcardReason: 'these accept no resource but *; they only describe' };
}

/** The ARN of the same path under another type. A token that hides the type is taken apart at deployment. */
function withType(arn: string, type: string, otherType: string): string {
  return (arn.includes(type) ? arn.split(type) : Fn.split(type, arn, 2)).join(otherType);
}

/** `autoScalingGroup:ID:autoScalingGroupName/NAME`, whose id CloudFormation does not tell. */
function autoScalingGroupArn(group: autoscaling.IAutoScalingGroupRef): string {
  return Stack.of(group).formatArn({
    ...environmentOf(group),
    service: 'autoscaling',
    resource: 'autoScalingGroup',
    resourceName: `*:autoScalingGroupName/${group.autoScalingGroupRef.autoScalingGroupName}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
