/**
 * A value as part of a finding's cause, where the names of its unknowns must not stand: they change with the template.
 */
import { SymbolicText } from '../../policy/symbolic-text';
import { shortened } from '../wording';

/** The text with the shapes of its unknowns in place of their names: `repo:<any>/*`. */
export function stableText(text: SymbolicText): string {
  return shortened(text.parts.map(part => typeof part === 'string' ? part : `<${part.shape}>`).join(''));
}
