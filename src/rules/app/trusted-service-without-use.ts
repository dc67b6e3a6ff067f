/**
 * Looks only at roles that the app does give to a service. A service to which a policy of the app passes roles may take it at run time, and
 * one of which the app shows no use by a property that is known here says nothing against it if any other resource refers to the role.
 */
import { arnOf, functionWith, roleOf, trusting } from './example-app';
import { helperRoles } from './helper-roles';
import { takersByRole } from './role-takers';
import { servicesTrustedBy } from './trusted-services';
import { ROLE_PROPERTIES } from '../../catalog/role-properties';
import { Severity } from '../../diagnostics/severity';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

/** Lambda@Edge takes the role of a function as well. */
const COMPANIONS: { readonly [service: string]: readonly string[] } = { 'lambda.amazonaws.com': ['edgelambda.amazonaws.com'] };
const KNOWN = new Set(ROLE_PROPERTIES.map(({ servicePrincipal }) => servicePrincipal));

export const trustedServiceWithoutUse: Rule = {
  id: 'trusted-service-without-use',
  severity: Severity.WARNING,
  tier: 'preview',
  checks: ['T-13'],
  summary: 'a role that the app gives to one service trusts another one as well, which the app gives it to nowhere',
  why: 'Whoever may pass the role to the other service can start something there that acts with rights meant for this workload.',
  accept: 'When the other service takes the role outside of the app, or is handed it at run time.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [{
      title: 'a role of a function that instances could have, too',
      resources: { Role: trusting({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }), Function: functionWith(arnOf('Role')) },
    }],
    allowed: [
      { title: 'one service, one use', resources: { Role: roleOf('lambda.amazonaws.com'), Function: functionWith(arnOf('Role')) } },
      {
        title: 'two services, two uses',
        resources: {
          Role: trusting({ Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] }),
          Function: functionWith(arnOf('Role')),
          Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: arnOf('Role') } },
        },
      },
      {
        title: 'a service of which it is not known where it takes roles',
        resources: { Role: trusting({ Service: ['lambda.amazonaws.com', 'kafkaconnect.amazonaws.com'] }), Function: functionWith(arnOf('Role')) },
      },
    ],
  },

  judgeApp(inventory) {
    const found: PlacedViolation[] = [];
    for (const [role, takers] of takersByRole(inventory)) {
      const trusted = servicesTrustedBy(role);
      if (!trusted || trusted.names.size < 2) { continue; }
      const used = new Set(takers.flatMap(({ property: { servicePrincipal } }) => [servicePrincipal, ...COMPANIONS[servicePrincipal] ?? []]));
      const spare = [...trusted.names].filter(name => KNOWN.has(name) && !used.has(name));
      if (spare.length === 0 || helperRoles(inventory).has(role)) { continue; }
      found.push({
        origin: role.origin,
        cause: causeOf(spare),
        path: 'AssumeRolePolicyDocument',
        message: `the trust policy lets in ${listOf(spare)}, expected only ${listOf([...trusted.names].filter(name => used.has(name)))}, to which the app gives the role`,
        fix: `take ${listOf(spare)} out of the trust policy, or give that service a role of its own`,
      });
    }
    return found;
  },
};
