/**
 * The principals of a statement, and whom its conditions hold it to.
 */
import { PrincipalType, PrincipalValue, Statement } from '../../policy/statement';
import { requiresValueOf } from '../trust/required-keys';

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

const ORGANIZATION_KEYS = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];

/** Whether only principals of some organization match. */
export function asksForOrganization(statement: Statement): boolean {
  return statement.conditions.length > 0 && ORGANIZATION_KEYS.some(key => requiresValueOf(statement, key));
}

/** How messages call the `Principal` or `NotPrincipal` that a value stands in. */
export function elementName({ principals }: Statement): string {
  return principals?.negated ? 'NotPrincipal' : 'Principal';
}
