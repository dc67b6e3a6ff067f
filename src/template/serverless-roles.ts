/**
 * The roles that SAM makes with functions and state machines that name none. They are resources of no template, but templates refer
 * to them: the role of `Handler` is called `HandlerRole`.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-statemachine.html
 */
import { isNoValue } from './intrinsics';
import { TemplateResource } from './template';
import { ownValue } from '../policy/json';

/** Whom the roles trust, by what they are made with. Read 2026-11-22. */
export const TRUSTED_BY_SAM_ROLES: { readonly [resourceType: string]: string | undefined } = {
  'AWS::Serverless::Function': 'lambda.amazonaws.com',
  'AWS::Serverless::StateMachine': 'states.amazonaws.com',
};

const SUFFIX = 'Role';

export function makesRole({ Type: type, Properties: properties = {} }: TemplateResource): boolean {
  return ownValue(TRUSTED_BY_SAM_ROLES, type) !== undefined && (properties.Role === undefined || isNoValue(properties.Role));
}

/** The logical id of the role that SAM makes. */
export function roleIdOf(taker: string): string {
  return `${taker}${SUFFIX}`;
}

/** The logical id of that with which SAM would make a role of this one. */
export function takerIdOf(role: string): string | undefined {
  return role.endsWith(SUFFIX) ? role.slice(0, -SUFFIX.length) : undefined;
}
