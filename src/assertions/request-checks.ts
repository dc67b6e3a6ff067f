/**
 * Refuses questions that would be answered without meaning what was asked: an action that does not exist, a resource that the
 * action never meets, a wildcard in a request for one thing. Such a `denies` would hold, whatever the policies say.
 *
 * Errs towards refusing an action that is newer than the catalog, and towards accepting a resource.
 */
import { Action, actionNames, findAction, findResourceType, hasService, matchActions, servicePrefixes } from '../catalog/actions';
import { findApiName } from '../catalog/api-names';
import { nearestName } from '../diagnostics/nearest-name';
import { globsOverlap, hasWildcard, NAME } from '../policy/glob';

/** Variables that hold neither `/` nor `:`, which tells a bucket from its objects and a table from its indexes. */
const NAME_VARIABLES = new Set(['BucketName', 'TableName']);
const VARIABLE = /\$\{([^}]*)\}/g;

/** The action in AWS's spelling. */
export function requireAction(action: string): string {
  requireText(action);
  if (hasWildcard(action)) {
    throw new Error(`action is \`${action}\`: a request asks for one action. Name one, or use neverAllows, which takes patterns`);
  }
  const [service, name] = requireService(action);
  const found = findAction(service, name);
  if (!found) { throw new Error(unknownAction(action, service, name)); }
  return `${found.service}:${found.name}`;
}

/** The pattern as it was given. */
export function requireActionPattern(pattern: string): string {
  requireText(pattern);
  if (pattern === '*') { return pattern; }
  if (!hasWildcard(pattern)) { return requireAction(pattern); }
  if (!pattern.slice(0, pattern.indexOf(':')).includes('*')) { requireService(pattern); }
  if (matchActions(pattern).length === 0) { throw new Error(`action is \`${pattern}\`, which matches no action: mend the pattern`); }
  return pattern;
}

/** A request names one resource. */
export function requireOneResource(action: string, resource: string): void {
  const actionType = findAction(...splitAction(action))!;
  if (resource === '*') {
    // Several types of which none is required are alternatives; a single one can be left out.
    if (actionType.resourceTypes.length < 2 && !actionType.resourceTypes.some(({ required }) => required)) { return; }
    throw new Error(`resource is \`*\`, but a request for ${action} names one resource: give it, in the form ${formsOf([actionType])}, `
      + 'or use neverAllows to ask about all');
  }
  if (hasWildcard(withoutLogGroupSuffix(resource))) {
    throw new Error(`resource is \`${resource}\`: a request names one resource, without wildcards. Give one, such as `
      + `\`${resource.replace(/[*?]+/g, 'example')}\`, or use neverAllows to ask about all`);
  }
}

/** At least one of the actions works on such a resource. */
export function requireFittingResource(pattern: string, resource: string): void {
  if (resource === '*' || pattern === '*') { return; }
  const actions = matchActions(pattern);
  const fits = (action: Action) => templatesOf(action).some(template => globsOverlap(globOf(template), resource));
  if (actions.some(action => action.resourceTypes.length === 0 || fits(action))) { return; }
  throw new Error(`${pattern} does not work on \`${resource}\`: it works on ${formsOf(actions)}`);
}

/** The ARN of a log group ends in `:*`, in policies and in what the CDK returns. */
export function withoutLogGroupSuffix(resource: string): string {
  return resource.replace(/(:log-group:[^*?]*):\*$/, '$1');
}

function requireText(action: unknown): asserts action is string {
  if (typeof action !== 'string') { throw new Error(`action is \`${action}\`, expected text such as \`s3:GetObject\``); }
}

function requireService(action: string): [string, string] {
  const [service, name] = splitAction(action);
  if (name === '') { throw new Error(`action is \`${action}\`, expected a service and a name, such as \`s3:GetObject\``); }
  if (!hasService(service)) {
    const nearest = nearestName(service, servicePrefixes());
    throw new Error(`action is \`${action}\`, but there is no service \`${service}\`${nearest ? `; did you mean \`${nearest}:${name}\`?` : ''}`);
  }
  return [service, name];
}

function splitAction(action: string): [string, string] {
  const colon = action.indexOf(':');
  return [action.slice(0, Math.max(colon, 0)), action.slice(colon + 1)];
}

function unknownAction(action: string, service: string, name: string): string {
  const api = findApiName(action);
  if (api) { return `action is \`${action}\`, an operation of the API that IAM knows as \`${api.actions.join(api.anyOf ? '` or `' : '` and `')}\``; }
  const nearest = nearestName(name, actionNames(service));
  return `action is \`${action}\`, which is no action that this version of the library knows${nearest ? `; did you mean \`${service}:${nearest}\`?` : ''}`;
}

function templatesOf(action: Action): readonly string[] {
  return action.resourceTypes.flatMap(({ name }) => findResourceType(action.service, name)?.arnTemplates ?? ['*']);
}

/** A version or alias after a name may be left out. */
function globOf(template: string): string {
  return template
    .replace(/(\$\{[^}]*\}):\$\{[^}]*\}$/, '$1*')
    .replace(VARIABLE, (_, name: string) => NAME_VARIABLES.has(name) ? NAME : '*')
    .replace(/\*+/g, '*');
}

function formsOf(actions: readonly Action[]): string {
  const forms = [...new Set(actions.flatMap(templatesOf))].sort((one, other) => one.length - other.length);
  return `\`${forms.slice(0, 3).join('`, `')}\`${forms.length > 3 ? ` and ${forms.length - 3} more` : ''}`;
}
