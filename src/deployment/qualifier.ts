/**
 * What tells the bootstrap stacks of one environment apart.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html (read 2026-11-22)
 */

/** Of `DefaultStackSynthesizer`. */
export const DEFAULT_QUALIFIER = 'hnb659fds';

/** As the bootstrap template takes it: longer ones make role names that IAM refuses. */
export const QUALIFIER = /^[A-Za-z0-9_-]{1,10}$/;
