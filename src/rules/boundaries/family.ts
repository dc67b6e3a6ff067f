import { boundaryLeavesWayOut } from './boundary-leaves-way-out';
import { boundaryWithoutLimit } from './boundary-without-limit';
import { missingPermissionsBoundary } from './missing-permissions-boundary';
import { removableBoundary } from './removable-boundary';
import { RuleFamily } from '../rule';

export const boundariesRules: RuleFamily = {
  name: 'boundaries',
  title: 'permissions boundaries',
  rules: [
    boundaryLeavesWayOut,
    boundaryWithoutLimit,
    missingPermissionsBoundary,
    removableBoundary,
  ],
  otherwise: {},
};
