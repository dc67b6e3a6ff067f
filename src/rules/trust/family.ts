import { missingExternalId } from './missing-external-id';
import { trustAccountRoot } from './trust-account-root';
import { trustAnyPrincipal } from './trust-any-principal';
import { weakExternalId } from './weak-external-id';
import { RuleFamily } from '../rule';

export const trustRules: RuleFamily = {
  name: 'trust',
  title: 'trust policies',
  rules: [
    missingExternalId,
    trustAccountRoot,
    trustAnyPrincipal,
    weakExternalId,
  ],
  otherwise: {},
};
