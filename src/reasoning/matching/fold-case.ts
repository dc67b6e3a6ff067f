/** Text for comparisons without regard to case: lower case, character by character, so that it keeps its length. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length && !/[^\x00-\x7f]/.test(text)) { return lower; }
  let folded = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i].toLowerCase();
    folded += letter.length === 1 ? letter : text[i];
  }
  return folded;
}
