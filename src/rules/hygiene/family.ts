import { awsManagedAdminPolicy } from './aws-managed-admin-policy';
import { longLivedCredential } from './long-lived-credential';
import { RuleFamily } from '../rule';

export const hygieneRules: RuleFamily = {
  name: 'hygiene',
  title: 'identities',
  rules: [
    awsManagedAdminPolicy,
    longLivedCredential,
  ],
  otherwise: {},
};
