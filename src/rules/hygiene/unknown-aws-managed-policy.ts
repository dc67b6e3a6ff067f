import { judgeHolders } from './aws-policy-holder';
import { permissionSetWith, roleWith } from './role-with-managed-policy';
import { findDeprecatedManagedPolicy } from '../../catalog/deprecated-managed-policies';
import { findManagedPolicyPath, managedPolicyNames, managedPolicyStamp } from '../../catalog/managed-policy-documents';
import { nearestName } from '../../diagnostics/nearest-name';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

export const unknownAwsManagedPolicy: Rule = {
  id: 'unknown-aws-managed-policy',
  severity: Severity.WARNING,
  checks: [],
  summary: 'an AWS managed policy is attached that the catalog does not have',
  why: 'If the name is misspelt, the deployment fails. If the policy is new, nothing of what it allows is judged here.',
  accept: 'When you have found the policy in the console: it is newer than the catalog of this library, or only in another partition.',
  references: [
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  ],
  examples: {
    flagged: [
      { title: 'a misspelt name', resources: roleWith('arn:aws:iam::aws:policy/AmazonS3ReadonlyAccess') },
      { title: 'a permission set of IAM Identity Center', resources: permissionSetWith('arn:aws:iam::aws:policy/SecurtyAudit') },
    ],
    allowed: [
      { title: 'a name that AWS has', resources: roleWith('arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore') },
      { title: 'one that AWS has withdrawn is reported by deprecated-aws-managed-policy', resources: roleWith('arn:aws:iam::aws:policy/AWSLambdaFullAccess') },
      { title: 'one without its path is reported by unattachable-aws-managed-policy', resources: roleWith('arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole') },
      { title: 'a policy of the account', resources: roleWith('arn:aws:iam::111122223333:policy/Orders') },
    ],
  },

  ...judgeHolders(({ type, policies, property }) => policies.flatMap(({ name, document }) => {
    if (document || findManagedPolicyPath(name) !== undefined || findDeprecatedManagedPolicy(name)) { return []; }
    const nearest = nearestName(name, managedPolicyNames());
    const { date } = managedPolicyStamp();
    return [{
      cause: name,
      message: `the ${type} has the AWS managed policy \`${name}\`, which AWS did not have on ${date}`,
      fix: nearest === undefined ? 'check the name and its path' : `write \`${nearest}\` if that is meant`,
      path: property,
    }];
  })),
};
