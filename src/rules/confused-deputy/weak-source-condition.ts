import { Severity } from '../../diagnostics/severity';
import { withConditions } from '../mended-statement';
import { allowedPrincipals } from '../principals/principal-values';
import { NO_VIOLATIONS, Rule } from '../rule';
import { sourceBinding } from './source-binding';
import { usedServices } from './used-services';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { requiresValueOf } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';

export const weakSourceCondition: Rule = {
  id: 'weak-source-condition',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['D-02'],
  summary: 'a service is held to an account by `aws:Referer`',
  why: 'Some services used to put the account there. In other requests whoever asks sets it as they like, and AWS recommends the keys that are made for it.',
  accept: 'For Amazon SES, as long as the statement names nothing else.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'mail that is stored, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::mail/*',
            Condition: { StringEquals: { 'aws:Referer': '111122223333' } },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'the key that is made for it',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'ses.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::mail/*',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
    ],
  },
  kinds: ['resource'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (statement.conditions.length === 0 || !requiresValueOf(statement, 'aws:Referer')) { return NO_VIOLATIONS; }
      const services = usedServices(statement);
      const names = services.map(({ name }) => name);
      if (names.length === 0 || sourceBinding(statement) !== 'unbound') { return NO_VIOLATIONS; }
      return [{
        cause: causeOf(names),
        message: `${listOf(names)} is held to an account by \`aws:Referer\` only`,
        fix: 'require `aws:SourceAccount` with the same value instead',
        ...services.length === allowedPrincipals(statement).length && services.every(({ source }) => source?.sourceAccount) && {
          replacement: withConditions(statement, site.document, condition => condition.key.toLowerCase() === 'aws:referer' ? { ...condition, key: 'aws:SourceAccount' } : condition),
        },
      }];
    });
  },
};
