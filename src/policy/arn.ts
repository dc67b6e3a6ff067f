/**
 * An ARN cut into its six parts, unknowns kept.
 */
import { SymbolicText } from './symbolic-text';

export interface Arn {
  readonly partition: SymbolicText;
  readonly service: SymbolicText;
  readonly region: SymbolicText;
  readonly account: SymbolicText;
  /** All that follows the fifth colon. */
  readonly resource: SymbolicText;
}

/**
 * The parts of an ARN; `undefined` for text that is no ARN, or whose unknowns may hide the colons between the parts.
 */
export function parseArn(text: SymbolicText): Arn | undefined {
  if (!text.literalPrefix.startsWith('arn:')) { return undefined; }
  return text.literal === undefined ? parseParts(text) : parseLiteral(text.literal);
}

function parseLiteral(arn: string): Arn | undefined {
  const [, partition, service, region, account, ...resource] = arn.split(':');
  if (resource.length === 0) { return undefined; }
  return {
    partition: SymbolicText.literal(partition),
    service: SymbolicText.literal(service),
    region: SymbolicText.literal(region),
    account: SymbolicText.literal(account),
    resource: SymbolicText.literal(resource.join(':')),
  };
}

function parseParts(text: SymbolicText): Arn | undefined {
  const fields: SymbolicText[] = [];
  let field: SymbolicText[] = [];
  for (let index = 0; index < text.parts.length; index++) {
    const part = text.parts[index];
    const pieces = SymbolicText.of([part]).split(':');
    if (!pieces) { return undefined; }
    for (let piece = 0; piece < pieces.length; piece++) {
      field.push(pieces[piece]);
      if (piece === pieces.length - 1) { continue; }
      fields.push(SymbolicText.concat(field));
      field = [];
      if (fields.length === 5) {
        const rest = typeof part === 'string' ? part.split(':').slice(piece + 1).join(':') : '';
        const resource = SymbolicText.of([rest, ...text.parts.slice(index + 1)]);
        const [, partition, service, region, account] = fields;
        return { partition, service, region, account, resource };
      }
    }
  }
  return undefined;
}
