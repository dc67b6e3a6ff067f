/**
 * What the role of CloudFormation may change, against what the app consists of. A guess: the role may deploy other apps as well.
 *
 * Errs towards silence: services that deployments use besides the resources, and statements on single resources, are left aside, and an app
 * with a resource of unknown type says nothing.
 */
import { allow, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { servicesTrustedBy } from './trusted-services';
import { findCloudFormationType } from '../../catalog/cloudformation';
import { Severity } from '../../diagnostics/severity';
import { isEverything } from '../../policy/everything';
import { Identity, PolicyInventory } from '../../policy/policy-site';
import { actionPatterns } from '../action-pattern';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const CLOUDFORMATION = 'cloudformation.amazonaws.com';
/** What a deployment uses whatever it deploys: assets, parameters, roles, keys, custom resources. */
const TOOLS: ReadonlySet<string> = new Set(['cloudformation', 'ecr', 'iam', 'kms', 'lambda', 'logs', 's3', 'ssm', 'sts', 'tag']);

export const deployRoleTooWide: Rule = {
  id: 'deploy-role-too-wide',
  severity: Severity.WARNING,
  tier: 'preview',
  checks: ['Z-09'],
  summary: 'a role of CloudFormation may change all of a service of which the app has no resource',
  why: 'Whoever can change the template has the rights of this role; what the app does not consist of is only of use to him.',
  accept: 'When the role deploys other apps as well.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html',
  ],
  examples: {
    flagged: [{
      title: 'networks, in an app of queues',
      resources: {
        Deploy: roleOf(CLOUDFORMATION),
        Policy: policyOn('Deploy', allow(['sqs:*', 'ec2:*'], '*')),
        Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
      },
    }],
    allowed: [
      {
        title: 'what the app consists of',
        resources: {
          Deploy: roleOf(CLOUDFORMATION),
          Policy: policyOn('Deploy', allow(['sqs:*', 'iam:GetRole'], '*')),
          Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
        },
      },
      {
        title: 'a role that CloudFormation does not take',
        resources: {
          Worker: roleOf('lambda.amazonaws.com'),
          Policy: policyOn('Worker', allow('ec2:*', '*')),
          Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
        },
      },
    ],
  },

  judgeApp(inventory) {
    const found: PlacedViolation[] = [];
    for (const role of inventory.identities) {
      if (role.type !== 'role' || !servicesTrustedBy(role)?.names.has(CLOUDFORMATION)) { continue; }
      const deployed = deployedServices(inventory);
      const spare = deployed ? wideServices(role).filter(service => !deployed.has(service) && !TOOLS.has(service)) : [];
      if (spare.length === 0) { continue; }
      found.push({
        origin: role.origin,
        cause: causeOf(spare),
        message: `the role lets CloudFormation change every resource of ${listOf(spare)}, and the app has none of it`,
        fix: `take ${listOf(spare.map(service => `${service}:*`))} out of the policies of the role`,
      });
    }
    return found;
  },
};

/** The services that the resources of the app belong to; `undefined` where one is not known. */
function deployedServices({ resources }: PolicyInventory): ReadonlySet<string> | undefined {
  const services = new Set<string>();
  for (const type of new Set(resources.map(({ origin }) => origin.resourceType))) {
    if (/^(?:Custom::|AWS::CDK::|AWS::CloudFormation::)/.test(type)) { continue; }
    const [vendor, namespace] = type.split('::');
    if (vendor !== 'AWS') { return undefined; }
    services.add(namespace.toLowerCase());
    const service = findCloudFormationType(type)?.arnTemplate?.split(':')[2];
    if (service !== undefined) { services.add(service); }
  }
  return services;
}

/** The services of which the role may change something on all resources. */
function wideServices(role: Identity): readonly string[] {
  const services = new Set<string>();
  for (const { statements } of heldDocuments(role).own) {
    for (const { effect, actions, resources, conditions } of statements) {
      if (effect !== 'Allow' || actions.negated || conditions.length > 0 || !isEverything(resources)) { continue; }
      for (const { service, spansServices, hasWildcard, changing } of actionPatterns(actions)) {
        if (!spansServices && hasWildcard && changing.length > 0) { services.add(service); }
      }
    }
  }
  return [...services].sort();
}
