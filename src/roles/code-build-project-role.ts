/**
 * The role of one CodeBuild project: it may write to the project's own log group, and where asked to its report groups, artifacts and network
 * interfaces. What the build itself does is granted to it.
 *
 * The actions are those of https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html and of
 * https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html (2026-11-22); the latter
 * writes `*` for what EC2 authorises on the subnets, security groups and network interfaces that are named here.
 */
import { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation } from './bucket-location';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { networkArns, VpcNetwork } from './vpc-network';
import { CODE_BUILD_PROJECT, expectLogGroup, expectNetwork } from './workload-agreement';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of a `CodeBuildProjectRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: projects of this account and region only, or the one of `projectName`.
 */
export interface CodeBuildProjectRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one project that may use the role. Give the project this name too, or synthesis fails. Needs `ConfusedDeputyProtection.STRICT`, but
   * for the report groups of `testReports`.
   *
   * @default - any project of this account and region that is given the role
   */
  readonly projectName?: string;

  /**
   * The log group of the project. Pass the same one to the project, as `logging: { cloudWatch: { logGroup: role.logGroup } }`: one that writes its log
   * elsewhere fails synthesis.
   *
   * @default - a new log group that keeps its events for one month
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html#change-project-console-logs
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The report groups that builds put reports in.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html
   */
  readonly reportGroups?: codebuild.IReportGroupRef[];

  /**
   * Whether builds may make the report groups that their buildspec names, which are called `PROJECT-NAME`, and put reports in them. Needs
   * `projectName`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/test-report-group-naming.html
   */
  readonly testReports?: boolean;

  /**
   * Where builds put their artifacts.
   *
   * @default - nowhere
   */
  readonly artifacts?: BucketLocation;

  /**
   * The artifact store of the pipeline that runs the project. Builds read their input there and write their output.
   *
   * @default - none
   */
  readonly pipelineArtifacts?: BucketLocation;

  /**
   * The network of builds that run in a VPC, the same that the project is given: one that has others fails synthesis.
   *
   * @default - builds run outside of your VPCs
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html
   */
  readonly network?: VpcNetwork;
}

/**
 * Service role of one CodeBuild project.
 *
 * Grant it what builds need besides: `ScopedRepositoryGrants.fromRepository(repository).push(role)`, `ScopedSecretGrants`, `ScopedParameterGrants`,
 * `ScopedBucketGrants` for a source or a cache in S3.
 *
 * A project of the CDK that is given the role adds statements of its own to it, and theirs are wider. Give it `role.withoutPolicyUpdates()` where the
 * role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
 */
export class CodeBuildProjectRole extends ServiceRole {
  /**
   * The log group that the role may write to. Pass it to the project: `logging: { cloudWatch: { logGroup: role.logGroup } }`.
   */
  public readonly logGroup: logs.ILogGroup;

  /**
   * Throws when `testReports` is asked for without a project name, when a project name is given without `STRICT` and `testReports`, when the network
   * has no subnet or no security group, when a key cannot be named, and when a name, prefix, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CodeBuildProjectRoleProps = {}) {
    const { projectName, reportGroups = [] } = props;
    super(scope, id, {
      ...props,
      servicePrincipal: 'codebuild.amazonaws.com',
      _source: namedSource(scope, {
        role: 'CodeBuildProjectRole',
        option: 'projectName',
        name: projectName,
        arn: { service: 'codebuild', resource: 'project', resourceName: projectName },
        taker: { resourceType: 'AWS::CodeBuild::Project', property: 'Name' },
        hasOtherUse: props.testReports,
      }),
    });
    this.logGroup = props.logGroup ?? new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH });
    ScopedLogGroupGrants.fromLogGroup(this.logGroup).write(this);
    if (reportGroups.length > 0) {
      addScopedGrant({
        call: 'CodeBuildProjectRole `reportGroups`',
        grantee: this,
        statements: [{ actions: PUT_REPORTS, resources: reportGroups.map(({ reportGroupRef }) => reportGroupRef.reportGroupArn) }],
      });
    }
    if (props.testReports) {
      this.makeReportGroups(projectName);
    }
    if (props.artifacts) {
      grantLocation(this, 'artifacts', props.artifacts, { objects: ['s3:PutObject', 's3:AbortMultipartUpload'], bucket: FIND_BUCKET });
    }
    if (props.pipelineArtifacts) {
      grantLocation(this, 'pipelineArtifacts', props.pipelineArtifacts, {
        objects: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:AbortMultipartUpload'],
        bucket: FIND_BUCKET,
      });
    }
    if (props.network) {
      this.useNetwork(props.network);
    }
    expectLogGroup(this, CODE_BUILD_PROJECT, this.logGroup);
    expectNetwork(this, CODE_BUILD_PROJECT, props.network);
  }

  private makeReportGroups(projectName: string | undefined): void {
    if (projectName === undefined) {
      throw new Error(
        'CodeBuildProjectRole: `testReports` is true without `projectName`, expected the name of the project, with which the names of its report '
        + 'groups start: set projectName here and on the project, or name the report groups in reportGroups',
      );
    }
    addScopedGrant({
      call: 'CodeBuildProjectRole `testReports`',
      grantee: this,
      statements: [{
        actions: ['codebuild:CreateReportGroup', ...PUT_REPORTS],
        resources: [Stack.of(this).formatArn({ service: 'codebuild', resource: 'report-group', resourceName: `${projectName}-*` })],
        wildcardReason: 'the buildspec completes the names of the report groups; the project and the actions are exact',
      }],
    });
  }

  private useNetwork(network: VpcNetwork): void {
    const { interfaces, subnets, securityGroups } = networkArns(this, network);
    const inSubnets = { 'ec2:Subnet': subnets };
    addScopedGrant({
      call: 'CodeBuildProjectRole `network`',
      grantee: this,
      statements: [
        {
          actions: ['ec2:CreateNetworkInterface'],
          resources: [interfaces, ...subnets, ...securityGroups],
          wildcardReason: NAMED_BY_EC2,
        },
        { actions: ['ec2:DeleteNetworkInterface'], resources: [interfaces], conditions: { ArnEquals: inSubnets }, wildcardReason: NAMED_BY_EC2 },
        {
          actions: ['ec2:CreateNetworkInterfacePermission'],
          resources: [interfaces],
          conditions: { ArnEquals: inSubnets, StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' } },
          wildcardReason: NAMED_BY_EC2,
        },
        {
          actions: ['ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
          resources: ['*'],
          wildcardReason: 'EC2 accepts no resource for these; they only describe',
        },
      ],
    });
  }
}

const PUT_REPORTS = ['codebuild:CreateReport', 'codebuild:UpdateReport', 'codebuild:BatchPutTestCases', 'codebuild:BatchPutCodeCoverages'];
const FIND_BUCKET = ['s3:GetBucketAcl', 's3:GetBucketLocation'];
const NAMED_BY_EC2 = 'network interfaces get their ids when they are made; the subnets and the actions are exact';
