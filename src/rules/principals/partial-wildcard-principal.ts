import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { conditionsOn, PrincipalValue, Statement } from '../../policy/statement';
import { renamed, withConditionAdded } from '../mended-statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { elementName } from './principal-values';
import { stableText } from '../trust/stable-text';
import { listOf } from '../wording';

export const partialWildcardPrincipal: Rule = {
  id: 'partial-wildcard-principal',
  severity: Severity.ERROR,
  checks: ['P-05'],
  summary: 'a principal has a wildcard in a part of its name',
  why: 'In a principal, `*` stands for everybody or for a letter like any other: AWS refuses the policy, or the statement meets nobody.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'every role whose name begins so',
        kind: 'trust',
        policy: { Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy-*' }, Action: 'sts:AssumeRole' } },
      },
      {
        title: 'the same role in every account',
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::*:role/deploy'] }, Action: 'sqs:SendMessage', Resource: '*' }] },
      },
      {
        title: 'every session of a role, in a Deny',
        kind: 'resource',
        policy: {
          Statement: [{ Effect: 'Deny', Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/deploy/*' }, Action: 'sqs:SendMessage', Resource: '*' }],
        },
      },
    ],
    allowed: [
      {
        title: 'a pattern in a condition',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'sts:AssumeRole',
            Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/deploy-*' } },
          }],
        },
      },
      {
        title: 'everybody, which is another matter',
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint', 'rcp'],

  judgeStatement(statement, { document }) {
    const values = statement.principals?.values.filter(hasPartialWildcard) ?? [];
    return values.length === 0 ? NO_VIOLATIONS : values.map(value => partialWildcard(value, statement, document));
  },
};

const PATTERN_IN_ACCOUNT = /^(arn:[a-z-]+:iam::\d{12}):(?:role|user)\//;

function hasPartialWildcard({ text }: PrincipalValue): boolean {
  return text.literal !== '*' && text.parts.some(part => typeof part === 'string' && (part.includes('*') || part.includes('?')));
}

function partialWildcard(principal: PrincipalValue, statement: Statement, document: PolicyDocument): Violation {
  const { text, type } = principal;
  return {
    cause: stableText(text),
    message: `${listOf([text.toString()])} in \`${elementName(statement)}\` has a wildcard inside a name, which a principal cannot have`,
    fix: type === 'AWS'
      ? 'name each principal in full, or name its account and require the pattern in the same statement: `"Condition": {"ArnLike": {"aws:PrincipalArn": "…"}}`'
      : 'name each principal in full',
    replacement: withPattern(principal, statement, document),
  };
}

/** Of one account, the roles or users whose ARNs fit; where others are named too, the condition would meet them as well. */
function withPattern({ text, raw }: PrincipalValue, statement: Statement, document: PolicyDocument): JsonObject | undefined {
  const [, account] = PATTERN_IN_ACCOUNT.exec(text.literal ?? '') ?? [];
  const { principals } = statement;
  if (account === undefined || principals!.negated || principals!.values.length > 1 || conditionsOn(statement, 'aws:PrincipalArn').length > 0) { return undefined; }
  const ofAccount = { ...statement, principals: { ...principals!, values: [renamed(principals!.values[0], `${account}:root`)] } };
  return withConditionAdded(ofAccount, document, { ArnLike: { 'aws:PrincipalArn': raw } });
}
