/**
 * The resources that workloads of an app are handed, by name or ARN, to work with: the types of which a use without rights makes no sense.
 */
import { RoleTaker } from './role-takers';
import { parseArn } from '../../policy/arn';
import { ResourceSite } from '../../policy/policy-site';
import { AppGraph } from '../app-graph';

const TYPES: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::Kinesis::Stream', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]);
/** Where functions and tasks are handed names. */
const ENVIRONMENT = /^Properties\/(?:Environment\/Variables\/|ContainerDefinitions\/\d+\/(?:Environment|Secrets)\/)/;

export function isDataResource({ origin }: ResourceSite): boolean {
  return TYPES.has(origin.resourceType);
}

/** As messages call it: `the table Orders`. */
export function dataName({ origin: { logicalId, resourceType } }: ResourceSite): string {
  return `the ${resourceType.split('::').pop()!.replace(/^Global/, '').toLowerCase()} \`${logicalId}\``;
}

/** The prefix of its actions. */
export function serviceOf({ arn }: ResourceSite): string | undefined {
  return arn && parseArn(arn)?.service.literal;
}

/** What the workload is handed in its environment. */
export function handedTo({ resource }: RoleTaker, graph: AppGraph): ReadonlySet<ResourceSite> {
  const handed = new Set<ResourceSite>();
  for (const { path, target } of resource.references) {
    const site = ENVIRONMENT.test(path) ? graph.resource(target) : undefined;
    if (site && isDataResource(site)) { handed.add(site); }
  }
  return handed;
}
