/**
 * What the answer to a question about policies looks like.
 */
import { Request } from './request';

/** `unknown` is never to be read as `holds`. */
export type Verdict = 'holds' | 'fails' | 'unknown';

export interface Answer {
  readonly verdict: Verdict;
  /** The statement that breaks what was asked, by its place in the candidate's `Statement` list. */
  readonly statement?: number;
  /** A request that shows it: it replays on the evaluator. Only with `fails`. */
  readonly witness?: Request;
  /** For people: why. */
  readonly reason: string;
  /** With `unknown`: the part of a request that could not be decided, such as `resource` or `aws:SourceIp`. */
  readonly dimension?: string;
  /** With `unknown`: the patterns that could not be told apart. */
  readonly patterns?: readonly string[];
}
