/**
 * The form of the name and of the source identity of a session, as STS takes them.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html read 2026-11-22
 */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** To be read after "expected". */
export const SESSION_NAME_FORM = '2 to 64 letters, digits and `_+=,.@-`';

/** Whether some name can be like a pattern, in which `*` and `?` stand for others. */
export function isSessionNamePattern(pattern: string): boolean {
  const shortest = pattern.replace(/\*/g, '').replace(/\?/g, 'x');
  return SESSION_NAME.test(pattern.includes('*') ? shortest.padEnd(2, 'x') : shortest);
}
