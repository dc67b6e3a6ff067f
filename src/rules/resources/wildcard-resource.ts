import { Action } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { actionName, ActionPattern, actionPatterns } from '../action-pattern';
import { ArnFormat, arnFormats } from '../arn-format';
import { ResourcePattern, resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { scopedGrantHint } from '../scoped-grants';
import { causeOf, listOf, shortened } from '../wording';
import { picksResources } from './narrowing-keys';
import { PairBudget } from './pair-budget';

export const wildcardResource: Rule = {
  id: 'wildcard-resource',
  severity: Severity.ERROR,
  checks: ['R-10', 'R-11', 'R-16', 'W-10'],
  summary: 'actions that can be limited to resources are allowed on all of them',
  why: 'The workload reaches the data of every other workload in the account; a bug or a leaked credential in one is a loss in all.',
  accept: 'When the workload must handle resources whose names nobody knows beforehand, as a backup or a cleaner does.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a table action on everything, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: '*' } },
      },
      {
        title: 'every bucket, in the form of an ARN',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }] },
      },
      {
        title: 'every table of the account',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:*:table/*' }] },
      },
      {
        title: 'an action that accepts only `*` does not excuse the other',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['dynamodb:ListTables', 'dynamodb:DeleteTable'], Resource: '*' }] },
      },
      {
        title: 'a condition that says who asks, not which resource',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }],
        },
      },
      {
        title: 'a tag condition that any value fulfils',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: { StringLike: { 'aws:ResourceTag/team': '*' } } }],
        },
      },
    ],
    allowed: [
      {
        title: 'actions that accept only `*`',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 'xray:PutTraceSegments', 's3:ListAllMyBuckets'], Resource: '*' }] },
      },
      {
        title: 'one table and its indexes',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'dynamodb:Query',
            Resource: ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*'],
          }],
        },
      },
      {
        title: 'a prefix of one bucket',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/incoming/*' }] },
      },
      {
        title: 'a tag picks the resources',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } }],
        },
      },
      {
        title: 'one queue for jobs of any definition: a request names both',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'batch:SubmitJob',
            Resource: ['arn:aws:batch:eu-west-1:111122223333:job-definition/*', 'arn:aws:batch:eu-west-1:111122223333:job-queue/orders'],
          }],
        },
      },
      {
        title: 'a text to translate is no resource',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'translate:TranslateText', Resource: '*' }] },
      },
      {
        title: 'a new distribution gets its id from AWS',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'cloudfront:CreateDistribution', Resource: '*' }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    return wideViolations(site, false);
  },
};

/**
 * One violation for each service of which the policy allows more on every resource than to list and describe; or one for each of which
 * it allows nothing but that.
 */
export function wideViolations({ document }: PolicySite, isListing: boolean): readonly Violation[] {
  const budget = new PairBudget();
  const groups = new Map<string, WideGroup>();
  for (const statement of document.statements) {
    if (!budget.covers(statement)) { break; }
    for (const wide of wideGrants(statement)) { addTo(groups, wide, statement.path); }
  }
  if (groups.size === 0) { return NO_VIOLATIONS; }
  return [...groups].filter(([, { names }]) => [...names].every(lists) === isListing).map(([service, group]) => describe(service, group));
}

function lists(name: string): boolean {
  return /:(?:Describe|List)/.test(name);
}

/** An action, or all that a wildcard stands for, that a statement allows too widely. */
interface WideGrant {
  readonly pattern: ActionPattern;
  readonly resource: string;
  /** The names of actions of the same statement that accept only `*`, sorted. */
  readonly unscopable: readonly string[];
}

/** All actions of one service that a policy allows too widely: one cause. */
interface WideGroup {
  readonly path: string;
  /** Action names and wildcards. */
  readonly names: Set<string>;
  readonly resources: Set<string>;
  readonly formats: Set<ArnFormat>;
  /** The names of actions that accept only `*`, statement by statement. */
  readonly unscopable: Set<readonly string[]>;
}

const NOTHING_WIDE: readonly WideGrant[] = [];

const wideGrants = rememberFor((statement: Statement): readonly WideGrant[] => {
  const { effect, actions, resources } = statement;
  if (effect !== 'Allow' || actions.negated || !resources || resources.negated) { return NOTHING_WIDE; }
  const targets = resourcePatterns(resources);
  if (!targets.some(target => target.hasWildcard) || picksResources(statement)) { return NOTHING_WIDE; }
  const patterns = actionPatterns(actions);
  const unscopable = sortedNames(patterns.filter(({ actions: named }) => named.length === 1 && !canBeScoped(named[0])).map(({ name }) => name));
  return patterns.flatMap(pattern => {
    const wide = targets.findIndex(target => target.hasWildcard && isWide(pattern, target));
    return wide < 0 || isLimitedByAnother(pattern, targets) ? [] : [{ pattern, resource: resources.values[wide].text.toString(), unscopable }];
  });
});

function addTo(groups: Map<string, WideGroup>, { pattern, resource, unscopable }: WideGrant, path: string): void {
  const group = groups.get(pattern.service)
    ?? { path, names: new Set(), resources: new Set(), formats: new Set(), unscopable: new Set() };
  groups.set(pattern.service, group);
  group.names.add(pattern.name);
  group.resources.add(resource);
  for (const format of formatsToShow(pattern)) { group.formats.add(format); }
  if (unscopable.length > 0) { group.unscopable.add(unscopable); }
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/**
 * The actions of a pattern that can be limited to resources: none for a wildcard that mostly stands for actions that cannot,
 * such as `ec2:Describe*`, because naming resources would break it.
 */
const scopableActions = rememberFor(({ hasWildcard, actions }: ActionPattern): readonly Action[] => {
  const scopable = actions.filter(canBeScoped);
  return hasWildcard && scopable.length * 2 < actions.length ? [] : scopable;
});

function canBeScoped(action: Action): boolean {
  return nameableFormats(action).length > 0;
}

/** Whether a resource pattern leaves an action that can be limited on all resources of a type. */
function isWide(pattern: ActionPattern, resource: ResourcePattern): boolean {
  if (resource.isEverything) { return scopableActions(pattern).length > 0; }
  for (const format of formatsToName(pattern)) {
    if (resource.coversAll(format)) { return true; }
  }
  return false;
}

/** Whether a request must also name a resource of another type, of which the statement names some: `batch:SubmitJob` on one queue. */
function isLimitedByAnother({ hasWildcard, actions }: ActionPattern, targets: readonly ResourcePattern[]): boolean {
  if (hasWildcard || actions.length !== 1 || targets.some(target => target.isEverything)) { return false; }
  const required = actions[0].resourceTypes.filter(type => type.required);
  if (required.length < 2) { return false; }
  const formats = arnFormats(actions[0]) ?? [];
  return required.some(({ name }) => {
    const own = formats.filter(({ type }) => type === name);
    return targets.some(target => own.some(format => target.mayName(format)))
      && !targets.some(target => own.some(format => target.coversAll(format)));
  });
}

/** The formats that the actions of a pattern can be limited to by name. */
const formatsToName = rememberFor((pattern: ActionPattern): ReadonlySet<ArnFormat> =>
  new Set(scopableActions(pattern).flatMap(action => nameableFormats(action).filter(format => !(format.endsInId && creates(action))))));

/**
 * What these may use on the side; the request itself names no resource, so that without `*` it is refused. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontranslate.html
 */
const WITHOUT_RESOURCE = new Set(['translate:TranslateDocument', 'translate:TranslateText']);

/** Without those of a resource that the action makes and AWS gives an id: nobody can name it beforehand. */
const nameableFormats = rememberFor((action: Action): readonly ArnFormat[] => {
  if (WITHOUT_RESOURCE.has(actionName(action))) { return []; }
  const formats = arnFormats(action) ?? [];
  return creates(action) ? formats.filter(format => !format.endsInId || format.type.replace(/\W/g, '').toLowerCase() !== createdType(action)) : formats;
});

const CREATING = /^(?:Allocate|Copy|Create|Import|Launch|Provision|Register|Request|Run|Start)(?=[A-Z])/;

function creates(action: Action): boolean {
  return CREATING.test(action.name);
}

function createdType(action: Action): string {
  return action.name.replace(CREATING, '').toLowerCase();
}

/** Those of a few actions are enough to show. */
const formatsToShow = rememberFor((pattern: ActionPattern): readonly ArnFormat[] => scopableActions(pattern).slice(0, 3).flatMap(usualFormats));

/** The formats that a request always names, if there are such, the plainest first. */
function usualFormats(action: Action): readonly ArnFormat[] {
  const required = new Set(action.resourceTypes.filter(type => type.required).map(type => type.name));
  const formats = nameableFormats(action);
  const usual = formats.filter(format => required.has(format.type));
  return [...usual.length > 0 ? usual : formats].sort((one, other) => one.template.length - other.template.length).slice(0, 2);
}

function describe(service: string, { path, names, resources, formats, unscopable }: WideGroup): Violation {
  const sorted = [...names].sort();
  const types = [...formats].map(format => format.type);
  const templates = listOf([...formats].map(format => format.template), 3, 'or');
  const apart = unscopable.size === 1 ? [...unscopable][0] : sortedNames([...unscopable].flat());
  const split = apart.length > 0 ? `; leave ${listOf(apart, 3)}, which AWS accepts only on \`*\`, in a statement of its own` : '';
  return {
    cause: causeOf(names),
    path,
    actions: sorted,
    resources: [...resources],
    message: `${listOf(sorted)} ${sorted.length === 1 ? 'is' : 'are'} allowed on every resource (${[...resources].slice(0, 2).map(text => `\`${shortened(text)}\``).join(', ')}), `
      + `though ${sorted.length === 1 ? 'it takes' : 'they take'} an ARN of type ${listOf(types, 3, 'or')}`,
    fix: `write the ARNs that the workload uses, in the form ${templates}${split}${scopedGrantHint(service)}`,
  };
}
