import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PolicyKind } from '../../../src/policy/policy-kind';
import { ALL_RULES, findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const READ: JsonObject = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };
const LIST: JsonObject = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' };
const RULES = ['missing-version', 'old-version', 'missing-sid', 'empty-sid', 'duplicate-sid', 'ambiguous-sid', 'invalid-sid', 'empty-element'];

function flagged(policy: JsonValue, kind?: PolicyKind): string[] {
  return findings(inventoryOfPolicy(policy, kind), {}, ALL_RULES).map(({ ruleId }) => ruleId).filter(id => RULES.includes(id));
}

function flaggedInTemplate(document: JsonValue): string[] {
  const resources = { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } } };
  return findings(inventoryOfResources(resources, { P: { Type: 'String' } }), {}, ALL_RULES).map(({ ruleId }) => ruleId).filter(id => RULES.includes(id));
}

test.each<[string, JsonValue, string[]]>([
  ['no version', { Statement: READ }, ['missing-version']],
  ['the old version', { Version: '2008-10-17', Statement: READ }, ['old-version']],
  ['a version that does not exist is malformed', { Version: '2020-01-01', Statement: READ }, []],
  ['text that is no policy', '{', []],
  ['a policy as text', JSON.stringify({ Version: '2012-10-17', Statement: [READ] }), []],
  ['a statement without name among several', { Version: '2012-10-17', Statement: [READ, { Sid: 'List', ...LIST }] }, ['missing-sid']],
  ['an empty name', { Version: '2012-10-17', Statement: [{ Sid: '', ...READ }, { Sid: '', ...LIST }] }, ['empty-sid']],
  ['names that differ in case', { Version: '2012-10-17', Statement: [{ Sid: 'Read', ...READ }, { Sid: 'read', ...LIST }] }, []],
  ['a name twice', { Version: '2012-10-17', Statement: [{ Sid: 'A', ...READ }, { Sid: 'A', ...LIST }, { Sid: 'A', ...LIST }] }, ['duplicate-sid']],
  ['an action that could not be read is not empty', { Version: '2012-10-17', Statement: { ...READ, Action: [{}] } }, []],
])('%s', (_, policy, expected) => {
  expect(flagged(policy)).toEqual(expected);
});

test.each<[string, JsonValue, string[]]>([
  ['a version that is a parameter', { Version: { Ref: 'P' }, Statement: [READ] }, []],
  ['a document that is known only at deployment', { 'Fn::ImportValue': 'Policy' }, []],
  ['a name that is a parameter', { Version: '2012-10-17', Statement: [{ Sid: { Ref: 'P' }, ...READ }, { Sid: 'List', ...LIST }] }, []],
  ['a list that a condition fills', { Version: '2012-10-17', Statement: [{ ...READ, Action: [{ 'Fn::If': ['C', 's3:GetObject', { Ref: 'AWS::NoValue' }] }] }] }, []],
  ['one statement in two ways', { Version: '2012-10-17', Statement: [{ Sid: 'Read', ...READ, Effect: { 'Fn::If': ['C', 'Allow', 'Deny'] } }] }, []],
])('%s, in a template', (_, document, expected) => {
  expect(flaggedInTemplate(document)).toEqual(expected);
});

test.each<[PolicyKind, string]>([
  ['identity', 'duplicate-sid'],
  ['boundary', 'duplicate-sid'],
  ['trust', 'duplicate-sid'],
  ['scp', 'ambiguous-sid'],
  ['resource', 'ambiguous-sid'],
])('the same name twice in a policy of kind %s', (kind, ruleId) => {
  const statements = [{ Sid: 'A', ...READ }, { Sid: 'A', ...LIST }];
  expect(['duplicate-sid', 'ambiguous-sid'].filter(rule => idsOf(rule, statements, kind).length > 0)).toEqual([ruleId]);
});

test('an `Id` that is no text is malformed', () => {
  const [finding] = findings(inventoryOfPolicy({ Version: '2012-10-17', Id: {}, Statement: READ }), {}, { packs: ['grammar'] });
  expect([finding.ruleId, finding.location.propertyPath]).toEqual(['malformed-policy', 'Properties/PolicyDocument/Id']);
});

test('a character that IAM does not take is named by its code point', () => {
  expect(idsOf('unsupported-character', { ...READ, Resource: 'arn:aws:s3:::orders/\u{1F4E6}/*' })).toEqual(['unsupported-character[U+1F4E6]']);
});
