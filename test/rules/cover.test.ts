import { findings, inventoryOfResources } from './example-inventory';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { needlessActions, needlessResources, needlessStatements } from '../../src/rules/cover';

function statementsOf(statement: JsonValue) {
  return parsePolicyDocument({ Version: '2012-10-17', Statement: statement }).statements;
}

test.each<[string, string[], string[]]>([
  ['nothing alike', ['s3:GetObject', 's3:PutObject'], []],
  ['a wildcard and what it stands for', ['s3:GetObject', 's3:Get*'], ['s3:GetObject']],
  ['two wildcards', ['s3:Get*', 's3:GetObject*', '*'], ['s3:Get*', 's3:GetObject*']],
  ['without regard to case', ['S3:getobject', 's3:Get*'], ['S3:getobject']],
  ['the same twice', ['s3:GetObject', 's3:GetObject'], ['s3:GetObject']],
  ['wildcards that mean the same', ['s3:Get*', 's3:Get**'], ['s3:Get**']],
  ['wildcards that overlap', ['s3:*Object', 's3:Get*'], []],
])('actions: %s', (_, actions, expected) => {
  const [statement] = statementsOf({ Effect: 'Allow', Action: actions, Resource: '*' });
  expect(needlessActions(statement.actions).map(({ entry }) => entry)).toEqual(expected);
});

test.each<[string, string[], string[]]>([
  ['a bucket and its objects', ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'], []],
  ['objects and some of them', ['arn:aws:s3:::orders/a/*', 'arn:aws:s3:::orders/*'], ['arn:aws:s3:::orders/a/*']],
  ['a bucket and all that begin alike', ['arn:aws:s3:::orders', 'arn:aws:s3:::orders*'], ['arn:aws:s3:::orders']],
  ['names are compared with regard to case', ['arn:aws:s3:::Orders/a', 'arn:aws:s3:::orders/*'], []],
  ['everything', ['arn:aws:s3:::orders', '*'], ['arn:aws:s3:::orders']],
  ['everything with two stars', ['arn:aws:s3:::orders', '**'], ['arn:aws:s3:::orders']],
  ['a wildcard does not leave its part', ['arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:*:orders'], []],
  ['any region', ['arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:sqs:*:111122223333:orders'], ['arn:aws:sqs:eu-west-1:111122223333:orders']],
  ['a star that is a letter', ['arn:aws:s3:::orders/${*}', 'arn:aws:s3:::orders/*'], []],
])('resources: %s', (_, resources, expected) => {
  const [statement] = statementsOf({ Effect: 'Allow', Action: 's3:*', Resource: resources });
  expect(needlessResources(statement.resources!).map(({ entry }) => entry)).toEqual(expected);
});

test('everything covers an action that is known only at deployment', () => {
  const PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['*', { Ref: 'Action' }], Resource: '*' } };
  const { sites: [{ document }] } = inventoryOfResources(
    { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } }, { Action: { Type: 'String' } },
  );
  expect(needlessActions(document.statements[0].actions)).toMatchObject([{ index: 1, coveredBy: '*' }]);
});

const WIDE: JsonObject = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::orders/*' };
const NARROW: JsonObject = { ...WIDE, Action: 's3:GetObject' };
const CONDITION = { Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } };

test.each<[string, JsonObject[], string[]]>([
  ['narrower', [WIDE, NARROW], ['Statement/1']],
  ['wider', [NARROW, WIDE], ['Statement/0']],
  ['the same three times', [WIDE, WIDE, WIDE], ['Statement/1', 'Statement/2']],
  ['the wider under a condition', [{ ...WIDE, ...CONDITION }, NARROW], []],
  ['both under the same condition', [{ ...WIDE, ...CONDITION }, { ...NARROW, ...CONDITION }], ['Statement/1']],
  ['another effect', [WIDE, { ...NARROW, Effect: 'Deny' }], []],
  ['exceptions', [{ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }, { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }], []],
  ['the same exceptions', [{ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], ['Statement/1']],
  ['other exceptions from resources', [{ ...WIDE, Resource: '*' }, { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::payroll/*' }], []],
])('statements: %s', (_, statements, expected) => {
  expect(needlessStatements(statementsOf(statements)).map(({ statement }) => statement.path)).toEqual(expected);
});

test.each<[string, JsonValue, boolean]>([
  ['the same reference with a wildcard', { 'Fn::Sub': '${Bucket.Arn}/*' }, true],
  ['another bucket', { 'Fn::Sub': '${Other.Arn}/*' }, false],
  ['under a condition', { 'Fn::If': ['C', { 'Fn::Sub': '${Bucket.Arn}/*' }, { Ref: 'AWS::NoValue' }] }, false],
])('references: %s', (_, wide, expected) => {
  const found = findings(inventoryOfResources({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Other: { Type: 'AWS::S3::Bucket' },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: [{ 'Fn::Sub': '${Bucket.Arn}/incoming/*' }, wide] }] },
      },
    },
  })).filter(({ ruleId }) => ruleId === 'redundant-resource');
  expect(found.map(({ resources }) => resources)).toEqual(expected ? [[expect.stringContaining('/incoming/*')]] : []);
});
