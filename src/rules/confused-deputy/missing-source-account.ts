import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { bindsSource, missingSource, requestForStranger, sourceFix, trustedServices } from './trusted-services';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { conditionsAreKnown } from '../trust/required-keys';

export const missingSourceAccount: Rule = {
  id: 'missing-source-account',
  // Every function role that the CDK makes lacks it, and the evidence is thinner than where `missing-confused-deputy-condition` speaks.
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['D-03'],
  summary: 'a service that AWS shows with `aws:SourceAccount` may take the role on behalf of any account',
  why: 'The service works for everybody, and nothing in the trust policy says that it must act for this account. '
    + 'To pass the role to the service one still needs `iam:PassRole`, so this is a second line of defence.',
  accept: 'For the whole app when roles come from constructs that cannot be given a condition.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the role that the CDK makes for a function',
        kind: 'trust',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
    ],
    allowed: [
      {
        title: 'the own account',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
      {
        title: 'one function',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:lambda:eu-central-1:111122223333:function:orders' } },
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const rows = trustedServices(statement, 'medium').filter(row => !bindsSource(statement, row));
      if (rows.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return rows.map(row => ({
        cause: row.servicePrincipal,
        message: `\`${row.servicePrincipal}\` is not held to this account: ${missingSource(statement)}`,
        ...sourceFix(statement, row, site),
        witness: requestForStranger(row.servicePrincipal, row, statement, site, 'sts:AssumeRole'),
      }));
    });
  },
};
