import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { stableCause } from './stable-cause';
import { Place, variableUses } from './variable-uses';

const ELEMENTS: { readonly [place in Place]: string } = { action: 'an action', principal: 'a principal', resource: 'a resource', condition: 'a condition' };

export const misplacedPolicyVariable: Rule = {
  id: 'misplaced-policy-variable',
  severity: Severity.ERROR,
  checks: ['V-05', 'V-07'],
  summary: 'a policy variable stands where AWS fills none in',
  why: 'Variables are filled in resources and in conditions that compare text or ARNs. Elsewhere AWS refuses the policy, or takes the characters as they stand.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-variable-for-operator',
  ],
  examples: {
    flagged: [
      {
        title: 'in an action, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:${aws:PrincipalTag/verb}Object', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'in a principal',
        kind: 'resource',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::${aws:PrincipalAccount}:role/worker' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }],
        },
      },
      {
        title: 'under an operator for numbers',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders', Condition: { NumericLessThan: { 's3:max-keys': '${aws:PrincipalTag/most}' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'in a resource, and under operators for text and ARNs',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/${aws:username}/*',
            Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/${aws:username}' } },
          }],
        },
      },
    ],
  },

  judgeStatement(statement) {
    const uses = variableUses(statement).filter(({ isSupported, key }) => !isSupported && key !== undefined);
    if (uses.length === 0) { return NO_VIOLATIONS; }
    return uses.map(({ place, path, text }) => ({
      cause: stableCause(text),
      path,
      message: place === 'condition'
        ? `the policy variable \`${text}\` stands under \`${path.split('/Condition/')[1].split('/')[0]}\`, and AWS fills variables only under operators for text and ARNs`
        : `the policy variable \`${text}\` stands in ${ELEMENTS[place]}, where AWS fills none in`,
      fix: place === 'condition' ? 'write the value, or compare it with `StringEquals`, `StringLike`, `ArnEquals` or `ArnLike`' : `write out ${ELEMENTS[place]}, and use the variable in \`Resource\` or \`Condition\``,
    }));
  },
};
