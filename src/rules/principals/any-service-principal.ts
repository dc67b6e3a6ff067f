import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { allowedPrincipals, allowedServices } from './principal-values';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { requiresValueOf } from '../trust/required-keys';
import { textsOf } from '../wording';

/** Each says which service asks, or for whose account it does. */
const NARROWING_KEYS = ['aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceArn'];

export const anyServicePrincipal: Rule = {
  id: 'any-service-principal',
  severity: Severity.ERROR,
  checks: ['P-15'],
  summary: 'the policy of a resource allows every AWS service',
  why: 'Anyone can have some service of AWS act for them, so a resource that is open to all services is open to all accounts.',
  accept: 'When a Deny statement in the same policy keeps out the services of other accounts by conditions on several keys.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services'],
  examples: {
    flagged: [
      {
        title: 'every service, in a statement that is no list',
        kind: 'resource',
        policy: { Statement: { Effect: 'Allow', Principal: { Service: '*' }, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:111122223333:orders' } },
      },
      {
        title: 'anybody, as long as it is a service',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
            Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'one service, for one account',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
      {
        title: 'any service, for one account',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
            Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' }, StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Deny', Principal: { Service: '*' }, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:111122223333:orders' }] },
      },
    ],
  },
  // A trust policy is judged by `trust-any-principal`.
  kinds: ['resource'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (!allowedServices(statement).some(text => text.literal === '*')) { return NO_VIOLATIONS; }
      if (NARROWING_KEYS.some(key => requiresValueOf(statement, key))) { return NO_VIOLATIONS; }
      const isNamed = allowedPrincipals(statement).some(({ type }) => type === 'Service');
      return [{
        cause: 'Service',
        message: `${isNamed ? 'the principal is `{"Service": "*"}`' : 'the principal is `*` and `aws:PrincipalIsAWSService` is `true`'}: every AWS service is let in, on behalf of any account`,
        fix: 'name the service, such as `{"Service": "s3.amazonaws.com"}`, and require `aws:SourceAccount` with StringEquals in the same statement',
        actions: textsOf(statement.actions),
        resources: statement.resources && textsOf(statement.resources),
      }];
    });
  },
};
