import { JsonValue } from '../../src/policy/json';
import { SymbolicText } from '../../src/policy/symbolic-text';
import { Template, TemplateSource } from '../../src/template/template';
import { TemplateReader } from '../../src/template/template-reader';
import { TemplateSet } from '../../src/template/template-set';

export const ENVIRONMENT = { account: '111122223333', region: 'eu-west-1' };

/** Templates are written in tests as plain objects. */
export function source(template: object, rest: Partial<TemplateSource> = {}): TemplateSource {
  return { id: 'app', environment: {}, ...rest, template: template as Template };
}

export function readerOf(template: object, rest: Partial<TemplateSource> = {}): TemplateReader {
  const only = source(template, rest);
  return new TemplateSet([only]).readerOf(only.id);
}

/** As a person reads it, with the shape of each unknown: `arn:aws:s3:::<Orders name>`. */
export function readable(text: SymbolicText | undefined): string | undefined {
  return text?.parts.map(part => {
    if (typeof part === 'string') { return part; }
    return `<${part.name} ${part.allowedValues ? part.allowedValues.join('|') : part.shape}>`;
  }).join('');
}

export function read(raw: JsonValue, template: object = {}, rest: Partial<TemplateSource> = {}): string | undefined {
  return readable(readerOf(template, rest).text(raw));
}
