/**
 * How many names of one policy may be looked up for a suggestion: a policy with more unknown names than this is no policy of
 * typing errors, and each look-up compares with all names there are.
 */
const SUGGESTIONS_PER_POLICY = 25;
/** No name of AWS is longer. */
const MAX_NAME_LENGTH = 100;

export class SuggestionBudget {
  private left = SUGGESTIONS_PER_POLICY;

  /** Whether the name may be looked up; counts it if so. */
  public spend(name: string): boolean {
    return name.length <= MAX_NAME_LENGTH && this.left-- > 0;
  }
}
