/**
 * API Gateway, whose actions are the methods of HTTP and whose resources are the paths of its own API: what stands below one of the
 * first parts of the path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-create-and-manage-api.html (read 2026-11-22)
 */
import { findCloudFormationType } from '../catalog/cloudformation';

const METHODS = ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH', 'apigateway:POST', 'apigateway:PUT', 'apigateway:UpdateRestApiPolicy'];
/** Of types that stand below an API. */
const API_PATHS: { readonly [service: string]: string } = { ApiGateway: 'restapis', ApiGatewayV2: 'apis' };
const FIRST_PART = /:\/([a-z]+)/;

/** Actions and paths, below `arn:aws:apigateway:<region>::`; `undefined` for types of other services. */
export function apiGatewayAccess(type: string): { readonly actions: readonly string[]; readonly paths: readonly string[] } | undefined {
  const [, service] = type.split('::');
  const fallback = API_PATHS[service];
  if (fallback === undefined) { return undefined; }
  const part = FIRST_PART.exec(findCloudFormationType(type)?.arnTemplate ?? '')?.[1] ?? fallback;
  return { actions: METHODS, paths: [`/${part}`, `/${part}/*`, '/tags/*'] };
}
