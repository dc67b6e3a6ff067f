/**
 * `iam:PassRole` on roles by a wildcard in their names.
 *
 * The other shapes are reported where their cause is: all roles (`*`, `role/*`) by `wildcard-resource`, a wildcard in `Action` that
 * reaches it by `wildcard-action`, `NotAction` and `NotResource` by the rules of these names. A value that is not known before
 * deployment counts as one role.
 */
import { Severity } from '../../diagnostics/severity';
import { hasWildcard, toGlob } from '../../policy/glob';
import { PolicyElement } from '../../policy/statement';
import { ActionPattern, actionPatterns, mayNameService } from '../action-pattern';
import { isDenied } from '../breadth/denied-actions';
import { scopeOf } from '../breadth/scope';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { requestOfHolder } from '../shown-request';
import { causeOf, listOf } from '../wording';

const NO_TEXTS: readonly string[] = [];

export const passRoleWildcard: Rule = {
  id: 'pass-role-wildcard',
  severity: Severity.WARNING,
  checks: ['B-01'],
  summary: '`iam:PassRole` is allowed on roles whose names a wildcard leaves open',
  why: 'Each role that is made under such a name can be passed too, whatever it is allowed to do.',
  accept: 'When only this app can make roles under the name or path, and all of them are for the same service.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'roles by the beginning of their names, in a statement that is no list',
        kind: 'identity',
        policy: {
          Statement: {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/orders-*',
            Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          },
        },
      },
      {
        title: 'a question mark is a wildcard too',
        kind: 'permission-set',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: ['iam:passrole', 'iam:GetRole'],
            Resource: ['arn:aws:iam::111122223333:role/orders', 'arn:aws:iam::111122223333:role/task?'],
            Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'one role',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/orders-task',
            Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'one name in whatever account it is deployed to',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::*:role/orders-task',
            Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'all roles are reported by wildcard-resource',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/admin-*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy({ document }) {
    const violations: Violation[] = [];
    for (const statement of document.statements) {
      if (statement.effect === 'Deny' || statement.actions.negated || !statement.resources || statement.resources.negated) { continue; }
      if (!mayNameService(statement.actions, 'iam')) { continue; }
      const passRole = actionPatterns(statement.actions).find(isPassRole);
      if (!passRole) { continue; }
      const [action] = passRole.actions;
      const open = rolesByWildcard(statement.resources);
      if (open.length === 0 || scopeOf(statement, action) === 'everywhere' || isDenied(document, action, statement)) { continue; }
      violations.push({
        cause: causeOf(open.map(withoutAccount)),
        path: `${statement.path}/Resource`,
        actions: [passRole.text],
        resources: open,
        message: `\`iam:PassRole\` is allowed on ${listOf(open)}, expected the ARN of each role`,
        fix: 'write the ARNs of the roles that are passed; `role.roleArn` gives them',
        witness: requestOfHolder('iam:PassRole', statement, document),
      });
    }
    return violations.length > 0 ? violations : NO_VIOLATIONS;
  },
};

function isPassRole({ name }: ActionPattern): boolean {
  return name === 'iam:PassRole';
}

function rolesByWildcard({ values }: PolicyElement): readonly string[] {
  const open = values.filter(({ text }) => text.literalPrefix.startsWith('arn:') && hasWildcard(roleOf(toGlob(text))));
  return open.length > 0 ? open.map(({ text }) => text.toString()) : NO_TEXTS;
}

/** What follows the account; all of it where the fields are not written out. */
function roleOf(glob: string): string {
  const fields = glob.split(':');
  return fields.length > 5 ? fields.slice(5).join(':') : glob;
}

/** What tells the value apart, without what changes with the stack. */
function withoutAccount(text: string): string {
  return text.split(':').slice(5).join(':').replace(/<[^>]*>/g, '<name>') || text;
}
