import { parseWithUnknowns } from './unknown-reader';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { deadAllows, NeedlessPart, neverTrueConditions, redundantEntries, redundantStatements } from '../../src/reasoning/needless-parts';

const X = { unknown: 'X' };

function allow(action: JsonValue, resource: JsonValue = '*', condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Action: action, Resource: resource, ...condition && { Condition: condition } };
}

function deny(action: JsonValue, resource: JsonValue = '*'): JsonObject {
  return { ...allow(action, resource), Effect: 'Deny' };
}

const policy = (...statements: readonly JsonValue[]) => parseWithUnknowns({ Version: '2012-10-17', Statement: [...statements] });
const proved = (parts: readonly NeedlessPart[]) => parts.filter(({ verdict }) => verdict === 'holds').map(({ path }) => path);
const open = (parts: readonly NeedlessPart[]) => parts.filter(({ verdict }) => verdict === 'unknown').map(({ path }) => path);

describe('an Allow of which a Deny leaves nothing', () => {
  test('is told', () => {
    expect(proved(deadAllows(policy(allow('s3:GetObject', 'arn:aws:s3:::b/*'), deny('s3:*', 'arn:aws:s3:::*'), allow('s3:PutObject')), 'identity'))).toEqual(['Statement/0']);
  });

  test('is not told where a value might be spared', () => {
    const parts = deadAllows(policy(allow('s3:GetObject', { join: ['arn:aws:s3:::', X, '/*'] }), { ...deny('s3:*'), Resource: undefined, NotResource: 'arn:aws:s3:::a/*' }), 'identity');
    expect([proved(parts), open(parts)]).toEqual([[], ['Statement/0']]);
  });
});

describe('a statement that others make superfluous', () => {
  test('is told, and of two that say the same only one', () => {
    expect(proved(redundantStatements(policy(allow('s3:GetObject'), allow('s3:Get*'), allow('s3:GetObject')), 'identity'))).toEqual(['Statement/0', 'Statement/2']);
    expect(proved(redundantStatements(policy(allow('s3:GetObject'), allow('s3:GetObject')), 'identity'))).toEqual(['Statement/1']);
  });

  test('is not one of the other effect', () => {
    expect(redundantStatements(policy(allow('s3:GetObject'), deny('s3:GetObject')), 'identity')).toEqual([]);
  });

  test('is decided with values that are not known', () => {
    const bucket = { join: ['arn:aws:s3:::', X] };
    const parts = redundantStatements(policy(allow('s3:GetObject', bucket), allow('s3:Get*', bucket), allow('s3:PutObject', bucket)), 'identity');
    expect([proved(parts), open(parts)]).toEqual([['Statement/0'], []]);
  });

  test('may be only one of those that a condition of the template chooses from', () => {
    const chosen = { if: ['C', allow('s3:GetObject'), allow('s3:PutObject')] };
    expect(redundantStatements(policy(chosen, allow('sqs:SendMessage')), 'identity').filter(({ verdict }) => verdict === 'holds')).toEqual([]);
  });
});

describe('an entry that others make superfluous', () => {
  test.each<[string, readonly JsonValue[], readonly string[]]>([
    ['an action that a pattern matches', [allow(['s3:GetObject', 's3:Get*'])], ['Statement/0/Action/0']],
    ['an action written twice', [allow(['s3:GetObject', 's3:GETOBJECT'])], ['Statement/0/Action/1']],
    ['a resource below another', [allow('s3:GetObject', ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/x'])], ['Statement/0/Resource/1']],
    ['a resource of another statement', [allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::b/*'), allow('s3:GetObject')], ['Statement/0/Action/0']],
    ['no exception', [{ ...allow('x:Y'), Action: undefined, NotAction: ['s3:GetObject', 's3:Get*'] }], []],
    ['nothing that stands alone', [allow('s3:GetObject'), allow('s3:*')], []],
    ['not an entry that stays under a condition', [allow(['s3:GetObject', { if: ['C', 's3:Get*', 's3:PutObject'] }])], []],
    ['in each of the statements that a condition chooses from', [{ if: ['C', allow(['s3:GetObject', 's3:*']), allow(['sqs:SendMessage', 'sqs:*'])] }],
      ['Statement/0/Action/0', 'Statement/0/Action/0']],
  ])('%s', (_, statements, expected) => {
    expect(proved(redundantEntries(policy(...statements), 'identity'))).toEqual(expected);
  });
});

describe('a condition that no request meets', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['two values at once', { StringEquals: { 'aws:ResourceTag/t': 'a' }, StringLike: { 'aws:ResourceTag/t': 'b*' } }, ['Statement/0/Condition/StringEquals/aws:ResourceTag/t']],
    ['a value and absence', { StringEquals: { 'aws:ResourceTag/t': 'a' }, Null: { 'aws:ResourceTag/t': 'true' } }, ['Statement/0/Condition/StringEquals/aws:ResourceTag/t']],
    ['no value', { StringEquals: { 'aws:ResourceTag/t': [] } }, ['Statement/0/Condition/StringEquals/aws:ResourceTag/t']],
    ['a range within itself', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, []],
    ['an ARN of two parts', { ArnLike: { 'aws:SourceArn': 'arn:aws' } }, ['Statement/0/Condition/ArnLike/aws:SourceArn']],
    ['a variable', { StringEquals: { 'aws:ResourceTag/t': '${aws:PrincipalTag/t}' } }, []],
  ])('%s', (_, condition, expected) => {
    const parts = neverTrueConditions(policy(allow('s3:GetObject', '*', condition)), 'identity');
    expect([proved(parts), open(parts)]).toEqual([expected, []]);
  });

  test('is told for itself, not because the statement matches nothing', () => {
    expect(neverTrueConditions(policy(allow('none', '*', { Bool: { 'aws:SecureTransport': 'true' } })), 'identity')).toEqual([]);
    expect(neverTrueConditions(policy({ ...allow('s3:GetObject', '*', { Bool: { 'aws:SecureTransport': 'true' } }), Principal: { Service: '' } }), 'resource')).toEqual([]);
  });
});
