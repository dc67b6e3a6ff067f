import { foreignAction } from './foreign-action';
import { malformedAction } from './malformed-action';
import { redundantAction } from './redundant-action';
import { retiredAction } from './retired-action';
import { unknownAction } from './unknown-action';
import { unknownService } from './unknown-service';
import { wildcardInService } from './wildcard-in-service';
import { RuleFamily } from '../rule';

export const actionsRules: RuleFamily = {
  name: 'actions',
  title: 'actions',
  rules: [
    malformedAction,
    unknownAction,
    unknownService,
    foreignAction,
    wildcardInService,
    redundantAction,
    retiredAction,
  ],
  otherwise: {
    'A-10': 'no catalog of an earlier release is kept; `wildcard-action` and `wildcard-read-action` report every wildcard in an Allow with what it stands for today',
  },
};
