import { acknowledgementWithoutReason } from './acknowledgement-without-reason';
import { expiredAcknowledgement } from './expired-acknowledgement';
import { failedRule } from './failed-rule';
import { policyWrittenBySam } from './policy-written-by-sam';
import { staleBaselineEntry } from './stale-baseline-entry';
import { undecidableValue } from './undecidable-value';
import { unusedAcknowledgement } from './unused-acknowledgement';
import { RuleFamily } from '../rule';

export const findingsRules: RuleFamily = {
  name: 'findings',
  title: 'what cannot be judged',
  rules: [
    unusedAcknowledgement,
    staleBaselineEntry,
    expiredAcknowledgement,
    acknowledgementWithoutReason,
    failedRule,
    undecidableValue,
    policyWrittenBySam,
  ],
  otherwise: {
    'M-03': 'acknowledging the plain id of a rule accepts all its findings there, as a precise id accepts one; `unused-acknowledgement` tells when it accepts none',
    'M-05': 'an acknowledgement holds for its construct and what is below it, and the engine reads it itself where the CDK would spread it',
    'M-06': 'one cause in one resource is one finding: the engine joins what statements, branches and strings show of it',
    'M-07': 'the doors name the packages and dates of the catalog; `unknown-action` and `unknown-service` are warnings, and `additionalActions` names what is newer',
    'M-08': 'a finding says what to write instead, and carries the whole statement where that can be worked out',
  },
};
