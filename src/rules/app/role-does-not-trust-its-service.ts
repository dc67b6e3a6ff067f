/**
 * Errs towards silence: a trust policy that may let in somebody who is not known, and a resource of which the service is not known, say nothing.
 */
import { allow, arnOf, functionWith, policyOn, roleOf, trusting } from './example-app';
import { takerName, takersByRole } from './role-takers';
import { servicesTrustedBy, shutsOut } from './trusted-services';
import { Severity } from '../../diagnostics/severity';
import { PlacedViolation, Rule } from '../rule';
import { listOf } from '../wording';

export const roleDoesNotTrustItsService: Rule = {
  id: 'role-does-not-trust-its-service',
  severity: Severity.ERROR,
  checks: ['T-13'],
  summary: 'a resource is given a role whose trust policy does not let in the service of the resource',
  why: 'The service cannot take the role, so that the deployment or the first call fails; and the services that the trust policy does name have '
    + 'rights that were meant for another.',
  accept: 'When the trust policy is completed by something outside of the app.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a function with a role for instances',
        resources: { Role: roleOf('ec2.amazonaws.com'), Function: functionWith(arnOf('Role')) },
      },
      {
        title: 'the trust policy of the task service in its old name, in a statement that is no list',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: ['ecs.amazonaws.com'] }, Action: 'sts:AssumeRole' } },
            },
          },
          Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { TaskRoleArn: arnOf('Role'), ExecutionRoleArn: arnOf('Role') } },
        },
      },
      {
        title: 'a target of a rule, deep in its properties',
        resources: {
          Role: roleOf('states.amazonaws.com'),
          Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Id: 'one', Arn: 'arn:aws:sqs:eu-west-1:111122223333:q', RoleArn: arnOf('Role') }] } },
        },
      },
      {
        title: 'a role with a fixed name',
        resources: { Role: roleOf('ec2.amazonaws.com', { RoleName: 'worker' }), Function: functionWith(arnOf('Role')) },
      },
      {
        title: 'a role for people in an instance profile',
        resources: {
          Role: trusting({ AWS: 'arn:aws:iam::111122223333:root' }),
          Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
        },
      },
    ],
    allowed: [
      { title: 'a function with its role', resources: { Role: roleOf('lambda.amazonaws.com'), Function: functionWith(arnOf('Role')) } },
      {
        title: 'the name of the service in one region',
        resources: {
          Role: roleOf('states.eu-west-1.amazonaws.com'),
          Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: arnOf('Role') } },
        },
      },
      {
        title: 'several services, among them the right one',
        resources: { Role: trusting({ Service: ['edgelambda.amazonaws.com', 'lambda.amazonaws.com'] }), Function: functionWith(arnOf('Role')) },
      },
      {
        title: 'a service that is known only at deployment',
        resources: { Role: trusting({ Service: { 'Fn::ImportValue': 'Service' } }), Function: functionWith(arnOf('Role')) },
      },
      {
        title: 'a role that is only named in a policy',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          Other: roleOf('ec2.amazonaws.com'),
          Function: functionWith(arnOf('Role')),
          Policy: policyOn('Role', allow('iam:GetRole', arnOf('Other'))),
        },
      },
    ],
  },

  judgeApp(inventory) {
    const found: PlacedViolation[] = [];
    for (const [role, takers] of takersByRole(inventory)) {
      let reported: Set<string> | undefined;
      for (const taker of takers) {
        const { property: { servicePrincipal, property }, resource } = taker;
        if (!shutsOut(role, servicePrincipal) || reported?.has(servicePrincipal)) { continue; }
        reported ??= new Set();
        reported.add(servicePrincipal);
        const names = [...servicesTrustedBy(role)!.names];
        found.push({
          origin: role.origin,
          cause: servicePrincipal,
          path: 'AssumeRolePolicyDocument',
          message: `${takerName(taker)} \`${resource.origin.logicalId}\` names the role in \`${property}\`, expected \`${servicePrincipal}\` in its trust policy, `
            + `which lets in ${names.length > 0 ? `only ${listOf(names)}` : 'no service'}`,
          fix: `write \`"Principal": { "Service": "${servicePrincipal}" }\` in the trust policy, or give ${takerName(taker)} a role of its own`,
        });
      }
    }
    return found;
  },
};
