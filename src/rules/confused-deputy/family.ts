import { foreignSource } from './foreign-source';
import { missingConfusedDeputyCondition } from './missing-confused-deputy-condition';
import { missingSourceAccount } from './missing-source-account';
import { openSourceArn } from './open-source-arn';
import { serviceWithoutSource } from './service-without-source';
import { sourceArnWithoutAccount } from './source-arn-without-account';
import { unsupportedConfusedDeputyCondition } from './unsupported-confused-deputy-condition';
import { weakSourceCondition } from './weak-source-condition';
import { RuleFamily } from '../rule';

export const confusedDeputyRules: RuleFamily = {
  name: 'confused-deputy',
  title: 'confused deputies',
  rules: [
    foreignSource,
    missingConfusedDeputyCondition,
    missingSourceAccount,
    openSourceArn,
    serviceWithoutSource,
    sourceArnWithoutAccount,
    unsupportedConfusedDeputyCondition,
    weakSourceCondition,
  ],
  otherwise: {},
};
