/**
 * Synthesised templates → what CloudFormation may do to deploy them: the policies for `cdk bootstrap --cloudformation-execution-policies`.
 *
 * Promises: no action is a pattern; no action that accepts resources is allowed on `*`; roles are made, changed and passed only under the
 * app's own names or path, and only with the boundary where one is given; nobody becomes a user, and no boundary is touched. What is not
 * known of the app, or not given for those reasons, is told resource by resource. Errs to too little: what a handler needs of other
 * services is known only from its schema.
 */
import { apiGatewayAccess } from './api-gateway';
import { patternOf, resourceArn, typeArns, withoutCovered } from './arn-patterns';
import { HandlerSchemas } from './handler-schemas';
import { PermissionList } from './permission-list';
import { roleAdministration } from './role-administration';
import { passings, serviceTrust } from './role-passings';
import { parentTypes } from './sub-resources';
import { concerns, managingActions, otherActions, resourceTypesOf } from './type-actions';
import { Action, findResourceType, matchActions, ResourceType } from '../catalog/actions';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { Environment, Identity, isOwnResource, PolicyInventory, resourceKey, ResourceSite } from '../policy/policy-site';
import { printPolicyDocument } from '../policy/print';
import { splitPolicy } from '../reasoning/split';
import { readInventory } from '../template/inventory';
import { TemplateSource } from '../template/template';
import { TemplateSet } from '../template/template-set';

export interface ExecutionPolicyOptions {
  /** The ARN of the boundary that every role of the app has to have. */
  readonly boundary?: string;
  /** The path of all roles of the app, such as `/orders/`. Left out, their names are told by the templates. */
  readonly rolePath?: string;
  readonly schemas?: HandlerSchemas;
}

/** Something of the app that the policies do not cover. */
export interface NotCovered {
  readonly templateId: string;
  readonly logicalId: string;
  readonly type: string;
  /** For people: why, and what to do. */
  readonly reason: string;
}

/** The policies of one environment. */
export interface ExecutionPolicy {
  readonly environment: Environment;
  /** As many as it takes for each to fit a managed policy. */
  readonly documents: readonly JsonObject[];
  readonly notCovered: readonly NotCovered[];
  /** For people: what else to know of the policies. */
  readonly warnings: readonly string[];
}

/** One for each environment of the templates. */
export function executionPolicies(sources: readonly TemplateSource[], options: ExecutionPolicyOptions = {}): ExecutionPolicy[] {
  const app = readInventory(sources);
  const templates = new TemplateSet(sources);
  const environments = new Map(sources.map(({ environment }) => [environmentKey(environment), environment]));
  return [...environments.values()].map(environment => new Derivation(app, templates, environment, options).derive());
}

/** Types that are made without any call. */
const WITHOUT_PERMISSIONS = new Set(['AWS::CDK::Metadata', 'AWS::CloudFormation::WaitCondition', 'AWS::CloudFormation::WaitConditionHandle']);
/** Roles and what hangs on them: a matter of the role administration, not of the handlers. */
const OF_ROLES = new Set(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::RolePolicy']);
const GLOBAL_TABLE = 'AWS::DynamoDB::GlobalTable';
const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';
const MANAGED_POLICY_ACTIONS = [
  'CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'GetPolicy', 'GetPolicyVersion', 'ListPolicyTags', 'ListPolicyVersions',
  'TagPolicy', 'UntagPolicy',
].map(name => `iam:${name}`);
/** Who may make these gives access that no boundary on roles caps. */
const BEYOND_BOUNDARIES = /^AWS::(IAM::(?!OIDCProvider$|SAMLProvider$|ServerCertificate$|ServiceLinkedRole$)|IdentityStore::|Organizations::|SSO::)/;
const CUSTOM_RESOURCE = /^(Custom::|AWS::CloudFormation::CustomResource$)/;
const SSM_PARAMETER = /^AWS::SSM::Parameter::Value</;
const USER_ATTACHMENTS = ['Groups', 'Users'];

class Derivation {
  private readonly permissions = new PermissionList();
  private readonly notCovered: NotCovered[] = [];
  private readonly warnings: string[] = [];
  private readonly sites: readonly ResourceSite[];
  private readonly codeObjects: readonly string[];
  private readonly boundaries: ReadonlySet<string>;
  private readonly identities: readonly Identity[];
  /** The names of roles that the app gives itself. */
  private readonly ownNames: ReadonlySet<string>;
  private isWithRoles = false;

  public constructor(
    app: PolicyInventory,
    private readonly templates: TemplateSet,
    private readonly environment: Environment,
    private readonly options: ExecutionPolicyOptions,
  ) {
    const isHere = (other: { readonly environment: Environment }) => environmentKey(other.environment) === environmentKey(environment);
    this.sites = app.resources.filter(isHere);
    this.boundaries = new Set(app.sites.filter(({ kind }) => kind === 'boundary').map(({ origin }) => resourceKey(origin)));
    this.identities = app.identities.filter(identity => identity.type === 'role' && isOwnResource(identity)).filter(isHere);
    this.ownNames = new Set(this.identities.map(({ properties }) => properties.RoleName).filter(name => typeof name === 'string'));
    this.codeObjects = withoutCovered(this.sites.flatMap(site => this.codeOf(site)));
  }

  public derive(): ExecutionPolicy {
    for (const site of this.sites) { this.cover(site); }
    this.readParameters();
    if (this.codeObjects.length > 0) { this.permissions.add('s3:GetObject', this.codeObjects); }
    const statements = [...this.permissions.statements(), ...this.isWithRoles || this.options.boundary !== undefined ? this.administration() : []];
    this.warn();
    return { environment: this.environment, documents: this.split(statements), notCovered: this.notCovered, warnings: this.warnings };
  }

  private cover(site: ResourceSite): void {
    const { resourceType: type } = site.origin;
    if (WITHOUT_PERMISSIONS.has(type)) { return; }
    if (CUSTOM_RESOURCE.test(type)) { return this.coverCustomResource(site); }
    if (OF_ROLES.has(type)) { return this.coverRole(site); }
    if (type === MANAGED_POLICY) { return this.coverManagedPolicy(site); }
    if (BEYOND_BOUNDARIES.test(type)) {
      return this.leaveOut(site, 'it gives access that no permissions boundary on roles caps: deploy it by other means, or add its permissions yourself');
    }
    const ofApi = apiGatewayAccess(type);
    const asked = this.options.schemas?.permissionsOf(type);
    if (ofApi && !asked) {
      const start = `${typeArns(findResourceType('apigateway', 'RestApis')!, this.environment)[0].replace(/\/.*/, '')}`;
      return ofApi.actions.forEach(action => this.permissions.add(action, ofApi.paths.map(path => start + path)));
    }
    this.coverOther(site, asked);
  }

  private coverOther(site: ResourceSite, asked: readonly string[] | undefined): void {
    const { resourceType: type } = site.origin;
    const managed = [type, ...parentTypes(type)].map(each => ({ type: each, own: resourceTypesOf(each) }));
    const own = managed.flatMap(each => each.own);
    if (!asked && own.length === 0) {
      return this.leaveOut(site, 'the form of its ARN is not known here: give its CloudFormation schema, or add its permissions yourself');
    }
    const actions = asked
      ? this.askedActions(site, asked)
      : [...managed.flatMap(each => managingActions(each.type, each.own)), ...otherActions(type)];
    if (type === GLOBAL_TABLE && Array.isArray(site.properties.Replicas) && site.properties.Replicas.length > 1) {
      this.leaveOut(site, 'its replicas in other regions take permissions there, and on the items: add those that the page of the type lists yourself');
    }
    const arns = new Map(managed.map(each => [each.type, this.arnsOf(site, each.type)]));
    for (const action of actions) {
      this.add(action, own, name => managed.filter(each => each.own.some(other => other.name === name)).flatMap(each => arns.get(each.type)!));
    }
  }

  /**
   * On the resources of the app where the action is about them, else on those of its types in the environment. An action for tags and the
   * like is about one resource of many types; one that requires a type takes the others along, as an endpoint takes its subnets.
   */
  private add(action: Action, own: readonly ResourceType[], arnsOf: (resourceType: string) => readonly string[]): void {
    const id = `${action.service}:${action.name}`;
    if (action.resourceTypes.length === 0) { return this.permissions.add(id, ['*']); }
    if (id === 's3:GetObject' || id === 's3:GetObjectVersion') { return this.permissions.add(id, this.codeObjects.length > 0 ? this.codeObjects : this.allOf(action)); }
    if (!concerns(action, own)) { return this.permissions.add(id, this.allOf(action)); }
    const namesOthers = action.resourceTypes.some(({ required }) => required);
    for (const { name } of action.resourceTypes) {
      const isOwn = own.some(resourceType => resourceType.name === name && resourceType.service === action.service);
      if (isOwn) {
        this.permissions.add(id, withBothForms(arnsOf(name)));
      } else if (namesOthers) {
        this.permissions.add(id, typeArns(findResourceType(action.service, name)!, this.environment));
      }
    }
  }

  private allOf({ service, name, resourceTypes }: Action): readonly string[] {
    const arns = resourceTypes.flatMap(resourceType => typeArns(findResourceType(service, resourceType.name)!, this.environment));
    return `${service}:${name}` === 'iam:CreateServiceLinkedRole' ? arns.map(arn => arn.replace(':role/', ':role/aws-service-role/')) : arns;
  }

  /** The ARNs of the resource, or of those of a parent type that it refers to; of all in the environment where it refers to none of the app. */
  private arnsOf(site: ResourceSite, type: string): readonly string[] {
    const { resourceType } = site.origin;
    const targets = new Set(site.references.map(({ target }) => target));
    const referred = this.sites.filter(other => other.origin.resourceType === type && targets.has(resourceKey(other.origin)));
    const found = type === resourceType ? [site] : referred;
    const arns = found.map(other => resourceArn(other, this.stackNameOf(other))).filter(arn => arn !== undefined);
    return arns.length > 0 ? arns : resourceTypesOf(type).flatMap(each => typeArns(each, this.environment));
  }

  /** What a schema asks for; passing and administering roles is a matter of its own. */
  private askedActions(site: ResourceSite, asked: readonly string[]): readonly Action[] {
    const unknown: string[] = [];
    const actions = asked.flatMap(permission => {
      const found = permission === '*' ? [] : matchActions(permission);
      if (found.length === 0) { unknown.push(permission); }
      return found;
    });
    if (unknown.length > 0) {
      this.leaveOut(site, `its schema asks for ${unknown.join(', ')}, which no action of AWS is called: nothing to do, unless AWS is newer than this library`);
    }
    return actions.filter(({ service, name, accessLevels }) =>
      service !== 'iam' || site.origin.resourceType.startsWith('AWS::IAM::') || name === 'CreateServiceLinkedRole'
      || (name !== 'PassRole' && accessLevels.every(level => level === 'Read' || level === 'List')));
  }

  // ── roles, policies and custom resources ──

  private coverRole(site: ResourceSite): void {
    this.isWithRoles = true;
    this.checkAttachments(site);
  }

  private checkAttachments(site: ResourceSite): void {
    if (USER_ATTACHMENTS.some(property => site.texts(property).length > 0)) {
      this.leaveOut(site, 'it is attached to a user or group, which no permissions boundary on roles caps: attach it to a role');
    }
    const names = [...site.texts('Roles'), ...site.texts('RoleName')].map(({ text }) => text.literal);
    const foreign = names.find(name => name !== undefined && site.origin.resourceType !== 'AWS::IAM::Role' && !this.ownNames.has(name));
    if (foreign !== undefined) {
      this.leaveOut(site, `it is attached to the role ${foreign}, which the app does not make: leave the role's policies to the app that does`);
    }
  }

  private coverManagedPolicy(site: ResourceSite): void {
    const { boundary } = this.options;
    const arn = resourceArn(site, this.stackNameOf(site))!;
    if (this.boundaries.has(resourceKey(site.origin)) || arn === boundary) {
      return this.leaveOut(site, 'it is a permissions boundary, which whoever deploys roles under it must not edit: deploy it apart from the app');
    }
    this.checkAttachments(site);
    MANAGED_POLICY_ACTIONS.forEach(action => this.permissions.add(action, [arn]));
  }

  private coverCustomResource(site: ResourceSite): void {
    const tokens = site.texts('ServiceToken').map(({ text }) => patternOf(text, this.environment));
    const known = tokens.filter(token => /^arn:[^:]*:(lambda|sns):/.test(token));
    if (known.length === 0) {
      this.leaveOut(site, 'its ServiceToken is known only at deployment: allow lambda:InvokeFunction on the function, or sns:Publish on the topic, yourself');
    }
    for (const token of known) { this.permissions.add(token.split(':')[2] === 'sns' ? 'sns:Publish' : 'lambda:InvokeFunction', [this.narrowed(site, token)]); }
  }

  /** The function of a custom resource, if it is of the app, by its generated name. */
  private narrowed(site: ResourceSite, token: string): string {
    const target = site.references.find(({ path }) => path === 'Properties/ServiceToken')?.target;
    const found = this.sites.find(({ origin }) => resourceKey(origin) === target);
    return (found && resourceArn(found, this.stackNameOf(found))) ?? token;
  }

  private administration(): JsonObject[] {
    const { boundary, rolePath } = this.options;
    const arnOf = (site: ResourceSite) => resourceArn(site, this.stackNameOf(site))!;
    const sites = new Map(this.sites.map(site => [resourceKey(site.origin), site]));
    const roles = this.identities.map(identity => ({ arn: arnOf(sites.get(resourceKey(identity.origin))!), services: serviceTrust(identity) }));
    this.identities.forEach((identity, index) => {
      if (rolePath !== undefined && !roles[index].arn.includes(`:role${rolePath}`)) {
        this.leaveOut(identity, `its path is not \`${rolePath}\`: give it \`path: '${rolePath}'\``);
      }
    });
    const [all] = typeArns(findResourceType('iam', 'role')!, this.environment);
    const patterns = rolePath === undefined ? withoutCovered(roles.map(({ arn }) => arn)) : [all.replace(/:role\/.*/, `:role${rolePath}*`)];
    const profiles = this.sites.filter(({ origin }) => origin.resourceType === 'AWS::IAM::InstanceProfile').map(arnOf);
    return roleAdministration({ roles: patterns, instanceProfiles: withoutCovered(profiles), boundary, passings: passings(patterns, roles) });
  }

  // ── what templates need besides their resources ──

  /** CloudFormation reads the parameters whose names a template has as defaults, such as the version of the bootstrap stack. */
  private readParameters(): void {
    for (const { template, environment } of this.templates.sources) {
      if (environmentKey(environment) !== environmentKey(this.environment)) { continue; }
      for (const { Type: type, Default: name } of Object.values(template.Parameters ?? {})) {
        if (typeof type !== 'string' || !SSM_PARAMETER.test(type) || typeof name !== 'string') { continue; }
        const [arn] = typeArns(findResourceType('ssm', 'parameter')!, environment);
        this.permissions.add('ssm:GetParameters', [arn.replace(/:parameter\/.*/, `:parameter/${name.replace(/^\//, '')}`)]);
      }
    }
  }

  /** The objects that hold the code of functions and layers. */
  private codeOf(site: ResourceSite): readonly string[] {
    const { resourceType } = site.origin;
    if (resourceType !== 'AWS::Lambda::Function' && resourceType !== 'AWS::Lambda::LayerVersion') { return []; }
    const place = site.properties[resourceType === 'AWS::Lambda::Function' ? 'Code' : 'Content'];
    const bucket = isObject(place) ? place.S3Bucket : undefined;
    return bucket === undefined ? [] : [this.objectsIn(site, bucket)];
  }

  private objectsIn(site: ResourceSite, bucket: JsonValue): string {
    const text = this.templates.readerOf(site.origin.templateId).text(bucket);
    const [all] = typeArns(findResourceType('s3', 'object')!, this.environment);
    return text ? all.replace(/:::.*/, `:::${patternOf(text, this.environment)}/*`) : all;
  }

  /** Of the stack, or of the one that it is nested in: the names of nested stacks begin with it. */
  private stackNameOf({ origin }: ResourceSite): string | undefined {
    let source = this.templates.sources.find(({ id }) => id === origin.templateId);
    while (source && source.stackName === undefined && source.parent) {
      const { parent } = source;
      source = this.templates.sources.find(({ id }) => id === parent.id);
    }
    return source?.stackName;
  }

  // ── results ──

  private leaveOut({ origin }: { readonly origin: ResourceSite['origin'] }, reason: string): void {
    this.notCovered.push({ templateId: origin.templateId, logicalId: origin.logicalId, type: origin.resourceType, reason });
  }

  private warn(): void {
    const { account, region } = this.environment;
    if (account === undefined || region === undefined) {
      this.warnings.push('the templates do not say which account and region they are for, so the ARNs have `*` there: give the stacks an `env`');
    }
    const { boundary } = this.options;
    if (this.isWithRoles && boundary === undefined) {
      this.warnings.push('no boundary is given: whoever deploys can make a role that administers the account. Give the boundary that the roles have to have');
    }
    for (const identity of boundary === undefined ? [] : this.identities) {
      const { permissionsBoundary } = identity;
      if (permissionsBoundary === undefined || (permissionsBoundary.literal !== undefined && permissionsBoundary.literal !== boundary)) {
        this.leaveOut(identity, `its permissions boundary is ${permissionsBoundary?.literal ?? 'none'}, so that making it is denied: give it ${boundary}`);
      }
    }
  }

  private split(statements: readonly JsonObject[]): readonly JsonObject[] {
    if (statements.length === 0) { return []; }
    const result = splitPolicy(parsePolicyDocument({ Version: '2012-10-17', Statement: [...statements] }));
    if (result.outcome === 'impossible') { throw new Error(result.reason); }
    this.warnings.push(...result.warnings);
    return result.documents.map(document => printPolicyDocument(document));
  }
}

function environmentKey({ account, region }: Environment): string {
  return `${account}/${region}`;
}

/** The ARN of a log group is written with and without `:*` at its end. */
function withBothForms(arns: readonly string[]): readonly string[] {
  return arns.flatMap(arn => arn.includes(':log-group:') && arn.endsWith(':*') ? [arn, arn.slice(0, -':*'.length)] : [arn]);
}
