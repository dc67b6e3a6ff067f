import { allowNotPrincipal } from './allow-not-principal';
import { anyServicePrincipal } from './any-service-principal';
import { denyNotPrincipal } from './deny-not-principal';
import { federatedPrincipalInResourcePolicy } from './federated-principal-in-resource-policy';
import { foreignAccount } from './foreign-account';
import { functionUrlWithoutAuth } from './function-url-without-auth';
import { lambdaPermissionSourceMismatch } from './lambda-permission-source-mismatch';
import { lambdaPermissionWithoutAccount } from './lambda-permission-without-account';
import { malformedAwsPrincipal } from './malformed-aws-principal';
import { malformedServicePrincipal } from './malformed-service-principal';
import { misspeltServicePrincipal } from './misspelt-service-principal';
import { organizationWideWrite } from './organization-wide-write';
import { partialWildcardPrincipal } from './partial-wildcard-principal';
import { publicAccess } from './public-access';
import { sharedWithEveryone } from './shared-with-everyone';
import { uniqueIdPrincipal } from './unique-id-principal';
import { RuleFamily } from '../rule';

export const principalsRules: RuleFamily = {
  name: 'principals',
  title: 'principals of resource policies',
  rules: [
    allowNotPrincipal,
    anyServicePrincipal,
    denyNotPrincipal,
    federatedPrincipalInResourcePolicy,
    foreignAccount,
    functionUrlWithoutAuth,
    lambdaPermissionSourceMismatch,
    lambdaPermissionWithoutAccount,
    malformedAwsPrincipal,
    malformedServicePrincipal,
    misspeltServicePrincipal,
    organizationWideWrite,
    partialWildcardPrincipal,
    publicAccess,
    sharedWithEveryone,
    uniqueIdPrincipal,
  ],
  otherwise: {},
};
