import { billingOrAccountAction } from './billing-or-account-action';
import { credentialsOnAllResources } from './credentials-on-all-resources';
import { dataReadOnAllResources } from './data-read-on-all-resources';
import { destructiveAction } from './destructive-action';
import { excessiveKeyPower } from './excessive-key-power';
import { logTampering } from './log-tampering';
import { sensitiveAccessGranted } from './sensitive-access-granted';
import { unconditionedSharing } from './unconditioned-sharing';
import { wideAgentRole } from './wide-agent-role';
import { RuleFamily } from '../rule';

export const exposureRules: RuleFamily = {
  name: 'exposure',
  title: 'sensitive access',
  rules: [
    sensitiveAccessGranted,
    credentialsOnAllResources,
    dataReadOnAllResources,
    unconditionedSharing,
    logTampering,
    excessiveKeyPower,
    destructiveAction,
    billingOrAccountAction,
    wideAgentRole,
  ],
  otherwise: {
    'X-04': 'the comparison with a reference policy or the last release is that of `compare` and of the baseline, not of a rule',
  },
};
