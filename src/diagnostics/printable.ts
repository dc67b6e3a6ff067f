/**
 * Text of others, fit for a terminal: what could steer it or reorder the line is written as an escape, and what is too long to be
 * read is cut.
 */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function printable(text: string): string {
  return text.replace(STEERING, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function shortened(text: string, maxLength = 200): string {
  return printable(text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text);
}
