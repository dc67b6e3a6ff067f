/**
 * The ARN formats that an action's resources have, by the catalog.
 */
import { Action, findResourceType, hasService, resourceTypes, ResourceType, servicePrefixes } from '../catalog/actions';
import { NAME } from '../policy/glob';

export interface ArnFormat {
  /** The resource type, such as `table`. */
  readonly type: string;
  /** As AWS documents it: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
  readonly template: string;
  readonly service: string;
  /** What stands for region and account: nothing, a variable or a fixed word such as `aws`. */
  readonly region: string;
  readonly account: string;
  /** A glob that matches every ARN of this format, and no more than need be. */
  readonly glob: string;
  /** That glob from the region on. */
  readonly placeGlob: string;
  /** That glob from the resource type on. */
  readonly resourceGlob: string;
  /** From the resource type on, each variable as `*`. */
  readonly wideResourceGlob: string;
  /** Whether the last variable is an id, as AWS makes them up. */
  readonly endsInId: boolean;
}

/**
 * Variables that hold neither `/` nor `:`, where that tells formats apart: an object from its bucket, an index from its table.
 * Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const NAME_VARIABLES = new Set(['Partition', 'Region', 'Account', 'BucketName', 'TableName']);
const VARIABLE = /\$\{([^}]*)\}/g;

const NONE: readonly ArnFormat[] = [];
/** By the lists of actions, which many actions of a service share; `null` where they are not fully known. */
const formatsByList = new WeakMap<Action['resourceTypes'], readonly ArnFormat[] | null>();
const formatsByType = new WeakMap<ResourceType, readonly ArnFormat[]>();

/** The formats that the action accepts: none when it accepts only `*`, `undefined` when they are not fully known. */
export function arnFormats(action: Action): readonly ArnFormat[] | undefined {
  const { service, resourceTypes: accepted } = action;
  if (accepted.length === 0) { return NONE; }
  let formats = formatsByList.get(accepted);
  if (formats === undefined) {
    const types = accepted.map(({ name }) => findResourceType(service, name));
    formats = types.every(type => type !== undefined) ? types.flatMap(formatsOf) : null;
    formatsByList.set(accepted, formats);
  }
  return formats ?? undefined;
}

const formatsByService = new Map<string, readonly ArnFormat[]>();

/** The formats of all resources of a service. */
export function serviceFormats(service: string): readonly ArnFormat[] {
  let formats = formatsByService.get(service);
  if (!formats) {
    formats = resourceTypes(service).flatMap(formatsOf);
    if (hasService(service)) { formatsByService.set(service, formats); }
  }
  return formats;
}

let servicesInFormats: ReadonlySet<string> | undefined;

/** Whether ARNs name a service so: mostly as its actions do, but not always. */
export function isArnService(service: string): boolean {
  if (hasService(service)) { return true; }
  servicesInFormats ??= new Set(servicePrefixes().flatMap(prefix => serviceFormats(prefix).map(format => format.service)));
  return servicesInFormats.has(service);
}

function formatsOf(type: ResourceType): readonly ArnFormat[] {
  let formats = formatsByType.get(type);
  if (!formats) {
    formats = type.arnTemplates.map(template => readFormat(type.name, template));
    formatsByType.set(type, formats);
  }
  return formats;
}

function readFormat(type: string, template: string): ArnFormat {
  const [, , service, region, account, ...rest] = template.split(':');
  const resource = rest.join(':');
  const resourceGlob = narrowGlob(withOptionalQualifier(resource));
  const placeGlob = `${narrowGlob(region)}:${narrowGlob(account)}:${resourceGlob}`;
  return {
    type,
    template,
    service,
    region,
    account,
    glob: `arn:${NAME}:${service}:${placeGlob}`,
    placeGlob,
    resourceGlob,
    wideResourceGlob: resource.replace(VARIABLE, '*'),
    endsInId: /(?:Id|ID|UUID|Token)\}[^{}]*$/.test(template),
  };
}

function narrowGlob(template: string): string {
  if (!template.includes('$')) { return template; }
  return template.replace(VARIABLE, (_, name: string) => NAME_VARIABLES.has(name) ? NAME : '*');
}

/** A version, revision or alias after a name (`${Name}:${Revision}`) may be left out in a policy. */
function withOptionalQualifier(template: string): string {
  return template.replace(/(\$\{[^}]*\}):\$\{[^}]*\}$/, '$1*');
}
