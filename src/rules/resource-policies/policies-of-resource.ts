/**
 * The resource policies that an app puts on its resources: those that stand in the resource itself, and those of a resource of their
 * own that refers to it, such as a bucket policy.
 *
 * A policy that names its resource by a text of which a part is unknown is found by reference only.
 */
import { PolicyDocument } from '../../policy/document';
import { ownValue } from '../../policy/json';
import { PolicyInventory, PolicySite, resourceKey, ResourceSite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';

const NO_POLICIES: readonly PolicySite[] = [];

/** The properties in which a type of policy says whose it is, and the property with the name of that resource. */
const TARGETS: { readonly [policyType: string]: { readonly property: string; readonly name: string } } = {
  'AWS::S3::BucketPolicy': { property: 'Bucket', name: 'BucketName' },
  'AWS::SNS::TopicPolicy': { property: 'Topics', name: 'TopicName' },
  'AWS::SNS::TopicInlinePolicy': { property: 'TopicArn', name: 'TopicName' },
  'AWS::SQS::QueuePolicy': { property: 'Queues', name: 'QueueName' },
  'AWS::SQS::QueueInlinePolicy': { property: 'Queue', name: 'QueueName' },
  'AWS::SecretsManager::ResourcePolicy': { property: 'SecretId', name: 'Name' },
};

/** By the key of the resource, or by its name where a policy writes that. */
const policiesByTarget = rememberFor(({ sites, resources }: PolicyInventory): ReadonlyMap<string, readonly PolicySite[]> => {
  const holders = new Map(resources.map(resource => [resourceKey(resource.origin), resource]));
  const found = new Map<string, PolicySite[]>();
  for (const site of sites) {
    if (site.kind !== 'resource') { continue; }
    for (const target of targetsOf(site, holders.get(resourceKey(site.origin)))) {
      const policies = found.get(target);
      if (policies) { policies.push(site); } else { found.set(target, [site]); }
    }
  }
  return found;
});

export function policiesOf(resource: ResourceSite, inventory: PolicyInventory): readonly PolicySite[] {
  const policies = policiesByTarget(inventory);
  const name = nameOf(resource);
  return [
    ...policies.get(resourceKey(resource.origin)) ?? NO_POLICIES,
    ...name === undefined ? NO_POLICIES : policies.get(named(resource.origin.templateId, name)) ?? NO_POLICIES,
  ];
}

/** Whether the document may hold more than could be read. */
export function isUndecided({ undecided }: PolicyDocument): boolean {
  return undecided.length > 0;
}

function targetsOf({ origin }: PolicySite, holder: ResourceSite | undefined): readonly string[] {
  const target = ownValue(TARGETS, origin.resourceType);
  if (!target) { return [resourceKey(origin)]; }
  if (!holder) { return []; }
  const path = `Properties/${target.property}`;
  return [
    ...holder.references.filter(reference => reference.path === path || reference.path.startsWith(`${path}/`)).map(reference => reference.target),
    ...holder.texts(target.property).flatMap(({ text }) => text.literal === undefined ? [] : [named(origin.templateId, text.literal)]),
  ];
}

function nameOf(resource: ResourceSite): string | undefined {
  for (const { name } of Object.values(TARGETS)) {
    const value = resource.properties[name];
    if (typeof value === 'string') { return value; }
  }
  return undefined;
}

function named(templateId: string, name: string): string {
  return `${templateId}\n${name}`;
}
