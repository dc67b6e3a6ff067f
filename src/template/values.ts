/**
 * The values of a property that holds text or a list of it.
 */
import { TemplateReader } from './template-reader';
import { bothHold } from '../policy/guard';
import { JsonValue } from '../policy/json';
import { PolicyValue } from '../policy/statement';

/** The texts of a value or list of values, each with the conditions it stands under. */
export function valuesOf(list: JsonValue, reader: TemplateReader): PolicyValue[] {
  const values: PolicyValue[] = [];
  if (list === undefined) { return values; }
  for (const branch of reader.branches(list)) {
    const entries = Array.isArray(branch.raw) ? branch.raw : reader.items(branch.raw) ?? [branch.raw];
    for (const entry of entries) {
      for (const { raw, when } of reader.branches(entry)) {
        const text = reader.text(raw);
        const guards = bothHold(branch.when, when);
        if (text && guards) { values.push({ text, raw, when: guards }); }
      }
    }
  }
  return values;
}
