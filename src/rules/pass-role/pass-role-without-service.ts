import { findAction } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { globsOverlap, hasWildcard, toGlob } from '../../policy/glob';
import { PolicyInventory, PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Condition, conditionsOn, PolicyValue, Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns, mayNameService } from '../action-pattern';
import { graphOf } from '../app-graph';
import { arnFormats } from '../arn-format';
import { certainDenies, holdsAction, isDenied } from '../breadth/denied-actions';
import { placedAt } from '../principals/placed';
import { resourcePatterns } from '../resource-pattern';
import { Rule, Violation } from '../rule';
import { requestOfHolder } from '../shown-request';
import { conditionsAreKnown, everyValue, whyLoose } from '../trust/required-keys';
import { listOf } from '../wording';

const PASSED_TO_SERVICE = 'iam:PassedToService';

export const passRoleWithoutService: Rule = {
  id: 'pass-role-without-service',
  severity: Severity.WARNING,
  checks: ['B-02'],
  summary: '`iam:PassRole` is allowed without saying to which service',
  why: 'Whoever may pass a role to any service may start something under that role (a function, an instance, a notebook) and act with its permissions.',
  accept: 'On the ARN of one role that trusts one service only: nobody else could use it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'one role, to any service, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/orders-task' } },
      },
      {
        title: 'a wildcard that reaches it',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:Pass*', Resource: 'arn:aws:iam::111122223333:role/orders-task' }] },
      },
      {
        title: 'a value that any service fulfils',
        kind: 'permission-set',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/orders-task',
            Condition: { StringLike: { 'iam:PassedToService': '*' } },
          }],
        },
      },
      {
        title: 'a pattern that every service fits',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/orders-task',
            Condition: { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'IfExists on all roles: a service that sends no key receives any of them',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/*',
            Condition: { StringEqualsIfExists: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'a role of the app, whose trust policy says who can take it, as grants of the CDK write it',
        resources: {
          Task: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
            },
          },
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['Task', 'Arn'] } }] } },
          },
        },
      },
      {
        title: 'one role, to one service',
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
        title: 'IfExists on one role, for a service that does not send the key',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::111122223333:role/orders-task',
            Condition: { StringEqualsIfExists: { 'iam:PassedToService': 'glue.amazonaws.com' } },
          }],
        },
      },
      {
        title: 'IAM actions on something that is no role',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: 'arn:aws:iam::111122223333:user/robot' }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }] },
      },
      {
        title: 'a Deny for all services but one',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/orders-task' },
            { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*', Condition: { StringNotEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } },
          ],
        },
      },
    ],
  },

  judgeApp(app) {
    return app.sites.filter(({ kind, document }) => (kind === 'identity' || kind === 'permission-set') && passingStatements(document).length > 0)
      .flatMap(site => violationsIn(site, app).map(violation => placedAt(site, violation)));
  },
};

const NO_STATEMENTS: readonly Statement[] = [];

/** A cheap look: few policies have any, and many are alike. */
const passingStatements = rememberFor(({ statements }: PolicyDocument): readonly Statement[] => {
  const passing = statements.filter(({ effect, actions }) => effect !== 'Deny' && !actions.negated && mayNameService(actions, 'iam')
    && actionPatterns(actions).some(reachesPassRole));
  return passing.length === 0 ? NO_STATEMENTS : passing;
});

function violationsIn(site: PolicySite, app: PolicyInventory): readonly Violation[] {
  const violations: Violation[] = [];
  for (const statement of passingStatements(site.document)) {
    const passing = actionPatterns(statement.actions).filter(reachesPassRole);
    const roles = rolesIn(statement);
    if (roles && (roles.length === 0 || areOwn(roles, site, app))) { continue; }
    if (saysWhichService(statement, roles) || !conditionsAreKnown(statement, site)) { continue; }
    if (isTakenBack(site.document, statement)) { continue; }
    const { negated = false, values = [] } = statement.resources ?? {};
    const resources = (roles ?? values).map(value => value.text.toString());
    const loose = conditionsOn(statement, PASSED_TO_SERVICE).map(condition => `; ${whyLoose(condition)}`).join('');
    for (const pattern of passing) {
      violations.push({
        cause: pattern.name,
        path: statement.path,
        actions: [pattern.text],
        resources: negated ? undefined : resources,
        message: `\`${pattern.text}\` lets any service receive ${negated ? 'every role except ' : ''}${listOf(resources, 2)}${loose}`,
        fix: `add \`"Condition": { "StringEquals": { "${PASSED_TO_SERVICE}": "ecs-tasks.amazonaws.com" } }\` with the service that runs the workload`,
        witness: requestOfHolder('iam:PassRole', statement, site.document),
      });
    }
  }
  return violations;
}

/** Whether the policy denies it again, be it for all services but some. */
function isTakenBack(document: PolicyDocument, statement: Statement): boolean {
  const passRole = findAction('iam', 'PassRole');
  if (!passRole) { return false; }
  return isDenied(document, passRole, statement) || certainDenies(document).some(({ actions, resources, conditions }) =>
    isEverything(resources) && conditions.length === 1 && deniesOtherServices(conditions[0]) && holdsAction(actions, passRole));
}

function deniesOtherServices({ key, operator }: Condition): boolean {
  return key.toLowerCase() === PASSED_TO_SERVICE.toLowerCase() && operator.negated && operator.qualifier === undefined;
}

function reachesPassRole(pattern: ActionPattern): boolean {
  return !pattern.isEverything && (pattern.spansServices || pattern.service === 'iam') && globsOverlap(pattern.text.toLowerCase(), 'iam:passrole');
}

/** The resources that may be roles: others of the list are there for other actions. `undefined` where those are named that it is not about. */
function rolesIn({ resources }: Statement): readonly PolicyValue[] | undefined {
  const passRole = findAction('iam', 'PassRole');
  const formats = passRole && arnFormats(passRole);
  if (!formats || !resources || resources.negated) { return undefined; }
  const patterns = resourcePatterns(resources);
  return resources.values.filter((_, index) => formats.some(format => patterns[index].mayName(format)));
}

/** The trust policies of these roles stand in the app, and say which service. */
function areOwn(roles: readonly PolicyValue[], { origin }: PolicySite, app: PolicyInventory): boolean {
  return roles.every(({ text }) => {
    const last = text.parts[text.parts.length - 1];
    return typeof last === 'object' && last.resource !== undefined || graphOf(app).role(text, origin.templateId) !== undefined;
  });
}

function saysWhichService(statement: Statement, roles: readonly PolicyValue[] | undefined): boolean {
  return conditionsOn(statement, PASSED_TO_SERVICE).some(condition => namesService(condition) || namesServiceIfSent(condition, roles));
}

/** `ec2.amazonaws.com*` names one, and `ecs*.amazonaws.com` few that begin alike; `*.amazonaws.com` is all of them. */
function namesService(condition: Condition): boolean {
  return everyValue(condition, ({ text: { literal } }) => literal === undefined || /^[^*?.]{2}/.test(literal));
}

/**
 * Not every service sends the key. For one role that is named in full, `IfExists` is as much as can be asked.
 *
 * @see https://github.com/awsdocs/iam-user-guide/issues/130
 */
function namesServiceIfSent(condition: Condition, roles: readonly PolicyValue[] | undefined): boolean {
  const { operator } = condition;
  return operator.ifExists && namesService({ ...condition, operator: { ...operator, ifExists: false } })
    && roles !== undefined && !roles.some(({ text }) => hasWildcard(toGlob(text)));
}
