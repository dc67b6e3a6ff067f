/**
 * The loops of a template (`Fn::ForEach`) written out, as the transform `AWS::LanguageExtensions` does before anything is deployed.
 *
 * A loop over a parameter runs over its default; where there is none, or the collection is not known, it runs once, and the identifier
 * stands for the value. What CloudFormation would not take for a loop is left out.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html (read 2026-11-23)
 */
import { intrinsicCall } from './intrinsics';
import { Template } from './template';
import { asList, isObject, JsonObject, JsonValue, ownValue } from '../policy/json';

const LOOP = 'Fn::ForEach::';
/** Far more than a template may have of anything. */
const MOST_COPIES = 10_000;

/** The template itself where it has no loops; `undefined` where they make more than CloudFormation takes. */
export function withLoops(template: Template): Template | undefined {
  const { Resources: resources, Outputs: outputs, Parameters: parameters } = template;
  if (!holdsLoop({ resources, outputs } as JsonObject)) { return template; }
  const loops = new Loops(parameters);
  const written = { ...template, Resources: loops.writtenOut(resources as JsonValue), Outputs: loops.writtenOut(outputs) };
  return loops.areTooMany ? undefined : written as Template;
}

function holdsLoop(value: JsonValue): boolean {
  if (Array.isArray(value)) { return value.some(holdsLoop); }
  return isObject(value) && Object.keys(value).some(name => name.startsWith(LOOP) || holdsLoop(value[name]));
}

class Loops {
  private copies = 0;

  public constructor(private readonly parameters: Template['Parameters']) {}

  public get areTooMany(): boolean {
    return this.copies > MOST_COPIES;
  }

  public writtenOut(value: JsonValue): JsonValue {
    if (Array.isArray(value)) { return value.map(entry => this.writtenOut(entry)); }
    if (!isObject(value)) { return value; }
    return Object.fromEntries(Object.entries(value).flatMap(([name, entry]) =>
      name.startsWith(LOOP) ? this.copiesOf(entry) : [[name, this.writtenOut(entry)]]));
  }

  private copiesOf(loop: JsonValue): [string, JsonValue][] {
    const [identifier, collection, fragment] = asList(loop);
    if (typeof identifier !== 'string' || !isObject(fragment)) { return []; }
    return this.valuesOf(collection, identifier).flatMap(value => {
      this.copies++;
      return this.areTooMany ? [] : Object.entries(this.writtenOut(filledIn(fragment, identifier, value)) as JsonObject);
    });
  }

  private valuesOf(collection: JsonValue, identifier: string): readonly string[] {
    if (Array.isArray(collection)) { return collection.flatMap(entry => this.valuesOf(entry, identifier)); }
    if (typeof collection === 'string') { return [collection]; }
    const call = intrinsicCall(collection);
    const fallback = call?.name === 'Ref' ? ownValue(this.parameters, String(call.argument))?.Default : undefined;
    return typeof fallback === 'string' ? fallback.split(',').map(value => value.trim()) : [identifier];
  }
}

/** The fragment with a value in place of the identifier, in names too. */
function filledIn(fragment: JsonValue, identifier: string, value: string): JsonValue {
  if (typeof fragment === 'string') {
    return fragment.replaceAll(`\${${identifier}}`, value).replaceAll(`&{${identifier}}`, value.replace(/[^A-Za-z0-9]/g, ''));
  }
  if (Array.isArray(fragment)) { return fragment.map(entry => filledIn(entry, identifier, value)); }
  if (!isObject(fragment)) { return fragment; }
  const call = intrinsicCall(fragment);
  if (call?.name === 'Ref' && call.argument === identifier) { return value; }
  return Object.fromEntries(Object.entries(fragment).map(([name, entry]) => [
    String(filledIn(name, identifier, value)), filledIn(entry, identifier, value),
  ]));
}
