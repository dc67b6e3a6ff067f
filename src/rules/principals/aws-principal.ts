/**
 * The forms that an `AWS` principal can have. Errs to silence: unknown parts count as what would be right in their place, a wildcard is
 * `partial-wildcard-principal`'s to judge, and a canonical user id is not judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html read 2026-11-22
 */
import { ANYTHING, hasWildcard, NAME, toGlob } from '../../policy/glob';
import { SymbolicText } from '../../policy/symbolic-text';

export interface PrincipalFault {
  /** To be read after the value. */
  readonly problem: string;
  readonly fix: string;
}

/** An account, the unique id of a role or user, a canonical user id. */
const ID = /^(?:\d{12}|A(?:IDA|ROA)\w{1,128}|[0-9a-f]{64})$/;
const SERVICE = /^[a-z0-9.-]{1,200}\.amazonaws\.com(?:\.cn)?$/;
const PARTITION = /^aws[a-z-]*$/;
const RESOURCES: { readonly [service: string]: RegExp } = {
  iam: /^(?:root|(?:role|user)\/[^\s:]+)$/,
  sts: /^(?:assumed-role|federated-user)\/[^\s:]+$/,
};

const FORMS = 'is neither an account nor the ARN of a role, a user or a session';
const WRITE_ARN = 'write the 12 digits of an account or the ARN of a role or user, such as `arn:aws:iam::111122223333:role/NAME`, without spaces';

/** What is certainly wrong with an `AWS` principal. */
export function faultOfAwsPrincipal(text: SymbolicText): PrincipalFault | undefined {
  const value = toGlob(text);
  if (value === '' || value.includes(ANYTHING) || value.includes('${') || hasWildcard(value)) { return undefined; }
  if (value.startsWith('arn:')) { return faultOfArn(value); }
  if (value.includes(NAME) || ID.test(value)) { return undefined; }
  return SERVICE.test(value)
    ? { problem: 'is a service, and no principal of type `AWS`', fix: `write \`{"Service": "${value}"}\`` }
    : { problem: FORMS, fix: WRITE_ARN };
}

function faultOfArn(arn: string): PrincipalFault | undefined {
  const [, partition, service = '', region, account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const [kind] = resource.split('/', 1);
  if (service === 'iam') {
    switch (kind) {
      case 'group': return { problem: 'is a group, which cannot be a principal', fix: 'name the users of the group, or a role that they take' };
      case 'instance-profile': return { problem: 'is an instance profile, which cannot be a principal', fix: 'name the role in it: `arn:aws:iam::111122223333:role/NAME`' };
      case 'oidc-provider':
      case 'saml-provider': return { problem: 'is an identity provider, and no principal of type `AWS`', fix: 'write it as `{"Federated": "…"}`, in the trust policy of a role' };
      case 'user': if (account === 'cloudfront') { return undefined; }
    }
  }
  const isRight = fits(partition, PARTITION) && fits(region, /^$/) && fits(account, /^\d{12}$/)
    && (service.includes(NAME) || Object.hasOwn(RESOURCES, service) && (kind.includes(NAME) || RESOURCES[service].test(resource)));
  return isRight ? undefined : { problem: FORMS, fix: WRITE_ARN };
}

function fits(field: string | undefined, form: RegExp): boolean {
  return field !== undefined && (field.includes(NAME) || form.test(field));
}
