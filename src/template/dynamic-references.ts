/**
 * CloudFormation's dynamic references, such as `{{resolve:ssm:name}}`: it fills them in at deployment, when its functions are done.
 */
import { SymbolicText, TextPart } from '../policy/symbolic-text';

const START = '{{resolve:';
const ENDS = /(\{\{resolve:|\}\})/;

function hasReference({ parts }: SymbolicText): boolean {
  for (const part of parts) {
    if (typeof part === 'string' && part.includes(START)) { return true; }
  }
  return false;
}

/** The text with each dynamic reference as an unknown that can hold anything. */
export function withDynamicReferences(text: SymbolicText): SymbolicText {
  if (!hasReference(text)) { return text; }
  const parts: TextPart[] = [];
  let reference: TextPart[] | undefined;
  for (const piece of text.parts.flatMap((part): TextPart[] => typeof part === 'string' ? part.split(ENDS) : [part])) {
    if (piece === '}}' && reference) {
      parts.push({ name: String(SymbolicText.of(reference)).slice('{{'.length), shape: 'any' });
      reference = undefined;
    } else if (piece === START && !reference) {
      reference = [piece];
    } else {
      (reference ?? parts).push(piece);
    }
  }
  return SymbolicText.of([...parts, ...reference ?? []]);
}
