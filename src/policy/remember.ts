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

/** One answer about a subject, and what was asked of it next: a list takes less than an array that has room to grow. */
interface Remembered {
  readonly question: number;
  readonly answer: unknown;
  next: Remembered | undefined;
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
      if (#first in subject) {
        for (let known: Remembered | undefined = (subject as object as Memory).#first; known !== undefined; known = known.next) {
          if (known.question === question) { return known.answer as Answer; }
        }
      }
      const found = answer(subject);
      Memory.add(subject, { question, answer: found, next: undefined });
      return found;
    };
  }

  private static questions = 0;

  private static add(subject: object, remembered: Remembered): void {
    if (#last in subject) {
      subject.#last.next = remembered;
      subject.#last = remembered;
    } else {
      new Memory(subject, remembered);
    }
  }

  readonly #first: Remembered;
  #last: Remembered;

  private constructor(subject: object, remembered: Remembered) {
    super(subject);
    this.#first = remembered;
    this.#last = remembered;
  }
}
