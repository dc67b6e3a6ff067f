import { malformedPolicyVariable } from './malformed-policy-variable';
import { misplacedPolicyVariable } from './misplaced-policy-variable';
import { policyVariableWithoutVersion } from './policy-variable-without-version';
import { unknownPolicyVariable } from './unknown-policy-variable';
import { unresolvedTemplateVariable } from './unresolved-template-variable';
import { RuleFamily } from '../rule';

export const policyVariablesRules: RuleFamily = {
  name: 'policy-variables',
  title: 'policy variables',
  rules: [
    malformedPolicyVariable,
    misplacedPolicyVariable,
    policyVariableWithoutVersion,
    unknownPolicyVariable,
    unresolvedTemplateVariable,
  ],
  otherwise: {},
};
