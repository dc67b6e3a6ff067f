import { Action } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns } from '../action-pattern';
import { ArnFormat, arnFormats } from '../arn-format';
import { hasOutrightDenies, holdsAction } from '../breadth/denied-actions';
import { ResourcePattern, resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { scopedGrantHint } from '../scoped-grants';
import { causeOfSorted, listOf, listOfDistinct, shortened, sortedOnce } from '../wording';
import { isHeldBack } from './denied-rest';
import { mayNameNothing, namelessHint } from './nameless-requests';
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
      {
        title: 'a Deny that spares all objects of all buckets, or is of one region',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: ['s3:GetObject', 'sns:Publish'], Resource: '*' },
            { Effect: 'Deny', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::*/*' },
            { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:*:*' },
          ],
        },
      },
      {
        title: 'any network of the account',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'ec2:DeleteNetworkInterface',
            Resource: '*',
            Condition: { ArnLike: { 'ec2:Vpc': 'arn:aws:ec2:eu-west-1:111122223333:vpc/*' } },
          }],
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
        title: 'the interfaces of one network',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'ec2:DeleteNetworkInterface',
            Resource: '*',
            Condition: { ArnEquals: { 'ec2:Vpc': 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b2c3d4e5f67890' } },
          }],
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
        title: 'a text to translate or to speak is no resource',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['translate:TranslateText', 'polly:SynthesizeSpeech'], Resource: '*' }] },
      },
      {
        title: 'a Deny leaves only what it names',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
            { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] },
          ],
        },
      },
      {
        title: 'text messages, since all topics are denied',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' },
            { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' },
          ],
        },
      },
      {
        title: 'one sender of mail',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*', Condition: { StringEquals: { 'ses:FromAddress': 'orders@example.com' } } }],
        },
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
  const groups = wideGroups(document).filter(group => group.isListing === isListing);
  return groups.length === 0 ? NO_VIOLATIONS : groups.map(describe);
}

/** Where a bucket stands is no more than lists of buckets say. */
function lists(name: string): boolean {
  return /:(?:Describe|List)/.test(name) || name === 's3:GetBucketLocation';
}

/** All actions of one service that a policy allows too widely: one cause. */
interface WideGroup {
  readonly service: string;
  readonly path: string;
  /** Whether none does more than to list and describe. */
  isListing: boolean;
  /** Action names and wildcards, some of them perhaps twice. */
  readonly names: string[];
  readonly resources: Set<string>;
  /** Some of them perhaps twice. */
  readonly scopes: Scope[];
  /** The names of actions that accept only `*`, statement by statement. */
  readonly unscopable: (readonly string[])[];
}

const NO_GROUPS: readonly WideGroup[] = [];

const wideGroups = rememberFor((document: PolicyDocument): readonly WideGroup[] => {
  const budget = new PairBudget();
  const groups = new Map<string, WideGroup>();
  for (const statement of document.statements) {
    if (!budget.covers(statement)) { break; }
    addWide(statement, document, groups);
  }
  return groups.size === 0 ? NO_GROUPS : [...groups.values()];
});

/** Adds what the statement allows too widely to the groups of its services. */
function addWide(statement: Statement, document: PolicyDocument, groups: Map<string, WideGroup>): void {
  const { effect, actions, resources } = statement;
  if (effect !== 'Allow' || actions.negated || !resources || resources.negated) { return; }
  const targets = resourcePatterns(resources);
  if (!targets.some(target => target.hasWildcard) || picksResources(statement)) { return; }
  const mayBeDenied = hasOutrightDenies(document);
  const mayBeLimitedByAnother = !targets.some(target => target.isEverything);
  const touched = new Set<WideGroup>();
  const unscopable: string[] = [];
  let group: WideGroup | undefined;
  // Many actions of a list have one scope.
  let scope: Scope | undefined;
  let wide = -1;
  for (const pattern of actionPatterns(actions)) {
    const own = scopeOf(pattern);
    // Nothing to limit, nothing too wide.
    if (own === NO_SCOPE) {
      if (pattern.actions.length === 1) { unscopable.push(pattern.name); }
      continue;
    }
    if (own !== scope) {
      scope = own;
      wide = firstWide(targets, scope);
      group = undefined;
    }
    if (wide < 0 || (mayBeLimitedByAnother && isLimitedByAnother(pattern, document))) { continue; }
    if (mayBeDenied && isAllHeldBack(pattern, statement, document)) { continue; }
    if (group?.service !== pattern.service) {
      group = groupOf(pattern.service, statement.path, groups);
      group.scopes.push(scope);
      group.resources.add(resources.values[wide].text.toString());
      touched.add(group);
    }
    group.isListing &&= lists(pattern.name);
    group.names.push(pattern.name);
  }
  if (unscopable.length === 0 || touched.size === 0) { return; }
  const sorted = sortedOnce(unscopable);
  for (const each of touched) { each.unscopable.push(sorted); }
}

function isAllHeldBack({ actions }: ActionPattern, statement: Statement, document: PolicyDocument): boolean {
  return actions.every(action => {
    const scope = scopeOfAction(action);
    return scope === NO_SCOPE || isHeldBack(document, action, statement, scope.formatsToName);
  });
}

function groupOf(service: string, path: string, groups: Map<string, WideGroup>): WideGroup {
  let group = groups.get(service);
  if (!group) {
    group = { service, path, isListing: true, names: [], resources: new Set(), scopes: [], unscopable: [] };
    groups.set(service, group);
  }
  return group;
}

/** The index of the first resource pattern that leaves something on all resources of a type; -1 where none does. */
function firstWide(targets: readonly ResourcePattern[], scope: Scope): number {
  for (let index = 0; index < targets.length; index++) {
    if (targets[index].hasWildcard && isWide(scope, targets[index])) { return index; }
  }
  return -1;
}

/** What actions can be limited to. */
interface Scope {
  /** The formats that they can be limited to by name. */
  readonly formatsToName: readonly ArnFormat[];
  /** Those that a request always names, if there are such, the plainest first; a few are enough to show. */
  readonly formatsToShow: readonly ArnFormat[];
  /** Whether a request always names one of a certain type. One that tags names any of many. */
  readonly hasRequired: boolean;
}

const NO_FORMATS: readonly ArnFormat[] = [];
const NO_SCOPE: Scope = { formatsToName: NO_FORMATS, formatsToShow: NO_FORMATS, hasRequired: false };

class ScopeOfOne implements Scope {
  public readonly hasRequired: boolean;
  private toShow: readonly ArnFormat[] | undefined;

  /** @param nameable those of `formatsToName`, and some of what it makes that a policy can still name in part */
  public constructor(
    public readonly formatsToName: readonly ArnFormat[], private readonly nameable: readonly ArnFormat[], private readonly types: Action['resourceTypes'],
  ) {
    this.hasRequired = types.some(({ required }) => required);
  }

  public get formatsToShow(): readonly ArnFormat[] {
    this.toShow ??= usualFormats(this.nameable, this.types);
    return this.toShow;
  }
}

class ScopeOfMany implements Scope {
  public readonly hasRequired: boolean;
  private toName: readonly ArnFormat[] | undefined;

  public constructor(private readonly scopes: readonly Scope[]) {
    this.hasRequired = scopes.some(({ hasRequired }) => hasRequired);
  }

  public get formatsToName(): readonly ArnFormat[] {
    this.toName ??= [...new Set([...new Set(this.scopes)].flatMap(({ formatsToName }) => formatsToName))];
    return this.toName;
  }

  public get formatsToShow(): readonly ArnFormat[] {
    return this.scopes.slice(0, 3).flatMap(({ formatsToShow }) => formatsToShow);
  }
}

/**
 * None for a wildcard that mostly stands for actions that cannot be limited, such as `ec2:Describe*`, because naming resources would
 * break it.
 */
function scopeOf(pattern: ActionPattern): Scope {
  const { actions } = pattern;
  return actions.length > 1 ? scopeOfWildcard(pattern) : actions.length === 1 ? scopeOfAction(actions[0]) : NO_SCOPE;
}

const scopeOfWildcard = rememberFor(({ actions }: ActionPattern): Scope => {
  const scopes: Scope[] = [];
  for (const action of actions) {
    const scope = scopeOfAction(action);
    if (scope !== NO_SCOPE) { scopes.push(scope); }
  }
  return scopes.length === 0 || scopes.length * 2 < actions.length ? NO_SCOPE : new ScopeOfMany(scopes);
});

function scopeOfAction(action: Action): Scope {
  const { resourceTypes } = action;
  if (resourceTypes.length === 0 || mayNameNothing(action)) { return NO_SCOPE; }
  let found = scopes.get(resourceTypes);
  if (!found) {
    const formats = arnFormats(action) ?? NO_FORMATS;
    found = {
      scope: formats.length === 0 ? NO_SCOPE : new ScopeOfOne(formats, formats, resourceTypes),
      hasIds: formats.some(({ endsInId }) => endsInId),
    };
    scopes.set(resourceTypes, found);
  }
  return found.hasIds && creates(action) ? scopeOfCreating(action) : found.scope;
}

/** By the lists of resource types, which many actions of a service share: all that it depends on, unless an action makes what gets an id. */
const scopes = new WeakMap<Action['resourceTypes'], { readonly scope: Scope; readonly hasIds: boolean }>();

/** Without the resource that the action makes and AWS gives an id: nobody can name it beforehand. */
const scopeOfCreating = rememberFor((action: Action): Scope => {
  const created = createdType(action);
  const nameable = arnFormats(action)!.filter(format => !format.endsInId || format.type.replace(/\W/g, '').toLowerCase() !== created);
  return nameable.length === 0 ? NO_SCOPE : new ScopeOfOne(nameable.filter(format => !format.endsInId), nameable, action.resourceTypes);
});

const CREATING = /^(?:Allocate|Copy|Create|Import|Launch|Provision|Register|Request|Run|Start)(?=[A-Z])/;

function creates(action: Action): boolean {
  return CREATING.test(action.name);
}

function createdType(action: Action): string {
  return action.name.replace(CREATING, '').toLowerCase();
}

function usualFormats(formats: readonly ArnFormat[], types: Action['resourceTypes']): readonly ArnFormat[] {
  const required = types.filter(type => type.required);
  const usual = formats.filter(({ type }) => required.some(({ name }) => name === type));
  const [shown, most] = usual.length > 0 ? [usual, 3] : [formats, 2];
  return [...shown].sort((one, other) => one.template.length - other.template.length).slice(0, most);
}

/** What a group of actions is to name. An action that takes any of many types goes with the others, where it takes what they name. */
function formatsOfGroup(limits: readonly Scope[]): readonly ArnFormat[] {
  const required = limits.filter(({ hasRequired }) => hasRequired);
  if (required.length === 0 || required.length === limits.length) { return limits.flatMap(({ formatsToShow }) => formatsToShow); }
  const certain = new Set(required.flatMap(({ formatsToShow }) => formatsToShow));
  const isServed = ({ hasRequired, formatsToName }: Scope) => !hasRequired && formatsToName.some(format => certain.has(format));
  return limits.filter(limit => !isServed(limit)).flatMap(({ formatsToShow }) => formatsToShow);
}

/** Whether a resource pattern leaves an action, of those that can be limited, on all resources of a type. */
function isWide(scope: Scope, resource: ResourcePattern): boolean {
  if (resource.isEverything) { return true; }
  for (const format of scope.formatsToName) {
    if (resource.coversAll(format)) { return true; }
  }
  return false;
}

/** Whether a request must also name a resource of another type, of which the policy names some: `batch:SubmitJob` on one queue. */
function isLimitedByAnother({ hasWildcard, actions: [action, ...others] }: ActionPattern, { statements }: PolicyDocument): boolean {
  if (hasWildcard || !action || others.length > 0) { return false; }
  const required = action.resourceTypes.filter(type => type.required);
  if (required.length < 2) { return false; }
  const allowed = statements.filter(({ effect, actions }) => effect === 'Allow' && holdsAction(actions, action)).map(({ resources }) => resources);
  if (!allowed.every(resources => resources?.negated === false)) { return false; }
  const targets = allowed.flatMap(resources => resourcePatterns(resources!));
  const formats = arnFormats(action) ?? [];
  return required.some(({ name }) => {
    const own = formats.filter(({ type }) => type === name);
    return targets.some(target => own.some(format => target.mayName(format)))
      && !targets.some(target => own.some(format => target.coversAll(format)));
  });
}

function describe({ service, path, names, resources: texts, scopes: limits, unscopable }: WideGroup): Violation {
  const sorted = sortedOnce(names);
  const resources = [...texts];
  const formats = formatsOfGroup(limits);
  const apart = unscopable.length === 1 ? unscopable[0] : sortedOnce(unscopable.flat());
  const split = apart.length > 0 ? `; leave ${listOfDistinct(apart, 3)}, which AWS accepts only on \`*\`, in a statement of its own` : '';
  return {
    cause: causeOfSorted(sorted),
    path,
    actions: sorted,
    resources,
    message: `${listOfDistinct(sorted)} ${sorted.length === 1 ? 'is' : 'are'} allowed on every resource (${resources.slice(0, 2).map(text => `\`${shortened(text)}\``).join(', ')}), `
      + `though ${sorted.length === 1 ? 'it takes' : 'they take'} an ARN of type ${listOf(formats.map(({ type }) => type), 3, 'or')}`,
    fix: `write the ARNs that the workload uses, in the form ${listOf(formats.map(({ template }) => template), 3, 'or')}${split}${scopedGrantHint(service)}${namelessHint(sorted, resources)}`,
  };
}
