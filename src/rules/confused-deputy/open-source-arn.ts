import { findTrustConditions } from '../../catalog/trust-conditions';
import { Severity } from '../../diagnostics/severity';
import { PolicySite } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { looseSourceArns, sourceBinding } from './source-binding';
import { requestForStranger, serviceName } from './trusted-services';
import { SymbolicText } from '../../policy/symbolic-text';
import { allowedServices } from '../principals/principal-values';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';

export const openSourceArn: Rule = {
  id: 'open-source-arn',
  severity: Severity.ERROR,
  checks: ['D-05'],
  summary: 'a service is asked for a source ARN that resources of any account have',
  why: 'The condition looks like protection and gives none: whoever makes a resource of that kind, in any account, meets it.',
  accept: 'When resources of accounts that nobody can list beforehand are meant to use it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention'],
  examples: {
    flagged: [
      {
        title: 'topics of any account, in a statement that is no list',
        kind: 'resource',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } },
          },
        },
      },
      {
        title: 'any bucket there is',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
          }],
        },
      },
      {
        title: 'a role for pipelines of any account',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'codepipeline.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:codepipeline:*:*:*' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'topics of one account',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:*' } },
          }],
        },
      },
      {
        title: 'any bucket of one account',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' }, StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
    ],
  },
  kinds: ['resource', 'trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (statement.conditions.length === 0) { return NO_VIOLATIONS; }
      const services = judgedServices(statement, site);
      if (services.length === 0 || sourceBinding(statement) !== 'open') { return NO_VIOLATIONS; }
      const loose = looseSourceArns(statement);
      const source = { sourceAccount: true, sourceArn: inStrangeAccount(loose[0]) };
      return [{
        cause: causeOf(loose.map(stableText)),
        message: `${listOf(services)} is asked for \`aws:SourceArn\` ${listOf(loose.map(String), 4, 'or')}, which resources of every account have`,
        fix: 'write the account in the ARN, or require `"StringEquals": {"aws:SourceAccount": "…"}` in the same statement',
        witness: requestForStranger(services[0], source, statement, site, site.kind === 'trust' ? 'sts:AssumeRole' : undefined),
      }];
    });
  },
};

/** Of a trust policy without those that `missing-confused-deputy-condition` and `missing-source-account` judge. */
function judgedServices(statement: Statement, { kind }: PolicySite): readonly string[] {
  return allowedServices(statement).flatMap(text => {
    const name = serviceName(text);
    if (name === undefined || name === '*') { return []; }
    const grade = kind === 'trust' ? findTrustConditions(name)?.grade : undefined;
    return grade === undefined || grade === 'weak' ? [name] : [];
  });
}

/** The pattern with the account that nobody knows where it leaves one open. */
function inStrangeAccount({ literal }: SymbolicText): string | undefined {
  return literal?.replace(/^((?:[^:]*:){4})\*(?=:)/, '$1${Account}');
}
