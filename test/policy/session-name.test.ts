import { isSessionNamePattern } from '../../src/policy/session-name';

test.each(['ab', '*', 'a*', '??', 'a?', '*@example.com', 'x'.repeat(64), `*${'x'.repeat(64)}*`])('some name is like %s', pattern => {
  expect(isSessionNamePattern(pattern)).toBe(true);
});

test.each(['', 'a', '?', 'a b', 'a/b', 'ä*', 'x'.repeat(65), `${'x'.repeat(65)}*`])('no name is like %j', pattern => {
  expect(isSessionNamePattern(pattern)).toBe(false);
});
