import * as fc from 'fast-check';
import { randomStatement } from './generate/policy';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { actionNames } from '../../src/catalog/actions';
import { PolicyDocument } from '../../src/policy/document';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { printPolicyDocument } from '../../src/policy/print';
import { evaluate } from '../../src/reasoning/evaluate';
import { equivalent } from '../../src/reasoning/questions';
import { splitPolicy, PolicySplit } from '../../src/reasoning/split';
import { readerOf } from '../template/testing';

const FRAME = '{"Version":"2012-10-17","Statement":[]}'.length;

function documentOf(Statement: JsonValue, rest: JsonObject = {}): PolicyDocument {
  return parsePolicyDocument({ Version: '2012-10-17', ...rest, Statement });
}

function list(count: number, entry: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => entry(index));
}

const objects = (count: number) => list(count, index => `arn:aws:s3:::bucket-${index}/*`);
const functions = (count: number) => list(count, index => `arn:aws:lambda:us-east-1:111122223333:function:f-${index}`);
const read = (Resource: JsonValue): JsonObject => ({ Effect: 'Allow', Action: 's3:GetObject', Resource });
const call = (Resource: JsonValue): JsonObject => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource });

function documentsOf(split: PolicySplit): readonly PolicyDocument[] {
  if (split.outcome === 'impossible') { throw new Error(split.reason); }
  return split.documents;
}

function lengthOf(document: PolicyDocument): number {
  return JSON.stringify(printPolicyDocument(document)).replace(/\s/g, '').length;
}

/** All statements in one document. */
function together(documents: readonly PolicyDocument[]): PolicyDocument {
  return documentOf(documents.flatMap(document => printPolicyDocument(document).Statement as JsonValue[]));
}

describe('a policy that fits', () => {
  test('is minimised and stays one', () => {
    const split = splitPolicy(documentOf([read('arn:aws:s3:::b/a'), read('arn:aws:s3:::b/*')]));
    expect(split).toMatchObject({ outcome: 'split', warnings: [] });
    expect(documentsOf(split).map(printPolicyDocument)).toEqual([{ Version: '2012-10-17', Statement: [read('arn:aws:s3:::b/*')] }]);
  });

  test('fits to the last character', () => {
    const statement = read('arn:aws:s3:::b/*');
    const exact = FRAME + JSON.stringify(statement).length;
    expect(splitPolicy(documentOf(statement), exact).outcome).toBe('split');
    expect(splitPolicy(documentOf(statement), exact - 1).outcome).toBe('impossible');
  });
});

describe('a policy that is too long', () => {
  const policy = documentOf([
    { Sid: 'Read', ...read(objects(40)) },
    { Sid: 'Call', ...call(functions(30)) },
    { Sid: 'Protect', Effect: 'Deny', Action: ['s3:DeleteBucket', 's3:PutBucketPolicy'], Resource: '*' },
  ], { Id: 'orders' });
  const split = splitPolicy(policy, 1_200);
  const documents = documentsOf(split);

  test('comes in parts that are short enough', () => {
    expect(documents.length).toBeGreaterThan(1);
    expect(Math.max(...documents.map(lengthOf))).toBeLessThanOrEqual(1_200);
  });

  test('means the same', () => {
    expect(equivalent(policy, together(documents), 'identity').verdict).toBe('holds');
  });

  test('keeps version and Id, denials, and no Sid twice in a part', () => {
    const printed = documents.map(printPolicyDocument);
    expect(printed.map(({ Version, Id }) => [Version, Id])).toEqual(documents.map(() => ['2012-10-17', 'orders']));
    expect(JSON.stringify(printed).split('"Deny"')).toHaveLength(2);
    for (const { statements } of documents) {
      const sids = statements.flatMap(({ sid }) => sid ?? []);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });

  test('is split the same way every time', () => {
    expect(documentsOf(splitPolicy(policy, 1_200)).map(printPolicyDocument)).toEqual(documents.map(printPolicyDocument));
  });

  test('whole statements stay whole where they fit', () => {
    const whole = [read(objects(8)), call(functions(8)), { ...read('arn:aws:s3:::b/*'), Effect: 'Deny' }];
    const parts = documentsOf(splitPolicy(documentOf(whole), 800));
    expect(parts.map(({ statements }) => statements.length).sort()).toEqual([1, 2]);
  });

  test('a statement of two long lists is split in few parts', () => {
    const actions = list(100, index => `ec2:${actionNames('ec2')[index]}`);
    const grid = documentOf({ Effect: 'Allow', Action: actions, Resource: list(60, index => `arn:aws:ec2:us-east-1:111122223333:instance/i-${index}`) });
    const parts = documentsOf(splitPolicy(grid, 3_000));
    expect(parts.length).toBeLessThanOrEqual(8);
    expect(Math.max(...parts.map(lengthOf))).toBeLessThanOrEqual(3_000);
    expect(equivalent(grid, together(parts), 'identity').verdict).toBe('holds');
  }, 60_000);

  test('a long list of alternatives in a condition is split', () => {
    const vpcs = documentOf({ ...read('*'), Condition: { StringEquals: { 'aws:SourceVpc': list(60, index => `vpc-${index}`) } } });
    const parts = documentsOf(splitPolicy(vpcs, 500));
    expect(parts.length).toBeGreaterThan(1);
    expect(equivalent(vpcs, together(parts), 'identity').verdict).toBe('holds');
  });
});

describe('what cannot be split says why', () => {
  const many = list(60, index => `vpc-${index}`);
  test.each<[string, JsonValue, RegExp]>([
    ['one entry too long', { Sid: 'Long', ...read(`arn:aws:s3:::b/${'x'.repeat(600)}`) }, /Statement\/0 \(Long\).*500 characters.*longest entry/],
    ['NotResource', { Effect: 'Deny', Action: 's3:GetObject', NotResource: objects(40) }, /no list to cut/],
    ['NotAction', { Effect: 'Deny', NotAction: list(40, index => `service-${index}:*`), Resource: '*' }, /no list to cut/],
    ['a negated condition', { ...read('*'), Condition: { StringNotEquals: { 'aws:SourceVpc': many } } }, /no list to cut/],
    ['ForAllValues', { ...read('*'), Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': many } } }, /no list to cut/],
    ['a malformed statement', [read(objects(40)), { Effect: 'Allow', Action: 5.5 }, 'x'], /cannot be split: Statement\/2/],
  ])('%s', (_, statement, reason) => {
    const split = splitPolicy(documentOf(statement), 500);
    expect(split).toEqual({ outcome: 'impossible', reason: expect.stringMatching(reason) });
  });
});

describe('warnings', () => {
  test.each([
    [10, []],
    [11, [expect.stringMatching(/11 policies are more than the 10.*ask AWS.*25/)]],
    [26, [expect.stringMatching(/26 policies are more than the 10.*25 at most: use several roles/)]],
  ])('%i policies on one role', (count, warnings) => {
    const statements = list(count, index => `service-${index}`).map((service, index) => ({ Effect: 'Allow', Action: `${service}:Get`, Resource: `arn:aws:s3:::bucket-${index}/*` }));
    const longest = Math.max(...statements.map(statement => JSON.stringify(statement).length));
    const split = splitPolicy(documentOf(statements), FRAME + longest);
    expect(documentsOf(split)).toHaveLength(count);
    expect(split).toMatchObject({ warnings });
  });

  const TEMPLATE = {
    Parameters: { Prefix: { Type: 'String' } },
    Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Prefix' }, 'prod'] } },
    Resources: { Orders: { Type: 'AWS::S3::Bucket' } },
  };
  const only = (value: JsonValue) => ({ 'Fn::If': ['IsProduction', value, { Ref: 'AWS::NoValue' }] });
  const inTemplate = (Statement: JsonValue) => parsePolicyDocument({ Version: '2012-10-17', Statement }, readerOf(TEMPLATE));

  test('a length that depends on a parameter', () => {
    const split = splitPolicy(inTemplate([read({ 'Fn::Sub': 'arn:aws:s3:::${Prefix}-orders/*' })]));
    expect(split).toMatchObject({ outcome: 'split', warnings: [expect.stringMatching(/longer than counted.*Prefix/)] });
  });

  test('a part that is there under a condition only', () => {
    const split = splitPolicy(inTemplate([read(objects(20)), only(call(functions(20)))]), 1_400);
    expect(documentsOf(split)).toHaveLength(2);
    expect(split).toMatchObject({ warnings: [expect.stringMatching(/policy 2 of 2 is empty.*IsProduction/)] });
  });

  test('statements under a condition count as if they were there', () => {
    const split = splitPolicy(inTemplate([read(objects(5)), only(call(functions(20)))]), 1_300);
    expect(documentsOf(split)).toHaveLength(2);
  });
});

test('whatever the policy, its parts decide every request as it does', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), seed => {
    const random = new Random(seed);
    const raw = { Version: '2012-10-17', Statement: random.list(3, 8, () => randomStatement(random, 'identity')) };
    const document = parsePolicyDocument(raw);
    const split = splitPolicy(document, 500);
    if (split.outcome === 'impossible') { return; }
    expect(Math.max(...split.documents.map(lengthOf))).toBeLessThanOrEqual(500);
    for (let count = 0; count < 30; count++) {
      const request = randomRequest(random, [raw]);
      const [whole, parts] = [[document], split.documents].map(identity => evaluate(request, { identity, scp: [], rcp: [] }).decision);
      if (whole !== 'unknown' && parts !== 'unknown') { expect({ request, decision: parts }).toEqual({ request, decision: whole }); }
    }
  }), { numRuns: 60, seed: 11 });
}, 120_000);
