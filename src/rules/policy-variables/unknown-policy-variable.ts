import { Severity } from '../../diagnostics/severity';
import { keyProblem } from '../conditions/key-problems';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { stableCause } from './stable-cause';
import { variableUses } from './variable-uses';
import { hasVariables } from './version';

export const unknownPolicyVariable: Rule = {
  id: 'unknown-policy-variable',
  // The catalog may be older than the key.
  severity: Severity.WARNING,
  checks: ['V-09'],
  summary: 'a policy variable names a condition key that does not exist',
  why: 'AWS has nothing to fill in, so the statement fits no request: an Allow gives nothing, and a Deny stops nothing.',
  accept: 'When AWS released the key after the catalog of this library was made.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a typing error, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:usernmae}/*' } },
      },
      {
        title: 'a tag that is not named, in a condition',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag}' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'keys of AWS and of an identity provider',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: ['arn:aws:s3:::orders/${aws:UserName}/*', 'arn:aws:s3:::orders/${cognito-identity.amazonaws.com:sub}/*', 'arn:aws:s3:::orders/${aws:PrincipalTag/team}/*'],
          }],
        },
      },
    ],
  },

  judgePolicy({ document }) {
    if (!hasVariables(document)) { return NO_VIOLATIONS; }
    const violations: Violation[] = [];
    for (const statement of document.statements) {
      for (const { key, isSupported, text, path } of variableUses(statement)) {
        if (key === undefined || !isSupported) { continue; }
        const found = keyProblem(key.trim());
        if (found) { violations.push({ cause: stableCause(text), path, message: `the policy variable \`${text}\` names a key that ${found.problem}`, fix: found.fix }); }
      }
    }
    return violations;
  },
};
