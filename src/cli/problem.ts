/**
 * The line to show for anything that was thrown; what is no `UserError` is a mistake of this program, and says so.
 */
import { UserError } from '../diagnostics/user-error';

export function problemOf(error: unknown): string {
  const { message } = error as Error;
  return error instanceof UserError ? message : `internal error, please report it: ${message.split('\n')[0]}`;
}
