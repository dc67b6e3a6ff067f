/**
 * Whether a statement for a service holds it to somebody's resources. Of several values the loosest decides, of several conditions the
 * narrowest. A value that is known only at deployment counts as narrow: `undecidable-value` reports it.
 */
import { parseArn } from '../../policy/arn';
import { hasWildcard, toGlob } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { Condition, conditionsOn, requiresKey, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { fixes, narrows } from '../trust/required-keys';

/**
 * - `bound`: to an account, an organization or one resource of the app
 * - `no-account`: to a resource whose ARN does not say whose it is, such as a bucket by name
 * - `open`: a source ARN is asked for, of any account
 * - `unbound`: nothing is asked for
 */
export type SourceBinding = 'bound' | 'no-account' | 'open' | 'unbound';

/** From narrow to loose. */
const ORDER: readonly SourceBinding[] = ['bound', 'no-account', 'open', 'unbound'];

const ACCOUNT_KEYS: readonly { readonly key: string; readonly part?: (text: SymbolicText) => SymbolicText | undefined }[] = [
  { key: 'aws:SourceAccount' },
  { key: 'aws:SourceOwner' },
  { key: 'aws:SourceOrgID' },
  { key: 'aws:SourceOrgPaths', part: text => text.split('/')?.[0] },
  { key: 'kms:CallerAccount' },
];
/** Set by the service to what it encrypts, which names the resource or the account. */
const ENCRYPTION_CONTEXT = 'kms:encryptioncontext:';

export const sourceBinding = rememberFor((statement: Statement): SourceBinding => {
  const { conditions } = statement;
  if (conditions.length === 0) { return 'unbound'; }
  if (ACCOUNT_KEYS.some(({ key, part }) => conditionsOn(statement, key).some(condition => fixes(condition, part)))) { return 'bound'; }
  if (conditions.some(condition => condition.key.toLowerCase().startsWith(ENCRYPTION_CONTEXT) && narrows(condition))) { return 'bound'; }
  return conditionsOn(statement, 'aws:SourceArn').map(bindingOf).reduce(narrower, 'unbound');
});

/** The values of `aws:SourceArn` that leave open whose resource it is. */
export function looseSourceArns(statement: Statement): readonly SymbolicText[] {
  return conditionsOn(statement, 'aws:SourceArn').flatMap(condition => condition.values.map(({ text }) => text).filter(text => bindingOfArn(text) !== 'bound'));
}

function bindingOf(condition: Condition): SourceBinding {
  if (!requiresKey(condition) || condition.operator.name === 'Null') { return 'unbound'; }
  return condition.values.map(({ text }) => bindingOfArn(text)).reduce(looser, 'bound');
}

function bindingOfArn(text: SymbolicText): SourceBinding {
  const arn = parseArn(text);
  if (!arn) { return text.literal === undefined ? 'bound' : 'open'; }
  const { service, account, resource } = arn;
  // AWS makes up the id of a hosted zone, so nobody else can have one of that ARN.
  if (service.literal === 'route53') { return hasWildcard(toGlob(resource)) ? 'open' : 'bound'; }
  const hasNoAccount = account.literal === '' || service.literal === 's3' && /^\**$/.test(account.literal ?? 'unknown');
  if (!hasNoAccount) { return hasWildcard(toGlob(account)) ? 'open' : 'bound'; }
  if (/^[^/]*[*?]/.test(toGlob(resource)) && resource.unknowns.length === 0) { return 'open'; }
  return resource.unknowns.some(unknown => unknown.resource !== undefined) ? 'bound' : 'no-account';
}

function narrower(one: SourceBinding, other: SourceBinding): SourceBinding {
  return ORDER.indexOf(one) < ORDER.indexOf(other) ? one : other;
}

function looser(one: SourceBinding, other: SourceBinding): SourceBinding {
  return ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other;
}
