import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { bindsSource, missingSource, requestForStranger, sourceFix, trustedServices } from './trusted-services';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { conditionsAreKnown } from '../trust/required-keys';
import { certificateTrust, ROLES_ANYWHERE } from '../trust/roles-anywhere';

export const missingConfusedDeputyCondition: Rule = {
  id: 'missing-confused-deputy-condition',
  // IAM lets nobody pass a role to a service from another account, so this is a second line of defence; and the CDK's own roles lack it.
  severity: Severity.WARNING,
  checks: ['D-03'],
  summary: 'a service that is documented to send its source may take the role on behalf of any account',
  why: 'The service works for everybody. Someone who makes a resource in another account and names this role has the service use it for them. '
    + 'The service says for whose resource it acts, but nobody checks.',
  accept: 'When the service is used in a way that does not send the keys; say which.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention',
  ],
  examples: {
    flagged: [
      {
        title: 'ECS tasks without a condition',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'a condition that also holds when the key is not sent',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'states.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
      },
      {
        title: 'a source in any account',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:*:*:schedule-group/*' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'the account and the kind of resource',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-central-1:111122223333:*' },
            },
          }],
        },
      },
      {
        title: 'any account of the organization',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'states.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      {
        title: 'EC2 sends no key: a condition would break the role',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'IAM Roles Anywhere, which is the business of `roles-anywhere-any-anchor`',
        kind: 'trust',
        policy: { Statement: [certificateTrust()] },
      },
      {
        title: 'a service of which nothing certain is known',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'codepipeline.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      // Of IAM Roles Anywhere `roles-anywhere-any-anchor` asks for more than the account.
      const rows = trustedServices(statement, 'strong').filter(row => row.servicePrincipal !== ROLES_ANYWHERE && !bindsSource(statement, row));
      if (rows.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return rows.map(row => ({
        cause: row.servicePrincipal,
        message: `\`${row.servicePrincipal}\` can take the role on behalf of any account: ${missingSource(statement)}`,
        ...sourceFix(statement, row, site),
        witness: requestForStranger(row.servicePrincipal, row, statement, site, 'sts:AssumeRole'),
      }));
    });
  },
};
