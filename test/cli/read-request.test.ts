import { readRequest } from '../../src/cli/read-request';
import { JsonObject, JsonValue } from '../../src/policy/json';

const ROLE = 'arn:aws:iam::111122223333:role/app';
const REQUEST = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
const withMembers = (members: JsonObject) => readRequest({ ...REQUEST, ...members });

test('a request is read', () => {
  expect(withMembers({ resourceAccount: '444455556666', context: { 'aws:SourceIp': '192.0.2.1' } })).toEqual({
    principal: expect.objectContaining({ kind: 'role', id: ROLE, account: '111122223333' }),
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccount: '444455556666',
    context: { 'aws:SourceIp': '192.0.2.1' },
  });
});

test.each<[string, JsonObject]>([['left out', {}], ['null', { resourceAccount: null, context: null }]])('account and context may be %s', (_, members) => {
  expect(withMembers(members)).toMatchObject({ resourceAccount: undefined, context: {} });
});

test.each<[JsonValue, string, string]>([
  [{ type: 'service', id: 'lambda.amazonaws.com' }, 'service', 'lambda.amazonaws.com'],
  [{ type: 'federated', id: 'accounts.google.com' }, 'federated', 'accounts.google.com'],
  [{ type: 'canonical', id: '79a5' }, 'canonical', '79a5'],
  [{ type: 'anonymous', id: '*' }, 'anonymous', '*'],
  [{ type: 'anonymous', id: null }, 'anonymous', '*'],
  [{ type: 'anonymous' }, 'anonymous', '*'],
  ['arn:aws:sts::111122223333:assumed-role/app/session', 'role-session', 'arn:aws:sts::111122223333:assumed-role/app/session'],
])('principal %j', (raw, kind, id) => {
  expect(withMembers({ principal: raw }).principal).toMatchObject({ kind, id });
});

test('context values are text, numbers and booleans, one or a list; null is an absent key', () => {
  const context = { a: 'x', b: 5, c: -0.5, d: true, e: ['x', 1, false], f: [], g: null, h: '' };
  expect(withMembers({ context }).context).toEqual({ a: 'x', b: '5', c: '-0.5', d: 'true', e: ['x', '1', 'false'], f: [], h: '' });
});

test('a key called like a part of every object is a key', () => {
  const { context } = withMembers({ context: JSON.parse('{"__proto__":"x","constructor":"y"}') });
  expect(Object.entries(context)).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
});

test.each<[string, JsonValue, string]>([
  ['nothing', undefined, 'request is missing: write an object with principal, action, resource, resourceAccount, context'],
  ['text', 'x', 'request is `x`: write an object'],
  ['a mistyped member', { ...REQUEST, contxt: {} }, 'request has the member `contxt`, which is not known: did you mean `context`?'],
])('an error names the place and what to write: %s', (_, raw, message) => {
  expect(() => readRequest(raw)).toThrow(message);
});

test.each<[string, JsonObject, string]>([
  ['no principal', { principal: undefined }, 'request.principal is missing: write an ARN such as'],
  ['a principal that is no ARN', { principal: 'app' }, 'request.principal is `app`, which is not the ARN of a principal: write an ARN such as'],
  ['the ARN of something else', { principal: 'arn:aws:s3:::b' }, 'request.principal is `arn:aws:s3:::b`, which is not the ARN of a principal'],
  ['a principal of an unknown type', { principal: { type: 'role', id: ROLE } }, 'request.principal.type is `role`: write one of service, federated'],
  ['a principal without type', { principal: { id: 'x' } }, 'request.principal.type is missing: write one of'],
  ['a service without id', { principal: { type: 'service' } }, 'request.principal.id is missing: write the id as text'],
  ['a service called star', { principal: { type: 'service', id: '*' } }, 'request.principal.id is `*`: it does not name a principal of the type `service`'],
  ['more of a principal', { principal: { type: 'service', id: 'x', arn: 'y' } }, 'request.principal has the member `arn`'],
  ['no action', { action: null }, 'request.action is null: write an action such as `s3:GetObject`'],
  ['a list of actions', { action: ['s3:GetObject'] }, 'request.action is a list: write an action'],
  ['a wildcard action', { action: 's3:Get*' }, 'request.action is `s3:Get*`: a request has one action, without wildcards'],
  ['an action without service', { action: 'GetObject' }, 'request.action is `GetObject`: write the service prefix and the name'],
  ['no resource', { resource: '' }, 'request.resource is empty: write an ARN, or `*`'],
  ['a resource that is no ARN', { resource: 'b/k' }, 'request.resource is `b/k`: write an ARN, or `*`'],
  ['an account as a number', { resourceAccount: 111122223333 }, 'request.resourceAccount is 111122223333: write the twelve digits of an account as text'],
  ['a short account', { resourceAccount: '1111' }, 'request.resourceAccount is `1111`: write the twelve digits'],
  ['a context that is a list', { context: [] }, 'request.context is an empty list: write an object'],
  ['a context value that is an object', { context: { 'aws:x': {} } }, 'request.context[`aws:x`] is an object: write text, a number'],
  ['a list in a list', { context: { k: ['a', ['b']] } }, 'request.context[`k`][1] is a list: write text, a number'],
  ['null in a list', { context: { k: [null] } }, 'request.context[`k`][0] is null: write text, a number'],
  ['a number that has lost digits', { context: { k: 12345678901234567890 } }, 'request.context[`k`] is 12345678901234567000: a number of that size loses digits'],
  ['a key twice', { context: { 'aws:SourceIp': '1', 'aws:sourceip': '2' } }, 'request.context has both `aws:SourceIp` and `aws:sourceip`, which are one condition key'],
])('an error names the place and what to write: %s', (_, members, message) => {
  expect(() => withMembers(members)).toThrow(message);
});

test('an error stays one short line whatever was given', () => {
  const action = `s3:\u001b[31m\n\u202e${'x'.repeat(100_000)}*`;
  let message = '';
  try { withMembers({ action }); } catch (error) { message = (error as Error).message; }
  expect(message).toMatch(/^request\.action is `s3:\\u001b\[31m\\u000a\\u202ex{150,}… \(100011 characters\)`: /);
  expect(message.length).toBeLessThan(400);
});
