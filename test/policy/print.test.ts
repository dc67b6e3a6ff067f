import { JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { printPolicyDocument, printStatement } from '../../src/policy/print';

const print = (raw: JsonValue) => printPolicyDocument(parsePolicyDocument(raw));
const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };

describe('what was read is printed', () => {
  test.each<[string, JsonValue]>([
    ['every element', {
      Version: '2012-10-17',
      Id: 'orders',
      Statement: [{
        Sid: 'Read',
        Effect: 'Deny',
        NotPrincipal: { AWS: ['111122223333', '444455556666'], Service: 'sns.amazonaws.com' },
        NotAction: ['s3:Get*', 's3:List*'],
        NotResource: 'arn:aws:s3:::orders',
        Condition: { Bool: { 'aws:SecureTransport': false }, StringLike: { a: ['x', 'y'], b: 1 } },
      }],
    }],
    ['the star principal', { Statement: [{ ...STATEMENT, Principal: '*' }] }],
    ['the star of accounts', { Statement: [{ ...STATEMENT, Principal: { AWS: '*' } }] }],
    ['one key under two operators', { Statement: [{ ...STATEMENT, Condition: { StringEquals: { a: 'b' }, StringLike: { a: 'c*' } } }] }],
    ['one operator in two cases', { Statement: [{ ...STATEMENT, Condition: { StringEquals: { a: 'b' }, stringequals: { a: 'c' } } }] }],
    ['no statement', { Version: '2012-10-17', Statement: [] }],
    ['empty lists', { Statement: [{ ...STATEMENT, Action: [], Condition: { StringEquals: { a: [] } } }] }],
  ])('%s', (_, raw) => {
    expect(print(raw)).toEqual(raw);
  });

  test.each<[string, JsonValue, JsonValue]>([
    ['one statement becomes a list', { Statement: STATEMENT }, { Statement: [STATEMENT] }],
    ['a list of one becomes its entry', { Statement: [{ ...STATEMENT, Action: ['a:b'] }] }, { Statement: [{ ...STATEMENT, Action: 'a:b' }] }],
    ['text becomes an object', JSON.stringify({ Statement: [STATEMENT] }), { Statement: [STATEMENT] }],
  ])('%s', (_, raw, printed) => {
    expect(print(raw)).toEqual(printed);
  });

  test('a condition on a key of the prototype', () => {
    const text = JSON.stringify({ Statement: [{ ...STATEMENT, Condition: { StringEquals: { a: 'b', KEY: 'c' } } }] }).replace('KEY', '__proto__');
    expect(JSON.stringify(print(text))).toContain('"__proto__":"c"');
  });

  test('a statement alone, without what it stands under', () => {
    expect(printStatement(parsePolicyDocument({ Statement: STATEMENT }).statements[0])).toEqual(STATEMENT);
  });
});

test('100,000 condition keys are printed', () => {
  const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 'v']));
  const document = { Statement: [{ ...STATEMENT, Condition: { StringEquals: keys } }] };
  expect(print(document)).toEqual(document);
});
