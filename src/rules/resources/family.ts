import { actionResourceMismatch } from './action-resource-mismatch';
import { bucketWithoutAccountGuard } from './bucket-without-account-guard';
import { foreignResource } from './foreign-resource';
import { hardCodedEnvironment } from './hard-coded-environment';
import { listingOnAllResources } from './listing-on-all-resources';
import { malformedArn } from './malformed-arn';
import { ownResourceByName } from './own-resource-by-name';
import { redundantResource } from './redundant-resource';
import { wildcardAccount } from './wildcard-account';
import { wildcardRegion } from './wildcard-region';
import { wildcardResource } from './wildcard-resource';
import { wrongArnForm } from './wrong-arn-form';
import { RuleFamily } from '../rule';

export const resourcesRules: RuleFamily = {
  name: 'resources',
  title: 'resources and ARNs',
  rules: [
    malformedArn,
    actionResourceMismatch,
    wrongArnForm,
    foreignResource,
    wildcardResource,
    listingOnAllResources,
    wildcardAccount,
    wildcardRegion,
    redundantResource,
    hardCodedEnvironment,
    bucketWithoutAccountGuard,
    ownResourceByName,
  ],
  otherwise: {},
};
