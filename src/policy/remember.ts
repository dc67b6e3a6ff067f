/**
 * Remembers an answer as long as what it is about lives. Policies of one template share their parsed parts, so what was found out
 * about a part once holds wherever it stands.
 *
 * Answers are kept at the subject itself, out of sight: a copy of it does not have them. That takes a fraction of the time of a
 * `WeakMap`, of which there would be one for each question.
 */
const ANSWERS = Symbol('answers');

interface Subject {
  readonly [ANSWERS]?: unknown[];
}

let questions = 0;

export function rememberFor<S extends object, Answer>(answer: (subject: S) => Answer): (subject: S) => Answer {
  const question = questions++;
  return subject => {
    const answers = answersOf(subject);
    if (answers[question] === undefined && !(question in answers)) { answers[question] = answer(subject); }
    return answers[question] as Answer;
  };
}

function answersOf(subject: Subject): unknown[] {
  let answers = subject[ANSWERS];
  if (!answers) {
    answers = [];
    Object.defineProperty(subject, ANSWERS, { value: answers });
  }
  return answers;
}
