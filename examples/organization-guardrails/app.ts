import { buildOrganizationGuardrails } from './organization-guardrails';

buildOrganizationGuardrails().synth();
