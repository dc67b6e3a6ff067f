import { QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

const ROLE = 'AWS::IAM::Role';
const ADMINS = { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/people' }, Action: 'sts:AssumeRole' }] };

export const roleTooLongToSwitch: Rule = {
  id: 'role-too-long-to-switch',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['Q-06'],
  summary: 'path and name of a role are too long together for Switch Role in the console',
  why: 'The role works, but people cannot switch to it in the console, which takes path and name of 64 characters together.',
  accept: 'For roles that only programs take.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [
      {
        title: 'a long path',
        resources: { Role: { Type: ROLE, Properties: { RoleName: 'orders-support', Path: '/company/departments/customer-service/second-level/', AssumeRolePolicyDocument: ADMINS } } },
      },
    ],
    allowed: [
      { title: 'a short path', resources: { Role: { Type: ROLE, Properties: { RoleName: 'orders-support', Path: '/support/', AssumeRolePolicyDocument: ADMINS } } } },
      {
        title: 'a role of a service',
        resources: {
          Role: {
            Type: ROLE,
            Properties: {
              RoleName: 'orders-support',
              Path: '/company/departments/customer-service/second-level/',
              AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
            },
          },
        },
      },
    ],
  },

  judgeIdentity({ type, properties: { RoleName: name, Path: path }, trust }) {
    if (type !== 'role' || typeof name !== 'string' || typeof path !== 'string') { return NO_VIOLATIONS; }
    const length = path.length + name.length;
    const isForPeople = trust?.document.statements.some(({ principals }) => principals?.values.some(principal => principal.type === 'AWS')) ?? false;
    const { maximum } = QUOTAS.roleName;
    if (length <= maximum || name.length > maximum || !isForPeople) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `path and name of the role have ${length} characters together, and Switch Role of the console takes ${maximum}`,
      fix: 'shorten the path or the name',
      path: 'Path',
    }];
  },
};
