import { acknowledgementWithoutReason } from './acknowledgement-without-reason';
import { expiredAcknowledgement } from './expired-acknowledgement';
import { failedRule } from './failed-rule';
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
  ],
  otherwise: {},
};
