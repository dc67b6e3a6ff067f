/**
 * The values of a condition as far as they are known before deployment.
 */
import { hasWildcard } from '../../policy/glob';
import { templateParts } from '../../policy/policy-variables';
import { possibleLiterals } from '../../policy/possible-literals';
import { Condition, PolicyValue } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';

const NONE: readonly string[] = [];

/** All texts that a value can turn out as, if these are known and hold no policy variable. */
export function plainTexts({ text }: PolicyValue): readonly string[] {
  const texts = possibleLiterals(text) ?? NONE;
  return texts.some(literal => literal.includes('${')) ? NONE : texts;
}

/** The texts of all values, those left out that are not known. */
export function knownTexts({ values }: Condition): readonly string[] {
  return values.flatMap(plainTexts);
}

/** The texts of all values; `undefined` if one is not known, or is there only under a condition of the template. */
export function allTexts({ values }: Condition): readonly string[] | undefined {
  const texts: string[] = [];
  for (const value of values) {
    const { literal } = value.text;
    if (literal === undefined || literal.includes('${') || value.when.length > 0) { return undefined; }
    texts.push(literal);
  }
  return texts;
}

/** Whether `*` or `?` stands in it, not as an escape such as `${*}`. What is unknown counts as free of them. */
export function holdsWildcard(text: SymbolicText): boolean {
  return templateParts(text).some(part => typeof part === 'string' && hasWildcard(part));
}

/** Whether some part of it is filled in when the request is made, or may be. */
export function mayHoldVariable(text: SymbolicText): boolean {
  return text.canHoldAnything || text.parts.some(part => typeof part === 'string' && part.includes('${'));
}
