import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { parsePolicies, randomPolicies } from './generate/scenario';
import { parseWithUnknowns } from './unknown-reader';
import { JsonObject } from '../../src/policy/json';
import { evaluate } from '../../src/reasoning/evaluate';
import { explain } from '../../src/reasoning/explain';
import { Policies } from '../../src/reasoning/policies';
import { parsePrincipal } from '../../src/reasoning/principal';
import { Request } from '../../src/reasoning/request';

const HOME = '111122223333';
const READ: Request = {
  principal: parsePrincipal(`arn:aws:iam::${HOME}:role/app`)!,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::orders/1',
  context: { 'aws:SourceIp': '192.0.2.7' },
};
const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };
const NONE: Policies = { identity: [], scp: [], rcp: [] };

const doc = (...statements: JsonObject[]) => parseWithUnknowns({ Version: '2012-10-17', Statement: statements });
const inIdentity = (elements: JsonObject) => explain(READ, { ...NONE, identity: [doc({ ...ALLOW, ...elements })] })[0];
const inResource = (elements: JsonObject) => explain(READ, { ...NONE, resource: doc({ ...ALLOW, ...elements }) })[0];

test('a statement that matches', () => {
  expect(inIdentity({})).toEqual({
    place: { layer: 'identity', policy: 0, index: 0 }, effect: 'Allow', path: 'Statement/0', match: 'yes', mismatch: undefined,
  });
});

describe('why a statement does not match', () => {
  const { Action, Resource, ...rest } = ALLOW;
  const only = (elements: JsonObject) => explain(READ, { ...NONE, identity: [doc({ ...rest, ...elements })] })[0];

  test.each([
    ['action', inIdentity({ Action: ['s3:PutObject', 'sqs:*'] }), { element: 'action', code: 'action-not-matched', expected: ['s3:PutObject', 'sqs:*'], actual: 's3:GetObject' }],
    ['NotAction', only({ NotAction: 's3:Get*', Resource }), { element: 'action', code: 'excluded-by-not-action', expected: ['s3:Get*'], actual: 's3:GetObject' }],
    ['resource', inIdentity({ Resource: 'arn:aws:s3:::logs/*' }),
      { element: 'resource', code: 'resource-not-matched', expected: ['arn:aws:s3:::logs/*'], actual: 'arn:aws:s3:::orders/1' }],
    ['NotResource', only({ Action, NotResource: '*' }), { element: 'resource', code: 'excluded-by-not-resource', expected: ['*'], actual: 'arn:aws:s3:::orders/1' }],
    ['a condition on an absent key', inIdentity({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
      { element: 'condition', code: 'condition-key-absent', operator: 'StringEquals', key: 'aws:SourceVpc', expected: ['vpc-1'] }],
    ['a condition', inIdentity({ Condition: { NotIpAddress: { 'aws:SourceIP': ['192.0.2.0/24'] } } }),
      { element: 'condition', code: 'condition-not-met', operator: 'NotIpAddress', key: 'aws:SourceIP', expected: ['192.0.2.0/24'], actual: '192.0.2.7' }],
    ['no principal', inResource({}), { element: 'principal', code: 'principal-missing', actual: READ.principal.id }],
    ['principal', inResource({ Principal: { Service: 'sns.amazonaws.com' } }),
      { element: 'principal', code: 'principal-not-matched', expected: ['sns.amazonaws.com'], actual: READ.principal.id }],
    ['NotPrincipal', inResource({ NotPrincipal: { AWS: HOME } }), { element: 'principal', code: 'excluded-by-not-principal', expected: [HOME], actual: READ.principal.id }],
  ])('%s', (_, { match, mismatch }, expected) => {
    expect({ match, mismatch }).toEqual({ match: 'no', mismatch: expected });
  });

  test('the first element that does not match is told, in the order of principal, action, resource, conditions', () => {
    const wrong = { Principal: { AWS: '444455556666' }, Action: 'x:y', Resource: 'x', Condition: { Bool: { 'a:b': 'true' } } };
    expect(inResource(wrong).mismatch?.element).toBe('principal');
    expect(inResource({ ...wrong, Principal: '*' }).mismatch?.element).toBe('action');
    expect(inResource({ ...wrong, Principal: '*', Action: '*' }).mismatch?.element).toBe('resource');
    expect(inResource({ ...wrong, Principal: '*', Action: '*', Resource: '*' }).mismatch?.element).toBe('condition');
  });
});

describe('why a statement cannot be decided', () => {
  const unknown = { unknown: 'X', shape: 'any' };

  test.each([
    ['principal', inResource({ Principal: { AWS: unknown } }), 'principal-undecided'],
    ['action', inIdentity({ Action: unknown }), 'action-undecided'],
    ['resource', inIdentity({ Resource: unknown }), 'resource-undecided'],
    ['condition', inIdentity({ Condition: { StringEquals: { 'aws:SourceIp': unknown } } }), 'condition-undecided'],
    ['a principal where none may stand', inIdentity({ Principal: '*' }), 'principal-misplaced'],
    ['no resource where one must stand', inIdentity({ Resource: undefined }), 'resource-missing'],
    ['an unknown operator', inIdentity({ Condition: { Bogus: { a: 'b' } } }), 'not-readable'],
  ])('%s', (_, { match, mismatch }, code) => {
    expect({ match, code: mismatch?.code }).toEqual({ match: 'unknown', code });
  });

  test('an element that certainly does not match outweighs one that is not known', () => {
    expect(inIdentity({ Action: unknown, Resource: 'x' })).toMatchObject({ match: 'no', mismatch: { code: 'resource-not-matched' } });
  });
});

test('layers that have no say are told as such', () => {
  const full = doc({ Effect: 'Allow', Action: '*', Resource: '*' });
  const request = { ...READ, principal: parsePrincipal({ type: 'service', id: 'sns.amazonaws.com' })! };
  expect(explain(request, { ...NONE, scp: [[full]] })).toMatchObject([
    { place: { layer: 'scp', level: 0, policy: 0, index: 0 }, match: 'no', mismatch: { element: 'statement', code: 'layer-not-applicable' } },
  ]);
});

test('explanations and decisions agree', () => {
  const random = new Random(7);
  for (let count = 0; count < 500; count++) {
    const request = randomRequest(random);
    const policies = parsePolicies(randomPolicies(random, request));
    const { decision, statement } = evaluate(request, policies);
    if (request.action.toLowerCase() === 'sts:getcalleridentity') { continue; }
    const matches = explain(request, policies);
    const firstDeny = matches.find(({ effect, match }) => effect === 'Deny' && match === 'yes');
    expect(decision === 'explicitly-denied').toBe(firstDeny !== undefined);
    if (firstDeny) { expect(statement).toEqual(firstDeny.place); }
    if (decision === 'allowed' && statement) {
      const place = matches.find(candidate => JSON.stringify(candidate.place) === JSON.stringify(statement));
      expect(place).toMatchObject({ effect: 'Allow', match: 'yes' });
    }
  }
});
