/**
 * What is known of requests before any is made, as conditions that all of them meet: of those of a role of the app, and of those that take
 * a role with a token of an identity provider. Only keys that somebody asks about are told.
 *
 * Takes for granted that a role has the tags that the template gives it and no others, but where its sessions may bring their own.
 */
import { parseOperator } from '../policy/conditions/operators';
import { PolicyDocument } from '../policy/document';
import { globsOverlap } from '../policy/glob';
import { JsonValue } from '../policy/json';
import { Identity } from '../policy/policy-site';
import { Condition, PolicyElement, Statement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** Of a role's own requests. The principal is told in any case, so that a request that is shown has it. */
export function roleFacts(role: Identity, askedIn: PolicyDocument): (permission: Statement) => readonly Condition[] {
  const keys = keysIn(askedIn);
  const always = [
    condition('StringEquals', 'aws:PrincipalArn', role.arn),
    ...keys.has('aws:principalaccount') && role.environment.account !== undefined
      ? [condition('StringEquals', 'aws:PrincipalAccount', SymbolicText.literal(role.environment.account))] : [],
    ...keys.has('aws:principalisawsservice') ? [condition('Bool', 'aws:PrincipalIsAWSService', FALSE)] : [],
    ...['aws:username', 'aws:AssumedRoot'].filter(key => keys.has(key.toLowerCase())).map(absent),
    ...[...keys].filter(key => key.startsWith(PRINCIPAL_TAG)).flatMap(key => tagFact(role, key)),
  ];
  const inRegion = new Map<string, readonly Condition[]>();
  return permission => {
    const region = keys.has('aws:requestedregion') ? regionOf(permission) : undefined;
    if (region === undefined) { return always; }
    const facts = inRegion.get(region) ?? [...always, condition('StringEquals', 'aws:RequestedRegion', SymbolicText.literal(region))];
    inRegion.set(region, facts);
    return facts;
  };
}

/** Of requests by which somebody comes with a token: it speaks for one issuer only, and for no AWS service. */
export function tokenFacts(askedIn: PolicyDocument): (permission: Statement) => readonly Condition[] {
  const keys = keysIn(askedIn);
  const claims = [...keys].filter(key => key.split(':')[0].includes('.'));
  const service = keys.has('aws:principalisawsservice') ? [condition('Bool', 'aws:PrincipalIsAWSService', FALSE)] : [];
  return ({ principals }) => {
    if (!principals || principals.negated || principals.values.length !== 1) { return []; }
    const [{ type, text }] = principals.values;
    const issuer = type === 'Federated' ? /:oidc-provider\/(.+)$/.exec(text.toString())?.[1].toLowerCase() : undefined;
    return issuer === undefined ? [] : [...service, ...claims.filter(key => !key.startsWith(`${issuer}:`)).map(absent)];
  };
}

const PRINCIPAL_TAG = 'aws:principaltag/';
const FALSE = SymbolicText.literal('false');
const TRUE = SymbolicText.literal('true');
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;
/** What works on a resource from another region: copies, and models that an inference profile spreads over regions. */
const ACROSS_REGIONS = /^bedrock:|:copy/i;

function keysIn({ statements }: PolicyDocument): ReadonlySet<string> {
  return new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase())));
}

function condition(operatorText: string, key: string, text: SymbolicText): Condition {
  return { operatorText, operator: parseOperator(operatorText)!, key, values: [{ text, raw: text.toString(), when: [] }] };
}

function absent(key: string): Condition {
  return condition('Null', key, TRUE);
}

/** `key` in lower case. */
function tagFact({ properties: { Tags: tags }, trust }: Identity, key: string): readonly Condition[] {
  if (tags !== undefined && !Array.isArray(tags)) { return []; }
  const name = key.slice(PRINCIPAL_TAG.length);
  const entries = (tags ?? []) as readonly { readonly [member: string]: JsonValue }[];
  if (entries.some(entry => typeof entry?.Key !== 'string')) { return []; }
  if (!trust || trust.document.undecided.length > 0 || trust.document.statements.some(maySetTags)) { return []; }
  const own = entries.find(entry => String(entry.Key).toLowerCase() === name);
  if (!own) { return [absent(key)]; }
  return typeof own.Value === 'string' ? [condition('StringEquals', key, SymbolicText.literal(own.Value))] : [];
}

function maySetTags({ effect, actions }: Statement): boolean {
  return effect === 'Allow' && mayName(actions, 'sts:tagsession');
}

function mayName({ negated, values }: PolicyElement, action: string): boolean {
  return negated || values.some(({ text: { literal } }) => literal === undefined || globsOverlap(literal.toLowerCase(), action));
}

/** The one region that all resources of a permission are in. */
function regionOf({ actions, resources }: Statement): string | undefined {
  if (!resources || resources.negated || actions.values.some(({ text }) => ACROSS_REGIONS.test(text.toString()))) { return undefined; }
  const regions = new Set(resources.values.map(({ text }) => text.parts.map(part => typeof part === 'string' ? part : '?').join('').split(':')[3]));
  const [region] = regions;
  return regions.size === 1 && region !== undefined && REGION.test(region) ? region : undefined;
}
