/**
 * A statement that names its principals by a condition on `aws:PrincipalArn`, as a finding offers it. Unlike the element, the key has
 * the ARN of the role in all of its sessions.
 */
import { parseArn } from '../../policy/arn';
import { parseOperator } from '../../policy/conditions/operators';
import { PolicyDocument } from '../../policy/document';
import { hasWildcard, toGlob } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { Condition, conditionsOn, PrincipalElement, PrincipalValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { rewritten } from '../rewritten';

const KEY = 'aws:PrincipalArn';
const EVERYBODY: PrincipalElement = { negated: false, values: [{ type: '*', text: SymbolicText.literal('*'), raw: '*', when: [] }] };

/** The statement for everybody whose ARN the condition is true of; `undefined` where not all of the principals are roles and users. */
export function withPrincipalsByCondition(
  statement: Statement, document: PolicyDocument, operatorText: 'ArnEquals' | 'ArnNotEquals',
): JsonObject | undefined {
  const { principals, conditions } = statement;
  const values = principals?.values ?? [];
  // Beside a role in `NotPrincipal` its account has to stand.
  const isNamed = (value: PrincipalValue) => kindOf(value) === 'identity' || operatorText === 'ArnNotEquals' && kindOf(value) === 'root';
  if (!values.every(isNamed) || !values.some(value => kindOf(value) === 'identity') || conditionsOn(statement, KEY).length > 0) { return undefined; }
  const condition: Condition = { operatorText, operator: parseOperator(operatorText)!, key: KEY, values };
  return rewritten(statement, document, { principals: EVERYBODY, conditions: [...conditions, condition] });
}

/** What has an ARN by which a request can be told: of a session, say, it is another. */
function kindOf({ type, text }: PrincipalValue): 'identity' | 'root' | 'other' {
  const arn = type === 'AWS' && !hasWildcard(toGlob(text)) ? parseArn(text) : undefined;
  if (arn?.service.literal !== 'iam' || arn.account.literal !== undefined && !/^\d{12}$/.test(arn.account.literal)) { return 'other'; }
  return arn.resource.literal === 'root' ? 'root' : /^(?:role|user)\//.test(arn.resource.literalPrefix) ? 'identity' : 'other';
}
