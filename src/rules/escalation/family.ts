import { anyWorkloadTakeover } from './any-workload-takeover';
import { assumeAnyRole } from './assume-any-role';
import { bootstrapRoleAccess } from './bootstrap-role-access';
import { editableBoundary } from './editable-boundary';
import { federatedAdministrator } from './federated-administrator';
import { identityProviderEdit } from './identity-provider-edit';
import { passRoleEscalation } from './pass-role-escalation';
import { resourcePolicyEscalation } from './resource-policy-escalation';
import { roleChainToAdministrator } from './role-chain-to-administrator';
import { selfEscalation } from './self-escalation';
import { workloadTakeover } from './workload-takeover';
import { RuleFamily } from '../rule';

export const escalationRules: RuleFamily = {
  name: 'escalation',
  title: 'privilege escalation',
  rules: [
    selfEscalation,
    passRoleEscalation,
    assumeAnyRole,
    roleChainToAdministrator,
    workloadTakeover,
    anyWorkloadTakeover,
    bootstrapRoleAccess,
    federatedAdministrator,
    identityProviderEdit,
    editableBoundary,
    resourcePolicyEscalation,
  ],
  otherwise: {
    'E-04': '`wildcard-resource` reports actions that manage permissions on every resource of a type, `resource-policy-escalation` those that go beyond what is allowed',
  },
};
