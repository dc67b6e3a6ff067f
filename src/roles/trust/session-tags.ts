/**
 * Session tags that callers have to pass when they assume a role, as terms of its trust policy. Tags that are not asked for cannot be passed.
 */
import { requireLiterals } from '../../cdk/known-now';
import { requireTagKeys, requireUnlikeKeys } from '../../cdk/tag-forms';
import { Conditions } from '../../grants/writing/conditions';

export interface SessionTagTerms {
  readonly actions: string[];
  readonly conditions: Conditions;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html read 2026-11-22 */
export function sessionTagTerms(keys: string[] | undefined): SessionTagTerms {
  if (keys === undefined) { return { actions: [], conditions: {} }; }
  requireLiterals('sessionTagKeys', keys, 'the names of condition keys are made of it');
  if (keys.length === 0) {
    throw new Error('sessionTagKeys is empty, expected the keys of the tags that callers have to pass, such as `tenant`: leave it out where there are none');
  }
  requireTagKeys('sessionTagKeys', keys);
  requireUnlikeKeys('sessionTagKeys', keys);
  return {
    actions: ['sts:TagSession'],
    conditions: {
      'Null': Object.fromEntries(keys.map(key => [`aws:RequestTag/${key}`, 'false'])),
      'ForAllValues:StringEquals': { 'aws:TagKeys': keys },
    },
  };
}
