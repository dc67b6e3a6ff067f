import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

/** Reported by the engine, for a rule that threw; of its severity if that weighs more. */
export const failedRule: Rule = {
  id: 'failed-rule',
  severity: Severity.WARNING,
  checks: [],
  summary: 'a rule failed with an internal error, so that it could not judge here',
  why: 'What the rule would have found stays unseen, so that this weighs as much as the rule itself where that is an error. The other rules have judged.',
  accept: 'When you have judged by hand what the rule is about, and reported the error.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
  examples: { flagged: [], allowed: [] },
};
