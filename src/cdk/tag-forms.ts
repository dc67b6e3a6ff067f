/**
 * Refuses tags that IAM, STS and IAM Identity Center would refuse. Unresolved keys and values are passed on unjudged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules read 2026-11-22
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html read 2026-11-22
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html read 2026-11-22
 */
import { literalsIn } from './known-now';

const KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu;
const VALUE = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/iu;
const ALPHABET = 'letters, digits, spaces and `_.:/=+@-`, not beginning with `aws:`';

/** `prop` is how the user calls it. */
export function requireTagKeys(prop: string, keys: string[]): void {
  const wrong = literalsIn(keys).find(key => !KEY.test(key));
  if (wrong !== undefined) {
    throw new Error(`${prop} holds \`${wrong}\`, expected keys of tags: 1 to 128 ${ALPHABET}`);
  }
}

export function requireTags(prop: string, tags: { [key: string]: string }): void {
  requireTagKeys(prop, Object.keys(tags));
  for (const [key, value] of Object.entries(tags)) {
    if (literalsIn([value]).some(text => !VALUE.test(text))) {
      throw new Error(`${prop} holds \`${value}\` for \`${key}\`, expected values of tags: up to 256 ${ALPHABET}`);
    }
  }
}

/** Of IAM's roles, users and sessions the keys are the same whatever their case. */
export function requireUnlikeKeys(prop: string, keys: string[]): void {
  const seen = new Map<string, string>();
  for (const key of literalsIn(keys)) {
    const twin = seen.get(key.toLowerCase());
    if (twin !== undefined) {
      throw new Error(`${prop} holds \`${twin}\` and \`${key}\`, which are one key to IAM, expected each key once: leave one of them out`);
    }
    seen.set(key.toLowerCase(), key);
  }
}
