/**
 * Tags that decide about access, in the hands of whoever may write tags.
 *
 * An app uses tags for access when a condition of some Allow asks for a tag of the resource or of the principal. Then a statement
 * that lets a workload tag every resource of a type, whatever the tag, is reported. A wildcard in `Action` is `wildcard-action`'s.
 * Conditions on `aws:TagKeys`, `aws:RequestTag`, a tag of the resource or the action that makes it count as a limit, whatever they ask
 * for, and so does an unknown one: it errs to silence.
 */
import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { PolicyInventory, PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns } from '../action-pattern';
import { picksResources } from '../resources/narrowing-keys';
import { PlacedViolation, Rule } from '../rule';
import { conditionsAreKnown, narrows } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';
import { isDenied } from './denied-actions';
import { scopeOf } from './scope';

/** In lower case. */
const ACCESS_TAG = /^(?:[a-z0-9-]+:resourcetag|aws:principaltag)\/(.+)$/;
const TAG_LIMIT = /^(?:aws:tagkeys$|aws:requesttag\/|[a-z0-9-]+:resourcetag\/|[a-z0-9-]+:createaction$)/;
const KINDS = new Set(['identity', 'permission-set']);
const NO_PATTERNS: readonly ActionPattern[] = [];

export const unconstrainedTagging: Rule = {
  id: 'unconstrained-tagging',
  severity: Severity.WARNING,
  checks: ['W-11'],
  summary: 'a policy lets its holder set any tag on any resource, in an app where tags decide about access',
  why: 'Whoever may set the tag that a condition asks for decides who has access: the workload tags what it wants to reach.',
  accept: 'For the role that gives resources their tags when they are made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html',
  ],
  examples: {
    flagged: [
      {
        title: 'any tag on any queue, where the tag `team` opens queues',
        resources: appWith({ Effect: 'Allow', Action: 'sqs:TagQueue', Resource: '*' }),
      },
      {
        title: 'tags of roles are tags of principals',
        resources: appWith([{ Effect: 'Allow', Action: ['iam:TagRole', 'iam:UntagRole'], Resource: 'arn:aws:iam::111122223333:role/*' }]),
      },
    ],
    allowed: [
      {
        title: 'only the tags that do not decide',
        resources: appWith({
          Effect: 'Allow', Action: 'sqs:TagQueue', Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost-center'] } },
        }),
      },
      {
        title: 'tags of what is being made',
        resources: appWith({
          Effect: 'Allow', Action: 'ec2:CreateTags', Resource: 'arn:aws:ec2:*:*:volume/*', Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVolume' } },
        }),
      },
      { title: 'one queue', resources: appWith({ Effect: 'Allow', Action: 'sqs:TagQueue', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }) },
      {
        title: 'an app whose policies ask for no tag',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'sqs:TagQueue', Resource: '*' }] },
      },
    ],
  },

  judgeApp(app) {
    const tags = tagsForAccess(app);
    return tags.length === 0 ? [] : app.sites.filter(({ kind }) => KINDS.has(kind)).flatMap(site => judge(site, tags));
  },
};

function judge(site: PolicySite, tags: readonly string[]): readonly PlacedViolation[] {
  const { document, origin, propertyPath } = site;
  const names = new Set<string>();
  let path: string | undefined;
  for (const statement of document.statements) {
    for (const name of freelyTagged(statement, site)) {
      path ??= statement.path;
      names.add(name);
    }
  }
  if (path === undefined) { return []; }
  return [{
    cause: causeOf(names),
    origin,
    path: `${propertyPath.replace(/^Properties\//, '')}/${path}`,
    actions: [...names],
    message: `${listOf([...names].sort())} can set any tag on every resource, and access in this app depends on ${listOf(tags)}`,
    fix: 'name the resources, or add `"Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": [...] } }` with the tags that do not decide about access',
  }];
}

function freelyTagged(statement: Statement, site: PolicySite): readonly string[] {
  if (statement.effect === 'Deny' || statement.actions.negated) { return []; }
  const tagging = taggingIn(statement.actions);
  if (tagging.length === 0 || limitsTags(statement) || !conditionsAreKnown(statement, site)) { return []; }
  return tagging.filter(({ actions: [action] }) => scopeOf(statement, action) === 'everywhere' && !isDenied(site.document, action, statement)).map(({ name }) => name);
}

function taggingIn(element: PolicyElement): readonly ActionPattern[] {
  let found: ActionPattern[] | undefined;
  for (const pattern of actionPatterns(element)) {
    if (pattern.changing.length === 1 && !pattern.hasWildcard && pattern.changing[0].accessLevels.includes('Tagging')) { (found ??= []).push(pattern); }
  }
  return found ?? NO_PATTERNS;
}

function limitsTags(statement: Statement): boolean {
  return picksResources(statement) || statement.conditions.some(({ key, operator }) => TAG_LIMIT.test(key.toLowerCase()) && !operator.negated);
}

/** The keys of tags that some Allow of the app asks for, in their order. */
const tagsForAccess = rememberFor((app: PolicyInventory): readonly string[] => {
  const tags = new Set<string>();
  for (const { document: { statements } } of app.sites) {
    for (const { effect, conditions } of statements) {
      if (effect === 'Deny' || conditions.length === 0) { continue; }
      for (const condition of conditions) {
        const tag = condition.key.length < 200 ? ACCESS_TAG.exec(condition.key.toLowerCase()) : null;
        if (tag && narrows(condition)) { tags.add(condition.key.slice(-tag[1].length)); }
      }
    }
  }
  return [...tags].filter(tag => !tag.toLowerCase().startsWith('aws:')).sort();
});

function appWith(statement: JsonValue): JsonObject {
  return {
    Team: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } }],
        },
      },
    },
    Tagger: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: statement } } },
  };
}
