import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { withTextOfSub } from './replace-text';
import { stableCause } from './stable-cause';
import { variableUses, VariableUse } from './variable-uses';

export const unresolvedTemplateVariable: Rule = {
  id: 'unresolved-template-variable',
  severity: Severity.ERROR,
  checks: ['V-08'],
  summary: 'a name of the template is left unfilled, or CloudFormation takes a policy variable for one',
  why: 'Policy variables and `Fn::Sub` share the form `${…}`. Without `Fn::Sub` the name of a resource stays as it is and fits nothing; '
    + 'with it, a policy variable without `!` is looked up in the template, and the deployment fails.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the account, without `Fn::Sub`',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:${AWS::AccountId}:orders' } },
      },
      {
        title: 'a resource of the template, without `Fn::Sub`',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '${Orders.Arn}/*' }] },
      },
      {
        title: 'a policy variable in `Fn::Sub`, without `!`',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::orders/${aws:username}/*' } }],
              },
            },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'both, each in its form',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/${!aws:username}/*' } }],
              },
            },
          },
        },
      },
      {
        title: 'a policy variable in plain text',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:username}/*' }] },
      },
    ],
  },

  judgeStatement(statement, { document }) {
    const uses = variableUses(statement).filter(({ templateName, swallowedKey }) => templateName !== undefined || swallowedKey !== undefined);
    if (uses.length === 0) { return NO_VIOLATIONS; }
    return uses.map((use, index) => ({
      ...describe(use),
      replacement: use.swallowedKey !== undefined && index < MAX_MENDED ? withTextOfSub(statement, document, use.text, `\${!${use.swallowedKey}}`) : undefined,
    }));
  },
};

/** Nobody mends more by hand, one by one. */
const MAX_MENDED = 10;

function describe({ text, path, templateName, swallowedKey }: VariableUse) {
  return swallowedKey !== undefined
    ? {
      cause: stableCause(text),
      path,
      message: `\`Fn::Sub\` looks for \`${swallowedKey}\` in the template, where there is no such name`,
      fix: `write \`\${!${swallowedKey}}\`, which \`Fn::Sub\` leaves to AWS as a policy variable`,
    }
    : {
      cause: stableCause(text),
      path,
      message: `\`${text}\` is not filled in: \`${templateName}\` is a name of a template, and the text is not in \`Fn::Sub\``,
      fix: 'put the text in `Fn::Sub`; in the CDK use the attribute of the construct or a token such as `Aws.ACCOUNT_ID`',
    };
}
