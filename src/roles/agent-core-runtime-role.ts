/**
 * The execution role of one AgentCore runtime. It may fetch the image, write the logs, metrics and traces of this runtime, get access tokens for its own
 * identity, and invoke the models that are given.
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { invokeModels } from './model-invocation';
import { listLogGroups, writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { IInvokableModel } from '../grants/bedrock-model-grants';
import { ScopedGuardrailGrants } from '../grants/guardrail-grants';
import { ScopedMetricGrants } from '../grants/metric-grants';
import { ScopedRepositoryGrants } from '../grants/repository-grants';
import { ScopedTraceGrants } from '../grants/trace-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of an `AgentCoreRuntimeRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: AgentCore of this account and region only. AWS documents nothing narrower.
 */
export interface AgentCoreRuntimeRoleProps extends ServiceRoleOptions {
  /**
   * The name of the runtime: a letter, then up to 47 letters, digits and `_`. Give the runtime the same. AgentCore completes it to the names of
   * the log groups and of the workload identity, to which the role is limited.
   */
  readonly runtimeName: string;

  /**
   * The repository of the image.
   *
   * @default - no image may be pulled, as for a runtime with code from S3
   */
  readonly repository?: ecr.IRepositoryRef;

  /**
   * The models that the agent calls, or inference profiles in their place. A profile may be looked up too.
   *
   * @default - no model may be invoked
   */
  readonly models?: IInvokableModel[];

  /**
   * The guardrail without which the models may not be called (`bedrock:GuardrailIdentifier`).
   *
   * @default - with any guardrail or none
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
   */
  readonly guardrail?: ScopedGuardrailGrants;

  /**
   * The version of `guardrail`: a number as `3`, or `DRAFT`.
   *
   * @default - any version of the guardrail
   */
  readonly guardrailVersion?: string;

  /**
   * Whether the agent may get access tokens for users that it only names (`bedrock-agentcore:GetWorkloadAccessTokenForUserId`), whose identity
   * nobody has verified. AWS advises against it where users come with a JWT.
   *
   * @default false
   * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/get-workload-access-token.html
   */
  readonly actsForNamedUsers?: boolean;

  /**
   * Whether the runtime sends traces, asks which requests to trace, and puts metrics into the namespace `bedrock-agentcore`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability.html
   */
  readonly telemetry?: boolean;
}

/**
 * Execution role of one Amazon Bedrock AgentCore runtime. The tools, memories, gateways and credentials that the agent uses have to be granted, with
 * `ScopedAgentMemoryGrants`, `ScopedAgentGatewayGrants`, `ScopedCodeInterpreterGrants` and the like.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
 */
export class AgentCoreRuntimeRole extends ServiceRole {
  /**
   * Throws when `runtimeName` is no name of a runtime, when a guardrail is given without models, when `guardrailVersion` is no version or stands alone,
   * and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: AgentCoreRuntimeRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'bedrock-agentcore.amazonaws.com' });
    const { runtimeName, repository, models, guardrail, guardrailVersion, telemetry = true } = props;
    requireRuntimeName(runtimeName);
    requireModels(props);
    this.writeLogs(runtimeName);
    this.getAccessTokens(runtimeName, props.actsForNamedUsers);
    if (repository) {
      ScopedRepositoryGrants.fromRepository(repository).pull(this);
    }
    invokeModels(this, models, { guardrail, guardrailVersion });
    if (telemetry) {
      ScopedTraceGrants.fromAccount().write(this);
      ScopedTraceGrants.fromAccount().readSamplingRules(this);
      ScopedMetricGrants.fromNamespace('bedrock-agentcore').putMetricData(this);
    }
  }

  /** A log group is named `RUNTIME_ID-ENDPOINT`, and the id is the name with a suffix; no name holds a hyphen. */
  private writeLogs(runtimeName: string): void {
    const call = 'AgentCoreRuntimeRole `runtimeName`';
    writeServiceLogs(this, call, { names: [`/aws/bedrock-agentcore/runtimes/${runtimeName}-*`], onGroup: ['logs:DescribeLogStreams'] });
    listLogGroups(this, call);
  }

  private getAccessTokens(runtimeName: string, actsForNamedUsers = false): void {
    const arn = (rest: string) => Stack.of(this).formatArn({
      service: 'bedrock-agentcore', resource: 'workload-identity-directory', resourceName: `default${rest}`,
    });
    addScopedGrant({
      call: 'AgentCoreRuntimeRole `runtimeName`',
      grantee: this,
      statements: [{
        actions: [
          'bedrock-agentcore:GetWorkloadAccessToken',
          'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
          ...(actsForNamedUsers ? ['bedrock-agentcore:GetWorkloadAccessTokenForUserId'] : []),
        ],
        resources: [arn(''), arn(`/workload-identity/${runtimeName}-*`)],
        wildcardReason: 'AgentCore completes the name of the runtime to that of its workload identity when it makes both',
      }],
    });
  }
}

function requireRuntimeName(name: string): void {
  if (!Token.isUnresolved(name) && !/^[A-Za-z]\w{0,47}$/.test(name)) {
    throw new Error(
      `runtimeName is \`${name}\`, expected a letter and up to 47 letters, digits and \`_\`: give the bare name that the runtime gets too, `
      + 'not its id and not a pattern',
    );
  }
}

/** It would bind nothing. */
function requireModels({ models = [], guardrail, guardrailVersion }: AgentCoreRuntimeRoleProps): void {
  if (models.length === 0 && (guardrail !== undefined || guardrailVersion !== undefined)) {
    throw new Error('guardrail is given without models, expected the models that may be called with it only: list them in models, or leave the guardrail out');
  }
}
