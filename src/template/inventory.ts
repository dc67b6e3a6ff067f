/**
 * Templates of one app → the inventory that the rules judge.
 */
import { IdentityCollector, MANAGED_POLICY_TYPE, policyKey } from './identities';
import { isNoValue } from './intrinsics';
import { PolicySiteReader } from './policy-sites';
import { TemplateResourceSite } from './resource-site';
import { isResource, TemplateResource, TemplateSource } from './template';
import { TemplateSet } from './template-set';
import { findCloudFormationType } from '../catalog/cloudformation';
import { isObject } from '../policy/json';
import { PolicyInventory, PolicySite, ResourceOrigin, ResourceSite } from '../policy/policy-site';

/** Reads all policy sites, identities and resources. */
export function readInventory(sources: readonly TemplateSource[]): PolicyInventory {
  const app = new TemplateSet(sources);
  const sites: PolicySite[] = [];
  const resources: ResourceSite[] = [];
  const identities = new IdentityCollector();
  for (const source of sources) {
    const reader = app.readerOf(source.id);
    const siteReader = new PolicySiteReader(source, reader);
    const written = source.template.Resources ?? {};
    for (const logicalId of Object.keys(written)) {
      if (!isResource(written[logicalId])) { continue; }
      const resource = withProperties(written[logicalId]);
      const origin: ResourceOrigin = { templateId: source.id, logicalId, resourceType: resource.Type };
      const type = findCloudFormationType(resource.Type);
      const found = siteReader.read(origin, type, resource);
      for (const site of found) { sites.push(site); }
      identities.collect(source, origin, type, resource, reader, found);
      resources.push(new TemplateResourceSite(source, origin, resource, reader));
    }
  }
  return { sites: withBoundaries(sites, identities, app), identities: identities.identities(), resources };
}

/** A resource whose `Properties` are no object, which CloudFormation refuses, has none, and lacks those that are `AWS::NoValue`. */
function withProperties(resource: TemplateResource): TemplateResource {
  const { Properties: properties } = resource;
  if (properties === undefined) { return resource; }
  if (!isObject(properties)) { return { ...resource, Properties: {} }; }
  for (const name in properties) {
    if (isNoValue(properties[name])) {
      return { ...resource, Properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => !isNoValue(value))) };
    }
  }
  return resource;
}

/** A managed policy that caps identities, or is meant to, and is attached to none is a boundary: what it allows, it does not grant. */
function withBoundaries(sites: readonly PolicySite[], identities: IdentityCollector, app: TemplateSet): readonly PolicySite[] {
  const boundaries = new Set(identities.boundaryArns.map(policyKey));
  if (boundaries.size === 0) { return sites; }
  const attached = new Set(identities.attachedArns.map(policyKey));
  return sites.map(site => {
    if (site.origin.resourceType !== MANAGED_POLICY_TYPE) { return site; }
    const key = policyKey(app.readerOf(site.origin.templateId).text({ Ref: site.origin.logicalId })!);
    return boundaries.has(key) && !attached.has(key) ? { ...site, kind: 'boundary' as const } : site;
  });
}
