/**
 * `iam:CreateServiceLinkedRole` for any service.
 *
 * On all roles (`*`, `role/*`) `wildcard-resource` reports it, and a wildcard in `Action` that reaches it is `wildcard-action`'s, `NotAction`
 * and `NotResource` those of the rules of these names. An ARN that names the service limits as well as the condition does.
 */
import { Severity } from '../../diagnostics/severity';
import { hasWildcard, toGlob } from '../../policy/glob';
import { Statement } from '../../policy/statement';
import { actionPatterns, mayNameService } from '../action-pattern';
import { isDenied } from '../breadth/denied-actions';
import { scopeOf } from '../breadth/scope';
import { NO_VIOLATIONS, Rule } from '../rule';
import { requestOfHolder } from '../shown-request';
import { conditionsAreKnown, requiresValueOf } from '../trust/required-keys';

const SERVICE_NAME = 'iam:AWSServiceName';
/** Where the service stands in the ARN of such a role. */
const SERVICE_OF_ROLE = /^arn:[^:]*:iam::[^:]*:role\/aws-service-role\/([^/]+)(?:\/|$)/;

export const serviceLinkedRoleWithoutService: Rule = {
  id: 'service-linked-role-without-service',
  severity: Severity.WARNING,
  checks: ['B-05', 'B-06'],
  summary: '`iam:CreateServiceLinkedRole` is allowed for any service',
  why: 'The holder can make the role of a service that the account does not use, and with that lets this service into the account.',
  accept: 'For a role that sets up whole accounts.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the roles of all services, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: 'arn:aws:iam::*:role/aws-service-role/*' } },
      },
      {
        title: 'a value that any service fulfils',
        kind: 'permission-set',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:CreateServiceLinkedRole',
            Resource: 'arn:aws:iam::111122223333:role/aws-service-role/*',
            Condition: { StringLike: { 'iam:AWSServiceName': '*' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'the service in a condition',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:CreateServiceLinkedRole',
            Resource: 'arn:aws:iam::*:role/aws-service-role/*',
            Condition: { StringEquals: { 'iam:AWSServiceName': 'ecs.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'the service in the ARN',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: 'arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS*' }],
        },
      },
      {
        title: 'all roles are reported by wildcard-resource',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    for (const statement of site.document.statements) {
      const { effect, actions, resources } = statement;
      if (effect === 'Deny' || actions.negated || !resources || resources.negated || !mayNameService(actions, 'iam')) { continue; }
      const creating = actionPatterns(actions).find(({ name }) => name === 'iam:CreateServiceLinkedRole');
      if (!creating || namesServices(statement) || requiresValueOf(statement, SERVICE_NAME) || !conditionsAreKnown(statement, site)) { continue; }
      const [action] = creating.actions;
      if (scopeOf(statement, action) === 'everywhere' || isDenied(site.document, action, statement)) { continue; }
      return [{
        cause: '',
        path: statement.path,
        actions: [creating.text],
        resources: resources.values.map(({ text }) => text.toString()),
        message: '`iam:CreateServiceLinkedRole` is allowed for any service',
        fix: `add \`"Condition": { "StringEquals": { "${SERVICE_NAME}": "ecs.amazonaws.com" } }\` with the service whose role is made`,
        witness: requestOfHolder('iam:CreateServiceLinkedRole', statement, site.document),
      }];
    }
    return NO_VIOLATIONS;
  },
};

/** Whether each resource names its service, or may do so once it is known. */
function namesServices({ resources }: Statement): boolean {
  return resources!.values.every(({ text }) => {
    const glob = toGlob(text);
    const service = SERVICE_OF_ROLE.exec(glob)?.[1];
    return service === undefined ? !hasWildcard(glob) : !hasWildcard(service);
  });
}
