/**
 * What is wrong with arguments or input, for whoever gave them: one line, without a stack.
 */
export class UserError extends Error {}
