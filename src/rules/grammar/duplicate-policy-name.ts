/**
 * Names that are known only at deployment are not compared, but where they are the same reference. Policies of which one stands
 * under a condition of the template that the other does not stand under may never be there together, and are left aside.
 */
import { Severity } from '../../diagnostics/severity';
import { isObject, JsonValue } from '../../policy/json';
import { Identity, PolicyInventory, PolicySite, resourceKey, ResourceSite } from '../../policy/policy-site';
import { graphOf } from '../app-graph';
import { NO_VIOLATIONS, PlacedViolation, Rule } from '../rule';
import { shortened } from '../wording';

const FUNCTION_POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] };
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

export const duplicatePolicyName: Rule = {
  id: 'duplicate-policy-name',
  severity: Severity.ERROR,
  checks: ['G-22'],
  summary: 'two inline policies of one role, user or group have the same name',
  why: 'IAM keeps one inline policy of a name: the one that is deployed later replaces the other, and which it is changes from deployment to deployment.',
  accept: 'Never: the access of one of the two is missing.',
  references: ['https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html'],
  examples: {
    flagged: [
      {
        title: 'a policy in the role, and one that is attached',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: TRUST, Policies: [{ PolicyName: 'orders', PolicyDocument: FUNCTION_POLICY }] },
          },
          Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'orders', Roles: [{ Ref: 'Role' }], PolicyDocument: FUNCTION_POLICY } },
        },
      },
      {
        title: 'two policies that are attached',
        resources: {
          Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
          One: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'orders', Roles: [{ Ref: 'Role' }], PolicyDocument: FUNCTION_POLICY } },
          Two: { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: 'orders', RoleName: { Ref: 'Role' }, PolicyDocument: FUNCTION_POLICY } },
        },
      },
    ],
    allowed: [
      {
        title: 'names that differ',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: TRUST, Policies: [{ PolicyName: 'orders', PolicyDocument: FUNCTION_POLICY }] },
          },
          Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'invoices', Roles: [{ Ref: 'Role' }], PolicyDocument: FUNCTION_POLICY } },
        },
      },
      {
        title: 'one policy for two roles',
        resources: {
          One: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
          Two: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
          Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'orders', Roles: [{ Ref: 'One' }, { Ref: 'Two' }], PolicyDocument: FUNCTION_POLICY } },
        },
      },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const identity of app.identities) {
      if (identity.inlinePolicies.length > 1) { violations.push(...violationsOf(identity, app)); }
    }
    return violations.length === 0 ? NO_VIOLATIONS as readonly PlacedViolation[] : violations;
  },
};

interface NamedPolicy {
  readonly site: PolicySite;
  readonly resource: ResourceSite | undefined;
}

function violationsOf(identity: Identity, app: PolicyInventory): readonly PlacedViolation[] {
  const named = new Map<string, NamedPolicy>();
  const violations: PlacedViolation[] = [];
  for (const site of identity.inlinePolicies) {
    const resource = graphOf(app).resource(resourceKey(site.origin));
    const name = nameOf(site, identity, resource);
    if (name === undefined) { continue; }
    const other = named.get(name);
    if (!other) {
      named.set(name, { site, resource });
    } else if (isAnother(other.site, site) && other.resource?.condition === resource?.condition) {
      violations.push(violationOf(name, identity, site));
    }
  }
  return violations;
}

/** What stands under a condition of the template is one policy that turns out in two ways. */
function isAnother(one: PolicySite, other: PolicySite): boolean {
  return one.propertyPath !== other.propertyPath || resourceKey(one.origin) !== resourceKey(other.origin);
}

function violationOf(name: string, { type, origin }: Identity, site: PolicySite): PlacedViolation {
  const shown = shortened(name);
  return {
    origin: site.origin,
    cause: shown,
    path: site.propertyPath.replace(/^Properties\//, ''),
    message: `the ${type} \`${origin.logicalId}\` has two inline policies of the name \`${shown}\`, of which IAM keeps one`,
    fix: 'give each policy a name of its own, or leave the name to the CDK',
  };
}

/** In the property beside the document. */
function nameOf({ origin, propertyPath }: PolicySite, identity: Identity, resource: ResourceSite | undefined): string | undefined {
  if (resourceKey(origin) !== resourceKey(identity.origin)) {
    const [name, ...others] = resource?.texts('PolicyName') ?? [];
    return name && others.length === 0 ? name.text.literal : undefined;
  }
  const [, list, index] = propertyPath.split('/');
  const entry = own(own(identity.properties, list), index);
  const name = own(entry, 'PolicyName');
  return typeof name === 'string' ? name : undefined;
}

function own(raw: JsonValue, name: string | undefined): JsonValue {
  if (name === undefined) { return undefined; }
  if (Array.isArray(raw)) { return raw[Number(name)]; }
  return isObject(raw) && Object.hasOwn(raw, name) ? raw[name] : undefined;
}
