/**
 * Only resource policies of which the service is certain, and only ARNs of which the service is written out.
 */
import { Severity } from '../../diagnostics/severity';
import { isPlain } from '../arn-parts';
import { serviceOfPolicy } from '../policy-service';
import { resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { FlaggedArns } from './flagged-arns';

const WORKER = { AWS: 'arn:aws:iam::111122223333:role/worker' };

export const foreignResource: Rule = {
  id: 'foreign-resource',
  severity: Severity.ERROR,
  checks: ['R-12'],
  summary: 'a resource policy names a resource of another service than its own',
  why: 'The policy is only asked about its own resource: most services refuse it at deployment, in the others the statement does nothing.',
  accept: 'Never: the ARN belongs into a policy of the role, or of the resource that it names.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'a queue in a topic policy, in a statement that is no list',
        resources: {
          Topic: { Type: 'AWS::SNS::Topic' },
          Queue: { Type: 'AWS::SQS::Queue' },
          Policy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: {
              Topics: [{ Ref: 'Topic' }],
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: { Effect: 'Allow', Principal: WORKER, Action: 'sns:Publish', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
              },
            },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'the topic itself',
        resources: {
          Topic: { Type: 'AWS::SNS::Topic' },
          Policy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: {
              Topics: [{ Ref: 'Topic' }],
              PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: WORKER, Action: 'sns:Publish', Resource: { Ref: 'Topic' } }] },
            },
          },
        },
      },
      {
        title: 'a key policy, in which `*` is the key',
        resources: {
          Key: {
            Type: 'AWS::KMS::Key',
            Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: WORKER, Action: 'kms:Decrypt', Resource: '*' }] } },
          },
        },
      },
    ],
  },
  kinds: ['resource'],

  judgePolicy({ document, origin }) {
    const own = serviceOfPolicy(origin.resourceType);
    if (own === undefined) { return NO_VIOLATIONS; }
    let flagged: FlaggedArns | undefined;
    for (const statement of document.statements) {
      const { resources } = statement;
      if (!resources) { continue; }
      resourcePatterns(resources).forEach((pattern, index) => {
        const service = pattern.arn?.service;
        if (service === undefined || service === own || !isPlain(service) || pattern.fault) { return; }
        flagged ??= new FlaggedArns();
        flagged.add(service, statement, resources.values[index].text.toString(), {
          message: `is a resource of \`${service}\`, in a policy that is only about a resource of \`${own}\``,
          fix: 'write the ARN of the resource that the policy is attached to, or move the statement to the other one',
        });
      });
    }
    return flagged?.violations() ?? NO_VIOLATIONS;
  },
};
