import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

/** Reported by the doors of the engine, which alone know what was accepted. */
export const acknowledgementWithoutReason: Rule = {
  id: 'acknowledgement-without-reason',
  severity: Severity.WARNING,
  checks: [],
  summary: 'a finding is accepted without a reason',
  why: 'Nobody can tell later whether it is still right, and the next person copies it.',
  accept: 'When the reason stands where your auditors look for it instead.',
  references: ['https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html'],
  examples: { flagged: [], allowed: [] },
};
