import { missingConfusedDeputyCondition } from './missing-confused-deputy-condition';
import { missingSourceAccount } from './missing-source-account';
import { unsupportedConfusedDeputyCondition } from './unsupported-confused-deputy-condition';
import { RuleFamily } from '../rule';

export const confusedDeputyRules: RuleFamily = {
  name: 'confused-deputy',
  title: 'confused deputies',
  rules: [
    missingConfusedDeputyCondition,
    missingSourceAccount,
    unsupportedConfusedDeputyCondition,
  ],
  otherwise: {},
};
