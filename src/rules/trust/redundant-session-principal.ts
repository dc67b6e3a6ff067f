import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { withPrincipals } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const SESSION = /^arn:[a-z-]+:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;
const ROLE = /^arn:[a-z-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

export const redundantSessionPrincipal: Rule = {
  id: 'redundant-session-principal',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['T-08'],
  summary: 'a trust policy names a session of a role beside the role itself',
  why: 'The role stands for all of its sessions, so the entry changes nothing, and seems to.',
  accept: 'Never: one of the two is not meant.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a role and one session of it, in a statement that is no list',
        kind: 'trust',
        policy: {
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::111122223333:role/ci/deploy', 'arn:aws:sts::111122223333:assumed-role/deploy/main'] },
            Action: 'sts:AssumeRole',
          },
        },
      },
    ],
    allowed: [
      {
        title: 'one session alone',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/deploy/main' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'in a Deny a role does not stand for its sessions',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Deny',
            Principal: { AWS: ['arn:aws:iam::111122223333:role/deploy', 'arn:aws:sts::111122223333:assumed-role/deploy/main'] },
            Action: 'sts:AssumeRole',
          }],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const { effect, principals } = statement;
    if (effect !== 'Allow' || !principals || principals.negated || principals.values.length < 2) { return NO_VIOLATIONS; }
    const sessions = redundantSessions(statement);
    return sessions.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(sessions),
      message: `${listOf(sessions)} adds nothing to the role beside it, which stands for all of its sessions`,
      fix: 'remove the session, or, if only that session is meant, the role',
      replacement: withPrincipals(statement, document, value => sessions.includes(value.text.literal ?? '') ? undefined : value),
    }];
  },
};

function redundantSessions({ principals }: Statement): readonly string[] {
  const texts = principals!.values.flatMap(({ text }) => text.literal !== undefined && text.literal.length < 1024 ? [text.literal] : []);
  const sessions = texts.filter(text => SESSION.test(text));
  if (sessions.length === 0) { return sessions; }
  const roles = new Set(texts.flatMap(text => ROLE.exec(text)?.slice(1).join('/') ?? []));
  return sessions.filter(session => roles.has(SESSION.exec(session)!.slice(1).join('/')));
}
