/**
 * Templates → the roles, users and groups of the app, each with what all resources of the app attach to it.
 *
 * An attachment by a name or ARN that leads to no identity of the app is left out: it is some other app's identity, whose other
 * policies cannot be seen from here.
 */
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';
import { valuesOf } from './values';
import { findCloudFormationType } from '../catalog/cloudformation';
import { JsonValue } from '../policy/json';
import { POLICY_KIND_METADATA } from '../policy/policy-kind';
import { Environment, Identity, IdentityType, PolicySite } from '../policy/policy-site';
import { PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** The properties by which a policy resource names whom it is attached to. */
export const ATTACHMENT_PROPERTIES: readonly (readonly [string, IdentityType])[] = [
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
  readonly environment: Environment;
  readonly managedPolicyArns: PolicyValue[];
  readonly inlinePolicies: PolicySite[];
  readonly managedPolicies: PolicySite[];
}

export class IdentityCollector {
  /** The boundaries of all identities, whichever way the conditions over them fall, and those meant for other apps. */
  public readonly boundaryArns: SymbolicText[] = [];
  /** The managed policies that are attached, be it to an identity that is not of the app. */
  public readonly attachedArns: SymbolicText[] = [];
  private readonly drafts = new Map<string, Draft>();
  private readonly named = new Map<string, Draft[]>();
  private readonly managedPolicies = new Map<string, PolicySite>();
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
      if (sites.length > 0) { this.managedPolicies.set(policyKey(text), sites[0]); }
      if (resource.Metadata?.[POLICY_KIND_METADATA] === 'boundary') { this.boundaryArns.push(text); }
      if (ATTACHMENT_PROPERTIES.some(([property]) => valuesOf(resource.Properties?.[property], reader).length > 0)) { this.attachedArns.push(text); }
      this.attachments.push(() => this.eachAttached(source, resource, reader, draft => draft.managedPolicyArns.push({ raw, text, when: [] })));
    }
  }

  public identities(): readonly Identity[] {
    for (const attach of this.attachments.splice(0)) { attach(); }
    return [...this.drafts.values()].map(({ identity, managedPolicyArns, managedPolicies }) => {
      managedPolicies.push(...managedPolicyArns.flatMap(({ text }) => this.managedPolicies.get(policyKey(text)) ?? []));
      const { permissionsBoundary } = identity;
      return permissionsBoundary ? { ...identity, boundary: this.managedPolicies.get(policyKey(permissionsBoundary)) } : identity;
    });
  }

  private addIdentity(
    type: IdentityType, source: TemplateSource, logicalId: string, resource: TemplateResource, reader: TemplateReader, sites: readonly PolicySite[],
  ): void {
    const properties = resource.Properties ?? {};
    const managedPolicyArns = valuesOf(properties.ManagedPolicyArns, reader);
    this.attachedArns.push(...managedPolicyArns.map(({ text }) => text));
    const inlinePolicies = sites.filter(site => site.kind === 'identity');
    const managedPolicies: PolicySite[] = [];
    const identity: Identity = {
      type,
      origin: { templateId: source.id, logicalId, resourceType: resource.Type },
      environment: source.environment,
      properties,
      arn: reader.arnText(logicalId)!,
      trust: sites.find(({ kind }) => kind === 'trust'),
      managedPolicyArns,
      managedPolicies,
      permissionsBoundary: this.boundaryOf(properties.PermissionsBoundary, reader),
      inlinePolicies,
    };
    const draft = { identity, environment: source.environment, managedPolicyArns, inlinePolicies, managedPolicies };
    this.drafts.set(`${source.id}#${logicalId}`, draft);
    const name = reader.text(properties[NAME_PROPERTY[type]])?.literal;
    if (name !== undefined) { this.named.set(`${type} ${name}`, [...this.named.get(`${type} ${name}`) ?? [], draft]); }
  }

  /** A boundary that a condition may leave out is none. */
  private boundaryOf(raw: JsonValue, reader: TemplateReader): SymbolicText | undefined {
    if (raw === undefined) { return undefined; }
    const texts = reader.branches(raw).map(branch => branch.raw === undefined ? undefined : reader.text(branch.raw));
    const present = texts.filter(text => text !== undefined);
    this.boundaryArns.push(...present);
    if (present.length < texts.length) { return undefined; }
    return texts.length === 1 ? texts[0] : reader.text(raw);
  }

  private eachAttached(
    source: TemplateSource, { Properties: properties = {} }: TemplateResource, reader: TemplateReader, attach: (draft: Draft) => void,
  ): void {
    const attached = new Set<Draft>();
    for (const [property, type] of ATTACHMENT_PROPERTIES) {
      for (const { text } of valuesOf(properties[property], reader)) {
        const draft = this.find(type, text, source);
        if (draft) { attached.add(draft); }
      }
    }
    attached.forEach(attach);
  }

  /** By reference; by name where that leads to one identity: the template's own, or the only one of the account. */
  private find(type: IdentityType, name: SymbolicText, source: TemplateSource): Draft | undefined {
    const { literal } = name;
    if (literal === undefined) {
      const resource = name.unknowns.find(unknown => unknown.resource !== undefined)?.resource;
      return resource === undefined ? undefined : this.drafts.get(resource);
    }
    const named = (this.named.get(`${type} ${literal}`) ?? []).filter(draft => mayShareAccount(draft.environment, source.environment));
    return named.find(draft => draft.identity.origin.templateId === source.id) ?? (named.length === 1 ? named[0] : undefined);
  }
}

function mayShareAccount({ account: one }: Environment, { account: other }: Environment): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Two texts that name the same managed policy have the same key. */
export function policyKey(text: SymbolicText): string {
  return text.unknowns.find(unknown => unknown.resource !== undefined)?.resource ?? text.toString();
}
