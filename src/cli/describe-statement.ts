/**
 * Where a statement stands, for people: the place in the input, and its Sid.
 */
import { PolicyDocument } from '../policy/document';
import { StatementPlace } from '../reasoning/evaluate';
import { Policies } from '../reasoning/policies';

export function describePlace(place: StatementPlace, policies: Policies): string {
  const { layer, level = 0, policy, index } = place;
  switch (layer) {
    case 'identity':
      return describeStatement(`policies.identity[${policy}]`, policies.identity[policy], index);
    case 'scp':
    case 'rcp':
      return describeStatement(`policies.${layer}[${level}][${policy}]`, policies[layer][level][policy], index);
    default:
      return describeStatement(`policies.${layer}`, policies[layer]!, index);
  }
}

/** `index` is the place in `Statement`; a document that has one statement and no list has it at 0. */
export function describeStatement(where: string, document: PolicyDocument, index: number): string {
  const statement = document.statements.find(({ path }) => path === `Statement/${index}` || (path === 'Statement' && index === 0));
  const sid = statement?.sid === undefined ? '' : ` (Sid \`${statement.sid}\`)`;
  return `${where}.${statement?.path === 'Statement' ? 'Statement' : `Statement[${index}]`}${sid}`;
}
