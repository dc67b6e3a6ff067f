import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Clause, clausesOf } from '../../../src/reasoning/symbolic/clause';
import { liesIn } from '../../../src/reasoning/symbolic/inclusion';
import { parseWithUnknowns } from '../unknown-reader';

const X = { unknown: 'X', shape: 'any' };

function clause(elements: JsonObject, version = '2012-10-17'): Clause {
  return clausesOf(parseWithUnknowns({ Version: version, Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...elements }] }))[0];
}

const when = (condition: string, yes: JsonValue, no: JsonValue): JsonObject => ({ if: [condition, yes, no] });
const except = (...actions: readonly JsonValue[]): JsonObject => ({ Action: undefined, NotAction: [...actions] });

test.each<[string, JsonObject, JsonObject]>([
  ['itself', {}, {}],
  ['more actions', { Action: ['a:B', 'c:D'] }, { Action: ['c:D', 'e:F', 'a:B'] }],
  ['all actions', { Action: ['a:B', 'c:D'] }, { Action: '*' }],
  ['fewer exceptions', except('a:B', 'c:D'), except('c:D')],
  ['more resources', { Resource: ['a', { join: ['b', X] }] }, { Resource: [{ join: ['b', X] }, 'a'] }],
  ['fewer conditions', { Condition: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:ResourceTag/t': ['a', 'b'] } } },
    { Condition: { StringEquals: { 'AWS:ResourceTag/t': ['b', 'a'] } } }],
  ['the same value under the same condition', { Action: ['a:B', when('C', 'c:D', 'e:F')] }, { Action: [when('C', 'c:D', 'e:F'), 'a:B'] }],
  ['a value without the condition', { Action: when('C', 'c:D', 'e:F') }, { Action: ['c:D', 'e:F'] }],
  ['more principals', { Principal: { AWS: '111122223333' } }, { Principal: { AWS: ['111122223333', '444455556666'] } }],
  ['the same exceptions of principals', { NotPrincipal: { AWS: '111122223333' } }, { NotPrincipal: { AWS: '111122223333' } }],
])('lies in %s', (_, inner, outer) => {
  const named = 'Principal' in inner || 'NotPrincipal' in inner;
  expect(liesIn(clause(inner), clause(outer), named)).toBe(true);
});

test.each<[string, JsonObject, JsonObject]>([
  ['other actions', { Action: ['a:B', 'c:D'] }, { Action: 'a:B' }],
  ['exceptions', {}, except('a:B')],
  ['more exceptions', except('a:B', 'a:B'), except('a:B', 'c:D')],
  ['exceptions that may not be there', except('a:B', when('C', 'c:D', 'e:F')), except('a:B', 'c:D')],
  ['a value that may not be there', { Action: 'c:D' }, { Action: when('C', 'c:D', 'e:F') }],
  ['a value under the contrary', { Action: when('C', 'c:D', 'c:D') }, { Action: [when('C', 'c:D', 'e:F')] }],
  ['another unknown', { Resource: X }, { Resource: { unknown: 'Y', shape: 'any' } }],
  ['another resource', { Resource: 'a' }, { Resource: 'b' }],
  ['a wildcard that a value could be', { Resource: X }, { Resource: 'a*' }],
  ['another condition', { Condition: { StringLike: { 'aws:ResourceTag/t': 'a' } } }, { Condition: { StringEquals: { 'aws:ResourceTag/t': 'a' } } }],
  ['other principals', { Principal: { AWS: '111122223333' } }, { Principal: { Service: '111122223333' } }],
  ['nobody', { Principal: '*' }, {}],
  ['other exceptions of principals', { NotPrincipal: { AWS: '111122223333' } }, { NotPrincipal: { AWS: ['111122223333', '444455556666'] } }],
  ['exceptions of a Deny', { NotPrincipal: { AWS: '111122223333' } }, { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' } }],
])('does not plainly lie in %s', (_, inner, outer) => {
  const named = ['Principal', 'NotPrincipal'].some(name => name in inner);
  expect(liesIn(clause(inner), clause(outer), named)).toBe(false);
});

test('a statement that may not be there holds only what is there under the same condition', () => {
  const [yes, no] = clausesOf(parseWithUnknowns({ Version: '2012-10-17', Statement: [when('C', clauseBody('Allow'), clauseBody('Deny'))] }));
  const pairs = [[yes, yes], [clause({}), yes], [yes, no], [yes, clause({})]];
  expect(pairs.map(([inner, outer]) => liesIn(inner, outer, false))).toEqual([true, false, false, true]);
});

function clauseBody(effect: string): JsonObject {
  return { Effect: effect, Action: 's3:GetObject', Resource: '*' };
}

test('the same text means something else where there are no variables', () => {
  const resource = { Resource: 'arn:aws:s3:::${aws:username}' };
  expect(liesIn(clause(resource), clause(resource, '2008-10-17'), false)).toBe(false);
});
