/**
 * Only resources of the same template with a name of their own: across stacks in different environments the CDK itself writes names.
 * A policy of the resource itself is left aside, because a reference would be a circle. Where account or region may be others, silent.
 */
import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { Environment, PolicyInventory, PolicySite, ResourceSite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { PolicyElement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { NO_VIOLATIONS, PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { isWrittenOut } from './written-out-arn';

const policyOn = (resource: string | object) => ({
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } },
  Policy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: resource as string } },
    },
  },
});

export const ownResourceByName: Rule = {
  id: 'own-resource-by-name',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['R-18'],
  summary: 'a policy names a resource of its own stack by a written-out ARN',
  why: 'When the resource gets another name, the policy keeps the old one; and CloudFormation does not know that it must make the resource first.',
  accept: 'When a reference would be a circle.',
  references: ['https://docs.aws.amazon.com/cdk/v2/guide/resources.html'],
  examples: {
    flagged: [
      { title: 'the objects of a bucket of the stack, in a statement that is no list', resources: policyOn('arn:aws:s3:::orders/*') },
      { title: 'with a pseudo parameter', resources: policyOn({ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::orders/incoming/*' }) },
    ],
    allowed: [
      { title: 'a reference', resources: policyOn({ 'Fn::Sub': '${Bucket.Arn}/*' }) },
      { title: 'a bucket of somebody else', resources: policyOn('arn:aws:s3:::invoices/*') },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const site of app.sites) {
      if (site.kind === 'trust' || site.kind === 'scp' || site.kind === 'rcp') { continue; }
      const violation = judge(site, app);
      if (violation) { violations.push(violation); }
    }
    return violations.length === 0 ? NO_VIOLATIONS as readonly PlacedViolation[] : violations;
  },
};

function judge(site: PolicySite, app: PolicyInventory): PlacedViolation | undefined {
  const named = namedResources(app).get(site.origin.templateId);
  if (!named) { return undefined; }
  let found: Map<string, ResourceSite> | undefined;
  let place = '';
  for (const { resources, path } of site.document.statements) {
    if (!resources) { continue; }
    for (const arn of writtenOutArns(resources)) {
      const resource = findOwn(arn, site, named);
      if (!resource) { continue; }
      if (!found) { place = path; }
      found ??= new Map();
      found.set(arn.text, resource);
    }
  }
  if (!found) { return undefined; }
  const arns = [...found.keys()];
  const [first] = found.values();
  return {
    origin: site.origin,
    cause: causeOf([...found.values()].map(({ origin }) => origin.resourceType.replace(/::/g, ' '))),
    path: `${site.propertyPath.replace(/^Properties\/?/, '')}/${place}`.replace(/^\//, ''),
    message: `${listOf(arns, 2)} ${arns.length === 1 ? 'is' : 'are'} written out, though the stack makes \`${first.origin.logicalId}\` itself`,
    fix: 'take the ARN from the construct, such as `bucket.bucketArn`, or let a grant of the construct write the statement',
    resources: arns,
  };
}

interface WrittenArn {
  readonly text: string;
  readonly service: string;
  readonly region: SymbolicText;
  readonly account: SymbolicText;
  /** The name of the resource, and what it may be part of: `orders/incoming/*`, `orders/incoming`, `orders`. */
  readonly names: readonly string[];
}

/** More levels of a name than this are not looked at. */
const MAX_LEVELS = 6;

const writtenOutArns = rememberFor((element: PolicyElement): readonly WrittenArn[] =>
  element.values.flatMap(value => {
    if (!value.text.literalPrefix.startsWith('arn:') || !isWrittenOut(value)) { return []; }
    const arn = parseArn(value.text);
    const [service, resource] = [arn?.service.literal, arn?.resource.literal];
    if (!arn || service === undefined || resource === undefined) { return []; }
    return [{ text: value.text.toString(), service, region: arn.region, account: arn.account, names: levels(resource) }];
  }));

function levels(resource: string): readonly string[] {
  const names = [resource];
  let end = resource.length;
  while (names.length <= MAX_LEVELS && (end = Math.max(resource.lastIndexOf('/', end - 1), resource.lastIndexOf(':', end - 1))) > 0) {
    names.push(resource.slice(0, end));
  }
  return names;
}

function findOwn({ service, region, account, names }: WrittenArn, site: PolicySite, named: NamedResources): ResourceSite | undefined {
  if (!isOwn(region, site.environment.region) || !isOwn(account, site.environment.account)) { return undefined; }
  const found = names.map(name => named.get(`${service} ${name}`)).find(resource => resource !== undefined);
  return found && found.origin.logicalId !== site.origin.logicalId ? found : undefined;
}

/** Left out, filled in at deployment, or that of the stack. */
function isOwn({ literal }: SymbolicText, own: Environment['region']): boolean {
  return literal === undefined || literal === '' || literal === own;
}

/** By service and what stands for them in an ARN. */
type NamedResources = ReadonlyMap<string, ResourceSite>;

/** The resources with a name of their own, by template. */
const namedResources = rememberFor(({ resources }: PolicyInventory): ReadonlyMap<string, NamedResources> => {
  const byTemplate = new Map<string, Map<string, ResourceSite>>();
  for (const resource of resources) {
    const text = resource.arn;
    // Most names are made up at deployment.
    const arn = text && typeof text.parts[text.parts.length - 1] === 'string' ? parseArn(text) : undefined;
    const [service, name] = [arn?.service.literal, arn?.resource.literal];
    if (service === undefined || name === undefined) { continue; }
    const own = byTemplate.get(resource.origin.templateId) ?? new Map<string, ResourceSite>();
    byTemplate.set(resource.origin.templateId, own);
    own.set(`${service} ${name}`, resource);
  }
  return byTemplate;
});
