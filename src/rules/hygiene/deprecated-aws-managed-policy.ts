import { findDeprecatedManagedPolicy } from '../../catalog/deprecated-managed-policies';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { judgeHolders } from './aws-policy-holder';
import { permissionSetWith, roleWith } from './role-with-managed-policy';

export const deprecatedAwsManagedPolicy: Rule = {
  id: 'deprecated-aws-managed-policy',
  severity: Severity.WARNING,
  checks: ['W-17'],
  summary: 'an AWS managed policy is attached that AWS has withdrawn',
  why: 'It works only where it is attached already: the deployment fails for every new role, and for this one as soon as it is replaced. '
    + 'AWS withdraws policies that allow too much, and no longer changes them.',
  accept: 'While the role exists with the policy, and its replacement is under way.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-deprecated.html'],
  examples: {
    flagged: [
      { title: 'a policy with a successor', resources: roleWith('arn:aws:iam::aws:policy/AWSLambdaFullAccess') },
      { title: 'one of a service that is closed', resources: roleWith('arn:aws:iam::aws:policy/AWSOpsWorks_FullAccess') },
      { title: 'a permission set of IAM Identity Center', resources: permissionSetWith('arn:aws:iam::aws:policy/AWSLambdaFullAccess') },
    ],
    allowed: [
      { title: 'the successor', resources: roleWith('arn:aws:iam::aws:policy/AWSLambda_ReadOnlyAccess') },
      { title: 'a policy of your own that only shares the name', resources: roleWith('arn:aws:iam::111122223333:policy/AWSLambdaFullAccess') },
    ],
  },

  ...judgeHolders(({ type, policies, property }) => policies.flatMap(({ name }) => {
    const deprecated = findDeprecatedManagedPolicy(name);
    return deprecated ? [{
      cause: deprecated.name,
      message: `the ${type} has the AWS managed policy \`${name}\`, which IAM has not listed since ${deprecated.since}, so that it cannot be attached anew`,
      fix: deprecated.replacement
        ? `write a policy with the actions that are used, or attach \`${deprecated.replacement}\``
        : 'write a policy with the actions that are used, on the ARNs they are used on',
      path: property,
    }] : [];
  })),
};
