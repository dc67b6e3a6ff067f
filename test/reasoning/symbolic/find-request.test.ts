import { JsonObject, JsonValue } from '../../../src/policy/json';
import { YES } from '../../../src/reasoning/matching/match';
import { clauseMatches } from '../../../src/reasoning/policy-effect';
import { parsePrincipal } from '../../../src/reasoning/principal';
import { Budget } from '../../../src/reasoning/symbolic/budget';
import { Clause, clausesOf } from '../../../src/reasoning/symbolic/clause';
import { Asker, Finding, findRequest } from '../../../src/reasoning/symbolic/find-request';
import { parseWithUnknowns } from '../unknown-reader';

const READER: JsonObject = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const ALICE = parsePrincipal('arn:aws:iam::111122223333:user/alice')!;

interface Asked {
  readonly within: readonly JsonObject[];
  readonly outside?: readonly JsonObject[];
  readonly who?: Asker;
  readonly accepts?: boolean;
}

function find({ within, outside = [], who = 'implied', accepts = true }: Asked): Finding {
  const clauses = (statements: readonly JsonObject[]) => clausesOf(parseWithUnknowns({
    Version: '2012-10-17', Statement: statements.map(statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...statement })),
  }));
  const [inner, outer] = [clauses(within), clauses(outside)];
  const layer = who === 'any' ? 'resource' : 'identity';
  return findRequest({
    within: inner,
    outside: outer,
    who,
    unknowns: new Map(),
    accepts: request => {
      const matches = (clause: Clause) => clauseMatches(clause, request, layer) === YES;
      return accepts && inner.every(matches) && !outer.some(matches);
    },
  }, new Budget());
}

test('is plausible: a real action on a resource of its kind, by someone of a typical account', () => {
  expect(find({ within: [{ Action: 's3:Get*', Resource: 'arn:aws:s3:::orders/*' }], outside: [{ Action: 's3:GetObject' }] })).toMatchObject({
    outcome: 'request',
    request: { action: expect.stringMatching(/^s3:Get/), resource: expect.stringMatching(/^arn:aws:s3:::orders\/\w/), principal: { account: '111122223333' } },
  });
});

test('matches all statements of one list and none of the other', () => {
  const reader = { Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::a*' };
  const finding = find({ within: [reader, { Resource: 'arn:aws:s3:::*b' }], outside: [{ Action: 's3:GetObject' }, { Resource: 'arn:aws:s3:::ab' }] });
  expect(finding).toMatchObject({ outcome: 'request', request: { action: 's3:PutObject', resource: expect.stringMatching(/^arn:aws:s3:::a.+b$/) } });
});

test('asks for what conditions ask for, variables as well', () => {
  const condition = { StringLike: { 'aws:PrincipalTag/team': 'a?' }, Null: { 'aws:SourceVpc': 'true' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  const finding = find({ within: [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*', Condition: condition }] });
  expect(finding).toMatchObject({ outcome: 'request', request: { resource: expect.stringMatching(/^arn:aws:s3:::b\/a.\/./), context: { 'aws:SourceIp': '10.0.0.0' } } });
});

test.each<[string, Asked]>([
  ['actions that have nothing in common', { within: [{ Action: 's3:*' }, { Action: 'sqs:*' }] }],
  ['resources that have nothing in common', { within: [{ Resource: 'arn:aws:s3:::a*' }, { Resource: 'arn:aws:s3:::b*' }] }],
  ['exceptions that leave nothing', { within: [{ Resource: 'arn:aws:s3:::a*' }, { Resource: undefined, NotResource: 'arn:aws:s3:::*' }] }],
  ['statements that are never there together', { within: [{ if: ['C', READER, { ...READER, Effect: 'Deny' }] }] }],
  ['principals that have nothing in common', { who: 'any', within: [{ Principal: { AWS: ALICE.id } }, { Principal: { Service: 'sns.amazonaws.com' } }] }],
  ['nobody', { who: 'any', within: [{}] }],
  ['a statement to avoid that has everything', { within: [{ Action: 's3:GetObject' }], outside: [{ Action: 's3:Get*' }] }],
  ['statements to avoid that have everything together', {
    within: [{}],
    outside: ['true', 'false'].map(value => ({ Condition: { Null: { 'aws:SourceVpc': value } } })),
  }],
])('finds nothing: %s', (_, asked) => {
  expect(find(asked)).toEqual({ outcome: 'nothing' });
});

test.each<[string, Asked, string, readonly JsonValue[]]>([
  ['an action', { within: [{ Action: { unknown: 'Verb', shape: 'any' } }] }, 'action', ['<Verb>']],
  ['a resource', { within: [{ Resource: bucket({ unknown: 'X' }) }], outside: [{ Resource: undefined, NotResource: 'arn:aws:s3:::a' }] }, 'request', ['X']],
  ['an exception', { within: [{ Resource: 'arn:aws:s3:::a' }], outside: [{ Resource: undefined, NotResource: bucket({ unknown: 'X' }) }] }, 'resource', ['arn:aws:s3:::<X>']],
  ['a key', { within: [{}], outside: [{ Condition: { NumericLessThanIfExists: { 's3:max-keys': { unknown: 'X', shape: 'any' } } } }] }, 's3:max-keys', ['<X>']],
])('what deployment alone decides is undecided: %s', (_, asked, dimension, patterns) => {
  expect(find({ ...asked, accepts: false })).toMatchObject({ outcome: 'undecided', dimension, patterns });
});

function bucket(name: JsonValue): JsonObject {
  return { join: ['arn:aws:s3:::', name] };
}

test('what the caller takes for no request is none, and proves nothing', () => {
  expect(find({ within: [{}], accepts: false })).toMatchObject({ outcome: 'undecided' });
});

test.each<[Asker, string | RegExp]>([
  ['implied', /^arn:aws:iam::/],
  [ALICE, ALICE.id],
])('is asked by whom the question is about (%#)', (who, id) => {
  expect(find({ within: [{}], who })).toMatchObject({ outcome: 'request', request: { principal: { id: typeof id === 'string' ? id : expect.stringMatching(id) } } });
});

test('is asked by one whom the statements name', () => {
  expect(find({ within: [{ Principal: { AWS: [ALICE.id, '444455556666'] } }], outside: [{ Principal: { AWS: '444455556666' } }], who: 'any' }))
    .toMatchObject({ outcome: 'request', request: { principal: ALICE } });
});
