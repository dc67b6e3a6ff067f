/** What is written, as part of a finding's cause: without the characters that set causes apart. */
export function stableCause(text: string): string {
  return text.replace(/[[\]]/g, '').replace(/::+/g, ':');
}
