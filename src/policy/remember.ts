/**
 * Remembers an answer as long as what it is about lives. Policies of one template share their parsed parts, so what was found out
 * about a part once holds wherever it stands.
 *
 * The answers stand in a private field of the subject itself, where nobody else sees them. A `WeakMap` for each question would do the
 * same, but with a million entries looking them up and collecting garbage takes longer than most answers.
 */
export function rememberFor<Subject extends object, Answer>(answer: (subject: Subject) => Answer): (subject: Subject) => Answer {
  return Memory.ofAnswersTo(answer);
}

/** A constructor that returns an object gives the private fields of its heirs to that object. */
class Given {
  public constructor(subject: object) {
    return subject as Given;
  }
}

class Memory extends Given {
  /** Looks into the field itself: it is asked so often that one more call for it would be felt. */
  public static ofAnswersTo<Subject extends object, Answer>(answer: (subject: Subject) => Answer): (subject: Subject) => Answer {
    const question = Memory.questions++;
    return subject => {
      const answers = (#answers in subject ? subject as object as Memory : new Memory(subject)).#answers;
      for (let at = 0; at < answers.length; at += 2) {
        if (answers[at] === question) { return answers[at + 1] as Answer; }
      }
      const found = answer(subject);
      answers.push(question, found);
      return found;
    };
  }

  private static questions = 0;

  /** Question, answer, question, answer. */
  readonly #answers: unknown[] = [];
}
