import { JsonValue } from '../../src/policy/json';
import { parseJsonText } from '../../src/policy/json-text';

const REF = { Ref: 'Bucket' };
const ATT = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
const join = (...parts: JsonValue[]) => ({ 'Fn::Join': ['', parts] });
const valueOf = (...pieces: JsonValue[]) => {
  const result = parseJsonText(pieces);
  return 'value' in result ? result.value : result.error;
};

describe('values come back where they stood', () => {
  test.each<[string, JsonValue[], JsonValue]>([
    ['plain text', ['{"a":[1,true,null,"x"]}'], { a: [1, true, null, 'x'] }],
    ['text cut in the middle of a word', ['{"a', 'b":tr', 'ue}'], { ab: true }],
    ['a whole string', ['{"a":"', REF, '"}'], { a: REF }],
    ['a part of a string', ['{"a":"x', REF, 'y"}'], { a: join('x', REF, 'y') }],
    ['two in one string', ['["', REF, ATT, '"]'], [join(REF, ATT)]],
    ['several strings', ['["', REF, '","-', ATT, '"]'], [REF, join('-', ATT)]],
    ['the same one twice', ['["', REF, '","', REF, '"]'], [REF, REF]],
    ['a string around it with escapes', ['["\\"', REF, '\\n\\u0041"]'], [join('"', REF, '\nA')]],
    ['scalars outside of strings', ['{"a":', 5, ',"b":', true, '}'], { a: 5, b: true }],
    ['scalars inside strings', ['{"a":"', 5, '"}'], { a: '5' }],
  ])('%s', (_, pieces, expected) => {
    expect(valueOf(...pieces)).toEqual(expected);
  });

  test('two keys with unknown parts stay two', () => {
    const keys = Object.keys(valueOf('{"', REF, ':aud":1,"', ATT, ':aud":2}') as object);
    expect(keys).toHaveLength(2);
    expect(keys.every(key => key.endsWith(':aud'))).toBe(true);
  });

  test('JSON within JSON keeps the unknown in the inner text', () => {
    expect(valueOf('{"policy":"{\\"Resource\\":\\"', REF, '\\"}"}')).toEqual({ policy: join('{"Resource":"', REF, '"}') });
  });
});

describe('text that is not JSON says why', () => {
  test.each<[string, JsonValue[]]>([
    ['empty', ['']],
    ['cut off', ['{"a":']],
    ['two values', ['{} {}']],
    ['an unknown outside of strings', ['{"a":', REF, '}']],
    ['an unknown that is all', [REF]],
    ['nothing', []],
    ['a key that stands twice', ['{"Effect":"Deny","Effect":"Allow"}']],
  ])('%s', (_, pieces) => {
    expect(parseJsonText(pieces)).toEqual({ error: expect.stringMatching(/./) });
  });

  test('the reason shows no private characters', () => {
    expect(valueOf('{"a":', REF, '}')).not.toMatch(/[\uE000-\uF8FF]/);
  });
});

describe('hostile text', () => {
  test.each(['\uE0100\uE011', '\uE0107\uE011', '\uE010', '\\ue0101\\ue011'])('private characters of the text itself stay text: %j', text => {
    expect(valueOf(`["${text}","`, 'plain', '","', REF, '"]')).toEqual([JSON.parse(`"${text}"`), 'plain', REF]);
  });

  test('deep nesting does not end in an exception', () => {
    const depth = 100_000;
    for (const [open, close] of [['[', ']'], ['{"a":', '}']]) {
      expect(() => parseJsonText([`${open.repeat(depth)}"`, REF, `"${close.repeat(depth)}`])).not.toThrow();
    }
  });

  test('a key of the prototype is a key', () => {
    expect(Object.keys(valueOf('{"__proto__":"', REF, '"}') as object)).toEqual(['__proto__']);
  });
});
