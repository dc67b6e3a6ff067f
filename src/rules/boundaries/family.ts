import { missingPermissionsBoundary } from './missing-permissions-boundary';
import { RuleFamily } from '../rule';

export const boundariesRules: RuleFamily = {
  name: 'boundaries',
  title: 'permissions boundaries',
  rules: [
    missingPermissionsBoundary,
  ],
  otherwise: {},
};
