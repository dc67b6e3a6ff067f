/**
 * What an app holds about access, as one concrete deployment of it: its identities and resources by ARN, and the policies that
 * have a say for each.
 *
 * Names that CloudFormation makes up are replaced by plausible ones. What is attached to a principal but stands outside of the app
 * is there as a document that is not decided, never left out.
 */
import { governingProperty, governs, namedArn } from './governed-resources';
import { HeldDocument, outsideBoundary, outsideManagedPolicy, outsidePolicies, outsideResourcePolicy, underGuards } from './held-document';
import { Guard } from '../policy/guard';
import { JsonValue } from '../policy/json';
import { Identity, PolicyInventory, PolicySite, resourceKey, ResourceOrigin } from '../policy/policy-site';
import { PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';
import { PlausibleValues } from '../reasoning/plausible-values';
import { Principal } from '../reasoning/principal';
import { ATTACHMENT_PROPERTIES, MANAGED_POLICY_TYPE } from '../template/identities';
import { readInventory } from '../template/inventory';
import { isResource, TemplateResource, TemplateSource } from '../template/template';
import { TemplateSet } from '../template/template-set';
import { valuesOf } from '../template/values';

/** A resource of the app with its ARN. */
export interface HeldResource {
  readonly arn: string;
  readonly origin: ResourceOrigin;
}

/** The conditions of templates that are taken to hold, since the resources a question is about are there. */
export type Assumed = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** A policy of a resource, and the ARNs it governs. */
interface ResourcePolicy {
  readonly site: PolicySite;
  readonly governed: readonly string[];
}

const NONE_ASSUMED: ReadonlyMap<string, boolean> = new Map();

export class AppPolicies {
  private readonly templates: TemplateSet;
  private readonly inventory: PolicyInventory;
  private readonly values = new PlausibleValues(false);
  /** In the order of their templates. */
  public readonly resources: readonly HeldResource[];
  private readonly arns: ReadonlyMap<string, HeldResource>;
  private readonly managedPolicies: readonly PolicySite[];
  private readonly resourcePolicies: readonly ResourcePolicy[];

  public constructor(public readonly sources: readonly TemplateSource[]) {
    this.templates = new TemplateSet(sources);
    this.inventory = readInventory(sources);
    this.resources = sources.flatMap(source => this.resourcesOf(source));
    this.arns = new Map(this.resources.map(resource => [resourceKey(resource.origin), resource]));
    this.managedPolicies = this.inventory.sites.filter(({ origin }) => origin.resourceType === MANAGED_POLICY_TYPE);
    this.resourcePolicies = this.inventory.sites
      .filter(({ kind }) => kind === 'resource' || kind === 'trust')
      .map(site => ({ site, governed: this.governedBy(site) }));
  }

  // ── names and values ──

  /** The text of a value as a template writes it, unknowns bound where that can be. */
  public text(templateId: string, raw: JsonValue): SymbolicText | undefined {
    const text = this.templates.readerOf(templateId).text(raw);
    return text && this.values.bindText(text);
  }

  public arnOf(origin: ResourceOrigin): string | undefined {
    return this.arns.get(resourceKey(origin))?.arn;
  }

  public withLogicalId(logicalId: string): readonly HeldResource[] {
    return this.resources.filter(({ origin }) => origin.logicalId === logicalId);
  }

  /** The resource of the app whose policies govern an ARN: that resource itself, or the one it is a part of. */
  public findResource(arn: string): HeldResource | undefined {
    return this.resources.find(resource => governs(resource.arn, arn));
  }

  /** The account in which a resource is made. */
  public accountOf(origin: ResourceOrigin): string {
    return this.text(origin.templateId, { Ref: 'AWS::AccountId' })!.toString();
  }

  /**
   * The region in which a resource lies, where that is certain: that of its ARN, and for a bucket of the app, whose ARN has none, that in
   * which it is made.
   */
  public regionOf(arn: string): string | undefined {
    const [, , service, region] = arn.split(':', 4);
    if (region) { return region; }
    const bucket = service === 's3' ? this.findResource(arn) : undefined;
    return bucket && this.text(bucket.origin.templateId, { Ref: 'AWS::Region' })!.toString();
  }

  /** The roles and users of the app that an ARN names; a role also by the ARN of a session of it. */
  public findIdentities({ kind, id, account, name }: Principal): readonly Identity[] {
    const prefix = `:iam::${account}:role/`;
    return this.inventory.identities.filter(({ origin }) => {
      const arn = this.arnOf(origin)!;
      return kind === 'role-session' ? arn.includes(prefix) && nameIn(arn) === name : arn === id;
    });
  }

  public identityAt({ templateId, logicalId }: ResourceOrigin): Identity | undefined {
    return this.inventory.identities.find(({ origin }) => origin.templateId === templateId && origin.logicalId === logicalId);
  }

  /** The conditions under which the template makes these resources. */
  public assume(origins: readonly ResourceOrigin[]): Assumed {
    const assumed = new Map<string, Map<string, boolean>>();
    for (const origin of origins) {
      for (const { condition } of this.guardsOf(origin)) {
        const conditions = assumed.get(origin.templateId) ?? new Map<string, boolean>();
        assumed.set(origin.templateId, conditions.set(condition, true));
      }
    }
    return assumed;
  }

  // ── policies ──

  /** All that grants to an identity of the app by being attached to it or to its groups. */
  public attachedTo(identity: Identity, assumed: Assumed): readonly HeldDocument[] {
    return [
      ...identity.inlinePolicies.map(site => this.hold(site, assumed)),
      ...identity.managedPolicyArns.flatMap(value => this.managedPolicy(value, assumed, identity.origin)),
      ...[...identity.groups].flatMap(group => this.attachedTo(group, assumed)),
    ];
  }

  /** What is known of the policies of a role or user that is not of the app: those that the app attaches to it by name. */
  public attachedOutside({ kind, id, name }: Principal, assumed: Assumed): readonly HeldDocument[] {
    const type = kind === 'role-session' ? 'role' : kind;
    const properties = Object.keys(ATTACHMENT_PROPERTIES).filter(property => ATTACHMENT_PROPERTIES[property] === type);
    const attached = this.inventory.sites.filter(site => site.kind === 'identity' && properties.some(property =>
      this.textsOf(site.origin, property).some(({ literal }) => literal !== undefined && literal === name)));
    return [...attached.map(site => this.hold(site, assumed)), outsidePolicies(id)];
  }

  public boundaryOf(identity: Identity, assumed: Assumed): HeldDocument | undefined {
    if (this.resource(identity.origin)?.Properties?.PermissionsBoundary === undefined) { return undefined; }
    if (!identity.permissionsBoundary) { return outsideBoundary('that a condition of the template may leave out'); }
    const arn = this.values.bindText(identity.permissionsBoundary).toString();
    const [site] = this.managedPolicySites(arn, identity.origin);
    return site ? this.hold(site, assumed) : outsideBoundary(arn);
  }

  /**
   * All policies of a resource; empty when it has none. A resource outside of the app may let principals of `account` in, or
   * anyone if that is not given.
   */
  public policiesOfResource(arn: string, assumed: Assumed, account: string | undefined): readonly HeldDocument[] {
    const held = this.resourcePolicies
      .filter(({ governed }) => governed.some(target => governs(target, arn)))
      .map(({ site }) => this.hold(site, assumed));
    return held.length > 0 || this.findResource(arn) ? held : [outsideResourcePolicy(arn, account)];
  }

  /** The ARNs that a policy of the app governs. */
  public governedArns(): readonly string[] {
    return [...new Set(this.resourcePolicies.flatMap(({ governed }) => governed))];
  }

  private managedPolicy({ text, when }: PolicyValue, assumed: Assumed, attachedTo: ResourceOrigin): readonly HeldDocument[] {
    const arn = this.values.bindText(text).toString();
    const sites = this.managedPolicySites(arn, attachedTo);
    const held = sites.length > 0 ? sites.map(site => this.hold(site, assumed)) : [outsideManagedPolicy(arn)];
    const conditions = assumed.get(attachedTo.templateId) ?? NONE_ASSUMED;
    return held.map(each => ({ ...each, document: this.values.bindDocument(underGuards(each.document, when), conditions) }));
  }

  /** Stages may repeat the name of a policy: the one beside the identity is meant. */
  private managedPolicySites(arn: string, beside: ResourceOrigin): readonly PolicySite[] {
    const named = this.managedPolicies.filter(({ origin }) => this.arnOf(origin) === arn);
    const own = named.filter(({ origin }) => origin.templateId === beside.templateId);
    return own.length > 0 ? own : named;
  }

  private hold(site: PolicySite, assumed: Assumed): HeldDocument {
    const conditions = assumed.get(site.origin.templateId) ?? NONE_ASSUMED;
    return { site, document: this.values.bindDocument(underGuards(site.document, this.guardsOf(site.origin)), conditions) };
  }

  private guardsOf(origin: ResourceOrigin): readonly Guard[] {
    const condition = this.resource(origin)?.Condition;
    return typeof condition === 'string' ? [{ condition, holds: true }] : [];
  }

  // ── where things stand ──

  private resourcesOf({ id: templateId, template }: TemplateSource): HeldResource[] {
    const reader = this.templates.readerOf(templateId);
    return Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) => {
      const arn = isResource(resource) ? reader.arnText(logicalId) : undefined;
      return arn ? [{ arn: this.values.bindText(arn).toString(), origin: { templateId, logicalId, resourceType: resource.Type } }] : [];
    });
  }

  private governedBy({ origin, document }: PolicySite): readonly string[] {
    const own = this.arnOf(origin);
    if (own !== undefined) { return [own]; }
    const named = governingProperty(origin.resourceType);
    if (!named) {
      const { statements } = this.values.bindDocument(document, NONE_ASSUMED);
      return statements.flatMap(({ resources }) => resources?.values ?? []).flatMap(({ text }) => text.literal?.startsWith('arn:') ? [text.literal] : []);
    }
    const pseudo = (name: string) => this.text(origin.templateId, { Ref: `AWS::${name}` })!.toString();
    const variables = { Partition: pseudo('Partition'), Region: pseudo('Region'), Account: pseudo('AccountId') };
    return this.rawTextsOf(origin, named.property).flatMap(text => {
      const owner = text.unknowns.find(({ resource }) => resource !== undefined)?.resource;
      const arn = (owner === undefined ? undefined : this.arns.get(owner)?.arn) ?? namedArn(this.values.bindText(text).toString(), named, variables);
      return arn === undefined ? [] : [arn];
    });
  }

  private textsOf(origin: ResourceOrigin, property: string): readonly SymbolicText[] {
    return this.rawTextsOf(origin, property).map(text => this.values.bindText(text));
  }

  private rawTextsOf(origin: ResourceOrigin, property: string): readonly SymbolicText[] {
    return valuesOf(this.resource(origin)?.Properties?.[property], this.templates.readerOf(origin.templateId)).map(({ text }) => text);
  }

  private resource({ templateId, logicalId }: ResourceOrigin): TemplateResource | undefined {
    return this.sources.find(({ id }) => id === templateId)?.template.Resources?.[logicalId];
  }
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
