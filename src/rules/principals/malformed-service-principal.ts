import { elementName } from './principal-values';
import { PARTITION_URL_SUFFIXES } from '../../catalog/partition';
import { findTrustConditions } from '../../catalog/trust-conditions';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { PrincipalValue, Statement } from '../../policy/statement';
import { findResourceSource } from '../confused-deputy/resource-sources';
import { sourceBinding } from '../confused-deputy/source-binding';
import { renamed, withPrincipals } from '../mended-statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { shortened } from '../wording';

export const malformedServicePrincipal: Rule = {
  id: 'malformed-service-principal',
  severity: Severity.ERROR,
  checks: ['P-09'],
  summary: 'a service principal does not have the form of one',
  why: 'AWS refuses the policy: it knows its services by names such as `lambda.amazonaws.com`, in lower case.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services'],
  examples: {
    flagged: [
      {
        title: 'the short name, in a statement that is no list',
        kind: 'trust',
        policy: { Statement: { Effect: 'Allow', Principal: { Service: 'lambda' }, Action: 'sts:AssumeRole' } },
      },
      {
        title: 'another domain, and capital letters',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.co', 'EC2.amazonaws.com'] }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'a role as a service',
        kind: 'resource',
        policy: {
          Statement: [{ Effect: 'Allow', Principal: { Service: 'arn:aws:iam::111122223333:role/worker' }, Action: 'sqs:SendMessage', Resource: '*' }],
        },
      },
    ],
    allowed: [
      {
        title: 'global, regional and of another partition',
        kind: 'trust',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: ['ec2.amazonaws.com', 'logs.eu-west-1.amazonaws.com', 'ec2.amazonaws.com.cn'] },
            Action: 'sts:AssumeRole',
          }],
        },
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint', 'rcp'],

  judgeStatement(statement, { document }) {
    const malformed = statement.principals?.values.filter(isMalformed) ?? [];
    return malformed.length === 0 ? NO_VIOLATIONS : malformed.map(value => describe(value, statement, document));
  },
};

/** Most are of this form. */
const USUAL_FORM = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/;
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const MAX_LENGTH = 300;

/** Services with a domain of their own (`alexa-appkit.amazon.com`) are hosts, and not judged further. */
function isMalformed({ type, text: { literal } }: PrincipalValue): boolean {
  if (type !== 'Service' || literal === undefined || literal === '*' || literal.length <= MAX_LENGTH && USUAL_FORM.test(literal)) { return false; }
  if (literal.length > MAX_LENGTH || !HOST.test(literal)) { return !/[*?]|\$\{/.test(literal); }
  return /\.amazonaws(?:\.|$)|^amazonaws\./.test(literal) && !PARTITION_URL_SUFFIXES.some(suffix => literal.endsWith(`.${suffix}`));
}

function describe({ text: { literal = '' } }: PrincipalValue, statement: Statement, document: PolicyDocument): Violation {
  const name = /^[\w-]+/.exec(literal.toLowerCase())?.[0];
  const written = knownName(literal, statement);
  const isNoService = /^arn:|^\d{12}$/.test(literal);
  return {
    cause: shortened(literal),
    message: `\`${shortened(literal)}\` in \`${elementName(statement)}\` is no service principal, which has the form \`SERVICE.amazonaws.com\``,
    fix: isNoService || name === undefined
      ? 'write roles, users and accounts as `{"AWS": "…"}`'
      : `write the service in lower case with its domain, such as \`${shortened(name)}.amazonaws.com\``,
    ...written !== undefined && {
      replacement: withPrincipals(statement, document, value => value.text.literal === literal ? renamed(value, written) : value),
    },
  };
}

/**
 * The service that is meant for certain: in other letters, or without its domain. None where the statement lacks the condition that it
 * must have once the service gets in.
 */
function knownName(literal: string, statement: Statement): string | undefined {
  if (literal.length > MAX_LENGTH) { return undefined; }
  const lower = literal.toLowerCase();
  const name = lower.includes('.') ? lower : `${lower}.amazonaws.com`;
  const row = findTrustConditions(name);
  return row && (sourceBinding(statement) === 'bound' || row.grade !== 'strong' && !findResourceSource(name)) ? name : undefined;
}
