/**
 * Which services the trust policy of a role lets in.
 */
import { globalServicePrincipal } from '../../catalog/trust-conditions';
import { PolicyDocument } from '../../policy/document';
import { Identity } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { serviceName } from '../confused-deputy/trusted-services';
import { mayAllow } from '../trust/assume-actions';

export interface TrustedServices {
  /** In their global form, and as written where they have none. */
  readonly names: ReadonlySet<string>;
  /** Whether that is all: no principal that is known only at deployment, no wildcard, no `NotPrincipal`, nothing that could not be read. */
  readonly areAll: boolean;
}

/** `undefined` for a role without a trust policy. */
export function servicesTrustedBy({ trust }: Identity): TrustedServices | undefined {
  return trust && servicesIn(trust.document);
}

/** Whether the role certainly lets the service not in. */
export function shutsOut(role: Identity, service: string): boolean {
  const trusted = servicesTrustedBy(role);
  return trusted !== undefined && trusted.areAll && !trusted.names.has(service);
}

const servicesIn = rememberFor(({ statements, problems, undecided }: PolicyDocument): TrustedServices => {
  const names = new Set<string>();
  let areAll = problems.length === 0 && undecided.length === 0;
  for (const statement of statements) {
    if (!mayAllow(statement, 'sts:AssumeRole')) { continue; }
    const { principals } = statement;
    if (!principals || principals.negated) {
      areAll = false;
      continue;
    }
    for (const { type, text } of principals.values) {
      if (type === '*' || text.literal === '*') { areAll = false; }
      if (type !== 'Service') { continue; }
      const name = serviceName(text);
      if (name === undefined || name === '') { areAll = false; } else { names.add(globalServicePrincipal(name) ?? name); }
    }
  }
  return { names, areAll };
});
