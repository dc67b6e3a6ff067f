/**
 * Trust in SAML providers, and what it asks of who comes from there.
 */
import { mayAllow } from './assume-actions';
import { federationOf } from './federation';
import { everyValue } from './required-keys';
import { hasWildcard } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { Condition, PrincipalValue, Statement } from '../../policy/statement';

const NONE: readonly PrincipalValue[] = [];

/** The SAML providers whose users the statement lets take the role. */
export function samlProviders(statement: Statement): readonly PrincipalValue[] {
  const { principals } = statement;
  if (!principals || principals.negated) { return NONE; }
  const providers = principals.values.filter(value => value.type === 'Federated' && federationOf(value) === 'saml');
  return providers.length > 0 && mayAllow(statement, 'sts:AssumeRoleWithSAML') ? providers : NONE;
}

/** Whether a condition says for which service assertions must have been made. */
export function namesAudience(condition: Condition): boolean {
  return everyValue(condition, ({ text: { literal } }) => literal === undefined || !hasWildcard(literal) || namesHost(literal));
}

/** Whether a URL with wildcards leaves none in the domain of its host. AWS writes `https://*.signin.aws.amazon.com/saml` for all regions. */
function namesHost(url: string): boolean {
  const host = /^https?:\/\/([^/]*)/i.exec(url)?.[1] ?? '';
  const open = Math.max(host.lastIndexOf('*'), host.lastIndexOf('?'));
  return open < 0 ? host !== '' : host.slice(host.indexOf('.', open) + 1).includes('.') && host.includes('.', open);
}

export const CONSOLE_AUDIENCE: JsonObject = { 'SAML:aud': 'https://signin.aws.amazon.com/saml' };

/** A statement that lets in users of a SAML provider, for the examples of the rules. */
export function samlTrust(condition?: JsonObject): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/login' },
    Action: 'sts:AssumeRoleWithSAML',
    ...condition && { Condition: condition },
  };
}
