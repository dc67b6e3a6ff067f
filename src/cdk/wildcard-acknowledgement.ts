/**
 * Acknowledges, for cdk-nag and for our own rules, the wildcards that this library has to write, so that a user need not.
 *
 * Promises: an acknowledgement lands on the one policy resource that holds the wildcard, with its reason, and only if every
 * action that this policy allows on the wildcard was announced with it. A wildcard that somebody else adds to the same policy
 * therefore stays a finding: this file errs towards reporting. cdk-nag is never imported.
 *
 * Our rule `wildcard-resource` reports a policy's wildcards together and is acknowledged action by action; an action is, if all
 * wildcards that it is allowed on were announced with it, and if it is one action: a pattern would accept others too.
 *
 * cdk-nag 3 names such findings `AwsSolutions-IAM5[Resource::<flattened ARN>]` and `AwsSolutions-IAM5[Action::<pattern>]`.
 * The flattened ARN depends on logical ids and on cross-stack references, which are final only after CDK has resolved them.
 * So the ids are computed in a construct validation, which runs after that and before any validation plugin.
 */
import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { LIBRARY, NAMESPACE, writeReason } from '../diagnostics/acknowledgement';
import { acknowledgedForm } from '../diagnostics/finding';

/** The wildcards to accept in the policies of one construct. */
export interface Wildcards {
  /** Action patterns that hold `*`, as they stand in the policy. */
  readonly actions?: string[];
  /** Resource ARNs that hold `*`; they may hold tokens. */
  readonly resources?: string[];
  /** The actions for which `resources` is accepted. Left out: any action. */
  readonly onlyFor?: string[];
}

interface Announcement {
  readonly wildcards: Wildcards;
  readonly reason: string;
}

const PATTERN = /[*?]/;

const announcements = new WeakMap<IConstruct, Announcement[]>();

/**
 * Accepts `wildcards` in every IAM policy that stands at or below `construct` when the app is synthesised.
 *
 * @param construct a role, user, group or policy
 * @param reason why AWS leaves no narrower way; written into the construct metadata
 */
export function acknowledgeWildcards(construct: IConstruct, wildcards: Wildcards, reason: string): void {
  const known = announcements.get(construct);
  if (known) {
    known.push({ wildcards, reason });
    return;
  }
  const announced = [{ wildcards, reason }];
  announcements.set(construct, announced);
  construct.node.addValidation({
    validate: () => {
      construct.node.findAll().filter(CfnResource.isCfnResource).forEach((resource) => acknowledgeIn(resource, announced));
      return [];
    },
  });
}

function acknowledgeIn(resource: CfnResource, announced: Announcement[]): void {
  const { actions, resources } = findWildcards(resource);
  for (const action of actions) {
    acknowledge(resource, nagId(`Action::${action}`), announced.filter(({ wildcards }) => wildcards.actions?.includes(action)));
  }
  if (resources.size === 0) {
    return;
  }
  const stack = Stack.of(resource);
  const open = new Set<string>();
  const reasons = new Map<string, Announcement[]>();
  const flattened = announced.map(({ wildcards }) => (wildcards.resources ?? []).map((arn) => flattenReference(stack.resolve(arn))));
  for (const [arn, usedBy] of resources) {
    const matching = announced.filter((_, index) => flattened[index].includes(arn));
    const accepting = (action: string) => matching.filter(({ wildcards }) => wildcards.onlyFor?.includes(action) ?? true);
    usedBy.forEach((action) => reasons.set(action, [...reasons.get(action) ?? [], ...accepting(action)]));
    const unannounced = [...usedBy].filter((action) => accepting(action).length === 0);
    unannounced.forEach((action) => open.add(action));
    if (unannounced.length === 0) {
      acknowledge(resource, nagId(`Resource::${arn}`), matching);
    }
  }
  for (const [action, accepted] of reasons) {
    if (!open.has(action) && !PATTERN.test(action)) {
      acknowledge(resource, `${NAMESPACE}::wildcard-resource[${acknowledgedForm(action)}]`, accepted, { owner: LIBRARY });
    }
  }
}

function nagId(finding: string): string {
  return `Annotation::AwsSolutions-IAM5[${finding}]`;
}

/** The wildcards of all Allow statements: action patterns, and flattened ARNs with the actions that use them. */
function findWildcards(resource: CfnResource): { actions: Set<string>; resources: Map<string, Set<string>> } {
  const actions = new Set<string>();
  const resources = new Map<string, Set<string>>();
  for (const statement of statementsOf(resource).filter(({ Effect }) => Effect === 'Allow')) {
    const statementActions = asList(statement.Action).filter((action): action is string => typeof action === 'string');
    statementActions.filter((action) => action.includes('*')).forEach((action) => actions.add(action));
    for (const arn of asList(statement.Resource).map(flattenReference).filter((text) => text.includes('*'))) {
      const usedBy = resources.get(arn) ?? new Set();
      statementActions.forEach((action) => usedBy.add(action));
      resources.set(arn, usedBy);
    }
  }
  return { actions, resources };
}

/** The resources and properties are those that cdk-nag's rule IAM5 reads. */
function statementsOf(resource: CfnResource): any[] {
  const stack = Stack.of(resource);
  if (iam.CfnPolicy.isCfnPolicy(resource) || iam.CfnManagedPolicy.isCfnManagedPolicy(resource)) {
    return asList(stack.resolve(resource.policyDocument)?.Statement);
  }
  if (iam.CfnRole.isCfnRole(resource) || iam.CfnUser.isCfnUser(resource) || iam.CfnGroup.isCfnGroup(resource)) {
    return asList(stack.resolve(resource.policies)).flatMap((policy) => asList(policy.policyDocument?.Statement));
  }
  return [];
}

/**
 * Written as metadata and not through `Validations.acknowledge`: that method replaces blanks and refuses unpaired brackets,
 * both of which an S3 prefix may hold, while cdk-nag compares with the id as it is.
 */
function acknowledge(resource: CfnResource, id: string, accepted: Announcement[], details = {}): void {
  const key = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
  if (accepted.length === 0 || resource.node.metadata.some(({ type, data }) => type === key && id in data)) {
    return;
  }
  const reason = [...new Set(accepted.map((announcement) => announcement.reason))].join('; ');
  resource.node.addMetadata(key, { [id]: writeReason(reason, details) });
}

/** Spells a resolved ARN as cdk-nag does in the id of a finding. */
export function flattenReference(value: any): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string') {
    return value.replace(/\$\{/g, '<').replace(/\}/g, '>');
  }
  const [delimiter, items] = value['Fn::Join'] ?? [];
  if (Array.isArray(items)) {
    return items.map(flattenReference).join(delimiter);
  }
  if (value['Fn::Sub']) {
    return flattenReference(value['Fn::Sub']);
  }
  if (value['Fn::GetAtt']) {
    const [resource, attribute] = value['Fn::GetAtt'];
    return `<${flattenReference(resource)}.${flattenReference(attribute)}>`;
  }
  if (value['Fn::ImportValue']) {
    return flattenReference(value['Fn::ImportValue']);
  }
  if (value.Ref) {
    return `<${flattenReference(value.Ref)}>`;
  }
  return JSON.stringify(value);
}

function asList(value: any): any[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
