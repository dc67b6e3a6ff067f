/**
 * The accounts behind the AWS principals of a trust policy.
 */
import { parseArn } from '../../policy/arn';
import { Environment } from '../../policy/policy-site';
import { PrincipalValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { faultOfAwsPrincipal } from '../principals/aws-principal';

/** Whose account it is, seen from the role. */
export type Ownership = 'own' | 'other' | 'unknown';

export interface AccountPrincipal {
  readonly principal: PrincipalValue;
  /** `undefined` when an unknown value hides it. */
  readonly account?: SymbolicText;
  /** The principal is the account as a whole: its root ARN or its bare number. */
  readonly isWholeAccount: boolean;
}

/** The AWS principals of a statement that lead to an account. One that AWS refuses leads nowhere. */
export function accountPrincipals(statement: Statement): readonly AccountPrincipal[] {
  const { principals } = statement;
  if (!principals || principals.negated) { return []; }
  return principals.values.filter(principal => principal.type === 'AWS').flatMap(principal => readAccount(principal));
}

function readAccount(principal: PrincipalValue): AccountPrincipal[] {
  const { text } = principal;
  if (isAccountId(text)) { return [{ principal, account: text, isWholeAccount: true }]; }
  if (faultOfAwsPrincipal(text)) { return []; }
  const arn = parseArn(text);
  if (arn) { return [{ principal, account: arn.account, isWholeAccount: arn.resource.literal === 'root' }]; }
  return isRootOfHiddenAccount(text) ? [{ principal, isWholeAccount: true }] : [];
}

function isAccountId({ literal, parts }: SymbolicText): boolean {
  const [only] = parts;
  return literal !== undefined ? /^\d{12}$/.test(literal) : parts.length === 1 && typeof only !== 'string' && only.shape === 'account';
}

/** `arn:aws:iam::<parameter>:root`, where the parameter could hold anything, colons included. */
function isRootOfHiddenAccount({ parts, literalPrefix }: SymbolicText): boolean {
  const last = parts[parts.length - 1];
  return literalPrefix.startsWith('arn:') && typeof last === 'string' && last.endsWith(':root');
}

/** In a stack that is not tied to an account, a number that is written out counts as another account's. */
export function ownershipOf(account: SymbolicText | undefined, environment: Environment): Ownership {
  if (account?.literal !== undefined) {
    return account.literal === environment.account ? 'own' : 'other';
  }
  return account?.unknowns.every(unknown => unknown.shape === 'account') ? 'own' : 'unknown';
}
