/**
 * Which calls of an API a grant covers, as the ARNs by which API Gateway authorises calls: `api/stage/METHOD/path` (2026-11).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 *
 * A `*` in the path of such an ARN spans slashes, so a variable of a path covers more than one segment: it errs towards allowing.
 */
import { Stack, Token } from 'aws-cdk-lib';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { requireKnownLength, requireMatching, requireNames } from './writing/scope-list';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which calls of an HTTP or REST API a grant covers.
 */
export interface ApiInvokeGrantOptions extends GrantScope {
  /**
   * Only these stages, such as `prod`.
   *
   * @default - all stages
   */
  readonly stages?: string[];

  /**
   * Only these HTTP methods, such as `GET`.
   *
   * @default - all methods
   */
  readonly methods?: string[];

  /**
   * Only these paths, such as `/orders/{id}`, without the stage and with their first slash. A variable stands for any text, slashes
   * included: `/orders/{id}` covers `/orders/1` and `/orders/1/items`.
   *
   * @default - all paths
   */
  readonly paths?: string[];
}

/** `stage/METHOD/path` of every combination. */
export function callsOf(call: string, { stages, methods, paths }: ApiInvokeGrantOptions): string[] {
  if (methods !== undefined) {
    requireKnownLength(call, 'methods', methods);
    requireMatching(call, 'methods', methods, /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/,
      "an HTTP method in capital letters, such as 'GET'. Leave `methods` out for any method");
  }
  if (paths !== undefined) {
    requireKnownLength(call, 'paths', paths);
    requireMatching(call, 'paths', paths, /^\/[^*?]*$/, "a path with its first slash and with variables for wildcards, such as '/orders/{id}'");
  }
  const inStages = stagesOf(call, stages);
  return inStages.flatMap((stage) => (methods ?? ['*']).flatMap((method) => (paths ?? ['/*']).map((path) => `${stage}/${method}${patternOf(path)}`)));
}

export function stagesOf(call: string, stages: string[] | undefined): string[] {
  if (stages === undefined) { return ['*']; }
  requireKnownLength(call, 'stages', stages);
  requireNames(call, 'stages', stages, 'prod');
  return stages;
}

/** @param calls what follows the id of the API */
export function onCalls(action: string, api: Resource, apiId: string, calls: string[]): ScopedStatement {
  const arns = calls.map((call) => Stack.of(api).formatArn({ ...environmentOf(api), service: 'execute-api', resource: apiId, resourceName: call }));
  return {
    actions: [action],
    resources: arns,
    wildcardReason: 'stages and methods that are not narrowed, and the variables of a path, can be named only by a pattern; the API and the action are exact',
  };
}

/** `${…}` is a policy variable and stays. */
function patternOf(path: string): string {
  return Token.isUnresolved(path) ? path : path.replace(/(?<!\$)\{[^}]*\}/g, '*');
}
