/**
 * The principals of a statement, and whom its conditions hold it to.
 */
import { conditionsOn, PrincipalType, PrincipalValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { narrows, requiresValueOf } from '../trust/required-keys';

const NO_PRINCIPALS: readonly PrincipalValue[] = [];

/** Those that an Allow names one by one. */
export function allowedPrincipals({ effect, principals }: Statement): readonly PrincipalValue[] {
  return effect === 'Allow' && principals && !principals.negated ? principals.values : NO_PRINCIPALS;
}

export function principalsOfType(statement: Statement, type: PrincipalType): readonly PrincipalValue[] {
  const { principals } = statement;
  return principals?.values.some(value => value.type === type) ? principals.values.filter(value => value.type === type) : NO_PRINCIPALS;
}

/** Whether it is anybody: `*`, bare or of type AWS. */
export function isAnybody({ type, text }: PrincipalValue): boolean {
  return (type === '*' || type === 'AWS') && text.literal === '*';
}

const NO_SERVICES: readonly SymbolicText[] = [];
const EVERY_SERVICE: readonly SymbolicText[] = [SymbolicText.literal('*')];

/** The services that an Allow lets in, `*` for every one: those it names, and where it names anybody, those that its conditions leave. */
export function allowedServices(statement: Statement): readonly SymbolicText[] {
  const principals = allowedPrincipals(statement);
  const named = principals.some(({ type }) => type === 'Service') ? principals.filter(({ type }) => type === 'Service').map(({ text }) => text) : NO_SERVICES;
  return statement.conditions.length > 0 && principals.some(isAnybody) ? [...named, ...servicesLeft(statement)] : named;
}

function servicesLeft(statement: Statement): readonly SymbolicText[] {
  const names = conditionsOn(statement, 'aws:PrincipalServiceName').filter(narrows).flatMap(({ values }) => values.map(({ text }) => text));
  if (names.length > 0) { return names; }
  return requiresValueOf(statement, 'aws:PrincipalIsAWSService') ? EVERY_SERVICE : NO_SERVICES;
}

const ORGANIZATION_KEYS = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];

/** Whether only principals of some organization match. */
export function asksForOrganization(statement: Statement): boolean {
  return statement.conditions.length > 0 && ORGANIZATION_KEYS.some(key => requiresValueOf(statement, key));
}

/** How messages call the `Principal` or `NotPrincipal` that a value stands in. */
export function elementName({ principals }: Statement): string {
  return principals?.negated ? 'NotPrincipal' : 'Principal';
}
