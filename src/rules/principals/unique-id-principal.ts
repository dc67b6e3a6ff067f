import { Severity } from '../../diagnostics/severity';
import { PrincipalValue, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { elementName } from './principal-values';

/**
 * How the ids of roles and users begin, read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const UNIQUE_ID = /^(AROA|AIDA)[A-Z0-9]{10,}$/;
const KINDS: { readonly [prefix: string]: string } = { AROA: 'role', AIDA: 'user' };

export const uniqueIdPrincipal: Rule = {
  id: 'unique-id-principal',
  severity: Severity.WARNING,
  checks: ['P-08'],
  summary: 'a principal is the unique id of a role or user',
  why: 'AWS shows the id in place of the ARN when the role or user is gone. Nobody else ever gets that id, so the statement meets nobody, '
    + 'also not a new role of the same name.',
  accept: 'Never; to tell a role from later ones of its name, compare `aws:userid` in a condition.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles',
  ],
  examples: {
    flagged: [
      {
        title: 'a role that was deleted',
        kind: 'trust',
        policy: { Statement: { Effect: 'Allow', Principal: { AWS: 'AROADBQP57FF2AEXAMPLE' }, Action: 'sts:AssumeRole' } },
      },
      {
        title: 'a user that was deleted, beside one that lives',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: ['AIDACKCEVSQ6C2EXAMPLE', 'arn:aws:iam::111122223333:user/anna'] },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'an ARN',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy' }, Action: 'sts:AssumeRole' }] },
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint', 'rcp'],

  judgeStatement(statement) {
    const ids = statement.principals?.values.filter(isUniqueId) ?? [];
    return ids.length === 0 ? NO_VIOLATIONS : ids.map(id => goneFor(id, statement));
  },
};

function isUniqueId({ type, text }: PrincipalValue): boolean {
  return type === 'AWS' && text.literal?.[0] === 'A' && UNIQUE_ID.test(text.literal);
}

function goneFor({ text: { literal = '' } }: PrincipalValue, statement: Statement): Violation {
  return {
    cause: literal,
    message: `\`${literal}\` in \`${elementName(statement)}\` is the id of a ${KINDS[literal.slice(0, 4)]}, as AWS shows one that was deleted`,
    fix: `write the ARN of the ${KINDS[literal.slice(0, 4)]} that is meant, or remove the entry`,
  };
}
