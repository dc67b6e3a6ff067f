/**
 * Trust in IAM Roles Anywhere, which lets in whoever holds a certificate.
 */
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';

export const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

export function trustsRolesAnywhere({ effect, principals }: Statement): boolean {
  return effect === 'Allow' && principals !== undefined && !principals.negated
    && principals.values.some(({ type, text }) => type === 'Service' && text.literal === ROLES_ANYWHERE);
}

const NONE: readonly Statement[] = [];

export function rolesAnywhereTrusts({ statements }: PolicyDocument): readonly Statement[] {
  return statements.some(trustsRolesAnywhere) ? statements.filter(trustsRolesAnywhere) : NONE;
}

/** A statement that lets in certificates, for the examples of the rules. */
export function certificateTrust(condition?: JsonObject, actions: readonly string[] = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession']): JsonObject {
  return { Effect: 'Allow', Principal: { Service: ROLES_ANYWHERE }, Action: [...actions], ...condition && { Condition: condition } };
}
