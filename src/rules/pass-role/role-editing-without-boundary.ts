/**
 * IAM actions that make identities or give them permissions, without `iam:PermissionsBoundary`.
 *
 * That the holder can give *itself* more is the matter of the rules on escalation; this is about those it makes. Permissions for one
 * identity that is named in full are left aside, and wildcards in `Action` are `wildcard-action`'s.
 */
import { Action } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { isEverything } from '../../policy/everything';
import { hasWildcard, toGlob } from '../../policy/glob';
import { Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns, mayNameService } from '../action-pattern';
import { certainDenies, holdsAction, isDenied } from '../breadth/denied-actions';
import { NO_VIOLATIONS, Rule } from '../rule';
import { requestOfHolder } from '../shown-request';
import { conditionsAreKnown, requiresValueOf } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';

const BOUNDARY = 'iam:PermissionsBoundary';
const MAKING = new Set(['iam:CreateRole', 'iam:CreateUser']);
const GIVING = new Set(['iam:PutRolePolicy', 'iam:PutUserPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy']);

export const roleEditingWithoutBoundary: Rule = {
  id: 'role-editing-without-boundary',
  severity: Severity.WARNING,
  checks: ['B-08'],
  summary: 'roles or users can be made, or given permissions, without a permissions boundary',
  why: 'Whoever makes a role and gives it a policy decides what it may do. Without a boundary that is anything, so the maker is an administrator by a detour.',
  accept: 'For the pipeline that deploys the IAM resources of the account.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'making roles and giving them policies, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: ['iam:CreateRole', 'iam:PutRolePolicy'], Resource: 'arn:aws:iam::111122223333:role/app/*' } },
      },
      {
        title: 'a boundary that may be any policy',
        kind: 'permission-set',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:CreateUser',
            Resource: 'arn:aws:iam::111122223333:user/*',
            Condition: { ArnLike: { 'iam:PermissionsBoundary': '*' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'only with the boundary',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'],
            Resource: 'arn:aws:iam::111122223333:role/app/*',
            Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } },
          }],
        },
      },
      {
        title: 'a policy of one role',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::111122223333:role/orders' }] },
      },
      {
        title: 'a Deny that asks for the boundary',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'iam:CreateRole', Resource: 'arn:aws:iam::111122223333:role/app/*' },
            {
              Effect: 'Deny',
              Action: 'iam:CreateRole',
              Resource: '*',
              Condition: { StringNotEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } },
            },
          ],
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const names = new Set<string>();
    const resources = new Set<string>();
    let first: { readonly name: string; readonly statement: Statement } | undefined;
    for (const statement of site.document.statements) {
      if (statement.effect === 'Deny' || statement.actions.negated || !mayNameService(statement.actions, 'iam')) { continue; }
      const editing = actionPatterns(statement.actions).filter(pattern => isFree(pattern, statement));
      if (editing.length === 0 || requiresValueOf(statement, BOUNDARY) || !conditionsAreKnown(statement, site)) { continue; }
      for (const { name, actions: [action] } of editing) {
        if (isDenied(site.document, action, statement) || asksElsewhere(certainDenies(site.document), action)) { continue; }
        first ??= { name, statement };
        names.add(name);
        statement.resources?.values.forEach(({ text }) => resources.add(text.toString()));
      }
    }
    if (first === undefined) { return NO_VIOLATIONS; }
    const sorted = [...names].sort();
    return [{
      cause: causeOf(sorted),
      path: first.statement.path,
      actions: sorted,
      resources: [...resources],
      message: `${listOf(sorted)} ${sorted.length === 1 ? 'is' : 'are'} allowed without a permissions boundary on what is made or changed`,
      fix: `add \`"Condition": { "StringEquals": { "${BOUNDARY}": "<ARN of the boundary>" } }\``,
      witness: requestOfHolder(first.name, first.statement, site.document),
    }];
  },
};

function isFree({ name, hasWildcard: isWildcard }: ActionPattern, { resources }: Statement): boolean {
  if (isWildcard) { return false; }
  if (MAKING.has(name)) { return true; }
  return GIVING.has(name) && resources !== undefined && (resources.negated || resources.values.some(({ text }) => hasWildcard(toGlob(text))));
}

/** Whether a Deny keeps out requests that do not carry the one boundary. */
function asksElsewhere(denies: readonly Statement[], action: Action): boolean {
  return denies.some(({ actions, resources, conditions }) => conditions.length === 1 && isEverything(resources)
    && conditions[0].key.toLowerCase() === BOUNDARY.toLowerCase() && conditions[0].operator.negated && conditions[0].operator.qualifier === undefined
    && holdsAction(actions, action));
}
