/**
 * The execution role of one SageMaker pipeline. It may start, watch and stop the jobs of its steps, pass the roles that these run with, and read the
 * files that its conditions look into.
 *
 * Pipelines names the jobs itself, `pipelines-EXECUTION-STEP-…`, and tags them:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html (2026-11-22)
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, READ_OBJECTS } from './bucket-location';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { TrustedSource } from './trust/service-trust';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedRoleGrants } from '../grants/role-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * A kind of job that a step of a SageMaker pipeline runs.
 */
export enum SageMakerPipelineJob {
  /**
   * Training jobs.
   */
  TRAINING = 'TRAINING',

  /**
   * Processing jobs, also those of quality checks, Clarify and EMR.
   */
  PROCESSING = 'PROCESSING',

  /**
   * Batch transform jobs.
   */
  TRANSFORM = 'TRANSFORM',

  /**
   * Hyperparameter tuning jobs.
   */
  TUNING = 'TUNING',
}

/**
 * Properties of a `SageMakerPipelineRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: pipelines of this account and region only. Steps without a role of their own run with that of the pipeline,
 * which `STRICT` keeps them from.
 */
export interface SageMakerPipelineRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one pipeline that may use the role. Give the pipeline the same. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - all pipelines of this account and region
   */
  readonly pipelineName?: string;

  /**
   * The kinds of jobs that the steps run, under the names that Pipelines gives them. A pipeline with custom job prefixes needs grants on other names.
   *
   * @default - no job may be started
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html
   */
  readonly jobs?: SageMakerPipelineJob[];

  /**
   * The roles that the jobs run with, such as a `SageMakerTrainingRole`.
   *
   * @default - no role may be passed
   */
  readonly jobRoles?: iam.IRoleRef[];

  /**
   * Where the files lie that `JsonGet` reads. They may be read.
   *
   * @default - nothing may be read
   */
  readonly jsonFiles?: BucketLocation[];
}

const JOBS: { readonly [kind in SageMakerPipelineJob]: { readonly name: string; readonly resource: string } } = {
  [SageMakerPipelineJob.TRAINING]: { name: 'TrainingJob', resource: 'training-job' },
  [SageMakerPipelineJob.PROCESSING]: { name: 'ProcessingJob', resource: 'processing-job' },
  [SageMakerPipelineJob.TRANSFORM]: { name: 'TransformJob', resource: 'transform-job' },
  [SageMakerPipelineJob.TUNING]: { name: 'HyperParameterTuningJob', resource: 'hyper-parameter-tuning-job' },
};

/**
 * Execution role of one Amazon SageMaker AI pipeline. Steps that make models, register them or call functions and queues need grants.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html
 */
export class SageMakerPipelineRole extends ServiceRole {
  /**
   * Throws when `pipelineName` is no name, when a prefix of keys, a name, path or session duration is not valid, and when the key of a bucket cannot
   * be named.
   */
  constructor(scope: Construct, id: string, props: SageMakerPipelineRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'sagemaker.amazonaws.com',
      _source: pipelineArns(scope, props.pipelineName),
    });
    const { jobs = [], jobRoles = [] } = props;
    if (jobs.length > 0) {
      addScopedGrant({ call: 'SageMakerPipelineRole `jobs`', grantee: this, statements: [...new Set(jobs)].map(job => this.running(job)) });
    }
    jobRoles.forEach(role => ScopedRoleGrants.fromRole(role).passRole(this, { services: ['sagemaker.amazonaws.com'] }));
    grantLocations(this, 'jsonFiles', props.jsonFiles, READ_OBJECTS);
  }

  private running(job: SageMakerPipelineJob): ScopedStatement {
    const { name, resource } = JOBS[job];
    return {
      actions: [`sagemaker:Create${name}`, `sagemaker:Describe${name}`, `sagemaker:Stop${name}`, 'sagemaker:AddTags'],
      resources: [Stack.of(this).formatArn({ service: 'sagemaker', resource, resourceName: 'pipelines-*' })],
      wildcardReason: 'Pipelines names the jobs of its steps at run time, with this start; the actions are exact',
    };
  }
}

function pipelineArns(scope: Construct, pipelineName: string | undefined): TrustedSource {
  return namedSource(scope, {
    role: 'SageMakerPipelineRole',
    option: 'pipelineName',
    name: pipelineName,
    arn: { service: 'sagemaker', resource: 'pipeline', resourceName: `${pipelineName}/*` },
    taker: { resourceType: 'AWS::SageMaker::Pipeline', property: 'PipelineName' },
  }) ?? { arns: [Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'pipeline', resourceName: '*' })] };
}
