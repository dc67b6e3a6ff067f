/**
 * Remembers an answer as long as what it is about lives. Policies of one template share their parsed parts, so what was found out
 * about a part once holds wherever it stands.
 */
export function rememberFor<Subject extends object, Answer>(answer: (subject: Subject) => Answer): (subject: Subject) => Answer {
  const answers = new WeakMap<Subject, Answer>();
  return subject => {
    let known = answers.get(subject);
    if (known === undefined && !answers.has(subject)) {
      known = answer(subject);
      answers.set(subject, known);
    }
    return known as Answer;
  };
}
