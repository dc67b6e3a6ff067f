import { Severity } from '../../diagnostics/severity';
import { rewritten } from '../rewritten';
import { NO_VIOLATIONS, Rule } from '../rule';
import { shortened } from '../wording';
import { namesIn } from './repeated-sids';

const OTHER_CHARACTERS = /[^0-9A-Za-z]+/g;

export const invalidSid: Rule = {
  id: 'invalid-sid',
  severity: Severity.ERROR,
  checks: ['G-15'],
  cdkRules: ['E3510'],
  summary: 'the `Sid` of an IAM policy has characters other than letters and digits',
  why: 'IAM refuses the policy at deployment.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html'],
  examples: {
    flagged: [
      {
        title: 'words with blanks, in a statement that is no list',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: { Sid: 'read the orders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
        },
      },
      {
        title: 'a hyphen',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Sid: 'deny-iam', Effect: 'Deny', Action: 'iam:*', Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'letters and digits',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Sid: 'ReadOrders2', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }],
        },
      },
      {
        title: 'a queue policy, which takes other characters',
        kind: 'resource',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Sid: 'send orders',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          }],
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session'],

  judgePolicy({ document }) {
    const invalid = document.statements.filter(({ sid }) => sid && /[^0-9A-Za-z]/.test(sid));
    if (invalid.length === 0) { return NO_VIOLATIONS; }
    const names = namesIn(document);
    return invalid.map(statement => {
      const sid = statement.sid!;
      const shown = shortened(sid);
      const right = shown.replace(OTHER_CHARACTERS, '');
      const isFree = names.get(sid) === 1 && !names.has(right);
      return {
        cause: shown,
        path: `${statement.path}/Sid`,
        message: `the \`Sid\` \`${shown}\` has characters other than letters and digits`,
        fix: right === '' ? 'write letters and digits, or leave `Sid` out' : `write \`${right}\``,
        replacement: isFree ? rewritten(statement, document, { sid: right === '' ? undefined : right }) : undefined,
      };
    });
  },
};
