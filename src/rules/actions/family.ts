import { unknownAction } from './unknown-action';
import { unknownService } from './unknown-service';
import { RuleFamily } from '../rule';

export const actionsRules: RuleFamily = {
  name: 'actions',
  title: 'actions',
  rules: [
    unknownAction,
    unknownService,
  ],
  otherwise: {},
};
