/**
 * Errs towards silence: names in two templates are compared only where both say to which account they go, and a resource that a
 * condition of its template may leave out is never the second of two.
 */
import { Severity } from '../../diagnostics/severity';
import { ResourceSite } from '../../policy/policy-site';
import { PlacedViolation, Rule } from '../rule';
import { NAME_PROPERTIES } from './iam-names';

const TRUST = { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const DOCUMENT = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] };
/** Names of inline policies count only within their role, user or group. */
const UNIQUE_TYPES = new Set(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::InstanceProfile', 'AWS::IAM::ManagedPolicy']);

export const duplicateIamName: Rule = {
  id: 'duplicate-iam-name',
  severity: Severity.ERROR,
  checks: ['Q-08'],
  summary: 'two roles, users, groups, instance profiles or managed policies of one account have the same name, upper and lower case aside',
  why: 'The deployment of the second fails. IAM is one for all regions of an account, and does not tell upper from lower case.',
  accept: 'When the stacks are never deployed to the same account at the same time.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [
      {
        title: 'two roles that differ only in case',
        resources: {
          One: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'orders', AssumeRolePolicyDocument: TRUST } },
          Two: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'Orders', Path: '/other/', AssumeRolePolicyDocument: TRUST } },
        },
      },
    ],
    allowed: [
      {
        title: 'a role and a policy',
        resources: {
          Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'orders', AssumeRolePolicyDocument: TRUST } },
          Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'orders', PolicyDocument: DOCUMENT } },
        },
      },
      {
        title: 'one of the two may be left out',
        resources: {
          One: { Type: 'AWS::IAM::Role', Condition: 'IsProduction', Properties: { RoleName: 'orders', AssumeRolePolicyDocument: TRUST } },
          Two: { Type: 'AWS::IAM::Role', Condition: 'IsTest', Properties: { RoleName: 'orders', AssumeRolePolicyDocument: TRUST } },
        },
      },
      {
        title: 'inline policies of two roles',
        resources: {
          One: { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: 'own', RoleName: 'orders', PolicyDocument: DOCUMENT } },
          Two: { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: 'own', RoleName: 'billing', PolicyDocument: DOCUMENT } },
        },
      },
    ],
  },

  judgeApp({ resources }) {
    const first = new Map<string, ResourceSite>();
    const violations: PlacedViolation[] = [];
    for (const resource of resources) {
      const { resourceType, templateId } = resource.origin;
      if (!UNIQUE_TYPES.has(resourceType) || resource.condition !== undefined) { continue; }
      const { property } = NAME_PROPERTIES[resourceType];
      const name = nameIn(resource, property);
      if (name === undefined) { continue; }
      const key = [resource.environment.account ?? templateId, resourceType, name.toLowerCase()].join('\n');
      const other = first.get(key);
      if (!other) {
        first.set(key, resource);
        continue;
      }
      const where = other.origin.templateId === templateId ? '' : ` in \`${other.origin.templateId}\``;
      violations.push({
        origin: resource.origin,
        cause: name.toLowerCase(),
        message: `\`${property}\` is \`${name}\`, and another \`${resourceType}\`${where} of the same account is named \`${nameIn(other, property)}\``,
        fix: 'leave the names out, so that CloudFormation makes unique ones, or put the region or stage into them',
        path: property,
      });
    }
    return violations;
  },
};

/** Where it is known before deployment. */
function nameIn(resource: ResourceSite, property: string): string | undefined {
  const raw = resource.properties[property];
  if (raw === undefined || typeof raw === 'string') { return raw; }
  const [name, ...others] = resource.texts(property);
  return name && name.when.length === 0 && others.length === 0 ? name.text.literal : undefined;
}
