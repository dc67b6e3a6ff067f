import { repeatedKey } from '../../src/policy/repeated-key';

test.each<[string, string, string | undefined]>([
  ['a key twice', '{"Effect":"Deny","Effect":"Allow"}', 'Effect'],
  ['with a value between', '{"a":{"b":[1,{"a":2}]},"a":3}', 'a'],
  ['deep inside', '[{"Condition":{"StringEquals":{"x:y":"1"},"StringEquals":{"x:z":"2"}}}]', 'StringEquals'],
  ['written in another way', '{"a\\u0062":1,"ab":2}', 'ab'],
  ['the same key in two objects', '[{"a":1},{"a":{"a":2}}]', undefined],
  ['a value that looks like a key', '{"a":"b","b":"\\"a\\":","c":["a","a"]}', undefined],
  ['another case, which is another key', '{"a":1,"A":2}', undefined],
  ['the name of what all objects have', '{"constructor":1,"__proto__":2,"constructor":3}', 'constructor'],
  ['no object', '"a"', undefined],
])('%s', (_, text, expected) => {
  expect(repeatedKey(text)).toBe(expected);
});
