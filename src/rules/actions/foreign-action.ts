/**
 * Only resource policies of which the service is certain. A service that does not exist is reported by `unknown-service`.
 */
import { hasService, serviceTitle } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { actionPatterns } from '../action-pattern';
import { serviceOfPolicy } from '../policy-service';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const WORKER = { AWS: 'arn:aws:iam::111122223333:role/worker' };

export const foreignAction: Rule = {
  id: 'foreign-action',
  severity: Severity.ERROR,
  checks: ['A-07'],
  summary: 'a resource policy names actions of another service than that of its resource',
  why: 'The actions never meet the resource: most services refuse the policy at deployment, in the others the statement does nothing.',
  accept: 'Never: the action belongs into a policy of the role, or of the resource that it works on.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'an action on messages in a topic policy, in a statement that is no list',
        resources: {
          Topic: { Type: 'AWS::SNS::Topic' },
          Policy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: {
              Topics: [{ Ref: 'Topic' }],
              PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: WORKER, Action: 'sqs:SendMessage', Resource: { Ref: 'Topic' } } },
            },
          },
        },
      },
      {
        title: 'a key policy that is to allow the use of a bucket',
        resources: {
          Key: {
            Type: 'AWS::KMS::Key',
            Properties: {
              KeyPolicy: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Principal: WORKER, Action: ['kms:Decrypt', 's3:GetObject'], Resource: '*' }],
              },
            },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'actions of the service',
        resources: {
          Topic: { Type: 'AWS::SNS::Topic' },
          Policy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: {
              Topics: [{ Ref: 'Topic' }],
              PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: WORKER, Action: ['sns:Publish', 'SNS:GetTopicAttributes'], Resource: { Ref: 'Topic' } }] },
            },
          },
        },
      },
      {
        title: 'a policy of a role, which is about any service',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }] },
      },
    ],
  },
  kinds: ['resource'],

  judgePolicy({ document, origin }) {
    const own = serviceOfPolicy(origin.resourceType);
    if (own === undefined) { return NO_VIOLATIONS; }
    let first: string | undefined;
    const names: string[] = [];
    for (const { actions, path } of document.statements) {
      if (actions.negated) { continue; }
      for (const { name, service, spansServices } of actionPatterns(actions)) {
        if (service === own || service === '' || spansServices || !hasService(service)) { continue; }
        first ??= path;
        names.push(name);
      }
    }
    return names.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(names),
      path: first,
      message: `${listOf(names)} ${names.length === 1 ? 'is' : 'are'} in a policy of ${serviceTitle(own) ?? own}, where only actions of \`${own}\` mean anything`,
      fix: `write actions of \`${own}\`, or move the statement to the policy of the role or of the resource that the action works on`,
      actions: names,
    }];
  },
};
