/**
 * Certain where the catalog knows the name. A name that it does not know may be newer than the catalog: there it errs towards silence,
 * and `unknown-aws-managed-policy` says so.
 */
import { findManagedPolicyPath } from '../../catalog/managed-policy-documents';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { judgeHolders } from './aws-policy-holder';
import { permissionSetWith, roleWith } from './role-with-managed-policy';

const SERVICE_LINKED = 'aws-service-role/';

export const unattachableAwsManagedPolicy: Rule = {
  id: 'unattachable-aws-managed-policy',
  severity: Severity.ERROR,
  checks: [],
  summary: 'the ARN of an AWS managed policy is wrong, or only AWS can attach the policy',
  why: 'The deployment fails: IAM finds a policy by its path and name, and takes those of service-linked roles from AWS alone.',
  accept: 'Never; the deployment cannot succeed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  ],
  examples: {
    flagged: [
      { title: 'a policy without its path', resources: roleWith('arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole') },
      { title: 'a policy of a service-linked role', resources: roleWith('arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy') },
      { title: 'a permission set of IAM Identity Center', resources: permissionSetWith('arn:aws:iam::aws:policy/ViewOnlyAccess') },
    ],
    allowed: [
      { title: 'a policy with its path', resources: roleWith('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole') },
      { title: 'a name that the catalog does not have', resources: roleWith('arn:aws:iam::aws:policy/AmazonOrdersFullAccess') },
    ],
  },

  ...judgeHolders(({ type, policies, property }) => policies.flatMap(({ name, document }) => {
    if (name.startsWith(SERVICE_LINKED)) {
      return [{
        cause: name,
        message: `the ${type} has the AWS managed policy \`${name}\`, which AWS attaches to its service-linked role and nobody else can`,
        fix: 'remove it; the service makes the role itself, or with `AWS::IAM::ServiceLinkedRole`',
        path: property,
      }];
    }
    const path = document ? undefined : findManagedPolicyPath(name);
    return path === undefined ? [] : [{
      cause: name,
      message: `the ${type} has the AWS managed policy \`${name}\`, expected \`${path}\`: the path is part of the ARN`,
      fix: `write \`ManagedPolicy.fromAwsManagedPolicyName('${path}')\`, or \`arn:aws:iam::aws:policy/${path}\` in a template`,
      path: property,
    }];
  })),
};
