/**
 * Who makes the request that a test asks about: constructs and text → a principal, with its identity in the app if it has one.
 */
import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { AppPolicies } from './app-policies';
import { describe, ValueResolution } from './value-resolution';
import { nearestName } from '../diagnostics/nearest-name';
import { isObject, JsonValue } from '../policy/json';
import { Identity, ResourceOrigin } from '../policy/policy-site';
import { parsePrincipal, Principal } from '../reasoning/principal';

export interface Requester {
  readonly principal: Principal;
  readonly identity?: Identity;
}

const EXPECTED = 'expected a role, a user, a construct that has a role, an ARN, a logical id, a service principal such as `lambda.amazonaws.com`, or `*`';
const SERVICE = /\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|amazon\.com)$/;
const COGNITO = 'cognito-identity.amazonaws.com';

export class Principals {
  public constructor(private readonly app: AppPolicies, private readonly values: ValueResolution) {}

  public resolve(value: any): Requester {
    if (typeof value === 'string') { return this.fromText(value); }
    if (CfnResource.isCfnResource(value)) { return this.fromResource(value); }
    if (Construct.isConstruct(value) || isPrincipal(value)) { return this.fromConstruct(value); }
    if (isObject(value) && Object.keys(value).length === 1) { return this.fromArn(this.values.text(value, 'principal')); }
    throw new Error(`principal is ${describe(value)}, ${EXPECTED}`);
  }

  private fromText(text: string): Requester {
    const resolved = this.values.text(text, 'principal');
    if (resolved === '*') { return { principal: parsed({ type: 'anonymous', id: '*' }, resolved) }; }
    if (resolved.startsWith('arn:')) { return this.fromArn(resolved); }
    if (SERVICE.test(resolved) && resolved !== COGNITO) { return { principal: parsed({ type: 'service', id: resolved }, resolved) }; }
    return /^[\w-]+(\.[\w-]+)+$/.test(resolved)
      ? { principal: parsed({ type: 'federated', id: resolved }, resolved) }
      : this.fromLogicalId(resolved);
  }

  private fromArn(arn: string): Requester {
    const principal = parsed(arn, arn);
    const [identity, other] = this.app.findIdentities(principal);
    if (other) { throw new Error(`principal \`${arn}\` names several roles or users of the app: give the construct`); }
    return { principal, identity };
  }

  private fromLogicalId(logicalId: string): Requester {
    const named = this.app.withLogicalId(logicalId).filter(({ origin }) => this.app.identityAt(origin));
    if (named.length === 1) { return this.fromOrigin(named[0].origin, `\`${logicalId}\``); }
    if (named.length > 1) { throw new Error(`principal \`${logicalId}\` is the logical id of several resources: give the construct`); }
    const known = this.app.resources.map(({ origin }) => origin).filter(origin => this.app.identityAt(origin)).map(origin => origin.logicalId);
    const nearest = nearestName(logicalId, known);
    const remedy = nearest ? `; did you mean \`${nearest}\`?` : `, ${EXPECTED}`;
    throw new Error(`principal is \`${logicalId}\`, which is no ARN and no logical id of a role or user${remedy}`);
  }

  private fromResource(resource: CfnResource): Requester {
    const stack = Stack.of(resource);
    if (!this.app.sources.some(({ id }) => id === stack.node.path)) {
      throw new Error(`principal '${resource.node.path}' is not in the app that Access reads: give constructs of one app`);
    }
    const logicalId = String(stack.resolve(resource.logicalId));
    return this.fromOrigin({ templateId: stack.node.path, logicalId, resourceType: resource.cfnResourceType }, `'${resource.node.path}'`);
  }

  private fromOrigin(origin: ResourceOrigin, shown: string): Requester {
    const identity = this.app.identityAt(origin);
    if (!identity) { throw new Error(`principal ${shown} (${origin.resourceType}) makes no requests, ${EXPECTED}`); }
    if (identity.type === 'group') { throw new Error(`principal ${shown} is a group, which makes no requests: give one of its users`); }
    const arn = this.app.arnOf(identity.origin)!;
    return { principal: parsed(arn, arn), identity };
  }

  private fromConstruct(value: any): Requester {
    const principal = basePrincipal(value);
    const own = CfnResource.isCfnResource(principal.node?.defaultChild) ? principal.node.defaultChild : undefined;
    if (own && /^AWS::IAM::(Role|User|Group)$/.test(own.cfnResourceType)) { return this.fromResource(own); }
    const arn = principal.roleArn ?? principal.userArn ?? principal.roleRef?.roleArn ?? principal.userRef?.userArn;
    if (arn !== undefined) { return this.fromArn(this.values.text(arn, 'principal')); }
    return this.fromFragment(principal, value);
  }

  /** A principal as a policy names it, such as `new iam.ServicePrincipal(…)`. */
  private fromFragment(principal: any, value: any): Requester {
    const isNamed = isPrincipal(principal) && !(principal instanceof iam.UnknownPrincipal);
    const entries = isNamed ? Object.entries(principal.policyFragment.principalJson) : [];
    const [type, ids] = entries[0] ?? [];
    if (entries.length !== 1 || !Array.isArray(ids) || ids.length !== 1) {
      throw new Error(`principal is ${nameOf(value)}, which is not one principal of which the app knows the role: ${EXPECTED}`);
    }
    const id = this.values.text(ids[0] as JsonValue, 'principal');
    switch (type) {
      case 'Service': return { principal: parsed({ type: 'service', id }, id) };
      case 'Federated': return { principal: parsed({ type: 'federated', id }, id) };
      case 'CanonicalUser': return { principal: parsed({ type: 'canonical', id }, id) };
      default: return this.fromText(id);
    }
  }
}

/** Without the adapters that the CDK wraps around a principal. */
function basePrincipal(value: any): any {
  let principal = value.grantPrincipal ?? value;
  while (!Construct.isConstruct(principal) && (principal.wrapped ?? principal.basePrincipal)) {
    principal = principal.wrapped ?? principal.basePrincipal;
  }
  return principal;
}

function isPrincipal(value: any): value is iam.IPrincipal {
  return typeof value === 'object' && value !== null && 'grantPrincipal' in value;
}

function parsed(value: Parameters<typeof parsePrincipal>[0], shown: string): Principal {
  const principal = parsePrincipal(value);
  if (!principal) { throw new Error(`principal is \`${shown}\`, which IAM does not know as a principal, ${EXPECTED}`); }
  return principal;
}

function nameOf(value: any): string {
  return Construct.isConstruct(value) ? `'${(value as IConstruct).node.path}'` : describe(value);
}
