/**
 * Whom the trust policy of a role lets assume it, as far as paths ask for it. Conditions are not looked at: errs towards trust.
 */
import { findOidcIssuer } from '../../catalog/oidc-issuers';
import { globalServicePrincipal } from '../../catalog/trust-conditions';
import { PolicyDocument } from '../../policy/document';
import { Identity } from '../../policy/policy-site';
import { conditionsOn, PrincipalValue, requiresKey } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { serviceName } from '../confused-deputy/trusted-services';
import { isGitHub, oidcTrusts } from '../oidc/oidc-trust';

/** Whether one of the service principals may assume the role. An identity pool is trusted as a federated principal. */
export function trusts(role: Identity, names: readonly string[]): boolean {
  return principalsOf(role).some(({ type, text }) => (type === 'Service' || type === 'Federated') && names.includes(serviceIn(text)));
}

/** Whether nobody but the services may assume the role. */
export function trustsOnly(role: Identity, ...services: string[]): boolean {
  const principals = principalsOf(role);
  return principals.length > 0 && principals.every(({ type, text }) => type === 'Service' && services.includes(serviceIn(text)));
}

const PIPELINE_SERVICES = ['codebuild.amazonaws.com', 'codepipeline.amazonaws.com'];

/** Whether nobody may assume the role but AWS's services for pipelines and the issuers of the others, such as GitHub. */
export function isOfPipeline({ trust }: Identity): boolean {
  const statements = trust?.document.statements.filter(({ effect }) => effect === 'Allow') ?? [];
  return statements.length > 0 && statements.every(statement => {
    const issuers = oidcTrusts(statement).map(({ issuer = '' }) => issuer);
    const others = statement.principals?.values.filter(({ type }) => type !== 'Federated') ?? [];
    return issuers.length + others.length === statement.principals?.values.length
      && issuers.every(issuer => isGitHub(issuer) || findOidcIssuer(issuer)?.isShared)
      && others.every(({ type, text }) => type === 'Service' && PIPELINE_SERVICES.includes(serviceIn(text)));
  });
}

/** The ARNs that a trust policy names, as principals or in `aws:PrincipalArn`. */
export function trustedPrincipals({ statements }: PolicyDocument): readonly string[] {
  return statements.filter(({ effect }) => effect === 'Allow').flatMap(statement => {
    const { principals, conditions } = statement;
    if (!principals || principals.negated) { return []; }
    const callers = conditions.length === 0 ? [] : conditionsOn(statement, 'aws:PrincipalArn').filter(requiresKey).flatMap(({ values }) => values);
    return [...principals.values.filter(({ type }) => type === 'AWS'), ...callers].flatMap(({ text }) => text.literal ?? []);
  });
}

/** In its global form, which is the same wherever a template is deployed. */
function serviceIn(text: SymbolicText): string {
  const name = serviceName(text) ?? '';
  return globalServicePrincipal(name) ?? name;
}

function principalsOf({ trust }: Identity): readonly PrincipalValue[] {
  const statements = trust?.document.statements.filter(({ effect }) => effect === 'Allow') ?? [];
  return statements.flatMap(({ principals }) => principals?.values ?? []);
}
