/**
 * Bedrock inference profiles: inference through the profile, and on the models behind it through this very profile only.
 *
 * - Geographic profiles route to the model in each of their regions:
 *   https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html (2026-11)
 * - Global ones to the model of the source region and to the model without a region:
 *   https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BedrockModelGrantOptions, foundationModelArn, guardrailCondition, IInvokableModel, INVOKE_MODEL, useOfGuardrail } from './bedrock-model-grants';
import { routedRegions } from './routed-regions';
import { mergeConditions } from './writing/conditions';
import { readProperty } from './writing/encryption-key';
import { Resource } from './writing/environment';
import { GrantScope, rejectResourceTags } from './writing/grant-scope';
import { requireArn } from './writing/imported-resource';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Where an inference profile routes to.
 */
export interface InferenceProfileRouting {
  /**
   * The regions that a geographic profile routes to, as `aws bedrock get-inference-profile` lists them; the region of the stack is
   * added. Needed for such a profile, and of no use for a global one. A call that is routed to a region that is missing here fails.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
   */
  readonly destinationRegions?: string[];
}

interface Profile {
  readonly arn: string;
  readonly modelArns: string[];
  readonly isGlobal: boolean;
  readonly resource?: Resource;
}

/**
 * Grants on an Amazon Bedrock inference profile and, bound to it, the foundation models that it routes to.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export class ScopedInferenceProfileGrants implements IInvokableModel {
  /**
   * Starts the grants of a profile that AWS defines, in account and region of the stack.
   *
   * @param scope a construct of the stack whose region is called
   * @param profileId such as `eu.anthropic.claude-sonnet-4-5-20250929-v1:0` or `global.amazon.nova-2-lite-v1:0`
   * @throws if it is no id of a profile, or if the regions are missing, unknown or of no use
   */
  public static fromSystemProfile(scope: Construct, profileId: string, routing: InferenceProfileRouting = {}): ScopedInferenceProfileGrants {
    const call = 'ScopedInferenceProfileGrants.fromSystemProfile';
    const { modelId, isGlobal } = readProfileId(call, profileId);
    const arn = Stack.of(scope).formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: profileId });
    return new ScopedInferenceProfileGrants({ arn, isGlobal, modelArns: modelArns(call, scope, modelId, isGlobal, routing) });
  }

  /**
   * Starts the grants of a profile of your own.
   *
   * @param profile an L1 application inference profile
   * @throws if the model or profile that it was copied from is not known, or if the regions are missing, unknown or of no use
   */
  public static fromApplicationInferenceProfile(
    profile: bedrock.IApplicationInferenceProfileRef, routing: InferenceProfileRouting = {},
  ): ScopedInferenceProfileGrants {
    const call = 'ScopedInferenceProfileGrants.fromApplicationInferenceProfile';
    const cfnProfile = bedrock.CfnApplicationInferenceProfile.isCfnApplicationInferenceProfile(profile) ? profile : undefined;
    const source = readProperty(cfnProfile?.modelSource, 'copyFrom');
    if (!cfnProfile || typeof source !== 'string') {
      throw new Error(`${call}: what '${profile.node.path}' was copied from is not known, and it decides which models are called. `
        + 'Use ScopedInferenceProfileGrants.fromApplicationInferenceProfileArn, and pass it');
    }
    return new ScopedInferenceProfileGrants({
      arn: cfnProfile.attrInferenceProfileArn, resource: profile, ...behind(call, profile, source, routing),
    });
  }

  /**
   * Starts the grants of a profile of your own that another stack makes, in the account of this one.
   *
   * @param scope a construct of the stack whose region is called
   * @param arn as `arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2c3d4e5f6`
   * @param copiedFrom the ARN of the foundation model or of the AWS-defined profile that it was copied from
   * @throws if one of them is no such ARN, or if the regions are missing, unknown or of no use
   */
  public static fromApplicationInferenceProfileArn(
    scope: Construct, arn: string, copiedFrom: string, routing: InferenceProfileRouting = {},
  ): ScopedInferenceProfileGrants {
    const call = 'ScopedInferenceProfileGrants.fromApplicationInferenceProfileArn';
    requireArn(call, arn, ':application-inference-profile/');
    return new ScopedInferenceProfileGrants({ arn, ...behind(call, scope, copiedFrom, routing) });
  }

  private constructor(private readonly profile: Profile) {}

  /**
   * Lets the grantee run inference through the profile: `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` on the
   * profile, and on the models behind it only in calls that come through it (`bedrock:InferenceProfileArn`). Converse and
   * ConverseStream ask for the same. With `guardrail` also `bedrock:ApplyGuardrail`.
   *
   * @throws if `regions` is given for a global profile, whose calls carry no region, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: BedrockModelGrantOptions = {}): iam.Grant {
    const call = 'ScopedInferenceProfileGrants.invoke';
    rejectResourceTags(call, options, 'the foundation models behind a profile carry no tags of yours');
    if (this.profile.isGlobal && options.regions !== undefined) {
      throw new Error(`${call}: \`regions\` cannot narrow a global profile: AWS routes its calls to any region and then names none (aws:RequestedRegion). `
        + "Use a geographic profile, whose id begins for example with 'eu.'");
    }
    const guardrail = guardrailCondition(call, options);
    return this.grant(call, grantee, options, [
      { actions: INVOKE_MODEL, resources: [this.profile.arn], conditions: guardrail },
      {
        actions: INVOKE_MODEL,
        resources: this.profile.modelArns,
        conditions: mergeConditions({ ArnEquals: { 'bedrock:InferenceProfileArn': this.profile.arn } }, guardrail),
      },
      ...useOfGuardrail(call, grantee, options),
    ]);
  }

  /**
   * Lets the grantee look up the models and regions of the profile (`bedrock:GetInferenceProfile`), as some clients and the
   * generation of knowledge bases do.
   *
   * @throws if the grant would be lost
   */
  public describe(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('ScopedInferenceProfileGrants.describe', grantee, options, [
      { actions: ['bedrock:GetInferenceProfile'], resources: [this.profile.arn] },
    ]);
  }

  private grant(call: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call,
      grantee,
      resource: this.profile.resource,
      scope,
      statements,
      otherAccountRemedy: 'Inference profiles have no resource-based policies. Let the caller use a profile of its own account, or assume a role of this one.',
    });
  }
}

/** The model's id is that of the profile without the geography. */
function readProfileId(call: string, profileId: string): { modelId: string; isGlobal: boolean } {
  const [, geography, modelId] = /^([a-z-]+)\.([\w-]+\.[\w.:-]+)$/.exec(profileId) ?? [];
  if (modelId === undefined) {
    throw new Error(`${call}: got '${profileId}'; expected the id of a profile, which is a geography and the id of a model, such as `
      + "'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'. A model without a geography is granted by ScopedBedrockModelGrants");
  }
  return { modelId, isGlobal: geography === 'global' };
}

/** An ARN may hold tokens, but its last part has to be known. */
function behind(call: string, scope: Construct, source: string, routing: InferenceProfileRouting): Pick<Profile, 'isGlobal' | 'modelArns'> {
  if (/:foundation-model\/[\w.:-]+$/.test(source)) {
    if (routing.destinationRegions) {
      throw new Error(`${call}: \`destinationRegions\` is of no use: the profile was copied from a model, '${source}', and calls that one only`);
    }
    return { isGlobal: false, modelArns: [source] };
  }
  const [, profileId] = /:inference-profile\/([\w.:-]+)$/.exec(source) ?? [];
  if (profileId === undefined) {
    throw new Error(`${call}: the profile was copied from '${source}'; expected the ARN of a foundation model or of an AWS-defined profile, with its id written out`);
  }
  const { modelId, isGlobal } = readProfileId(call, profileId);
  return { isGlobal, modelArns: modelArns(call, scope, modelId, isGlobal, routing) };
}

function modelArns(call: string, scope: Construct, modelId: string, isGlobal: boolean, { destinationRegions }: InferenceProfileRouting): string[] {
  if (isGlobal && destinationRegions !== undefined) {
    throw new Error(`${call}: \`destinationRegions\` is ${JSON.stringify(destinationRegions)}, but a global profile routes to any region. Leave it out`);
  }
  const { region } = Stack.of(scope);
  const regions = isGlobal ? [region, ''] : routedRegions(call, destinationRegions, region,
    'They are listed by aws bedrock get-inference-profile and at https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html');
  return regions.map((destination) => foundationModelArn(scope, modelId, destination));
}
