import { passRoleWithoutService } from './pass-role-without-service';
import { RuleFamily } from '../rule';

export const passRoleRules: RuleFamily = {
  name: 'pass-role',
  title: 'passing roles and creating service-linked ones',
  rules: [
    passRoleWithoutService,
  ],
  otherwise: {},
};
