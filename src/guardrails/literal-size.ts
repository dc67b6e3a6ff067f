/**
 * How long a resolved policy document is at least, in characters without whitespace, as IAM counts them.
 *
 * Errs on the low side: what CloudFormation fills in at deployment counts as nothing; the literal parts of an `Fn::Join` count.
 */
export function literalSize(document: unknown): number {
  return JSON.stringify(document, (_, value) => isIntrinsic(value) ? literalParts(value) : value).replace(/\s/g, '').length;
}

function isIntrinsic(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) { return false; }
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

function literalParts(intrinsic: { readonly 'Fn::Join'?: [unknown, unknown] }): string {
  const parts = intrinsic['Fn::Join']?.[1];
  return Array.isArray(parts) ? parts.filter(part => typeof part === 'string').join('') : '';
}
