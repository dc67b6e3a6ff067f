/**
 * Packs the CloudFormation facts of `@aws-cdk/aws-service-spec` and the hand-kept lists into `src/catalog/data/cloudformation.txt`.
 *
 * One line a type, sorted; types without an ARN, a policy site or an identity are left out. Which property stands in an ARN
 * is only claimed where the names say so (see `bind`).
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { Property, PropertyType, Resource, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';
import { ARN_FACTS, ArnFact, LOWER_CASING_NAMESPACES, REF_IS_ID } from './arn-facts';
import { byCode, plain, sourcePackage, stamped } from './packing';
import { KINDS, LEFT_OUT, OTHER_MARKS, UNLISTED_SITES, UNMARKED_SITES } from './policy-sites';
import { resourceTypes, servicePrefixes } from '../../src/catalog/actions';
import { PolicySiteSpec } from '../../src/catalog/cloudformation';

const SOURCE = '@aws-cdk/aws-service-spec';
const DEPTH = 6;

interface ArnColumns {
  readonly arnTemplate: string;
  readonly bindings: readonly string[];
  readonly arnReturnedBy: readonly string[];
  readonly ref: '' | 'a' | 'n';
  readonly nameReturnedBy: readonly string[];
  readonly otherArns: Readonly<Record<string, string>>;
}

/** The text of the file. Call after `actions.txt` is written: the readers check the hand-kept ARN templates against it. */
export function renderCloudFormation(): string {
  const db = loadAwsServiceSpecSync();
  const resources = new Map([...db.all('resource')].map((resource) => [resource.cloudFormationType, resource]));
  const sites = collectSites(db, resources);
  const types = [...new Set([...resources.keys(), ...sites.keys()])].sort(byCode);
  checkFacts(resources);
  const lines = types.flatMap((type) => {
    const resource = resources.get(type);
    const columns = [...arnColumns(resource, resources), identityColumn(resource), siteColumn(sites.get(type) ?? [])];
    return columns.some((column) => column !== '') ? [[plain(type, '| '), ...columns].join('|')] : [];
  });
  return stamped(SOURCE, sourcePackage(SOURCE, SOURCE), lines);
}

function arnColumns(resource: Resource | undefined, resources: ReadonlyMap<string, Resource>): string[] {
  const arn = resource && arnFacts(resource, resources);
  return arn
    ? [
      packArn(arn.arnTemplate),
      arn.bindings.map((binding) => binding.replace(/^(\w+)=\1$/, '$1')).join(' '),
      arn.arnReturnedBy.join(' '),
      arn.ref,
      arn.nameReturnedBy.join(' '),
      Object.entries(arn.otherArns).map(([attribute, template]) => `${attribute}=${packArn(template)}`).join(' '),
    ]
    : ['', '', '', '', '', ''];
}

function arnFacts(resource: Resource, resources: ReadonlyMap<string, Resource>): ArnColumns {
  const fact = ARN_FACTS.find(({ type }) => type === resource.cloudFormationType);
  if (fact?.same) {
    const same = arnFacts(resources.get(fact.same)!, resources);
    const bindings = fact.bindings ?? same.bindings;
    checkBindings(resource, bindings);
    return { ...same, bindings };
  }
  const arnTemplate = fact?.arnTemplate === null ? '' : fact?.arnTemplate ?? (resource.arnTemplate ?? '').replace(/^arn:aws:/, 'arn:${Partition}:');
  const attributes = Object.keys(resource.attributes);
  const ref = refIdentifier(resource);
  const variables = arnVariables(arnTemplate);
  const named = variables[variables.length - 1] ?? '';
  const bindings = fact?.bindings ?? variables.flatMap((variable) => bind(resource, variable));
  checkBindings(resource, bindings);
  const arnReturnedBy = fact?.arnReturnedBy ?? ownArnAttributes(resource, ref);
  const refReturns = fact?.refReturns ?? (arnReturnedBy.includes(ref) ? 'arn' : refReturnsName(resource, ref, named, bindings) ? 'name' : 'other');
  return {
    arnTemplate: arnReturnedBy.length > 0 || refReturns === 'arn' || arnTemplate ? arnTemplate : '',
    bindings,
    arnReturnedBy,
    ref: refReturns === 'arn' ? 'a' : refReturns === 'name' ? 'n' : '',
    nameReturnedBy: attributes.filter((name) => sameName(name, named) || (name === 'Name' && named.endsWith('Name'))),
    otherArns: fact?.otherArns ?? {},
  };
}

/** What `Ref` returns, when that is a single value. */
function refIdentifier(resource: Resource): string {
  const identifier = resource.cfnRefIdentifier ?? resource.primaryIdentifier ?? [];
  return identifier.length === 1 ? identifier[0] : '';
}

/**
 * Attributes named `Arn`, after the type (`TopicArn`), or the ARN that `Ref` returns.
 *
 * Failing these, where the type has an ARN of its own, a part of its name will do: `BrowserArn` of BrowserCustom.
 */
function ownArnAttributes(resource: Resource, ref: string): string[] {
  const typeName = resource.name.toLowerCase();
  const arns = Object.keys(resource.attributes).filter((name) => /^\w*arn$/i.test(name) && !(name in resource.properties)).sort(byCode);
  const stem = (name: string) => name.slice(0, -'arn'.length).toLowerCase();
  const own = arns.filter((name) => name === ref || ['', typeName].includes(stem(name)));
  return own.length > 0 || !resource.arnTemplate || typeName.endsWith('association') ? own : arns.filter((name) => typeName.includes(stem(name)));
}

function refReturnsName(resource: Resource, ref: string, variable: string, bindings: readonly string[]): boolean {
  if (!ref || !variable) {
    return false;
  }
  const bound = bindings.find((binding) => binding.startsWith(`${variable}=`));
  return bound !== undefined
    ? propertiesOf(bound).includes(ref)
    : sameName(ref, variable)
      || (ref === 'Id' && (resource.cloudFormationType.startsWith('AWS::EC2::') || REF_IS_ID.includes(resource.cloudFormationType)));
}

/**
 * The binding of an ARN variable to a property: the one of the same name, or the name that `Ref` returns.
 *
 * A generic id is never bound, nor a name that the service changes.
 */
function bind(resource: Resource, variable: string): string[] {
  const namespace = resource.cloudFormationType.slice(0, resource.cloudFormationType.lastIndexOf('::'));
  if (LOWER_CASING_NAMESPACES.includes(namespace)) {
    return [];
  }
  if (isText(resource.properties[variable]) && variable !== 'ResourceId' && variable !== 'Id') {
    return [`${variable}=${variable}`];
  }
  const ref = refIdentifier(resource);
  return isText(resource.properties[ref]) && ref.endsWith('Name') && variable.endsWith('Name') && arnVariables(resource.arnTemplate ?? '').length === 1
    ? [`${variable}=${ref}`]
    : [];
}

function isText(property: Property | undefined): boolean {
  return property?.type.type === 'string';
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function arnVariables(template: string): string[] {
  return [...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name).filter((name) => !['Partition', 'Region', 'Account'].includes(name));
}

function propertiesOf(binding: string): string[] {
  return binding.slice(binding.indexOf('=') + 1).split('-')[0].split('+');
}

function packArn(template: string): string {
  if (!template) {
    return '';
  }
  const regional = /^arn:\$\{Partition\}:([\w-]+):\$\{Region\}:\$\{Account\}:(.*)$/.exec(template);
  const packed = regional ? `@${regional[1]}:${regional[2]}` : template.replace(/^arn:\$\{Partition\}:/, '~');
  if (!/^[@~]/.test(packed)) {
    throw new Error(`The ARN template "${template}" does not start with arn:\${Partition}:.`);
  }
  return plain(packed, '|; ').replace(/\$\{/g, '{');
}

function checkFacts(resources: ReadonlyMap<string, Resource>): void {
  const shape = (arn: string) => arn.replace(/\$\{\w+\}/g, '${}');
  const known = new Set(servicePrefixes().flatMap((prefix) => resourceTypes(prefix).flatMap((type) => type.arnTemplates.map(shape))));
  for (const fact of ARN_FACTS) {
    const resource = resources.get(fact.type);
    if (!resource) {
      throw new Error(`arn-facts.ts speaks of ${fact.type}, which the spec does not have.`);
    }
    for (const template of [fact.beyondActionData ? undefined : fact.arnTemplate, ...Object.values(fact.otherArns ?? {})]) {
      if (template && !known.has(shape(template))) {
        throw new Error(`arn-facts.ts gives ${fact.type} the ARN "${template}", which no service of the action data has. Correct it, or say why in "beyondActionData".`);
      }
    }
    checkAttributes(resource, fact);
  }
}

function checkAttributes(resource: Resource, fact: ArnFact): void {
  for (const attribute of [...fact.arnReturnedBy ?? [], ...Object.keys(fact.otherArns ?? {})]) {
    if (!(attribute in resource.attributes)) {
      throw new Error(`arn-facts.ts gives ${fact.type} the attribute "${attribute}", which the spec does not have.`);
    }
  }
}

function checkBindings(resource: Resource, bindings: readonly string[]): void {
  for (const property of bindings.flatMap((binding) => propertiesOf(binding))) {
    if (!isText(resource.properties[property])) {
      throw new Error(`The ARN of ${resource.cloudFormationType} is bound to "${property}", which is not a text property of the type.`);
    }
  }
}

function identityColumn(resource: Resource | undefined): string {
  const principal = { 'AWS::IAM::Role': 'role', 'AWS::IAM::User': 'user', 'AWS::IAM::Group': 'group', 'AWS::SSO::PermissionSet': 'permission-set' }[
    resource?.cloudFormationType ?? ''];
  if (!resource || !principal) {
    return '';
  }
  const managed = Object.keys(resource.properties).find((name) => resource.properties[name].scrutinizable === 'ManagedPolicies');
  const boundary = 'PermissionsBoundary' in resource.properties ? 'PermissionsBoundary' : undefined;
  return [principal, ...(managed ? [managed] : []), ...(boundary ? [boundary] : [])].join(' ');
}

function siteColumn(sites: readonly PolicySiteSpec[]): string {
  return sites
    .map(({ path, kind, shape, when }) => `${path} ${kind} ${shape}${when ? ` ${when.property}=${when.equals}` : ''}`)
    .sort(byCode)
    .join(';');
}

function collectSites(db: SpecDatabase, resources: ReadonlyMap<string, Resource>): Map<string, PolicySiteSpec[]> {
  const sites = new Map<string, PolicySiteSpec[]>();
  const add = (type: string, site: PolicySiteSpec) => sites.set(type, [...sites.get(type) ?? [], site]);
  const walk = new PropertyWalk(db);
  for (const [type, resource] of resources) {
    markedSites(walk, resource).forEach((site) => add(type, site));
  }
  for (const { type, source: _source, date: _date, ...site } of UNMARKED_SITES) {
    const resource = resources.get(type);
    if (!resource || (site.path && !walk.has(resource, site.path)) || (site.when && !resource.properties[site.when.property])) {
      throw new Error(`policy-sites.ts names ${type} ${site.path}, which the spec does not have.`);
    }
    if (sites.get(type)?.some((known) => known.path === site.path && known.kind === site.kind)) {
      throw new Error(`policy-sites.ts names ${type} ${site.path}, which the spec marks by now. Remove the row.`);
    }
    add(type, site);
  }
  for (const { type, source: _source, date: _date, ...site } of UNLISTED_SITES) {
    add(type, site);
  }
  for (const [type, resource] of resources) {
    checkUnclassified(walk, resource, sites.get(type) ?? []);
  }
  return sites;
}

function markedSites(walk: PropertyWalk, resource: Resource): PolicySiteSpec[] {
  const type = resource.cloudFormationType;
  const site = (path: string, kind: PolicySiteSpec['kind']): PolicySiteSpec => ({ path, kind: KINDS[`${type}.${path}`] ?? kind, shape: 'document' });
  const sites: PolicySiteSpec[] = [];
  switch (resource.scrutinizable) {
    case 'ResourcePolicyResource': sites.push(site(walk.onlyJson(resource), 'resource')); break;
    case 'IdentityPolicyResource': sites.push(site(walk.onlyJson(resource), 'identity')); break;
    case 'LambdaPermission': sites.push({ path: '', kind: 'resource', shape: 'permission' }); break;
    case undefined: case 'SsoPermissionSet': break;
    default: expectOther(type, resource.scrutinizable);
  }
  for (const [name, property] of Object.entries(resource.properties)) {
    if (`${type}.${name}` in LEFT_OUT) {
      continue;
    }
    switch (property.scrutinizable) {
      case 'InlineResourcePolicy': sites.push(site(name, 'resource')); break;
      case 'InlineIdentityPolicies': sites.push(site(walk.onlyJson(resource, name), 'identity')); break;
      case undefined: case 'ManagedPolicies': break;
      default: expectOther(`${type}.${name}`, property.scrutinizable);
    }
  }
  return sites;
}

function expectOther(place: string, mark: string): void {
  if (!OTHER_MARKS.includes(mark)) {
    throw new Error(`${place} has the mark "${mark}", which the generator does not know. Classify it in policy-sites.ts.`);
  }
}

/** Every JSON property whose name speaks of a policy must be a site or be excluded with a reason. */
function checkUnclassified(walk: PropertyWalk, resource: Resource, sites: readonly PolicySiteSpec[]): void {
  for (const { path, property } of walk.all(resource)) {
    const place = `${resource.cloudFormationType}.${path}`;
    const inside = sites.some((site) => path === site.path || ['.', '[', '{'].some((next) => path.startsWith(site.path + next)));
    if (/polic(y|ies)/i.test(path) && walk.isJson(property.type) && !inside && !(place in LEFT_OUT)) {
      throw new Error(`${place} holds JSON and is named like a policy. Add it to policy-sites.ts, as a site or with the reason why it is none.`);
    }
  }
}

/** All properties of a type, nested ones included, by path. */
class PropertyWalk {
  constructor(private readonly db: SpecDatabase) {}

  public all(resource: Resource): { readonly path: string; readonly property: Property }[] {
    return this.below(resource.properties, '', []);
  }

  public has(resource: Resource, path: string): boolean {
    return this.all(resource).some((entry) => entry.path === path || entry.path === `${path}[]`);
  }

  /** The one property that holds JSON, in the type or below one of its properties. */
  public onlyJson(resource: Resource, below?: string): string {
    const found = this.all(resource).filter(({ path, property }) => this.isJson(property.type)
      && (below === undefined ? !path.includes('.') : path.startsWith(`${below}[].`)));
    if (found.length !== 1) {
      throw new Error(`${resource.cloudFormationType} is marked as a policy but has ${found.length} JSON properties: ${found.map(({ path }) => path).join(', ')}.`);
    }
    return found[0].path;
  }

  public isJson(type: PropertyType): boolean {
    switch (type.type) {
      case 'json': return true;
      case 'union': return type.types.some((member) => this.isJson(member));
      case 'array': case 'map': return this.isJson(type.element);
      default: return false;
    }
  }

  private below(properties: ResourceProperties, prefix: string, parents: readonly string[]): { path: string; property: Property }[] {
    return Object.entries(properties).flatMap(([name, property]) => {
      const path = `${prefix}${name}`;
      return [
        { path: path + this.suffix(property.type), property },
        ...this.references(property.type, '').flatMap(({ id, suffix }) => parents.includes(id) || parents.length >= DEPTH
          ? []
          : this.below(this.db.get('typeDefinition', id).properties, `${path}${suffix}.`, [...parents, id])),
      ];
    });
  }

  private suffix(type: PropertyType): string {
    return type.type === 'array' && this.isJson(type.element) ? '[]' : '';
  }

  private references(type: PropertyType, suffix: string): { id: string; suffix: string }[] {
    switch (type.type) {
      case 'ref': return [{ id: type.reference.$ref, suffix }];
      case 'union': return type.types.flatMap((member) => this.references(member, suffix));
      case 'array': return this.references(type.element, `${suffix}[]`);
      case 'map': return this.references(type.element, `${suffix}{}`);
      default: return [];
    }
  }
}
