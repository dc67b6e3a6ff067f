import { Severity } from '../../diagnostics/severity';
import { isEverything } from '../../policy/everything';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { namesEveryone } from '../everyone';
import { NO_VIOLATIONS, Rule } from '../rule';

const FIX = 'write a policy for the endpoint that allows the principals of your organization (`aws:PrincipalOrgID`) and the resources that the network needs '
  + '(their ARNs, or `aws:ResourceOrgID`)';

/**
 * An endpoint without a policy is judged where it is a gateway; of interface endpoints not every service takes a policy.
 */
export const openEndpointPolicy: Rule = {
  id: 'open-endpoint-policy',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['K-04'],
  summary: 'a VPC endpoint lets anyone through to anything',
  why: 'Without a policy of its own an endpoint lets every principal do everything to every resource, those of strangers included: '
    + 'with credentials of his own account, an intruder carries data out through it to a bucket of his.',
  accept: 'When the network has no other way in or out and its workloads must reach resources of others, such as package mirrors.',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  ],
  examples: {
    flagged: [
      { title: 'a gateway without a policy', resources: endpoint({}) },
      {
        title: 'the policy that AWS uses without one',
        resources: endpoint({ VpcEndpointType: 'Interface', PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } } }),
      },
    ],
    allowed: [
      {
        title: 'one bucket',
        resources: endpoint({ PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] } }),
      },
      {
        title: 'principals of the organization',
        resources: endpoint({
          PolicyDocument: {
            Statement: [{
              Effect: 'Allow',
              Principal: '*',
              Action: '*',
              Resource: '*',
              Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme123456', 'aws:ResourceOrgID': 'o-acme123456' } },
            }],
          },
        }),
      },
      { title: 'an interface without a policy', resources: endpoint({ VpcEndpointType: 'Interface' }) },
    ],
  },
  kinds: ['endpoint'],
  resourceTypes: ['AWS::EC2::VPCEndpoint'],

  judgePolicy({ document }) {
    if (document.statements.some(({ effect }) => effect === 'Deny')) { return NO_VIOLATIONS; }
    const open = document.statements.find(isOpen);
    return open ? [{
      cause: '',
      path: open.path,
      message: 'the endpoint policy allows everyone every action on every resource, with no condition',
      fix: FIX,
      actions: ['*'],
    }] : NO_VIOLATIONS;
  },

  judgeResource(resource) {
    if (resource.properties.PolicyDocument !== undefined) { return NO_VIOLATIONS; }
    const types = resource.texts('VpcEndpointType');
    return types.every(({ text }) => text.literal === 'Gateway')
      ? [{ cause: '', message: 'the endpoint has no policy, so it allows everyone every action on every resource', fix: FIX, actions: ['*'] }]
      : NO_VIOLATIONS;
  },
};

function isOpen({ effect, principals, actions, resources, conditions }: Statement): boolean {
  return effect === 'Allow' && conditions.length === 0 && namesEveryone(principals) && isEverything(actions) && (!resources || isEverything(resources));
}

function endpoint(properties: JsonObject): JsonObject {
  return {
    Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: 'vpc-0a1b2c3d', ServiceName: 'com.amazonaws.eu-west-1.s3', ...properties } },
  };
}
