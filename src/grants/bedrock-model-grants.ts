/**
 * Bedrock models: inference, on exactly one model, and where wanted only together with a guardrail. No other model, no model management.
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ScopedGuardrailGrants } from './guardrail-grants';
import { Conditions } from './writing/conditions';
import { GrantScope, rejectResourceTags } from './writing/grant-scope';
import { requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/** Converse and ConverseStream ask for the same two: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html (2026-11) */
export const INVOKE_MODEL = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/**
 * How a model may be called.
 */
export interface BedrockModelGrantOptions extends GrantScope {
  /**
   * Only calls that name this guardrail (`bedrock:GuardrailIdentifier`), which is then granted as by its `apply`. For an imported
   * guardrail with a customer-managed key, call `apply` with the key as well.
   *
   * A caller can leave parts of a prompt unchecked by input tags; a guardrail is no boundary against the grantee itself.
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
}

/**
 * What can answer a prompt: a model, or an inference profile that routes to one.
 */
export interface IInvokableModel {
  /**
   * Lets the grantee run inference.
   */
  invoke(grantee: iam.IGrantable, options?: BedrockModelGrantOptions): iam.Grant;
}

/**
 * Grants on an Amazon Bedrock model that is called directly: a foundation model, provisioned throughput, a deployed custom model, an
 * imported model or a prompt router.
 *
 * Many newer models answer through an inference profile only: `ScopedInferenceProfileGrants`.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html
 */
export class ScopedBedrockModelGrants implements IInvokableModel {
  /**
   * Starts the grants of a model.
   *
   * @param model such as `bedrock.FoundationModel.fromFoundationModelId(…)` or `bedrock.ProvisionedModel.fromProvisionedModelArn(…)`
   * @throws if it is an inference profile or a custom model, which are called by other ARNs, or if its ARN holds a wildcard
   */
  public static fromModel(model: bedrock.IModel): ScopedBedrockModelGrants {
    requireInvokable(model.modelArn);
    return new ScopedBedrockModelGrants(model.modelArn);
  }

  /**
   * Starts the grants of a foundation model in the region of the stack.
   *
   * @param scope a construct of the stack whose region is called
   * @param modelId as Bedrock lists it, such as `amazon.nova-lite-v1:0`
   * @throws if the id is an inference profile's or holds a wildcard
   */
  public static fromFoundationModelId(scope: Construct, modelId: string): ScopedBedrockModelGrants {
    requireNames('ScopedBedrockModelGrants.fromFoundationModelId', 'modelId', [modelId], 'amazon.nova-lite-v1:0');
    if (/^(global|us|us-gov|eu|apac|jp|au|ca)\./.test(modelId)) {
      throw new Error(`ScopedBedrockModelGrants.fromFoundationModelId: '${modelId}' is an inference profile. `
        + `Use ScopedInferenceProfileGrants.fromSystemProfile(scope, '${modelId}', …), which grants the profile and the models behind it`);
    }
    return new ScopedBedrockModelGrants(foundationModelArn(scope, modelId, Stack.of(scope).region));
  }

  private constructor(private readonly modelArn: string) {}

  /**
   * Lets the grantee run inference: `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` on this model, which Converse and
   * ConverseStream ask for too. With `guardrail` also `bedrock:ApplyGuardrail`.
   *
   * @throws if `guardrailVersion` is no version or stands alone, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: BedrockModelGrantOptions = {}): iam.Grant {
    const call = 'ScopedBedrockModelGrants.invoke';
    if (this.modelArn.includes(':foundation-model/')) {
      rejectResourceTags(call, options, 'foundation models carry no tags of yours');
    }
    if (options.guardrail) {
      rejectResourceTags(call, options, 'it covers a model and a guardrail, which rarely carry the same tags');
    }
    return addScopedGrant({
      call,
      grantee,
      scope: options,
      statements: [
        { actions: INVOKE_MODEL, resources: [this.modelArn], conditions: guardrailCondition(call, options) },
        ...useOfGuardrail(call, grantee, options),
      ],
    });
  }
}

/** @param region empty for the model behind a global inference profile */
export function foundationModelArn(scope: Construct, modelId: string, region: string): string {
  return Stack.of(scope).formatArn({ service: 'bedrock', region, account: '', resource: 'foundation-model', resourceName: modelId });
}

/** Its forms: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (2026-11) */
export function guardrailCondition(call: string, { guardrail, guardrailVersion: version }: BedrockModelGrantOptions): Conditions | undefined {
  if (version !== undefined && (!guardrail || !(Token.isUnresolved(version) || /^(\d+|DRAFT)$/.test(version)))) {
    throw new Error(`${call}: \`guardrailVersion\` is '${version}'; expected the number of a version, such as '3', or 'DRAFT', together with \`guardrail\``);
  }
  const arn = guardrail?._arn;
  return arn === undefined ? undefined
    : version === undefined ? { ArnLike: { 'bedrock:GuardrailIdentifier': [arn, `${arn}:*`] } }
      : { ArnEquals: { 'bedrock:GuardrailIdentifier': version === 'DRAFT' ? arn : `${arn}:${version}` } };
}

export function useOfGuardrail(call: string, grantee: iam.IGrantable, { guardrail }: BedrockModelGrantOptions): ScopedStatement[] {
  return guardrail ? guardrail._statements(call, grantee, {}) : [];
}

function requireInvokable(arn: string): void {
  const fault = /:(application-)?inference-profile\//.test(arn) ? 'is an inference profile. Use ScopedInferenceProfileGrants, which grants the models behind it as well'
    : /:custom-model\//.test(arn) ? 'is a custom model, which is called by the ARN of its provisioned throughput or deployment. Pass that one'
      : /[*?]/.test(arn) ? 'holds a wildcard. Pass one model; several need a grant each' : undefined;
  if (fault) {
    throw new Error(`ScopedBedrockModelGrants.fromModel: '${arn}' ${fault}`);
  }
}
