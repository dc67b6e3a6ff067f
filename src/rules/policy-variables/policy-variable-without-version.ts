import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { stableCause } from './stable-cause';
import { variableUses } from './variable-uses';
import { lacksVariables, VERSION_WITH_VARIABLES } from './version';

export const policyVariableWithoutVersion: Rule = {
  id: 'policy-variable-without-version',
  severity: Severity.ERROR,
  checks: ['V-06'],
  summary: 'a policy uses variables, but is written in a version of the policy language that has none',
  why: 'AWS takes the characters as they stand: the statement fits no resource and no request, so nobody gets what it allows, and nobody is stopped by what it denies.',
  accept: 'When a name really holds these characters.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  ],
  examples: {
    flagged: [
      {
        title: 'no version, which stands for the old one',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:username}/*' } },
      },
      {
        title: 'the old version',
        kind: 'identity',
        policy: {
          Version: '2008-10-17',
          Statement: [{
            Effect: 'Deny', Action: 's3:GetObject', Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'the version that has variables',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:username}/*' }] },
      },
      {
        title: 'the old version without variables',
        kind: 'identity',
        policy: { Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    if (!lacksVariables(document)) { return NO_VIOLATIONS; }
    const uses = document.statements.flatMap(variableUses).filter(({ key, isSupported }) => isSupported && key !== undefined);
    if (uses.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf(uses.map(({ text }) => stableCause(text))),
      path: uses[0].path,
      message: `${listOf(uses.map(({ text }) => text))} ${uses.length === 1 ? 'is' : 'are'} not filled in: the version of the policy is ${document.version === undefined ? 'missing' : `\`${document.version}\``}`,
      fix: `write \`"Version": "${VERSION_WITH_VARIABLES}"\``,
    }];
  },
};
