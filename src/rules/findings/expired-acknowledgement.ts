import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

/** Reported by the doors of the engine, which alone know what was accepted. */
export const expiredAcknowledgement: Rule = {
  id: 'expired-acknowledgement',
  severity: Severity.WARNING,
  checks: ['M-02'],
  summary: 'the day until which a finding was accepted is past',
  why: 'What was accepted for a while counts again; the acknowledgement no longer does anything.',
  accept: 'Never: give it another day, or remove it.',
  references: ['https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html'],
  examples: { flagged: [], allowed: [] },
};
