/**
 * What a failed assertion prints: what was asked, the answer, the statement that decided and where it stands, and the statement
 * that came nearest to allowing it.
 */
import { HeldPolicies } from './held-policies';
import { HeldStatement } from './merged-document';
import { ResourceOrigin } from '../policy/policy-site';
import { Statement } from '../policy/statement';
import { Evaluation } from '../reasoning/evaluate';
import { explain, Mismatch, StatementMatch } from '../reasoning/explain';
import { Layer } from '../reasoning/policies';
import { Request } from '../reasoning/request';

/** How a resource of a template is called: its construct path, or its logical id. */
export type PathOf = (origin: ResourceOrigin) => string;

const MAX_LISTED = 3;
const INDENT = '  ';
const WIDTH = 9;

const LAYER_NAMES: { readonly [layer in Layer]: string } = {
  identity: 'a policy of the principal',
  boundary: 'the permissions boundary',
  session: 'the session policy',
  scp: 'an SCP',
  rcp: 'an RCP',
  resource: 'the policy of the resource',
  endpoint: 'the endpoint policy',
};
/** The lines below the headline: why an evaluation came out as it did, and what of the request the headline does not say. */
export function evaluationText(evaluation: Evaluation, request: Request, held: HeldPolicies, pathOf: PathOf, principalName: string): string {
  return joined([causeText(evaluation, request, held, pathOf), requestText(request, principalName)]);
}

function causeText(evaluation: Evaluation, request: Request, held: HeldPolicies, pathOf: PathOf): string {
  const { decision, layer, level, statement, reason } = evaluation;
  const place = placeText(statement && held.find(statement), pathOf);
  switch (decision) {
    case 'allowed':
      return field('because', layer ? `${layerName(layer, held)} allows it` : reason, place);
    case 'explicitly-denied':
      return field('because', layer ? `${layerName(layer, held)} denies it` : reason, place);
    case 'implicitly-denied':
      return joined([field('because', layer ? silenceText(layer, level, held) : reason), nearestText(evaluation, request, held, pathOf)]);
    default: {
      const names = dependencies(evaluation, request, held);
      return names.length > 0 ? dependencyText(names) : field('because', reason);
    }
  }
}

function layerName(layer: Layer, held: HeldPolicies): string {
  const isTrust = layer === 'resource' && held.documentsOf(layer).some(({ site }) => site?.kind === 'trust');
  return isTrust ? 'the trust policy of the role' : LAYER_NAMES[layer];
}

function silenceText(layer: Layer, level: number | undefined, held: HeldPolicies): string {
  if (layer === 'identity') { return 'no policy of the principal allows it'; }
  if (layer === 'scp') { return `no SCP of scps[${level}] allows it`; }
  return held.documentsOf(layer).length > 0 ? `${layerName(layer, held)} does not allow it` : 'the resource has no policy, and one must allow it';
}

export function dependencyText(names: readonly string[]): string {
  return names.length === 0 ? '' : field('depends', `on ${names[0]}`, ...names.slice(1).map(name => `on ${name}`));
}

function requestText({ principal, resource, resourceAccount, context }: Request, principalName: string): string {
  const isOwnerPlain = resourceAccount === undefined || resourceAccount === principal.account || resource.includes(`:${resourceAccount}:`);
  const lines = [
    ...principal.id === principalName || principal.kind === 'anonymous' ? [] : [`by ${principal.id}`],
    ...isOwnerPlain ? [] : [`on a resource of account ${resourceAccount}`],
    ...Object.entries(context).map(([key, value]) => `with ${key} = ${listed(typeof value === 'string' ? [value] : value)}`),
  ];
  return lines.length === 0 ? '' : field('request', lines[0], ...lines.slice(1));
}

function placeText(statement: HeldStatement | undefined, pathOf: PathOf): string[] {
  if (!statement) { return []; }
  const { held: { site, document, label }, path } = statement;
  const found = document.statements.find(candidate => candidate.path === path);
  const what = `${found?.effect ?? 'statement'}${found?.sid === undefined ? '' : ` "${found.sid}"`}`;
  if (!site) { return [`${what} in ${label}`]; }
  return [`${what} in ${pathOf(site.origin)}`, `${site.origin.resourceType} ${site.propertyPath}/${path}`];
}

/** The Allow of the layer that decided which fails to match latest. */
function nearestText(evaluation: Evaluation, request: Request, held: HeldPolicies, pathOf: PathOf): string {
  const candidates = explain(request, held.policies).filter(({ effect, match, mismatch, place }) =>
    effect === 'Allow' && match === 'no' && mismatch !== undefined && (evaluation.layer === undefined || place.layer === evaluation.layer));
  const nearest = candidates.reduce<StatementMatch | undefined>((best, next) => best && nearness(best) >= nearness(next) ? best : next, undefined);
  if (!nearest?.mismatch || nearness(nearest) < 1) { return ''; }
  const [what, ...where] = placeText(held.find(nearest.place), pathOf);
  return field('nearest', what, ...where, `but ${mismatchText(nearest.mismatch)}`);
}

/** Elements are compared in this order; a statement that fails at a later one is nearer. */
const ORDER: readonly Mismatch['element'][] = ['statement', 'principal', 'action', 'resource', 'condition'];

function nearness({ mismatch }: StatementMatch): number {
  return mismatch ? ORDER.indexOf(mismatch.element) + likeness(mismatch) : 0;
}

/** From 0 to less than 1: how much of the beginning the request shares with what the statement expects. */
function likeness({ expected = [], actual }: Mismatch): number {
  if (typeof actual !== 'string' || actual === '') { return 0; }
  const shared = expected.map(text => {
    let length = 0;
    while (length < text.length && text[length].toLowerCase() === actual[length]?.toLowerCase()) { length++; }
    return length;
  });
  return Math.max(0, ...shared) / (actual.length + 1);
}

function mismatchText({ element, code, operator, key, expected = [], actual }: Mismatch): string {
  const negated = code.includes('not-action') || code.includes('not-resource') || code.includes('not-principal');
  switch (element) {
    case 'action':
    case 'resource':
    case 'principal':
      return `it ${negated ? 'leaves out' : 'is for'} the ${element}${expected.length > 1 ? 's' : ''} ${listed(expected)}`;
    case 'condition': {
      const given = typeof actual === 'string' ? [actual] : actual ?? [];
      return `it asks for ${operator} ${key} = ${listed(expected)}, and the request has ${given.length === 0 ? 'no such key' : listed(given)}`;
    }
    default:
      return `the statement cannot match (${code})`;
  }
}

/** What the answer hangs on: policies outside of the app, unknown values and conditions of the template. */
function dependencies(evaluation: Evaluation, request: Request, held: HeldPolicies): string[] {
  const unclear = explain(request, held.policies).filter(({ match, place }) =>
    match === 'unknown' && (evaluation.layer === undefined || place.layer === evaluation.layer));
  const names = unclear.flatMap(({ place }) => {
    const found = held.find(place);
    if (!found) { return []; }
    const { document } = found.held;
    const statements = document.statements.filter(({ path }) => path === found.path);
    return [
      ...document.undecided.filter(({ path }) => `${path}/`.startsWith(`${found.path}/`)).map(({ name }) => name),
      ...statements.flatMap(unknownsOf),
    ];
  });
  const whole = held.documentsOf(evaluation.layer, evaluation.level).flatMap(({ document }) =>
    document.undecided.filter(({ path }) => !document.statements.some(statement => `${path}/`.startsWith(`${statement.path}/`))).map(({ name }) => name));
  return [...new Set([...names, ...whole])];
}

function unknownsOf({ when, actions, resources, principals, conditions }: Statement): string[] {
  const values = [actions, resources, principals, ...conditions].flatMap(element => element?.values ?? []);
  return [
    ...[...when, ...values.flatMap(value => value.when)].map(({ condition }) => `the condition ${condition} of the template`),
    ...values.flatMap(({ text }) => text.unknowns).map(({ name }) => `the value of ${name}`),
  ];
}

function listed(texts: readonly string[]): string {
  const rest = texts.length - MAX_LISTED;
  return `${texts.slice(0, MAX_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The name beside the first line, the others below it. */
export function field(name: string, first: string, ...others: readonly (string | readonly string[])[]): string {
  return [`${INDENT}${name.padEnd(WIDTH)}${first}`, ...others.flat().map(line => `${INDENT}${' '.repeat(WIDTH)}${line}`)].join('\n');
}

export function joined(parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n');
}
