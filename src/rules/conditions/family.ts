import { broadConditionValue } from './broad-condition-value';
import { brokenNullTest } from './broken-null-test';
import { callerControlledKey } from './caller-controlled-key';
import { cidrWithHostBits } from './cidr-with-host-bits';
import { conditionKeyOfFewServices } from './condition-key-of-few-services';
import { conditionKeyOfOtherActions } from './condition-key-of-other-actions';
import { conditionOnAnything } from './condition-on-anything';
import { denyWithoutServiceException } from './deny-without-service-exception';
import { duplicateConditionKey } from './duplicate-condition-key';
import { dynamodbAttributesWithoutSelect } from './dynamodb-attributes-without-select';
import { emptyCondition } from './empty-condition';
import { forAllValuesOnSingleValue } from './for-all-values-on-single-value';
import { forAllValuesWithoutNullTest } from './for-all-values-without-null-test';
import { ifExistsInAllow } from './if-exists-in-allow';
import { irrelevantConditionKey } from './irrelevant-condition-key';
import { keyWithoutServicePrincipal } from './key-without-service-principal';
import { likeOperatorWithoutWildcard } from './like-operator-without-wildcard';
import { listingPrefixExclusion } from './listing-prefix-exclusion';
import { malformedConditionKey } from './malformed-condition-key';
import { malformedConditionValue } from './malformed-condition-value';
import { mfaNotEnforced } from './mfa-not-enforced';
import { mismatchedConditionOperator } from './mismatched-condition-operator';
import { missingRequiredCondition } from './missing-required-condition';
import { multivaluedKeyWithoutQualifier } from './multivalued-key-without-qualifier';
import { oddDateValue } from './odd-date-value';
import { privateRangeBesidePublic } from './private-range-beside-public';
import { privateSourceIp } from './private-source-ip';
import { redundantNumericBound } from './redundant-numeric-bound';
import { stringOperatorOnTypedKey } from './string-operator-on-typed-key';
import { unknownConditionKey } from './unknown-condition-key';
import { unknownRegion } from './unknown-region';
import { unpairedConditionKey } from './unpaired-condition-key';
import { unsupportedTagCondition } from './unsupported-tag-condition';
import { wildcardAcrossArnFields } from './wildcard-across-arn-fields';
import { wildcardForNullTest } from './wildcard-for-null-test';
import { wildcardWithoutLikeOperator } from './wildcard-without-like-operator';
import { RuleFamily } from '../rule';

export const conditionsRules: RuleFamily = {
  name: 'conditions',
  title: 'conditions',
  rules: [
    broadConditionValue,
    brokenNullTest,
    callerControlledKey,
    cidrWithHostBits,
    conditionKeyOfFewServices,
    conditionKeyOfOtherActions,
    conditionOnAnything,
    denyWithoutServiceException,
    duplicateConditionKey,
    dynamodbAttributesWithoutSelect,
    emptyCondition,
    forAllValuesOnSingleValue,
    forAllValuesWithoutNullTest,
    ifExistsInAllow,
    irrelevantConditionKey,
    keyWithoutServicePrincipal,
    likeOperatorWithoutWildcard,
    listingPrefixExclusion,
    malformedConditionKey,
    malformedConditionValue,
    mfaNotEnforced,
    mismatchedConditionOperator,
    missingRequiredCondition,
    multivaluedKeyWithoutQualifier,
    oddDateValue,
    privateRangeBesidePublic,
    privateSourceIp,
    redundantNumericBound,
    stringOperatorOnTypedKey,
    unknownConditionKey,
    unknownRegion,
    unpairedConditionKey,
    unsupportedTagCondition,
    wildcardAcrossArnFields,
    wildcardForNullTest,
    wildcardWithoutLikeOperator,
  ],
  otherwise: {
    'C-02': '`malformed-policy` says that `NullIfExists` is not an operator, as it says of every unknown one',
    'C-51': 'no rule takes a condition for a limit as such: `picksResources` and `narrows` judge which keys and values really narrow, and the tests of `wildcard-resource` show it',
  },
};
