import { actionResourceMismatch } from './action-resource-mismatch';
import { wildcardResource } from './wildcard-resource';
import { RuleFamily } from '../rule';

export const resourcesRules: RuleFamily = {
  name: 'resources',
  title: 'resources and ARNs',
  rules: [
    actionResourceMismatch,
    wildcardResource,
  ],
  otherwise: {},
};
