import { passRoleWildcard } from './pass-role-wildcard';
import { passRoleWithoutService } from './pass-role-without-service';
import { roleEditingWithoutBoundary } from './role-editing-without-boundary';
import { serviceLinkedRoleWithoutService } from './service-linked-role-without-service';
import { RuleFamily } from '../rule';

export const passRoleRules: RuleFamily = {
  name: 'pass-role',
  title: 'passing roles and creating service-linked ones',
  rules: [
    passRoleWithoutService,
    passRoleWildcard,
    serviceLinkedRoleWithoutService,
    roleEditingWithoutBoundary,
  ],
  otherwise: {},
};
