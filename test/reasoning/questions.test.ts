import { parseWithUnknowns } from './unknown-reader';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { accessNotGranted, ComparedKind, equivalent, noNewAccess } from '../../src/reasoning/questions';

const GET: JsonObject = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const HOME = '111122223333';
const ROLE = `arn:aws:iam::${HOME}:role/app`;

/** Statements that differ from "allow s3:GetObject on everything" as told. */
function policy(...statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements.map(statement => ({ ...GET, ...statement })) };
}

const deny = (statement: JsonObject): JsonObject => ({ Effect: 'Deny', ...statement });
const meeting = (operator: string, key: string, values: JsonValue): JsonObject => ({ Condition: { [operator]: { [key]: values } } });
const tagged = (operator: string, values: JsonValue): JsonObject => meeting(operator, 'aws:ResourceTag/t', values);
const on = (...resources: readonly JsonValue[]): JsonObject => ({ Resource: [...resources] });
const except = (name: 'Action' | 'Resource' | 'Principal', values: JsonValue): JsonObject => ({ [name]: undefined, [`Not${name}`]: values });
const unknown = (name: string, shape = 'name'): JsonObject => ({ unknown: name, shape });
const join = (...parts: readonly JsonValue[]): JsonObject => ({ join: [...parts] });
const either = (condition: string, yes: JsonValue, no: JsonValue): JsonObject => ({ if: [condition, yes, no] });
const to = (...ids: readonly JsonValue[]): JsonObject => ({ Principal: { AWS: [...ids] } });
const bucket = (name: JsonValue): JsonObject => join('arn:aws:s3:::', name, '/*');

const X = unknown('X');
const PARAMETER = unknown('Parameter', 'any');
const OPAQUE = unknown('Opaque', 'opaque');

function verdictOf(reference: JsonObject, candidate: JsonObject, kind: ComparedKind = 'identity') {
  return noNewAccess(parseWithUnknowns(reference), parseWithUnknowns(candidate), kind);
}

describe('no new access', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['a narrower resource', policy(on('arn:aws:s3:::b/*')), policy(on('arn:aws:s3:::b/x/*'))],
    ['a list that together covers it', policy(on('arn:aws:s3:::b/a*', 'arn:aws:s3:::b/?b*')), policy(on('arn:aws:s3:::b/ab*'))],
    ['two conditions that leave no case out', policy(tagged('StringEquals', 'a'), tagged('StringNotEquals', 'a')), policy({})],
    ['what the candidate denies again', policy(except('Resource', 'arn:aws:s3:::b/*')), policy({}, deny(on('arn:aws:s3:::b/*')))],
    ['what the reference denies and the candidate too', policy({}, deny(on('arn:aws:s3:::b/*'))), policy({}, deny(on('arn:aws:s3:::b*')))],
    ['an action in another case', policy({ Action: 's3:*' }), policy({ Action: 'S3:GETOBJECT' })],
    ['the same value of the template', policy(on(bucket(X))), policy(on(bucket(X)))],
    ['the same value in a narrower pattern', policy(on(bucket(X))), policy(on(join('arn:aws:s3:::', X, '/private/*')))],
    ['a value that stays within a pattern', policy(on('arn:aws:s3:::app-*/*')), policy(on(join('arn:aws:s3:::app-', X, '/*')))],
    ['the same variable', policy(on('arn:aws:s3:::b/${aws:username}/*')), policy(on('arn:aws:s3:::b/${aws:username}/x/*'))],
    ['the same statement under the same condition', policy(either('C', GET, deny(GET))), policy(either('C', GET, deny(GET)))],
    ['the same condition on a number that is not known', policy(meeting('NumericLessThan', 's3:max-keys', PARAMETER)), policy(meeting('NumericLessThan', 's3:max-keys', PARAMETER))],
  ])('holds for %s', (_, reference, candidate) => {
    expect(verdictOf(reference, candidate)).toMatchObject({ verdict: 'holds' });
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['another resource', policy(on('arn:aws:s3:::a/*')), policy(on('arn:aws:s3:::b/*'))],
    ['a star that crosses a colon', policy(on('arn:aws:s3:::*:x')), policy(on('arn:aws:s3:::*'))],
    ['a request without the key', policy(tagged('StringEquals', 'a')), policy(tagged('StringEqualsIfExists', 'a'))],
    ['what only the reference denies', policy({}, deny(on('arn:aws:s3:::b/*'))), policy({})],
    ['an action that no catalog has', policy(except('Action', 'new:Thing')), policy({ Action: '*' })],
    ['an action of a service that no catalog has', policy(except('Action', 'new:*')), policy({ Action: '*' })],
    ['a pattern without a service', policy({ Action: 's3*' }), policy({ Action: 's3:NoSuchThing' })],
    ['text that is neither true nor false', policy(...['true', 'false'].map(value => meeting('Bool', 'aws:RequestTag/x', value)), meeting('Null', 'aws:RequestTag/x', 'true')), policy({})],
    ['a letter in another case', policy(tagged('StringEquals', ['k', 'K'])), policy(tagged('StringEqualsIgnoreCase', 'k'))],
    ['one more value beside one of them', policy(meeting('ForAllValues:StringEquals', 'aws:TagKeys', 'a')), policy(meeting('ForAnyValue:StringEquals', 'aws:TagKeys', 'a'))],
    ['a reference that an ARN of two parts never matches', policy(meeting('ArnLike', 'aws:SourceArn', '${aws:PrincipalTag/a}')), policy(meeting('StringEquals', 'aws:SourceArn', '${aws:PrincipalTag/a}'))],
    ['the same bytes, which only the reference denies', policy({}, deny(meeting('BinaryEquals', 'test:bytes', 'QQ=='))), policy(meeting('BinaryEquals', 'test:bytes', 'QQ'))],
    ['other exceptions', policy(except('Action', ['s3:GetObject', 's3:PutObject'])), policy(except('Action', ['s3:GetObject', 's3:GetObject']))],
  ])('fails for %s, with a request that shows it', (_, reference, candidate) => {
    const answer = verdictOf(reference, candidate);
    expect(answer).toMatchObject({ verdict: 'fails', statement: expect.any(Number), witness: expect.any(Object) });
    expect(policyEffect(parseWithUnknowns(candidate), answer.witness!, 'identity')).toBe('allow');
    expect(['deny', 'none']).toContain(policyEffect(parseWithUnknowns(reference), answer.witness!, 'identity'));
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['an action that may not be there', policy({ Action: [either('C', 's3:GetObject', 's3:PutObject')] }), policy({})],
    ['an exception that may not be there', policy(except('Action', ['s3:GetObject', 's3:PutObject'])), policy(except('Action', ['s3:GetObject', either('C', 's3:PutObject', 's3:GetObject')]))],
    ['a statement that may not be there', policy(either('C', GET, deny(GET))), policy({})],
    ['a number that may not be there', policy(meeting('NumericLessThan', 's3:max-keys', [3, either('C', 5, 3)])), policy(meeting('NumericLessThan', 's3:max-keys', 5))],
    ['a value that may be the one that is denied', policy(on(bucket(X)), deny(on('arn:aws:s3:::prod/*'))), policy(on(bucket(X)))],
    ['a value that may be the one that is spared', policy(on('arn:aws:s3:::other/*')), policy(on(bucket(X)), deny(except('Resource', 'arn:aws:s3:::prod/*')))],
    ['a value of a key that may be the one that is spared', policy(on('arn:aws:s3:::a')), policy(tagged('StringEquals', X), deny(tagged('StringNotEquals', 'prod')))],
    ['a value of a key that may be the one that is denied', policy(tagged('StringEquals', X), deny(tagged('StringEquals', 'prod'))), policy(tagged('StringEquals', X))],
    ['a resource that may not be there', policy(on('arn:aws:s3:::a', either('C', 'arn:aws:s3:::b', 'arn:aws:s3:::c'))), policy(on('arn:aws:s3:::b'))],
    ['a value of a key that may not be there', policy(tagged('StringEquals', ['a', either('C', 'b', 'c')])), policy(tagged('StringEquals', 'b'))],
    ['an exception of a key that may not be there', policy(tagged('StringNotEquals', ['a', 'b'])), policy(tagged('StringNotEquals', ['a', either('C', 'b', 'c')]))],
    ['a parameter that may hold wildcards', policy(tagged('StringEquals', PARAMETER)), policy(tagged('StringLike', PARAMETER))],
    ['a variable in another case', policy(tagged('StringEquals', '${aws:username}')), policy(tagged('StringEqualsIgnoreCase', '${aws:username}'))],
    ['a value that may bring a colon', policy(on(join('arn:aws:s3:::*', OPAQUE))), policy(on(join('arn:aws:s3:::foo:bar', OPAQUE)))],
    ['a parameter that may ask for absence', policy(on('arn:aws:s3:::a')), policy(meeting('Null', 'aws:SourceVpc', PARAMETER))],
    ['a range that is none', policy(on('arn:aws:s3:::a')), policy({}, deny(meeting('NotIpAddressIfExists', 'aws:SourceIp', 'nowhere')))],
    ['one value of a key that can have many', policy(meeting('StringEquals', 'aws:TagKeys', 'a'), meeting('StringNotEquals', 'aws:TagKeys', 'a')), policy({})],
    ['more values than a condition of a Deny takes', policy({}, deny({ Condition: { 'StringEquals': { 'aws:TagKeys': 'b' }, 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } } })), policy({})],
    ['a date beyond the calendar', policy(on('arn:aws:s3:::a')), policy(meeting('DateGreaterThan', 'aws:CurrentTime', '9999999999999'))],
  ])('never holds because of %s', (_, reference, candidate) => {
    expect(verdictOf(reference, candidate)).not.toMatchObject({ verdict: 'holds' });
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['a session that a Deny does not spare', policy(to(ROLE), deny(except('Principal', { AWS: [ROLE, HOME] }))), policy(to(ROLE))],
    ['canonical users', policy({ Principal: { Service: 'sns.amazonaws.com' } }), policy({ Principal: { CanonicalUser: '*' } })],
    ['others than the one who is called example', policy(to(`arn:aws:iam::${HOME}:role/example`)), policy(to(HOME))],
    ['a parameter that could be anyone', policy(to(ROLE)), policy(to(PARAMETER))],
    ['an account that could be another', policy(to(ROLE)), policy(to(join('arn:aws:iam::', unknown('A', 'account'), ':role/app')))],
    ['a role that could be the one denied', policy({ Principal: '*' }, deny(to(join(`arn:aws:iam::${HOME}:role/`, X)))), policy(to(join(`arn:aws:iam::${HOME}:role/`, unknown('Y'))))],
  ])('of a policy with principals never holds because of %s', (_, reference, candidate) => {
    expect(verdictOf(reference, candidate, 'resource')).not.toMatchObject({ verdict: 'holds' });
  });

  test.each<[string, JsonObject, string]>([
    ['that cannot be read', { Version: '2012-10-17', Statement: [{ ...GET, Effect: 'allow' }] }, 'Effect'],
    ['with an effect that is known only at deployment', policy({ Effect: PARAMETER }), 'deployment'],
    ['that names a principal', policy({ Principal: '*' }), 'Statement/0'],
    ['without a resource', policy({ Resource: undefined }), 'Resource'],
  ])('is unknown for an identity policy %s', (_, candidate, reason) => {
    expect(verdictOf(policy({}), candidate)).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(reason) });
  });

  test('says what stands in the way of an answer', () => {
    expect(verdictOf(policy(meeting('NumericLessThan', 's3:max-keys', PARAMETER)), policy(meeting('NumericLessThan', 's3:max-keys', '5'))))
      .toMatchObject({ verdict: 'unknown', dimension: 's3:max-keys', patterns: expect.arrayContaining(['<Parameter>']), reason: expect.stringContaining('<Parameter>') });
  });

  test('is unknown within the budget where patterns multiply', () => {
    const lists = (offset: number) => on(...Array.from({ length: 24 }, (_, place) => `arn:aws:s3:::*${String.fromCharCode(97 + (place + offset) % 26)}*${place}*`));
    expect(verdictOf(policy(lists(0)), policy(on('arn:aws:s3:::*z*0*1*2*3*4*')))).toMatchObject({ verdict: expect.stringMatching(/unknown|fails/) });
  });
});

test.each<[JsonObject, JsonObject, string]>([
  [policy({ Action: ['s3:GetObject', 's3:PutObject'] }), policy({}, { Action: 's3:PutObject' }), 'holds'],
  [policy({}), policy(on('arn:aws:s3:::b/*')), 'fails'],
  [policy(on('arn:aws:s3:::b/*')), policy({}), 'fails'],
])('equivalent both ways or not at all (%#)', (left, right, verdict) => {
  expect(equivalent(parseWithUnknowns(left), parseWithUnknowns(right), 'identity').verdict).toBe(verdict);
});

describe('access not granted', () => {
  const granted = policy(on('arn:aws:s3:::b/*'), deny(on('arn:aws:s3:::b/secret/*')));

  test.each<[string, { actions?: readonly string[]; resources?: readonly string[] }, string]>([
    ['another action', { actions: ['s3:PutObject'] }, 'holds'],
    ['a pattern over the action', { actions: ['s3:Get*'] }, 'fails'],
    ['another resource', { resources: ['arn:aws:s3:::a/*'] }, 'holds'],
    ['the resource', { resources: ['arn:aws:s3:::b/x'] }, 'fails'],
    ['what is denied again', { actions: ['s3:*'], resources: ['arn:aws:s3:::b/secret/*'] }, 'holds'],
    ['anything', {}, 'fails'],
    ['nothing', { actions: [] }, 'holds'],
  ])('%s: %s', (_, access, verdict) => {
    expect(accessNotGranted(parseWithUnknowns(granted), access, 'identity').verdict).toBe(verdict);
  });
});
