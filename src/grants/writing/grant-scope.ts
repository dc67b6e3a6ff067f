/**
 * The scopes that every grant has, whatever the service: the network and the organization that a request comes from, its region,
 * and the tags of the resource.
 *
 * Promises: a scope that the service would not evaluate is an error, since a condition on a key that is never sent fits no request.
 */
import { Token } from 'aws-cdk-lib';
import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Conditions, mergeConditions } from './conditions';
import { expectedRegion, isRegion } from './region-list';
import { having, oneOrMany, requireNonEmpty } from './scope-list';
import { ScopedStatement } from './scoped-statement';
import { findAction, findResourceType } from '../../catalog/actions';

/**
 * From where, and on which resources, a grant may be used. Every grant has these scopes; each one given narrows it further.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface GrantScope {
  /**
   * Only requests that come through one of these VPC endpoints, as `vpce-0123456789abcdef0` (`aws:SourceVpce`).
   *
   * What an AWS service does in the grantee's name, such as the use of a key by S3, comes from the service's network and is left
   * out of this scope.
   *
   * @default - from any network
   */
  readonly sourceVpcEndpoints?: string[];

  /**
   * Only while the grantee's account is a member of this organization, as `o-a1b2c3d4e5` (`aws:PrincipalOrgID`).
   *
   * @default - any organization or none
   */
  readonly principalOrgId?: string;

  /**
   * Only requests to these regions, such as `eu-central-1` (`aws:RequestedRegion`). What an AWS service does in the grantee's name is
   * left out of this scope, too.
   *
   * @default - the region of the resource, or any if it has none
   */
  readonly regions?: string[];

  /**
   * Only while the resource carries all of these tags with these values (`aws:ResourceTag`). An error for actions that do not
   * evaluate the tags of their resource.
   *
   * @default - whatever its tags
   */
  readonly resourceTags?: { [key: string]: string };
}

/**
 * The scopes of a grant on a resource that may be encrypted under a customer-managed KMS key.
 */
export interface EncryptedGrantScope extends GrantScope {
  /**
   * The customer-managed KMS key of the resource. Its key policy must let IAM policies of the account decide, as CDK's default does.
   *
   * @default - the key that the construct names; for an imported one, the key given at the import
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Says that a resource imported from another account is not encrypted under a customer-managed key. It is needed there only:
   * in the same account a missing key is found out by the construct.
   *
   * @default false
   */
  readonly withoutEncryptionKey?: boolean;
}

/** Tags that narrow none of the statements would be lost in silence. */
export function requireTagged(call: string, { resourceTags: tags }: GrantScope, statements: ScopedStatement[]): void {
  if (tags !== undefined && !statements.some(hasTaggedResource)) {
    throw new Error(`${call}: \`resourceTags\` cannot narrow ${statements.flatMap(({ actions }) => actions).join(', ')}, which name no resource whose tags `
      + 'they could evaluate. Leave `resourceTags` out of this grant');
  }
}

/** The conditions of a statement together with those of the scope. */
export function narrow(call: string, scope: GrantScope, statement: ScopedStatement): Conditions | undefined {
  return [
    statement.viaService ? undefined : sourceVpcEndpoints(call, scope),
    principalOrgId(call, scope),
    statement.viaService ? undefined : regions(call, scope),
    hasTaggedResource(statement) ? resourceTags(call, scope, statement.actions) : undefined,
  ].reduce(mergeConditions, statement.conditions);
}

function hasTaggedResource({ viaService, resources }: ScopedStatement): boolean {
  return !viaService && !resources.includes('*');
}

/** For what is reached inside a VPC: such a connection passes no endpoint, so that `aws:SourceVpce` is never sent. */
export function requireNoVpcEndpoints(call: string, scope: GrantScope): void {
  if (scope.sourceVpcEndpoints !== undefined) {
    throw new Error(`${call}: \`sourceVpcEndpoints\` cannot narrow connections inside a VPC, which pass no endpoint (aws:SourceVpce), so that they `
      + 'would always be denied. Leave `sourceVpcEndpoints` out of this grant, and let security groups say who may connect');
  }
}

function sourceVpcEndpoints(call: string, scope: GrantScope): Conditions | undefined {
  return stringEquals('aws:SourceVpce', list(call, scope, 'sourceVpcEndpoints', (id) => /^vpce-[0-9a-f]{8,17}$/.test(id), () => "an endpoint id such as 'vpce-0123456789abcdef0'"));
}

function principalOrgId(call: string, { principalOrgId: id }: GrantScope): Conditions | undefined {
  const scope = { principalOrgId: id === undefined ? undefined : [id] };
  return stringEquals('aws:PrincipalOrgID', list(call, scope, 'principalOrgId', (value) => /^o-[a-z0-9]{10,32}$/.test(value), () => "an organization id such as 'o-a1b2c3d4e5'"));
}

function regions(call: string, scope: GrantScope): Conditions | undefined {
  return stringEquals('aws:RequestedRegion', list(call, scope, 'regions', isRegion, expectedRegion));
}

function resourceTags(call: string, { resourceTags: tags }: GrantScope, actions: string[]): Conditions | undefined {
  if (tags === undefined) { return undefined; }
  const names = Object.keys(tags);
  requireNonEmpty(call, 'resourceTags', names);
  const blind = actions.find((action) => !evaluatesResourceTags(action));
  if (blind !== undefined) {
    throw new Error(`${call}: \`resourceTags\` cannot narrow ${blind}, which does not evaluate the tags of its resource (aws:ResourceTag), `
      + 'so that it would always be denied. Leave `resourceTags` out of this grant');
  }
  return { StringEquals: Object.fromEntries(names.map((name) => [`aws:ResourceTag/${name}`, tags[name]])) };
}

/** For grants on resources of several types, of which one carries no tags: `narrow` asks the actions only. */
export function rejectResourceTags(call: string, { resourceTags: tags }: GrantScope, why: string): void {
  if (tags !== undefined) {
    throw new Error(`${call}: \`resourceTags\` cannot narrow this grant, since ${why}, so that it would always be denied. Leave \`resourceTags\` out of it`);
  }
}

function evaluatesResourceTags(actionName: string): boolean {
  const [service, name] = actionName.split(':');
  const action = findAction(service, name);
  const isTag = (key: string) => key.toLowerCase().startsWith('aws:resourcetag/');
  return action !== undefined && (action.conditionKeys.some(isTag)
    || action.resourceTypes.some((type) => type.conditionKeys.some(isTag) || findResourceType(service, type.name)?.conditionKeys.some(isTag)));
}

type Lists = { readonly [option in keyof GrantScope]?: string[] | unknown };

function list(
  call: string, scope: Lists, option: keyof GrantScope, isRight: (value: string) => boolean, expected: (value: string) => string,
): string[] | undefined {
  const values = scope[option] as string[] | undefined;
  if (values === undefined) { return undefined; }
  requireNonEmpty(call, option, values);
  const wrong = Token.isUnresolved(values) ? undefined : values.find((value) => !Token.isUnresolved(value) && !isRight(value));
  if (wrong !== undefined) {
    throw new Error(`${call}: ${having(option)} '${wrong}'; expected ${expected(wrong)}`);
  }
  return values;
}

function stringEquals(key: string, values: string[] | undefined): Conditions | undefined {
  return values && { StringEquals: { [key]: oneOrMany(values) } };
}
