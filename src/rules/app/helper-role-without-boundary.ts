/**
 * Speaks only where every other role of the app has a boundary: then it is a rule of the app, and the helpers are the hole in it. Where each role
 * must have one anyway, `missing-permissions-boundary` says it.
 */
import { arnOf, functionWith, roleOf } from './example-app';
import { helperRoles } from './helper-roles';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

const BOUNDARY = { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/workloads' };

export const helperRoleWithoutBoundary: Rule = {
  id: 'helper-role-without-boundary',
  severity: Severity.WARNING,
  checks: ['B-14'],
  summary: 'all roles of the app have a permissions boundary but those that the CDK makes for its helpers',
  why: 'A construct that makes a function for a custom resource makes its role, too; without the boundary it is the one role of the app that '
    + 'no ceiling holds, and its code runs on each deployment.',
  accept: 'When the helper must do what the boundary forbids, and its policies are reviewed.',
  references: [
    'https://docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  examples: {
    flagged: [{
      title: 'the handler of a custom resource',
      resources: {
        Role: roleOf('lambda.amazonaws.com', BOUNDARY),
        Function: functionWith(arnOf('Role')),
        HandlerRole: roleOf('lambda.amazonaws.com'),
        Handler: functionWith(arnOf('HandlerRole')),
        Resource: { Type: 'Custom::LogRetention', Properties: { ServiceToken: arnOf('Handler') } },
      },
    }],
    allowed: [
      {
        title: 'all of them have it',
        resources: {
          Role: roleOf('lambda.amazonaws.com', BOUNDARY),
          Function: functionWith(arnOf('Role')),
          HandlerRole: roleOf('lambda.amazonaws.com', BOUNDARY),
          Handler: functionWith(arnOf('HandlerRole')),
          Resource: { Type: 'Custom::LogRetention', Properties: { ServiceToken: arnOf('Handler') } },
        },
      },
      {
        title: 'an app that bounds only some of its roles',
        resources: {
          Role: roleOf('lambda.amazonaws.com', BOUNDARY),
          Other: roleOf('lambda.amazonaws.com'),
          HandlerRole: roleOf('lambda.amazonaws.com'),
          Handler: functionWith(arnOf('HandlerRole')),
          Resource: { Type: 'Custom::LogRetention', Properties: { ServiceToken: arnOf('Handler') } },
        },
      },
    ],
  },

  judgeApp(inventory, { requirePermissionsBoundary }) {
    if (requirePermissionsBoundary) { return []; }
    const open = inventory.identities.filter(({ type, properties }) => type === 'role' && properties.PermissionsBoundary === undefined);
    if (open.length === 0 || !inventory.identities.some(({ type, permissionsBoundary }) => type === 'role' && permissionsBoundary !== undefined)) { return []; }
    const helpers = helperRoles(inventory);
    if (!open.every(role => helpers.has(role))) { return []; }
    return open.map(({ origin }) => ({
      origin,
      cause: '',
      message: 'the role of a helper that the CDK made has no permissions boundary, expected one as on all other roles of the app',
      fix: 'put the boundary on the whole app, with `boundary` of `LeastPrivilege.of(app).enforce()` or `PermissionsBoundary.of(app).apply()` of the CDK',
      path: 'PermissionsBoundary',
    }));
  },
};
