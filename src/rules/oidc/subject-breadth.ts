/**
 * How much of an issuer a subject lets in, for issuers other than GitHub. Knows the form of EKS; of the rest, it judges only that the
 * subject names something before its first wildcard.
 */
import { toGlob } from '../../policy/glob';
import { SymbolicText } from '../../policy/symbolic-text';

const EKS_ISSUER = /^oidc\.eks(?:-fips)?\./;

/** Why a subject is broad, to be read after "the subject"; `undefined` when it is not. */
export function breadthOfSubject(issuer: string, text: SymbolicText, wildcards: boolean): string | undefined {
  if (!wildcards) { return undefined; }
  const subject = toGlob(text);
  if (/^[*?]+$/.test(subject)) { return 'is no limit: every identity of the issuer matches'; }
  if (EKS_ISSUER.test(issuer)) { return breadthOfServiceAccount(subject); }
  return /^(?:[\w-]+[:\/])?[*?]/.test(subject) ? 'names nobody before its first wildcard, so identities of any tenant of the issuer can match' : undefined;
}

/** `system:serviceaccount:NAMESPACE:NAME` */
function breadthOfServiceAccount(subject: string): string | undefined {
  const [namespace = '', name = ''] = subject.split(':').slice(2);
  if (/[*?]/.test(namespace)) { return 'lets in service accounts of every namespace that fits'; }
  return /[*?]/.test(name) || !name && /[*?]/.test(subject) ? 'lets in every service account of the namespace that fits' : undefined;
}
