/**
 * A name that is the same wherever the stack is deployed. What makes it differ: anything that is filled in at deployment (the
 * region, the stack, a parameter), or a region that is written out.
 */
import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { NO_VIOLATIONS, Rule } from '../rule';

const NAME_PROPERTY: { readonly [type: string]: string } = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
};
const REGION = /(?:^|[^a-z])[a-z]{2}(?:-[a-z]+){1,2}-\d(?:$|\D)/;

export const fixedRoleName: Rule = {
  id: 'fixed-role-name',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['N-08'],
  summary: 'a role, managed policy or instance profile has a name that is the same in every region and stage',
  why: 'Names of IAM hold for the whole account: the second region or stage fails to deploy, and so does an update that must replace the role.',
  accept: 'When something outside of the app finds the role by its name, and the stack is deployed once in each account.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  ],
  examples: {
    flagged: [
      { title: 'a role', resources: { Role: roleNamed('orders-worker') } },
      {
        title: 'a managed policy',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              ManagedPolicyName: 'orders-read',
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
            },
          },
        },
      },
    ],
    allowed: [
      { title: 'no name, so CloudFormation makes one', resources: { Role: roleNamed(undefined) } },
      { title: 'a name with the region', resources: { Role: roleNamed({ 'Fn::Sub': 'orders-worker-${AWS::Region}' }) } },
      { title: 'a name with a region that is written out', resources: { Role: roleNamed('orders-worker-eu-west-1') } },
    ],
  },
  resourceTypes: Object.keys(NAME_PROPERTY),

  judgeResource(resource) {
    const property = NAME_PROPERTY[resource.origin.resourceType];
    if (resource.properties[property] === undefined) { return NO_VIOLATIONS; }
    const name = resource.texts(property).map(({ text }) => text.literal).find(literal => literal !== undefined && literal !== '' && !REGION.test(literal.slice(0, 200)));
    if (name === undefined) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      path: property,
      message: `the name \`${name.slice(0, 128)}\` is the same in every region, expected one that differs or none`,
      fix: `leave \`${property}\` out, or end it with the region, as in \`{ "Fn::Sub": "orders-\${AWS::Region}" }\``,
    }];
  },
};

function roleNamed(name: JsonValue): JsonObject {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...name !== undefined && { RoleName: name },
      AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    },
  };
}
