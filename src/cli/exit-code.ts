/**
 * What the process says with its exit status.
 */
export enum ExitCode {
  /** Allowed; the comparison holds; nothing found; a batch whose lines all have their answer, whatever the answers are. */
  CLEAN = 0,
  /** Denied, fails, or unknown: never to be read as clean. */
  FINDINGS = 1,
  /** Arguments or input that cannot be used, or output that cannot be written. */
  UNUSABLE = 2,
}
