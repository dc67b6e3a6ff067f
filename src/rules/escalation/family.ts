import { RuleFamily } from '../rule';

export const escalationRules: RuleFamily = {
  name: 'escalation',
  title: 'privilege escalation',
  rules: [],
  otherwise: {},
};
