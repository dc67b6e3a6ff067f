/**
 * The principal of a role that is entered with an assertion or a token. Each action has a statement of its own, which asks exactly for what
 * AWS documents for that action: who the token is about is asked when the role is assumed, and the audience everywhere.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { sessionTagTerms } from './session-tags';
import { SourceIdentity } from './source-identity';
import { Conditions, mergeConditions } from '../../grants/writing/conditions';

export interface FederatedTrust {
  readonly provider: string;
  /** The action that assumes the role. */
  readonly action: string;
  /** For whom the token was made. */
  readonly audience: Conditions;
  /** About whom it is. */
  readonly subject?: Conditions;
  readonly sessionTagKeys?: string[];
  readonly sourceIdentity?: SourceIdentity;
}

export function federatedTrust({ provider, action, audience, subject, sessionTagKeys, sourceIdentity }: FederatedTrust): iam.IPrincipal {
  requireFederatedIdentity(sourceIdentity);
  const tags = sessionTagTerms(sessionTagKeys);
  const asked = [subject, tags.conditions, sourceIdentity?._conditions].reduce<Conditions | undefined>(mergeConditions, audience);
  return new iam.CompositePrincipal(
    new FederatedStatement('AssumeRole', provider, asked, action),
    ...tags.actions.map(tagging => new FederatedStatement('PassSessionTags', provider, mergeConditions(audience, tags.conditions), tagging)),
    ...sourceIdentity
      ? [new FederatedStatement('SetSourceIdentity', provider, mergeConditions(audience, sourceIdentity._conditions), 'sts:SetSourceIdentity')]
      : [],
  );
}

/** A principal that has a statement of its own, with its Sid. */
class FederatedStatement extends iam.FederatedPrincipal {
  public constructor(private readonly sid: string, provider: string, conditions: iam.Conditions | undefined, action: string) {
    super(provider, conditions, action);
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(new iam.PolicyStatement({ sid: this.sid, actions: [this.assumeRoleAction], principals: [this] }));
  }
}

/** Who comes from an identity provider is no IAM user. */
function requireFederatedIdentity(sourceIdentity: SourceIdentity | undefined): void {
  if (JSON.stringify(sourceIdentity?._conditions ?? {}).includes('${aws:username}')) {
    throw new Error(
      'sourceIdentity is SourceIdentity.userName(), which only IAM users meet, expected one that the identity provider sets: '
      + 'use SourceIdentity.any() or SourceIdentity.like(…)',
    );
  }
}
