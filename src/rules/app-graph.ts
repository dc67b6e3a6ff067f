/**
 * The app as one: which identities there are, who works as them, and which policies have a say in what they may do.
 *
 * It is one concrete deployment of the app: names that CloudFormation makes up are replaced by plausible ones. Worked out once for
 * an inventory, each part when it is first asked for. Errs towards access: what a condition of a template may leave out is there.
 */
import { PolicyDocument } from '../policy/document';
import { Identity, isOwnResource, PolicyInventory, PolicySite, resourceKey, ResourceSite } from '../policy/policy-site';
import { rememberFor } from '../policy/remember';
import { SymbolicText } from '../policy/symbolic-text';
import { PlausibleValues } from '../reasoning/plausible-values';
import { Policies } from '../reasoning/policies';
import { parsePrincipal, Principal } from '../reasoning/principal';

/** A resource that works as a role, such as a function, and where it says so: `Properties/Role`. */
export interface RoleUse {
  readonly resource: ResourceSite;
  readonly path: string;
}

/** What passes a role on without working as it: attachments of policies, and instance profiles. */
const NOT_WORKLOADS = /^AWS::IAM::/;
const NO_CONDITIONS: ReadonlyMap<string, boolean> = new Map();

export const graphOf = rememberFor((inventory: PolicyInventory): AppGraph => new AppGraph(inventory));

export class AppGraph {
  private readonly identities: ReadonlyMap<string, Identity>;
  private readonly documents = new Map<PolicyDocument, PolicyDocument>();
  private chosenValues: PlausibleValues | undefined;
  private resources: ReadonlyMap<string, ResourceSite> | undefined;
  private uses: ReadonlyMap<string, readonly RoleUse[]> | undefined;
  private named: ReadonlyMap<string, readonly Identity[]> | undefined;

  public constructor(public readonly inventory: PolicyInventory) {
    this.identities = new Map(inventory.identities.map(identity => [resourceKey(identity.origin), identity]));
  }

  /** By key, as references name it: `<template id>#<logical id>`. */
  public identity(key: string): Identity | undefined {
    return this.identities.get(key);
  }

  public resource(key: string): ResourceSite | undefined {
    this.resources ??= new Map(this.inventory.resources.map(resource => [resourceKey(resource.origin), resource]));
    return this.resources.get(key);
  }

  /** The workloads of the app that refer to a role outside of policies, those in an instance profile included. */
  public usesOf(role: Identity): readonly RoleUse[] {
    this.uses ??= this.findUses();
    return this.uses.get(resourceKey(role.origin)) ?? [];
  }

  /** The role of the app that an ARN or name in one of its templates leads to: by reference, or by the fixed name of a role. */
  public role(text: SymbolicText, templateId: string): Identity | undefined {
    for (const part of text.parts) {
      const identity = typeof part !== 'string' && part.resource !== undefined ? this.identities.get(part.resource) : undefined;
      if (identity?.type === 'role' && (text.parts.length === 1 || text.toString() === identity.arn.toString())) { return identity; }
    }
    return this.roleNamed(withoutPartition(text.toString()), templateId);
  }

  /**
   * As `role`, for one that a resource takes. That is always of the account of the resource, so that an ARN which names an account names
   * that of the app where the app leaves it open.
   */
  public takenRole(text: SymbolicText, templateId: string): Identity | undefined {
    return this.role(text, templateId) ?? this.roleNamed(withoutAccount(text.toString()), templateId);
  }

  /** Concrete, and the same text wherever the same thing is meant. */
  public bind(text: SymbolicText): string {
    return this.values.bindText(text).toString();
  }

  /** `undefined` for a group, and for an identity whose account or name no plausible value can stand for. */
  public principal(identity: Identity): Principal | undefined {
    return identity.type === 'group' ? undefined : parsePrincipal(this.bind(identity.arn));
  }

  /** What the app itself holds of the policies of an identity: its own, and its boundary. */
  public policies(identity: Identity): Policies {
    const { boundary } = identity;
    return {
      identity: [...identity.inlinePolicies, ...identity.managedPolicies].map(site => this.document(site)),
      ...boundary && { boundary: this.document(boundary) },
      scp: [],
      rcp: [],
    };
  }

  /** The document of a site, its unknowns replaced. */
  public document({ document }: Pick<PolicySite, 'document'>): PolicyDocument {
    let bound = this.documents.get(document);
    if (!bound) {
      bound = this.values.bindDocument(document, NO_CONDITIONS);
      this.documents.set(document, bound);
    }
    return bound;
  }

  private get values(): PlausibleValues {
    this.chosenValues ??= new PlausibleValues(false);
    return this.chosenValues;
  }

  private roleNamed(key: string, templateId: string): Identity | undefined {
    this.named ??= this.findNamedRoles();
    const named = this.named.get(key) ?? [];
    return named.find(({ origin }) => origin.templateId === templateId) ?? (named.length === 1 ? named[0] : undefined);
  }

  /** Roles with a name of their own, by it and by their ARN, without the account where that is not known. */
  private findNamedRoles(): ReadonlyMap<string, readonly Identity[]> {
    const named = new Map<string, Identity[]>();
    for (const identity of this.inventory.identities) {
      const name = identity.type === 'role' ? identity.properties.RoleName : undefined;
      if (name === undefined) { continue; }
      const arn = identity.arn.toString();
      for (const key of [name, withoutPartition(arn), ...identity.environment.account === undefined ? [withoutAccount(arn)] : []]) {
        if (typeof key === 'string') { named.set(key, [...named.get(key) ?? [], identity]); }
      }
    }
    return named;
  }

  private findUses(): ReadonlyMap<string, readonly RoleUse[]> {
    const uses = new Map<string, RoleUse[]>();
    for (const identity of this.inventory.identities) {
      const key = resourceKey(identity.origin);
      // What stands for the role that SAM makes with it works as that role.
      const resource = isOwnResource(identity) ? undefined : this.resource(key);
      if (resource) { uses.set(key, [{ resource, path: 'Properties/Role' }]); }
    }
    for (const resource of this.inventory.resources) {
      if (NOT_WORKLOADS.test(resource.origin.resourceType)) { continue; }
      const use = ({ origin }: Identity, path: string) => {
        const key = resourceKey(origin);
        uses.set(key, [...uses.get(key) ?? [], { resource, path }]);
      };
      for (const { path, target } of resource.references) { this.rolesBehind(target).forEach(role => use(role, path)); }
      for (const { path, text } of resource.arns) {
        const role = this.takenRole(text, resource.origin.templateId);
        if (role) { use(role, path); }
      }
    }
    return uses;
  }

  /** The role itself, or those in an instance profile. */
  private rolesBehind(target: string): readonly Identity[] {
    const identity = this.identities.get(target);
    if (identity) { return identity.type === 'role' ? [identity] : []; }
    const resource = this.resource(target);
    return resource?.origin.resourceType === 'AWS::IAM::InstanceProfile'
      ? resource.texts('Roles').flatMap(({ text }) => this.takenRole(text, resource.origin.templateId) ?? [])
      : [];
  }
}

/** Of the ARN of what IAM has. */
function withoutAccount(arn: string): string {
  return arn.replace(/^arn:[^:]*:iam::[^:]*:/, 'arn:iam:::');
}

/** Written out by some and referred to by others; an app has one. */
function withoutPartition(arn: string): string {
  return arn.replace(/^arn:[^:]*:/, 'arn:');
}
