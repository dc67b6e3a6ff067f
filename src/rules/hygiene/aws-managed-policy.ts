import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { administration } from './aws-managed-admin-policy';
import { judgeHolders } from './aws-policy-holder';
import { broadActions } from './broad-aws-managed-policy';
import { permissionSetWith, roleWith } from './role-with-managed-policy';

export const awsManagedPolicy: Rule = {
  id: 'aws-managed-policy',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['W-15'],
  summary: 'an AWS managed policy is attached',
  why: 'It names no resource of yours and AWS changes it over time, so that nobody who reviews the app sees what the role may do.',
  accept: 'For the roles of services whose page asks for this very policy.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  examples: {
    flagged: [
      { title: 'what the CDK attaches to each function', resources: roleWith('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole') },
      { title: 'a permission set of IAM Identity Center', resources: permissionSetWith('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess') },
    ],
    allowed: [
      { title: 'a policy of your own', resources: roleWith('arn:aws:iam::111122223333:policy/orders') },
      { title: 'one that allows far more than is used is reported by broad-aws-managed-policy', resources: roleWith('arn:aws:iam::aws:policy/AmazonSQSFullAccess') },
    ],
  },

  ...judgeHolders(({ type, policies, property }) => {
    const names = policies
      .filter(({ document }) => document && administration(document) === '' && broadActions(document).length === 0)
      .map(({ name }) => name);
    if (names.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the ${type} has ${names.length > 1 ? 'the AWS managed policies' : 'the AWS managed policy'} ${listOf(names)}`,
      fix: 'write a policy with the actions that are used, on the ARNs they are used on; the roles of this library come with their own',
      path: property,
    }];
  }),
};
