/**
 * Trusts in an OpenID Connect provider, for the examples of the rules.
 */
import { JsonObject } from '../../policy/json';

export const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;

/** A statement that lets in whoever brings a token of the provider that meets the condition. */
export function tokenTrust(condition: JsonObject, provider = GITHUB_PROVIDER): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
}
