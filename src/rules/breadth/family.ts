import { adminStatement } from './admin-statement';
import { notActionInAllow } from './not-action-in-allow';
import { notResourceInAllow } from './not-resource-in-allow';
import { wildcardAction } from './wildcard-action';
import { wildcardReadAction } from './wildcard-read-action';
import { RuleFamily } from '../rule';

export const breadthRules: RuleFamily = {
  name: 'breadth',
  title: 'breadth',
  rules: [
    adminStatement,
    notActionInAllow,
    notResourceInAllow,
    wildcardAction,
    wildcardReadAction,
  ],
  otherwise: {},
};
