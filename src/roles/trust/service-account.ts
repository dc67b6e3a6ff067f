/**
 * One Kubernetes service account, named in full. A pattern in a trust policy would hand the role to pods that do not exist yet.
 */
import { Token } from 'aws-cdk-lib';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ (2026-11) */
export function requireServiceAccount(namespace: string, serviceAccount: string): void {
  requireName('namespace', namespace, LABEL, '1 to 63 small letters, digits and `-`');
  requireName('serviceAccount', serviceAccount, SUBDOMAIN, '1 to 253 small letters, digits, `-` and `.`');
}

function requireName(prop: string, name: string, form: RegExp, expected: string): void {
  if (Token.isUnresolved(name) || form.test(name)) { return; }
  const remedy = /[*?]/.test(name)
    ? 'name one, and make a role for each of the others'
    : 'write the name as it stands in the cluster, without a prefix';
  throw new Error(`${prop} is \`${name}\`, expected ${expected}: ${remedy}`);
}
