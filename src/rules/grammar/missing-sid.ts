import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isWholeDocument } from './whole-document';

export const missingSid: Rule = {
  id: 'missing-sid',
  severity: Severity.INFO,
  tier: 'opt-in',
  checks: ['G-17'],
  summary: 'a policy of several statements has some without `Sid`',
  why: 'A name says what a statement is for, keeps the differences of a review small, and is what AWS reports when the statement decides.',
  accept: 'When grants write the statements, as those of the CDK do.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html'],
  examples: {
    flagged: [
      {
        title: 'two statements, one without a name',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'one statement, not in a list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'each statement has a name',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Sid: 'ListOrders', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' },
          ],
        },
      },
    ],
  },

  judgePolicy(site) {
    const { statements } = site.document;
    if (statements.length < 2 || !isWholeDocument(site)) { return NO_VIOLATIONS; }
    const nameless = statements.filter(({ sid, hasUnknownSid }) => sid === undefined && !hasUnknownSid);
    return nameless.length === 0 ? NO_VIOLATIONS : [{
      cause: '',
      path: nameless[0].path,
      message: `${nameless.length} of the ${statements.length} statements ${nameless.length === 1 ? 'has' : 'have'} no \`Sid\``,
      fix: 'give each statement a `Sid` that says what it is for, in letters and digits',
    }];
  },
};
