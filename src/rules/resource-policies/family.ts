import { keyPolicyLocksOutAccount } from './key-policy-locks-out-account';
import { openEndpointPolicy } from './open-endpoint-policy';
import { plainHttpAllowed } from './plain-http-allowed';
import { secretOpenToAccount } from './secret-open-to-account';
import { websiteBucketWithoutCloudfront } from './website-bucket-without-cloudfront';
import { RuleFamily } from '../rule';

export const resourcePoliciesRules: RuleFamily = {
  name: 'resource-policies',
  title: 'policies of certain resources',
  rules: [
    keyPolicyLocksOutAccount,
    openEndpointPolicy,
    plainHttpAllowed,
    secretOpenToAccount,
    websiteBucketWithoutCloudfront,
  ],
  otherwise: {
    'K-03': 'in the policy of a resource `*` means that resource, so `wildcard-resource` and `admin-statement` judge policies of identities only',
    'K-08': 'an IoT policy is what a device may do, so it is judged as the policy of an identity: by `admin-statement`, `wildcard-action` and `wildcard-resource`',
  },
};
