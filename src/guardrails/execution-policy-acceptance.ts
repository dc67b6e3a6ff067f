/**
 * Accepts, in the policies that are derived for deployments, what deploying takes. Statements that a user adds stand elsewhere and are judged.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';
import { acknowledgeWildcards } from '../cdk/wildcard-acknowledgement';
import { asList, isObject, JsonObject } from '../policy/json';

const MAKING = 'who deploys the apps makes, changes, shares and deletes what they are made of; the actions are derived from their resources';

const ACCEPTED = {
  'bucket-without-account-guard': MAKING,
  'destructive-action': MAKING,
  'excessive-key-power': MAKING,
  'listing-on-all-resources': MAKING,
  'log-tampering': MAKING,
  'resource-policy-escalation': MAKING,
  'unconditioned-sharing': MAKING,
  'pass-role-wildcard': 'the roles are those of the apps, all of which have the boundary, and are passed to the services only that their trust policies name',
  'own-resource-by-name': 'the apps refer to the boundary by its name, since they are deployed apart from it',
  'string-operator-on-typed-key': 'AWS documents the condition on the boundary of a role with StringEquals',
  'policy-hard-to-review': 'the statements are generated',
};

export function acceptDerived(policy: iam.ManagedPolicy, { Statement: statements }: JsonObject): void {
  const resources = asList(statements).filter(isObject).flatMap(({ Resource: resource }) => asList(resource)).filter(arn => typeof arn === 'string');
  acknowledgeWildcards(policy, { resources: [...new Set(resources)].filter(arn => arn.includes('*')) },
    'ids and name endings that AWS makes up are not known before the apps are deployed, and some actions accept no resource; the actions are exact');
  acknowledgeRules(policy, ACCEPTED);
}
