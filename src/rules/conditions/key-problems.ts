/**
 * What is wrong with the name of a condition key, for the conditions and the policy variables that use it.
 *
 * Errs towards silence: the claims of OpenID Connect issuers and what is known only at deployment are not judged, nor the keys of
 * AWS IoT, whose policies have a language of their own.
 */
import { KeyFacts, keyFacts, KeyTable } from './condition-key';
import { conditionKeysOf, findConditionKey, hasService, servicePrefixes } from '../../catalog/actions';
import { FURTHER_GLOBAL_KEYS, REPLACED_KEYS } from '../../catalog/global-condition-keys';
import { meantName } from '../actions/unknown-names';
import { listOf, shortened } from '../wording';

export interface KeyProblem {
  readonly kind: 'malformed' | 'unknown';
  /** A clause that follows the key: "does not exist". */
  readonly problem: string;
  readonly fix: string;
}

const FURTHER = new KeyTable(FURTHER_GLOBAL_KEYS);
const REPLACED = new KeyTable(REPLACED_KEYS);
/** No service: the host of an issuer, perhaps with a path. */
const ISSUER = /[./]/;
const NOT_IN_CATALOG = new Set(['iot', 'transfer']);

export function keyProblem(key: string): KeyProblem | undefined {
  const facts = keyFacts(key);
  if (facts.known || facts.isUndecided || FURTHER.has(facts.lower)) { return undefined; }
  if (facts.prefix === '' || facts.lower.endsWith(':') || /\s/.test(facts.prefix)) {
    return { kind: 'malformed', problem: 'is not of the form `service:name`', fix: 'write the key with its prefix, such as `aws:SourceAccount` or `s3:prefix`' };
  }
  const template = templateOf(key);
  if (template !== undefined) {
    return { kind: 'malformed', problem: `lacks its last part; expected \`${template}\``, fix: `write \`${template}\`, where \`name\` is the tag or context that is meant` };
  }
  return NOT_IN_CATALOG.has(facts.prefix) ? undefined : unknownKey(key, facts);
}

/** The form of a key that was written without its last part: `aws:ResourceTag` for `aws:ResourceTag/${TagKey}`. */
function templateOf(key: string): string | undefined {
  const stem = key.replace(/[/:]$/, '');
  if (stem.length > 100) { return undefined; }
  for (const separator of ['/', ':']) {
    const found = findConditionKey(`${stem}${separator}x`);
    if (found?.key.toLowerCase().startsWith(`${stem.toLowerCase()}${separator}`)) { return found.key.replace(/[$<].*$/, 'name'); }
  }
  return undefined;
}

function unknownKey(key: string, { lower, prefix }: KeyFacts): KeyProblem | undefined {
  const replaced = REPLACED.find(lower);
  if (replaced) { return { kind: 'unknown', problem: 'is no longer supported', fix: `write ${listOf(replaced.by, 4, 'or')}` }; }
  // The catalog lists only those claims of an issuer that AWS added to its own, not `aud` and `sub`.
  if (ISSUER.test(prefix)) { return undefined; }
  const siblings = conditionKeysOf(prefix).map(sibling => sibling.key);
  if (siblings.length === 0 && !hasService(prefix)) {
    const meant = meantName(prefix, ['aws', ...servicePrefixes()]);
    return {
      kind: 'unknown',
      problem: `names a service that does not exist: \`${shortened(prefix)}\``,
      fix: meant ? `write \`${meant}${shortened(key.slice(prefix.length))}\`` : 'write the prefix of a service, or `aws` for a global key',
    };
  }
  const meant = meantName(key, siblings);
  return {
    kind: 'unknown',
    problem: 'does not exist',
    fix: meant ? `write \`${meant}\`` : `look up the keys of \`${prefix}\` and write one of them`,
  };
}
