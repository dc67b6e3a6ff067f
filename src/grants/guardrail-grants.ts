/**
 * Bedrock guardrails: having content checked by one, with the profile that routes it to other regions and with its key. Never reading
 * or changing it.
 *
 * - Guardrail profile: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrail-profiles-permissions.html (2026-11)
 * - Key: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-kms.html (2026-11); that it is used through
 *   `bedrock` is told by the AWS-managed policy SageMakerStudioBedrockFlowServiceRolePolicy
 */
import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { routedRegions } from './routed-regions';
import { keyUse, readProperty } from './writing/encryption-key';
import { environmentOf, Resource } from './writing/environment';
import { EncryptedGrantScope, rejectResourceTags } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Where a guardrail is evaluated besides its own region.
 */
export interface GuardrailRouting {
  /**
   * The id of the guardrail profile that routes the guardrail to other regions, such as `eu.guardrail.v1:0`.
   *
   * @default - the one that the construct names, if any; none for an imported guardrail
   */
  readonly guardrailProfile?: string;

  /**
   * The regions of the guardrail profile. Needed if there is one; the region of the guardrail is added.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-cross-region-support.html
   */
  readonly destinationRegions?: string[];
}

/**
 * Grants on an Amazon Bedrock guardrail.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html
 */
export class ScopedGuardrailGrants {
  /**
   * Starts the grants of a guardrail.
   *
   * @param guardrail an L1 guardrail
   * @throws if it has a guardrail profile, and the profile or its regions are not known
   */
  public static fromGuardrail(guardrail: bedrock.IGuardrailRef, routing: GuardrailRouting = {}): ScopedGuardrailGrants {
    return new ScopedGuardrailGrants('fromGuardrail', guardrail, guardrail.guardrailRef.guardrailArn, routing);
  }

  /**
   * Starts the grants of a guardrail that another stack or account owns.
   *
   * @param arn its ARN without a version, as `arn:aws:bedrock:eu-central-1:111122223333:guardrail/a1b2c3d4e5f6`
   * @throws if that is no ARN of one guardrail, or if it has a guardrail profile whose regions are not given
   */
  public static fromGuardrailArn(scope: Construct, id: string, arn: string, routing: GuardrailRouting = {}): ScopedGuardrailGrants {
    const guardrail = new ImportedResource(scope, id, arn, 'ScopedGuardrailGrants.fromGuardrailArn', ':guardrail/');
    return new ScopedGuardrailGrants('fromGuardrailArn', guardrail, arn, routing);
  }

  /** @internal */
  public readonly _arn: string;

  private readonly profileArns: string[];

  private constructor(method: string, private readonly guardrail: Resource, arn: string, routing: GuardrailRouting) {
    this._arn = arn;
    this.profileArns = this.findProfileArns(`ScopedGuardrailGrants.${method}`, routing);
  }

  /**
   * Lets the grantee have content checked (`bedrock:ApplyGuardrail`), in calls of ApplyGuardrail and in calls of a model that name the
   * guardrail. It adds the guardrail profile where there is one, and `kms:Decrypt` on the guardrail's key.
   *
   * The grantee may still call models without it: to have a model called only with it, pass these grants to the grant of the model.
   *
   * @throws if the guardrail's key cannot be named, or if the grant would be lost
   */
  public apply(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    const call = 'ScopedGuardrailGrants.apply';
    if (this.profileArns.length > 0) {
      rejectResourceTags(call, options, 'guardrail profiles carry no tags of yours');
    }
    return addScopedGrant({ call, grantee, resource: this.guardrail, scope: options, statements: this._statements(call, grantee, options) });
  }

  /** @internal */
  public _statements(call: string, grantee: iam.IGrantable, options: EncryptedGrantScope): ScopedStatement[] {
    return [
      {
        actions: ['bedrock:ApplyGuardrail'],
        resources: [this._arn],
        resourcePolicy: { name: 'guardrail resource policy', of: this.guardrail },
      },
      ...(this.profileArns.length > 0 ? [{ actions: ['bedrock:ApplyGuardrail'], resources: this.profileArns }] : []),
      ...keyUse({
        call,
        grantee,
        resource: this.guardrail,
        options,
        keyId: this.cfnGuardrail?.kmsKeyArn,
        service: 'bedrock',
        actions: ['kms:Decrypt'],
      }),
    ];
  }

  private get cfnGuardrail(): bedrock.CfnGuardrail | undefined {
    return bedrock.CfnGuardrail.isCfnGuardrail(this.guardrail) ? this.guardrail : undefined;
  }

  private findProfileArns(call: string, { guardrailProfile, destinationRegions }: GuardrailRouting): string[] {
    const profile = guardrailProfile ?? profileOf(call, this.cfnGuardrail);
    if (profile === undefined) { return []; }
    requireNames(call, 'guardrailProfile', [profile], 'eu.guardrail.v1:0');
    const { account, region: source } = environmentOf(this.guardrail);
    const regions = routedRegions(call, destinationRegions, source, 'See https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-cross-region-support.html');
    return regions.map((region) =>
      Stack.of(this.guardrail).formatArn({ service: 'bedrock', account, region, resource: 'guardrail-profile', resourceName: profile }));
  }
}

/** CloudFormation takes an ARN here, whose last part is the id. */
function profileOf(call: string, guardrail: bedrock.CfnGuardrail | undefined): string | undefined {
  const arn = readProperty(guardrail?.crossRegionConfig, 'guardrailProfileArn');
  if (arn === undefined) { return undefined; }
  const [, id] = /guardrail-profile\/([\w.:-]+)$/.exec(`${arn}`) ?? [];
  if (id === undefined) {
    throw new Error(`${call}: the guardrail profile of '${guardrail!.node.path}' is a value that is known only at deployment. `
      + "Pass its id as `guardrailProfile`, such as 'eu.guardrail.v1:0'");
  }
  return id;
}
