/**
 * Templates → the roles, users and groups of the app, each with what all resources of the app attach to it.
 *
 * An attachment by a name or ARN that leads to no identity of the app is left out: it is some other app's identity, whose other
 * policies cannot be seen from here. A function or state machine of SAM stands for the role that SAM makes with it; what SAM itself
 * attaches to that, such as `AWSLambdaBasicExecutionRole`, is left out.
 */
import { intrinsicCall } from './intrinsics';
import { isConnected, roleOfConnector } from './serverless-policies';
import { makesRole, roleIdOf, TRUSTED_BY_SAM_ROLES } from './serverless-roles';
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';
import { valuesOf } from './values';
import { CloudFormationType } from '../catalog/cloudformation';
import { findManagedPolicyPath } from '../catalog/managed-policy-documents';
import { isAlike } from '../policy/alike';
import { NO_GUARDS } from '../policy/guard';
import { asList, JsonObject, JsonValue } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { POLICY_KIND_METADATA } from '../policy/policy-kind';
import { Environment, Identity, IdentityType, isOwnResource, PolicySite, ResourceOrigin, resourceKey } from '../policy/policy-site';
import { PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** The properties by which a policy resource names whom it is attached to. */
export const ATTACHMENT_PROPERTIES: { readonly [property: string]: IdentityType } = {
  Roles: 'role',
  RoleName: 'role',
  Users: 'user',
  UserName: 'user',
  Groups: 'group',
  GroupName: 'group',
};
const INLINE_POLICY_TYPES = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy']);
export const MANAGED_POLICY_TYPE = 'AWS::IAM::ManagedPolicy';
const GROUP_ADDITION_TYPE = 'AWS::IAM::UserToGroupAddition';
const NAME_PROPERTY: { readonly [type in IdentityType]: string } = { role: 'RoleName', user: 'UserName', group: 'GroupName' };

const TRUST_IN = new Map(Object.values(TRUSTED_BY_SAM_ROLES).map(Service => [Service, parsePolicyDocument({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
})]));

/** Grows while the templates are read. */
class TemplateIdentity implements Identity {
  public readonly environment: Environment;
  public readonly properties: JsonObject;
  public readonly trust?: PolicySite;
  public readonly inlinePolicies: PolicySite[];
  public readonly managedPolicies: PolicySite[] = [];
  public readonly groups = new Set<TemplateIdentity>();
  public boundary?: PolicySite;
  private text: SymbolicText | undefined;

  public constructor(
    public readonly type: IdentityType,
    public readonly origin: ResourceOrigin,
    { environment }: TemplateSource,
    properties: JsonObject,
    private readonly reader: TemplateReader,
    sites: readonly PolicySite[],
    public readonly managedPolicyArns: PolicyValue[],
    public readonly permissionsBoundary: SymbolicText | undefined,
  ) {
    this.environment = environment;
    this.properties = properties;
    this.trust = sites.find(({ kind }) => kind === 'trust');
    this.inlinePolicies = sites.filter(({ kind }) => kind === 'identity');
  }

  public get arn(): SymbolicText {
    const { logicalId } = this.origin;
    this.text ??= isOwnResource(this) ? this.reader.arnText(logicalId)! : this.reader.text({ 'Fn::GetAtt': [roleIdOf(logicalId), 'Arn'] })!;
    return this.text;
  }
}

/** Properties that name identities. */
interface Names {
  readonly source: TemplateSource;
  readonly properties: JsonObject;
  readonly reader: TemplateReader;
}

interface Attachment extends Names {
  readonly attach: (identity: TemplateIdentity) => void;
}

export class IdentityCollector {
  /** The boundaries of all identities, whichever way the conditions over them fall, and those meant for other apps. */
  public readonly boundaryArns: SymbolicText[] = [];
  /** The managed policies that are attached, be it to an identity that is not of the app. */
  public readonly attachedArns: SymbolicText[] = [];
  private readonly found = new Map<string, TemplateIdentity>();
  /** By type and name, in all templates and in each: `role worker`, `App#role worker`. */
  private readonly named = new Map<string, TemplateIdentity[]>();
  private readonly managedPolicies = new Map<string, PolicySite>();
  private readonly attachments: Attachment[] = [];
  /** Most identities attach what the one before them does. */
  private lastArns: { readonly raw: JsonValue; readonly reader: TemplateReader; readonly values: readonly PolicyValue[] } | undefined;

  /** Takes note of a resource, if it is an identity or attaches a policy to one. */
  public collect(
    source: TemplateSource, origin: ResourceOrigin, type: CloudFormationType | undefined, resource: TemplateResource, reader: TemplateReader,
    sites: readonly PolicySite[],
  ): void {
    const { resourceType, logicalId } = origin;
    const { Properties: properties = {} } = resource;
    if (type?.identity && type.identity.principal !== 'permission-set') {
      this.addIdentity(type.identity.principal, source, origin, properties, reader, sites);
    } else if (makesRole(resource)) {
      this.addSamRole(source, origin, properties, reader, sites);
    } else if (INLINE_POLICY_TYPES.has(resourceType)) {
      this.attachments.push({ source, properties, reader, attach: identity => identity.inlinePolicies.push(...sites) });
    } else if (resourceType === GROUP_ADDITION_TYPE) {
      const { GroupName, Users } = properties;
      const groups = { source, properties: { GroupName }, reader };
      this.attachments.push({ source, properties: { Users }, reader, attach: user => this.namedBy(groups).forEach(group => user.groups.add(group)) });
    } else if (resourceType === MANAGED_POLICY_TYPE) {
      const raw = { Ref: logicalId };
      const text = reader.text(raw)!;
      if (sites.length > 0) { this.managedPolicies.set(policyKey(text), sites[0]); }
      if (resource.Metadata?.[POLICY_KIND_METADATA] === 'boundary') { this.boundaryArns.push(text); }
      if (Object.keys(ATTACHMENT_PROPERTIES).some(property => valuesOf(properties[property], reader).length > 0)) { this.attachedArns.push(text); }
      const arn: PolicyValue = { raw, text, when: NO_GUARDS };
      this.attachments.push({ source, properties, reader, attach: identity => identity.managedPolicyArns.push(arn) });
    } else if (isConnected(resource)) {
      const attached = { Roles: roleOfConnector(origin, properties, source.template) };
      this.attachments.push({ source, properties: attached, reader, attach: identity => identity.inlinePolicies.push(...sites) });
    }
  }

  public identities(): readonly Identity[] {
    for (const attachment of this.attachments.splice(0)) {
      for (const identity of this.namedBy(attachment)) { attachment.attach(identity); }
    }
    const identities = [...this.found.values()];
    if (this.managedPolicies.size === 0) { return identities; }
    for (const identity of identities) {
      const { managedPolicyArns, permissionsBoundary } = identity;
      identity.managedPolicies.push(...managedPolicyArns.flatMap(({ text }) => this.managedPolicies.get(policyKey(text)) ?? []));
      identity.boundary = permissionsBoundary && this.managedPolicies.get(policyKey(permissionsBoundary));
    }
    return identities;
  }

  private addIdentity(
    type: IdentityType, source: TemplateSource, origin: ResourceOrigin, properties: JsonObject, reader: TemplateReader,
    sites: readonly PolicySite[],
  ): void {
    const { ManagedPolicyArns: managedPolicies, PermissionsBoundary: boundary, [NAME_PROPERTY[type]]: givenName } = properties;
    const arns = managedPolicies === undefined ? [] : [...this.readManagedPolicyArns(managedPolicies, reader)];
    const identity = new TemplateIdentity(type, origin, source, properties, reader, sites, arns, this.boundaryOf(boundary, reader));
    this.found.set(resourceKey(origin), identity);
    if (type === 'user') {
      const { Groups } = properties;
      this.attachments.push({ source, properties: { Groups }, reader, attach: group => identity.groups.add(group) });
    }
    const name = givenName === undefined ? undefined : reader.text(givenName)?.literal;
    if (name !== undefined) {
      this.addName(`${type} ${name}`, identity);
      this.addName(`${source.id}#${type} ${name}`, identity);
    }
  }

  private addSamRole(
    source: TemplateSource, origin: ResourceOrigin, properties: JsonObject, reader: TemplateReader, sites: readonly PolicySite[],
  ): void {
    const { environment } = source;
    const document = TRUST_IN.get(TRUSTED_BY_SAM_ROLES[origin.resourceType])!;
    const trust: PolicySite = { kind: 'trust', origin, environment, propertyPath: 'Properties/AssumeRolePolicyDocument', document };
    const own = sites.some(({ kind }) => kind === 'trust') ? sites : [trust, ...sites];
    const arns = valuesOf(properties.Policies, reader).map(policy => managedPolicyOfSam(policy, reader));
    for (const { text } of arns) { this.attachedArns.push(text); }
    const boundary = this.boundaryOf(properties.PermissionsBoundary, reader);
    this.found.set(resourceKey(origin), new TemplateIdentity('role', origin, source, properties, reader, own, arns, boundary));
  }

  private addName(name: string, identity: TemplateIdentity): void {
    const named = this.named.get(name);
    if (named) { named.push(identity); } else { this.named.set(name, [identity]); }
  }

  private readManagedPolicyArns(raw: JsonValue, reader: TemplateReader): readonly PolicyValue[] {
    const { lastArns: last } = this;
    if (last?.reader === reader && isAlike(last.raw, raw)) { return last.values; }
    const values = valuesOf(raw, reader);
    this.lastArns = { raw, reader, values };
    for (const { text } of values) { this.attachedArns.push(text); }
    return values;
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

  private namedBy({ source, properties, reader }: Names): ReadonlySet<TemplateIdentity> {
    const named = new Set<TemplateIdentity>();
    for (const property in ATTACHMENT_PROPERTIES) {
      const raw = properties[property];
      if (raw !== undefined && !this.addReferred(raw, source, named)) {
        for (const { text } of valuesOf(raw, reader)) {
          const identity = this.find(ATTACHMENT_PROPERTIES[property], text, source);
          if (identity) { named.add(identity); }
        }
      }
    }
    return named;
  }

  /** Most are plain references, which need no reading. Whether all of these are. */
  private addReferred(raw: JsonValue, { id }: TemplateSource, named: Set<TemplateIdentity>): boolean {
    for (const entry of asList(raw)) {
      const call = intrinsicCall(entry);
      const identity = call?.name === 'Ref' ? this.found.get(`${id}#${call.argument}`) : undefined;
      if (!identity) { return false; }
      named.add(identity);
    }
    return true;
  }

  /** By reference; by name where that leads to one identity: the template's own, or the only one of the account. */
  private find(type: IdentityType, name: SymbolicText, source: TemplateSource): TemplateIdentity | undefined {
    const { literal } = name;
    if (literal === undefined) {
      const resource = name.unknowns.find(unknown => unknown.resource !== undefined)?.resource;
      return resource === undefined ? undefined : this.found.get(resource);
    }
    const own = this.named.get(`${source.id}#${type} ${literal}`);
    if (own) { return own[0]; }
    const named = (this.named.get(`${type} ${literal}`) ?? []).filter(({ environment }) => mayShareAccount(environment, source.environment));
    return named.length === 1 ? named[0] : undefined;
  }
}

/** SAM takes the names of AWS managed policies, and ARNs. A name that the catalog lacks may be misspelt, withdrawn or newer, which rules say. */
function managedPolicyOfSam(policy: PolicyValue, reader: TemplateReader): PolicyValue {
  const { literal } = policy.text;
  if (literal === undefined || literal.startsWith('arn:')) { return policy; }
  const text = reader.text({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${findManagedPolicyPath(literal) ?? literal}`]] })!;
  return { ...policy, text };
}

function mayShareAccount({ account: one }: Environment, { account: other }: Environment): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Two texts that name the same managed policy have the same key. */
export function policyKey(text: SymbolicText): string {
  return text.unknowns.find(unknown => unknown.resource !== undefined)?.resource ?? text.toString();
}
