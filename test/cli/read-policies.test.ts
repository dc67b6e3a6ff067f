import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { JsonValue } from '../../src/policy/json';

const DOC = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const read = (raw: JsonValue) => readPolicies(raw, new PolicyReader());

test('all layers are read', () => {
  const policies = read({
    identity: [DOC, JSON.stringify(DOC)], boundary: DOC, session: DOC, scp: [[DOC], [DOC, DOC]], rcp: [[]], resource: DOC, endpoint: DOC,
  });
  const parsed = policies.boundary!;
  expect(parsed.statements).toHaveLength(1);
  expect(policies).toEqual({
    identity: [parsed, parsed], boundary: parsed, session: parsed, scp: [[parsed], [parsed, parsed]], rcp: [[]], resource: parsed, endpoint: parsed,
  });
});

test.each<[string, JsonValue]>([
  ['null', { identity: null, boundary: null, session: null, scp: null, rcp: null, resource: null, endpoint: null }],
  ['left out', {}],
  ['empty', { identity: [], scp: [], rcp: [] }],
])('a layer that is %s has no policy', (_, raw) => {
  expect(read(raw)).toEqual({
    identity: [], boundary: undefined, session: undefined, scp: [], rcp: [], resource: undefined, endpoint: undefined,
  });
});

test.each<[string, JsonValue, string]>([
  ['nothing', undefined, 'policies is missing: write an object with the policies by layer: identity, boundary'],
  ['null', null, 'policies is null'],
  ['a list', [DOC], 'policies is a list'],
  ['a mistyped layer', { bondary: DOC }, 'policies has the member `bondary`, which is not known: did you mean `boundary`?'],
  ['another layer', { organization: DOC }, 'policies has the member `organization`, which is not known: write one of `identity`, `boundary`'],
  ['a name of every object', JSON.parse('{"__proto__":{}}'), 'policies has the member `__proto__`, which is not known'],
  ['one identity policy', { identity: DOC }, 'policies.identity is an object: write a list of policy documents'],
  ['a policy that is no policy', { identity: [DOC, 5] }, 'policies.identity[1] is 5: write a policy document'],
  ['a policy that is null', { identity: [null] }, 'policies.identity[0] is null: write a policy document'],
  ['two boundaries', { boundary: [DOC, DOC] }, 'policies.boundary is a list: write a policy document'],
  ['a boundary that is no JSON', { boundary: 'AdministratorAccess' }, 'policies.boundary is not JSON'],
  ['scp without levels', { scp: [DOC] }, 'policies.scp[0] is an object: write a list of policy documents'],
  ['scp that is no list', { scp: DOC }, 'policies.scp is an object: write one list of policy documents for each level, the root first'],
  ['a wrong policy in a level', { rcp: [[DOC], [DOC, false]] }, 'policies.rcp[1][1] is false: write a policy document'],
])('an error names the place and what to write: %s', (_, raw, message) => {
  expect(() => read(raw)).toThrow(message);
});
