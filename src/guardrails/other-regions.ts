/**
 * The statements that keep requests in approved regions, for boundaries and service control policies alike.
 *
 * Services with one endpoint for the world are not held to the regions. Bedrock's cross-region inference calls models in regions that it
 * chooses; it stays usable through the inference profiles that are named, and through no others.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GLOBAL_SERVICES } from './global-services';
import { requireActions, requireRegions } from './known-names';

/** What Bedrock's cross-region inference calls in the regions that it chooses. */
const INFERENCE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const INFERENCE_PROFILE = /^arn:[^:]+:bedrock:[^:]*:[^:]*:(application-)?inference-profile\/.+$/;

/** What stays usable, and where. */
export interface ApprovedRegions {
  readonly regions: string[];
  readonly exemptActions?: readonly string[];
  /** ARNs, in which `*` and `?` are wildcards. */
  readonly inferenceProfiles?: readonly string[];
}

/** @param prop what the caller calls the regions, for the error message */
export function denyOtherRegions(approved: ApprovedRegions, prop: string = 'regions'): iam.PolicyStatement[] {
  const { regions, exemptActions = [], inferenceProfiles } = approved;
  requireRegions(prop, regions);
  requireActions('exemptActions', exemptActions);
  requireInferenceProfiles(inferenceProfiles);
  if (!Token.isUnresolved(regions) && regions.length === 0) {
    throw new Error(`${prop} is an empty list, which would leave no region to use: name at least one`);
  }
  const elsewhere = { 'aws:RequestedRegion': regions };
  const statements = [new iam.PolicyStatement({
    sid: 'DenyOtherRegions',
    effect: iam.Effect.DENY,
    notActions: [...GLOBAL_SERVICES.map(({ action }) => action), ...exemptActions, ...(inferenceProfiles ? INFERENCE : [])],
    resources: ['*'],
    conditions: { StringNotEquals: elsewhere },
  })];
  if (inferenceProfiles) {
    statements.push(new iam.PolicyStatement({
      sid: 'DenyInferenceInOtherRegions',
      effect: iam.Effect.DENY,
      actions: INFERENCE,
      resources: ['*'],
      conditions: { StringNotEquals: elsewhere, ArnNotLike: { 'bedrock:InferenceProfileArn': inferenceProfiles } },
    }));
  }
  return statements;
}

function requireInferenceProfiles(profiles: readonly string[] | undefined): void {
  if (profiles === undefined || Token.isUnresolved(profiles)) { return; }
  if (profiles.length === 0) {
    throw new Error('inferenceProfiles is an empty list: name at least one, or leave it out if models answer in the regions only');
  }
  const wrong = profiles.find(profile => !Token.isUnresolved(profile) && !INFERENCE_PROFILE.test(profile));
  if (wrong !== undefined) {
    throw new Error(`inferenceProfiles has \`${wrong}\`, expected the ARN of an inference profile, such as \`arn:aws:bedrock:*:*:inference-profile/eu.*\``);
  }
}
