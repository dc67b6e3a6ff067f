import { cancelledAllow } from './cancelled-allow';
import { denyWithoutAllow } from './deny-without-allow';
import { deployRoleTooWide } from './deploy-role-too-wide';
import { eventSourceWithoutGrant } from './event-source-without-grant';
import { grantCutByBoundary } from './grant-cut-by-boundary';
import { grantCutByServiceControlPolicy } from './grant-cut-by-service-control-policy';
import { grantWithoutConsumer } from './grant-without-consumer';
import { helperRoleWithoutBoundary } from './helper-role-without-boundary';
import { passedRoleDoesNotTrustService } from './passed-role-does-not-trust-service';
import { referenceWithoutGrant } from './reference-without-grant';
import { repeatedGrant } from './repeated-grant';
import { repeatedPolicy } from './repeated-policy';
import { resourceGrantWithoutEffect } from './resource-grant-without-effect';
import { roleChain } from './role-chain';
import { roleDoesNotTrustItsService } from './role-does-not-trust-its-service';
import { roleTrustCycle } from './role-trust-cycle';
import { sharedRole } from './shared-role';
import { trustedServiceWithoutUse } from './trusted-service-without-use';
import { unusedRole } from './unused-role';
import { RuleFamily } from '../rule';

export const appRules: RuleFamily = {
  name: 'app',
  title: 'the app as a whole',
  rules: [
    roleDoesNotTrustItsService,
    trustedServiceWithoutUse,
    passedRoleDoesNotTrustService,
    roleTrustCycle,
    roleChain,
    sharedRole,
    unusedRole,
    grantCutByBoundary,
    grantCutByServiceControlPolicy,
    helperRoleWithoutBoundary,
    cancelledAllow,
    denyWithoutAllow,
    repeatedGrant,
    repeatedPolicy,
    resourceGrantWithoutEffect,
    eventSourceWithoutGrant,
    referenceWithoutGrant,
    grantWithoutConsumer,
    deployRoleTooWide,
  ],
  otherwise: {
    'Z-01': 'the rules of the families `app`, `escalation` and `quotas` judge all policies of an identity and its boundary together, and those SCPs of the app '
      + 'that certainly apply; others are given to `ServiceControlPolicy.checkAgainst`, to `Access` of the assertions and to the command line',
    'Z-02': 'the template reader resolves values across all stacks of the app before any rule sees them (test/template/template-reader.test.ts)',
    'Z-03': 'each branch of `Fn::If` is a statement or value of its own with the condition that it stands under (test/policy/parse.test.ts)',
    'Z-04': 'the plugin and the Aspect name the construct (test/validation/policy-validation-plugin.test.ts), for which the report of the CDK shows the trace; '
      + 'which grant call wrote a statement is recorded nowhere',
    'Z-08': 'helper roles are known by what they are behind (src/rules/app/helper-roles.ts): rules on sharing and use leave them out, all others judge them alike',
  },
};
