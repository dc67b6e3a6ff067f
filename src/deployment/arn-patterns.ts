/**
 * ARN patterns, as narrow as a template allows before it is deployed. What is known only then becomes `*`: errs to the wider pattern.
 */
import { generatedName } from './generated-names';
import { ResourceType } from '../catalog/actions';
import { partitionOf } from '../catalog/partition';
import { globCovers } from '../policy/glob';
import { Environment, resourceKey, ResourceSite } from '../policy/policy-site';
import { SymbolicText } from '../policy/symbolic-text';

/** Of a resource of the app; `undefined` where the form of its ARN is not known. */
export function resourceArn(site: ResourceSite, stackName: string | undefined): string | undefined {
  const { arn, environment, origin } = site;
  if (arn === undefined) { return undefined; }
  if (origin.resourceType === 'AWS::IAM::OIDCProvider') { return providerArn(site) ?? patternOf(arn, environment); }
  const own = resourceKey(origin);
  const isNested = origin.resourceType === 'AWS::CloudFormation::Stack';
  const first = arn.unknowns.find(({ resource, shape }) => resource === own && (shape === 'name' || isNested));
  const named = first && SymbolicText.of(arn.parts.map(part => part === first ? generatedName(origin.resourceType, stackName) : part));
  return patternOf(named ?? arn, environment);
}

/** Of all resources of a type in an environment. */
export function typeArns({ arnTemplates }: ResourceType, environment: Environment): readonly string[] {
  const known = new Map([['Partition', partitionName(environment)], ['Region', environment.region], ['Account', environment.account]]);
  return arnTemplates.map(template => starred(template.replace(/\$\{(\w+)\}/g, (_, name: string) => known.get(name) ?? '*')));
}

export function patternOf(text: SymbolicText, environment: Environment): string {
  return starred(text.parts.map(part => {
    if (typeof part === 'string') { return part; }
    return part.shape === 'partition' ? partitionName(environment) : '*';
  }).join(''));
}

/** Without those that others of the list cover. */
export function withoutCovered(patterns: Iterable<string>): string[] {
  const list = [...new Set(patterns)];
  return list.filter(pattern => !list.some(other => other !== pattern && globCovers(other, pattern))).sort();
}

/** The name of a provider is its URL. */
function providerArn(site: ResourceSite): string | undefined {
  const url = site.texts('Url')[0]?.text.literal;
  const { account = '*' } = site.environment;
  return url?.startsWith('https://') ? `arn:${partitionName(site.environment)}:iam::${account}:oidc-provider/${url.slice('https://'.length)}` : undefined;
}

function partitionName({ region }: Environment): string {
  return partitionOf(region)?.name ?? 'aws';
}

function starred(pattern: string): string {
  return pattern.replace(/\*{2,}/g, '*');
}
