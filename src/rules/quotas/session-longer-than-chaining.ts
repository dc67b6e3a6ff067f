/**
 * Errs towards silence: only where each trusted principal is a role for certain is every session a chained one.
 */
import { QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { PrincipalValue } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { roleWithSessions } from './role-with-sessions';

const { maximum: longest } = QUOTAS.chainedSessionDuration;
const ROLE_ARN = /:(iam|sts):[^:]*:[^:]*:(role|assumed-role)\//;

export const sessionLongerThanChaining: Rule = {
  id: 'session-longer-than-chaining',
  severity: Severity.WARNING,
  checks: ['Q-07'],
  summary: 'a role that only other roles assume allows sessions of more than one hour',
  why: 'A session of a role that assumes another role is role chaining, which AWS ends after an hour whatever the role allows: who asks for '
    + 'more gets an error.',
  accept: 'When users or an identity provider are to be trusted later.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining'],
  examples: {
    flagged: [
      { title: 'a pipeline role assumes it', resources: roleWithSessions(7200, { AWS: 'arn:aws:iam::111122223333:role/pipeline' }) },
      {
        title: 'a role of the app assumes it',
        resources: {
          ...roleWithSessions(43_200, { AWS: { 'Fn::GetAtt': ['Caller', 'Arn'] } }),
          Caller: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] } },
          },
        },
      },
    ],
    allowed: [
      { title: 'one hour', resources: roleWithSessions(3600, { AWS: 'arn:aws:iam::111122223333:role/pipeline' }) },
      { title: 'users of an account may assume it too', resources: roleWithSessions(7200, { AWS: ['arn:aws:iam::111122223333:role/pipeline', '111122223333'] }) },
      { title: 'people come through an identity provider', resources: roleWithSessions(7200, { Federated: 'arn:aws:iam::111122223333:saml-provider/corp' }) },
    ],
  },

  judgeIdentity({ properties: { MaxSessionDuration: raw }, trust }) {
    const seconds = typeof raw === 'number' || typeof raw === 'string' ? Number(raw) : NaN;
    if (!(seconds > longest) || !trust || !trustsOnlyRoles(trust.document)) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `\`MaxSessionDuration\` is \`${seconds}\`, but only roles can assume the role, and a chained session ends after ${longest} seconds`,
      fix: `write \`${longest}\` or leave it out; who needs longer sessions must assume the role without another in between`,
      path: 'MaxSessionDuration',
    }];
  },
};

function trustsOnlyRoles({ statements, undecided, problems }: PolicyDocument): boolean {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  return undecided.length === 0 && problems.length === 0 && allows.length > 0
    && allows.every(({ principals }) => principals !== undefined && !principals.negated && principals.values.every(isRole));
}

function isRole({ type, text }: PrincipalValue): boolean {
  return type === 'AWS' && ROLE_ARN.test(text.parts.map(part => typeof part === 'string' ? part : '').join(''));
}
