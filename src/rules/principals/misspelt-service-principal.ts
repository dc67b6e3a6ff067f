import { hasService } from '../../catalog/actions';
import { TRUST_CONDITIONS } from '../../catalog/trust-conditions';
import { nearestName } from '../../diagnostics/nearest-name';
import { Severity } from '../../diagnostics/severity';
import { PrincipalValue, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { elementName } from './principal-values';

const MEMO_LIMIT = 1024;
const GLOBAL_FORM = /^([a-z0-9-]+)\.amazonaws\.com$/;
/** Shorter names have neighbours by chance. */
const SHORTEST_NAME = 5;

export const misspeltServicePrincipal: Rule = {
  id: 'misspelt-service-principal',
  // There is no list of all service principals; that a name is unknown and near a known one is a guess, though a good one.
  severity: Severity.WARNING,
  checks: ['P-09'],
  summary: 'a service principal is not known and very near one that is',
  why: 'AWS refuses a policy with a service that does not exist.',
  accept: 'When the service exists and is newer than the catalog of this library.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services'],
  examples: {
    flagged: [
      {
        title: 'two letters changed places',
        kind: 'trust',
        policy: { Statement: { Effect: 'Allow', Principal: { Service: 'lamdba.amazonaws.com' }, Action: 'sts:AssumeRole' } },
      },
      {
        title: 'a letter is missing',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: ['ecs-task.amazonaws.com'] }, Action: 'sts:AssumeRole' }] },
      },
    ],
    allowed: [
      {
        title: 'a service by its name',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'a service of which nothing is known',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'brand-new-thing.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint', 'rcp'],

  judgeStatement(statement) {
    const misspelt = statement.principals?.values.filter(value => meantService(value) !== undefined) ?? [];
    return misspelt.length === 0 ? NO_VIOLATIONS : misspelt.map(value => describe(value, statement));
  },
};

const KNOWN_NAMES = new Set(TRUST_CONDITIONS.flatMap(({ servicePrincipal }) => GLOBAL_FORM.exec(servicePrincipal)?.[1] ?? []));
const meant = new Map<string, string | undefined>();

function meantService({ type, text: { literal } }: PrincipalValue): string | undefined {
  if (type !== 'Service' || literal === undefined || literal.length > 80) { return undefined; }
  if (!meant.has(literal)) {
    if (meant.size >= MEMO_LIMIT) { meant.clear(); }
    meant.set(literal, lookUp(literal));
  }
  return meant.get(literal);
}

function lookUp(principal: string): string | undefined {
  const name = GLOBAL_FORM.exec(principal)?.[1];
  if (name === undefined || name.length < SHORTEST_NAME || KNOWN_NAMES.has(name) || hasService(name)) { return undefined; }
  const near = [...KNOWN_NAMES].filter(known => known.length >= SHORTEST_NAME && Math.abs(known.length - name.length) <= 1);
  const nearest = nearestName(name, near);
  return nearest !== undefined && nearest[0] === name[0] ? `${nearest}.amazonaws.com` : undefined;
}

function describe(value: PrincipalValue, statement: Statement): Violation {
  const { literal = '' } = value.text;
  return {
    cause: literal,
    message: `\`${literal}\` in \`${elementName(statement)}\` is no service that is known here; \`${meantService(value)}\` is`,
    fix: `write \`${meantService(value)}\`, or, if the service exists under the name that is written, acknowledge this`,
  };
}
