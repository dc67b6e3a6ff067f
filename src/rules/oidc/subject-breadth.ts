/**
 * How much of an issuer a subject lets in, for issuers other than GitHub. Knows the forms of the catalog; of a subject that is built
 * another way, it judges only that something is named before the first wildcard.
 */
import { OidcIssuer, OWN_SUBJECT_FORMS, SubjectForm, SubjectPart } from '../../catalog/oidc-issuers';
import { ANYTHING, toGlob } from '../../policy/glob';
import { SymbolicText } from '../../policy/symbolic-text';

/**
 * Why a subject is broad, to be read after "the subject"; `undefined` when it is not.
 *
 * @param given the claims that the other conditions of the statement give in full
 */
export function breadthOfSubject(
  issuer: OidcIssuer | undefined,
  text: SymbolicText,
  wildcards: boolean,
  given: ReadonlySet<string>,
): string | undefined {
  if (!wildcards) { return undefined; }
  const subject = toGlob(text);
  const first = subject.search(/[*?]/);
  if (first < 0) { return undefined; }
  if (/^[*?]+$/.test(subject)) { return withoutLimit(issuer); }
  if (issuer?.name === 'Amazon EKS') { return breadthOfServiceAccount(subject); }
  const form = issuer ? issuer.subject : OWN_SUBJECT_FORMS.find(each => subject.startsWith(beginning(each)));
  if (form && startsLike(form, subject.slice(0, first))) { return openPart(form, subject, given, issuer); }
  return /^(?:[\w-]+[:\/])?[*?]/.test(subject) ? 'names nobody before its first wildcard, so identities of any tenant of the issuer can match' : undefined;
}

function withoutLimit(issuer: OidcIssuer | undefined): string {
  return issuer?.tenancy === 'sub'
    ? `is no limit: every customer of ${issuer.name} matches, and IAM refuses such a trust policy`
    : 'is no limit: every identity of the issuer matches';
}

/** Whether the subject begins as the form does, as far as both go. */
function startsLike(form: SubjectForm, head: string): boolean {
  const known = beginning(form);
  const length = Math.min(known.length, head.length);
  return known.slice(0, length) === head.slice(0, length);
}

/** What stands before the first part to fill in. */
function beginning({ example }: SubjectForm): string {
  return /^[a-z_:/]*/.exec(example)![0];
}

function openPart(form: SubjectForm, subject: string, given: ReadonlySet<string>, issuer: OidcIssuer | undefined): string | undefined {
  const { tenant, unit, context } = form;
  const isOpen = (part: SubjectPart) => !part.given.test(subject) && !part.claims?.some(claim => given.has(claim));
  if (tenant && isOpen(tenant)) { return `leaves the ${tenant.name} open: any customer of ${issuer?.name} whose name fits matches`; }
  if (isOpen(unit)) { return `leaves the ${unit.name} open: whoever can make one more, or run any of them, matches`; }
  return context && isOpen(context) && !subject.includes(ANYTHING) ? `leaves the ${context.name} open: what nobody has reviewed matches as well` : undefined;
}

/** `system:serviceaccount:NAMESPACE:NAME` */
function breadthOfServiceAccount(subject: string): string | undefined {
  const [namespace = '', name = ''] = subject.split(':').slice(2);
  if (/[*?]/.test(namespace)) { return 'lets in service accounts of every namespace that fits'; }
  return /[*?]/.test(name) || !name && /[*?]/.test(subject) ? 'lets in every service account of the namespace that fits' : undefined;
}
