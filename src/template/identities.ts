/**
 * Templates → the roles, users and groups of the app, each with what all resources of the app attach to it.
 *
 * An attachment by a name or ARN that leads to no identity of the app is left out: it is some other app's identity, whose other
 * policies cannot be seen from here.
 */
import { findCloudFormationType } from '../catalog/cloudformation';
import { asList, JsonValue } from '../policy/json';
import { Identity, IdentityType, PolicySite } from '../policy/policy-site';
import { PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';

/** The properties by which a policy resource names whom it is attached to. */
const ATTACHMENT_PROPERTIES: readonly (readonly [string, IdentityType])[] = [
  ['Roles', 'role'],
  ['RoleName', 'role'],
  ['Users', 'user'],
  ['UserName', 'user'],
  ['Groups', 'group'],
  ['GroupName', 'group'],
];
const INLINE_POLICY_TYPES = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy']);
export const MANAGED_POLICY_TYPE = 'AWS::IAM::ManagedPolicy';
const NAME_PROPERTY: { readonly [type in IdentityType]: string } = { role: 'RoleName', user: 'UserName', group: 'GroupName' };

interface Draft {
  readonly identity: Identity;
  readonly managedPolicyArns: PolicyValue[];
  readonly inlinePolicies: PolicySite[];
}

export class IdentityCollector {
  private readonly drafts = new Map<string, Draft>();
  private readonly named = new Map<string, Draft[]>();
  private readonly attachments: (() => void)[] = [];

  /** Takes note of a resource, if it is an identity or attaches a policy to one. */
  public collect(source: TemplateSource, logicalId: string, resource: TemplateResource, reader: TemplateReader, sites: readonly PolicySite[]): void {
    const facts = findCloudFormationType(resource.Type)?.identity;
    if (facts && facts.principal !== 'permission-set') {
      this.addIdentity(facts.principal, source, logicalId, resource, reader, sites);
    } else if (INLINE_POLICY_TYPES.has(resource.Type)) {
      this.attachments.push(() => this.eachAttached(source, resource, reader, draft => draft.inlinePolicies.push(...sites)));
    } else if (resource.Type === MANAGED_POLICY_TYPE) {
      const raw = { Ref: logicalId };
      const text = reader.text(raw)!;
      this.attachments.push(() => this.eachAttached(source, resource, reader, draft => draft.managedPolicyArns.push({ raw, text, when: [] })));
    }
  }

  public identities(): readonly Identity[] {
    for (const attach of this.attachments.splice(0)) { attach(); }
    return [...this.drafts.values()].map(draft => draft.identity);
  }

  private addIdentity(
    type: IdentityType, source: TemplateSource, logicalId: string, resource: TemplateResource, reader: TemplateReader, sites: readonly PolicySite[],
  ): void {
    const properties = resource.Properties ?? {};
    const managedPolicyArns = valuesOf(properties.ManagedPolicyArns, reader);
    const inlinePolicies = sites.filter(site => site.kind === 'identity');
    const identity: Identity = {
      type,
      origin: { templateId: source.id, logicalId, resourceType: resource.Type },
      managedPolicyArns,
      permissionsBoundary: properties.PermissionsBoundary === undefined ? undefined : reader.text(properties.PermissionsBoundary),
      inlinePolicies,
    };
    const draft = { identity, managedPolicyArns, inlinePolicies };
    this.drafts.set(`${source.id}#${logicalId}`, draft);
    const name = reader.text(properties[NAME_PROPERTY[type]])?.literal;
    if (name !== undefined) { this.named.set(`${type} ${name}`, [...this.named.get(`${type} ${name}`) ?? [], draft]); }
  }

  private eachAttached(source: TemplateSource, { Properties: properties = {} }: TemplateResource, reader: TemplateReader, attach: (draft: Draft) => void): void {
    for (const [property, type] of ATTACHMENT_PROPERTIES) {
      if (properties[property] === undefined) { continue; }
      for (const { text } of valuesOf(properties[property], reader)) {
        const draft = this.find(type, text, source);
        if (draft) { attach(draft); }
      }
    }
  }

  /** By reference; by name where that leads to one identity: the template's own, or the only one of the app. */
  private find(type: IdentityType, name: SymbolicText, source: TemplateSource): Draft | undefined {
    const { literal } = name;
    if (literal === undefined) {
      const resource = name.unknowns.find(unknown => unknown.resource !== undefined)?.resource;
      return resource === undefined ? undefined : this.drafts.get(resource);
    }
    const named = this.named.get(`${type} ${literal}`) ?? [];
    return named.find(draft => draft.identity.origin.templateId === source.id) ?? (named.length === 1 ? named[0] : undefined);
  }
}

function valuesOf(list: JsonValue, reader: TemplateReader): PolicyValue[] {
  const values: PolicyValue[] = [];
  if (list === undefined) { return values; }
  for (const branch of reader.branches(list)) {
    for (const entry of asList(branch.raw)) {
      for (const { raw, when } of reader.branches(entry)) {
        const text = reader.text(raw);
        if (text) { values.push({ text, raw, when: [...branch.when, ...when] }); }
      }
    }
  }
  return values;
}
