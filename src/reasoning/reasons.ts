/**
 * Reasons of decisions, for people: one line each.
 */
import { Cause, LayerOutcome } from './layer-outcome';
import { hasLevels, levelsOf } from './layer-policies';
import { documentMatcher } from './matching/document';
import { RequestFacts } from './matching/request-facts';
import { explainStatement, Mismatch } from './mismatch';
import { Layer, Policies } from './policies';

export function allowReason(outcome: LayerOutcome, cause: Cause): string {
  return `${describeCause(outcome, cause)} allows it`;
}

export function denyReason(outcome: LayerOutcome, cause: Cause): string {
  return `${describeCause(outcome, cause)} denies it`;
}

/** Why nothing allows it. */
export function lackReason(layer: Layer, level: number | undefined, policies: Policies): string {
  switch (layer) {
    case 'scp': return `no SCP at level ${level} allows it`;
    case 'rcp': return `no RCP at level ${level} allows it`;
    case 'endpoint': return 'the endpoint policy does not allow it';
    case 'resource': return policies.resource ? 'the resource policy does not allow it' : 'there is no resource policy to allow it';
    case 'boundary': return 'the permissions boundary does not allow it';
    case 'session': return policies.session ? 'the session policy does not allow it' : 'there is no session policy to allow it';
    case 'identity': return 'no identity policy allows it';
  }
}

/** What the decision depends on. */
export function unknownReason(outcome: LayerOutcome, cause: Cause, facts: RequestFacts, policies: Policies): string {
  const verb = cause === outcome.deniedBy ? 'denies' : 'allows';
  return `it is not known whether ${describeCause(outcome, cause)} ${verb} it: ${dependency(outcome, cause, facts, policies)}`;
}

function dependency({ layer, level }: LayerOutcome, { policy, statement }: Cause, facts: RequestFacts, policies: Policies): string {
  const { mismatch } = statement ? explainStatement(statement.matcher, facts) : { mismatch: undefined };
  if (mismatch) { return describe(mismatch); }
  const { unreadable } = documentMatcher(levelsOf(layer, policies)[level ?? 0][policy], layer);
  return `${unreadable === '' || unreadable === undefined ? 'the policy' : unreadable} cannot be read in full`;
}

function describe({ element, code, operator, key, expected = [] }: Mismatch): string {
  const values = expected.length === 0 ? 'nothing' : `${expected.slice(0, 3).map(value => `\`${short(value)}\``).join(', ')}${expected.length > 3 ? ', …' : ''}`;
  switch (code) {
    case 'condition-undecided': return `it depends on the condition ${operator} on \`${key}\` (${values})`;
    case 'under-template-condition': return `it stands under the template's condition ${values}`;
    case 'not-readable': return `${values} cannot be read`;
    case 'principal-misplaced': return 'IAM takes no principal in a policy of this kind';
    case 'resource-missing': return 'it has no resource';
    default: return `it depends on the ${element} (${values})`;
  }
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function describeCause({ layer, level }: LayerOutcome, { policy, statement }: Cause): string {
  const where = describePolicy(layer, level, policy);
  if (!statement) { return where; }
  const { sid } = statement.matcher.statement;
  return `statement ${statement.index}${sid ? ` (\`${short(sid)}\`)` : ''} of ${where}`;
}

/** The policy in a sentence. */
export function describePolicy(layer: Layer, level: number | undefined, policy: number): string {
  const name = policyName(layer, level, policy);
  return hasLevels(layer) || layer === 'identity' ? name : `the ${name}`;
}

/** What people call a policy, among all that have a say. */
export function policyName(layer: Layer, level: number | undefined, policy: number): string {
  switch (layer) {
    case 'scp': return `SCP ${policy} at level ${level}`;
    case 'rcp': return `RCP ${policy} at level ${level}`;
    case 'identity': return `identity policy ${policy}`;
    case 'boundary': return 'permissions boundary';
    case 'session': return 'session policy';
    case 'resource': return 'resource policy';
    case 'endpoint': return 'endpoint policy';
  }
}
