import { ambiguousSid } from './ambiguous-sid';
import { duplicatePolicyName } from './duplicate-policy-name';
import { duplicateSid } from './duplicate-sid';
import { emptyElement } from './empty-element';
import { emptySid } from './empty-sid';
import { invalidSid } from './invalid-sid';
import { malformedPolicy } from './malformed-policy';
import { missingSid } from './missing-sid';
import { missingVersion } from './missing-version';
import { oldVersion } from './old-version';
import { redundantStatement } from './redundant-statement';
import { unsupportedCharacter } from './unsupported-character';
import { RuleFamily } from '../rule';

export const grammarRules: RuleFamily = {
  name: 'grammar',
  title: 'what a policy is',
  rules: [
    malformedPolicy,
    duplicatePolicyName,
    duplicateSid,
    emptyElement,
    invalidSid,
    unsupportedCharacter,
    ambiguousSid,
    emptySid,
    missingSid,
    missingVersion,
    oldVersion,
    redundantStatement,
  ],
  otherwise: {
    'G-21': 'the parser reads one statement as a list of one, so every rule judges it alike; a test runs all examples both ways',
  },
};
