import { policyCountProblem } from '../../src/deployment/policy-count';

test.each<[number, RegExp | undefined]>([
  [1, undefined],
  [10, undefined],
  [11, /these are 11 policies, and a role can have 10 until AWS raises the quota \(to 25 at most\): ask for it, or split the app/],
  [25, /these are 25 policies, and a role can have 10/],
  [26, /these are 26 policies, and a role can have 25 at most: split the app over several qualifiers/],
])('%d', (count, message) => {
  const problem = policyCountProblem(count);
  if (message) { expect(problem).toMatch(message); } else { expect(problem).toBeUndefined(); }
});
