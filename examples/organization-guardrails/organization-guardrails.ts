/**
 * What caps every role of an organization, and the way out: policies of the organization in its management account; in the audit
 * account a trail that nobody else reaches, a network that leads to the organization only, and a role to break the glass.
 */
import { App, AppProps, Validations } from 'aws-cdk-lib';
import { LeastPrivilege } from 'cdk-least-privilege';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AuditStack } from './audit-stack';
import { EmergencyStack } from './emergency-stack';
import { AUDIT, MANAGEMENT } from './organization';
import { PoliciesStack } from './policies-stack';

export function buildOrganizationGuardrails(props?: AppProps): App {
  const app = new App(props);

  const { trail } = new AuditStack(app, 'Audit', { env: AUDIT });
  new EmergencyStack(app, 'Emergency', { env: AUDIT, trail });
  const policies = new PoliciesStack(app, 'Policies', { env: MANAGEMENT });
  policies.checkAgainst(app);

  LeastPrivilege.of(app).enforce({ packs: ['strict'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}
