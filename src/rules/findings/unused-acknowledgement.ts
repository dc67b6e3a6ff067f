import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

/** Reported by the doors of the engine, which alone know what was accepted. */
export const unusedAcknowledgement: Rule = {
  id: 'unused-acknowledgement',
  severity: Severity.WARNING,
  checks: ['M-04'],
  summary: 'a finding is accepted that is not there, or of a rule that does not exist',
  why: 'It accepts the next finding of that kind unseen, long after the one that it was written for is gone. With a misspelt id it accepts nothing, and never will.',
  accept: 'When the finding comes and goes with the stage or the configuration of the app.',
  references: ['https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html'],
  examples: { flagged: [], allowed: [] },
};
