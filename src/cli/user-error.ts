/**
 * What is wrong with arguments or input, for whoever gave them: one line, without a stack.
 */
export class UserError extends Error {}

/** The line to show for anything that was thrown; what is no `UserError` is a mistake of this program, and says so. */
export function problemOf(error: unknown): string {
  const { message } = error as Error;
  return error instanceof UserError ? message : `internal error, please report it: ${message.split('\n')[0]}`;
}
