import { JsonValue } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { allowsOf, clausesOf, deniesOf } from '../../../src/reasoning/symbolic/clause';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };

function policy(statement: JsonValue, version?: string) {
  return parsePolicyDocument({ ...version !== undefined && { Version: version }, Statement: statement });
}

test('clauses keep their places, by effect as well', () => {
  const document = policy([ALLOW, DENY, ALLOW]);
  expect(clausesOf(document).map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(allowsOf(document).map(({ index }) => index)).toEqual([0, 2]);
  expect(deniesOf(document).map(({ index }) => index)).toEqual([1]);
  expect(clausesOf(policy(ALLOW))[0].index).toBe(0);
});

test.each([['2012-10-17', true], ['2008-10-17', false], [undefined, false]])('version %s has variables: %s', (version, variables) => {
  expect(clausesOf(policy([ALLOW], version))[0].variables).toBe(variables);
});
