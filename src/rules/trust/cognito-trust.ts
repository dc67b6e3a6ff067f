/**
 * Trust in the identity pools of Amazon Cognito, of which everyone can make one.
 */
import { mayAllow } from './assume-actions';
import { JsonObject } from '../../policy/json';
import { Condition, Statement } from '../../policy/statement';

/** As a domain and as the beginning of its condition keys; GovCloud and China have their own. */
const COGNITO = /^cognito-identity(?:-us-gov)?(?:\.[a-z0-9-]{1,40})?\.amazonaws\.com(?:\.cn)?$/i;

export function isCognitoDomain(domain: string): boolean {
  return domain.startsWith('cognito-identity') && COGNITO.test(domain);
}

export function trustsCognito(statement: Statement): boolean {
  const { principals } = statement;
  return principals !== undefined && !principals.negated
    && principals.values.some(({ type, text: { literal } }) => type === 'Federated' && literal !== undefined && isCognitoDomain(literal))
    && mayAllow(statement, 'sts:AssumeRoleWithWebIdentity');
}

/** The conditions on a claim of Cognito's tokens. */
export function cognitoClaims({ conditions }: Statement, claim: string): readonly Condition[] {
  return conditions.filter(({ key }) => {
    const colon = key.lastIndexOf(':');
    return key.slice(colon + 1).toLowerCase() === claim && isCognitoDomain(key.slice(0, colon).toLowerCase());
  });
}

export const POOL: JsonObject = { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:6f1d2c84-a97b-e035-8f00-000000000000' };
export const SIGNED_IN: JsonObject = { 'cognito-identity.amazonaws.com:amr': 'authenticated' };

/** A statement that lets in users of an identity pool, for the examples of the rules. */
export function poolTrust(condition?: JsonObject): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...condition && { Condition: condition },
  };
}
