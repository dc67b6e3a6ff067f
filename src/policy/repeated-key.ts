/**
 * JSON text in which an object has a key twice. `JSON.parse` keeps the last and says nothing, so that a `Condition` that a person reads in
 * the text is in no policy; IAM refuses such a document. Linear in the length of the text, which must be JSON.
 */
export function repeatedKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  let name = '';
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        open.push(new Set());
        break;
      case '}':
        open.pop();
        break;
      case '"': {
        const end = endOfString(text, at);
        name = text.slice(at, end);
        at = end - 1;
        break;
      }
      case ':': {
        const keys = open[open.length - 1];
        const key = name.includes('\\') ? JSON.parse(name) as string : name.slice(1, -1);
        if (keys.has(key)) { return key; }
        keys.add(key);
        break;
      }
    }
  }
  return undefined;
}

/** The index behind the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') { at += text[at] === '\\' ? 2 : 1; }
  return at + 1;
}
