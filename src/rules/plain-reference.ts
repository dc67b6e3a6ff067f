/**
 * A value that is a reference to a resource and nothing else, told without working out its text. Errs to no.
 */
import { isObject, JsonValue } from '../policy/json';

export interface PlainReference {
  readonly logicalId: string;
  /** `undefined` where it is what `Ref` yields. */
  readonly attribute?: string;
}

/** Text that is one variable of the template: `${Role}`, `${Role.Arn}`. */
const ONE_VARIABLE = /^\$\{(\w+(?:\.[\w.]+)?)\}$/;

export function plainReference(raw: JsonValue): PlainReference | undefined {
  if (!isObject(raw)) { return undefined; }
  const { 'Ref': ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = raw;
  if (typeof ref === 'string') { return { logicalId: ref }; }
  if (Array.isArray(attribute)) { return { logicalId: String(attribute[0]), attribute: String(attribute[1]) }; }
  const path = typeof attribute === 'string' ? attribute : typeof text === 'string' ? ONE_VARIABLE.exec(text)?.[1] : undefined;
  if (path === undefined) { return undefined; }
  const dot = path.indexOf('.');
  return dot < 0 ? { logicalId: path } : { logicalId: path.slice(0, dot), attribute: path.slice(dot + 1) };
}
