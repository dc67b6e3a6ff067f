import * as fc from 'fast-check';
import { randomPolicy } from './generate/policy';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { bindUnknowns } from '../../src/policy/bind-unknowns';
import { PolicyDocument } from '../../src/policy/document';
import { asList, JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { policySize } from '../../src/policy/policy-size';
import { printPolicyDocument } from '../../src/policy/print';
import { evaluate } from '../../src/reasoning/evaluate';
import { minimisePolicy } from '../../src/reasoning/merge';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { ComparedKind, equivalent } from '../../src/reasoning/questions';
import { Request } from '../../src/reasoning/request';
import { readerOf } from '../template/testing';

const BUCKET = 'arn:aws:s3:::orders';
const OBJECTS = `${BUCKET}/*`;
const LOGS = 'arn:aws:s3:::logs/*';
const ROLE = 'arn:aws:iam::111122223333:role/app';
const ACCOUNT = 'arn:aws:iam::111122223333:root';

/** `Allow` on all objects, unless it says otherwise. */
function allow(rest: JsonObject): JsonObject {
  return { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS, ...rest };
}

function deny(rest: JsonObject): JsonObject {
  return { ...allow(rest), Effect: 'Deny' };
}

function trust(Principal: JsonValue, rest: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...rest };
}

function statementsOf(document: PolicyDocument): readonly JsonValue[] {
  return asList(printPolicyDocument(document).Statement);
}

function documentOf(statements: JsonValue, Version = '2012-10-17'): PolicyDocument {
  return parsePolicyDocument({ Version, Statement: statements });
}

function minimised(statements: JsonValue, kind: ComparedKind = 'identity', version?: string): readonly JsonValue[] {
  return statementsOf(minimisePolicy(documentOf(statements, version), kind));
}

const where = (operator: string, values: JsonValue, key = 'aws:SourceVpc') => ({ Condition: { [operator]: { [key]: values } } });

describe('statements that differ in one list are united', () => {
  test.each<[string, JsonObject[], JsonObject[]]>([
    ['actions', [allow({}), allow({ Action: ['s3:PutObject', 's3:DeleteObject'] })], [allow({ Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] })]],
    ['resources', [allow({}), allow({ Resource: LOGS })], [allow({ Resource: [LOGS, OBJECTS] })]],
    ['actions of denials', [deny({}), deny({ Action: 's3:PutObject' })], [deny({ Action: ['s3:GetObject', 's3:PutObject'] })]],
    ['resources of a NotAction', [deny({ Action: undefined, NotAction: 's3:GetObject' }), deny({ Action: undefined, NotAction: 's3:GetObject', Resource: LOGS })],
      [{ Effect: 'Deny', NotAction: 's3:GetObject', Resource: [LOGS, OBJECTS] }]],
    ['actions of a NotResource', [allow({ Resource: undefined, NotResource: OBJECTS }), allow({ Action: 's3:PutObject', Resource: undefined, NotResource: OBJECTS })],
      [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], NotResource: OBJECTS }]],
    ['actions under one condition, written in two ways', [
      allow({ Condition: { StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } } }),
      allow({ Action: 's3:PutObject', Condition: { stringequals: { 'AWS:SourceVPC': ['vpc-2', 'vpc-1'] } } }),
    ], [allow({ Action: ['s3:GetObject', 's3:PutObject'], ...where('StringEquals', ['vpc-1', 'vpc-2']) })]],
    ['in two steps', [allow({}), allow({ Action: 's3:PutObject' }), allow({ Resource: LOGS }), allow({ Action: 's3:PutObject', Resource: LOGS })],
      [allow({ Action: ['s3:GetObject', 's3:PutObject'], Resource: [LOGS, OBJECTS] })]],
    ['with others between them', [allow({}), deny({ Resource: LOGS }), allow({ Action: 's3:PutObject' })],
      [allow({ Action: ['s3:GetObject', 's3:PutObject'] }), deny({ Resource: LOGS })]],
    ['text values', [allow(where('StringEquals', 'vpc-1')), allow(where('StringEquals', 'vpc-2'))], [allow(where('StringEquals', ['vpc-1', 'vpc-2']))]],
    ['values of IfExists', [allow(where('StringLikeIfExists', 'a*')), allow(where('StringLikeIfExists', 'b*'))], [allow(where('StringLikeIfExists', ['a*', 'b*']))]],
    ['values of ForAnyValue', [allow(where('ForAnyValue:StringEquals', 'a', 'aws:TagKeys')), allow(where('ForAnyValue:StringEquals', 'b', 'aws:TagKeys'))],
      [allow(where('ForAnyValue:StringEquals', ['a', 'b'], 'aws:TagKeys'))]],
    ['networks', [allow(where('IpAddress', '192.0.2.0/24', 'aws:SourceIp')), allow(where('IpAddress', '198.51.100.0/24', 'aws:SourceIp'))],
      [allow(where('IpAddress', ['192.0.2.0/24', '198.51.100.0/24'], 'aws:SourceIp'))]],
    ['values of one of two keys', [
      allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalOrgID': 'o-1' } } }),
      allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-2', 'aws:PrincipalOrgID': 'o-1' } } }),
    ], [allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } } })]],
  ])('%s', (_, before, after) => {
    expect(minimised(before)).toEqual(after);
  });

  test.each<[string, JsonObject[], JsonObject[]]>([
    ['principals of one type', [trust({ AWS: ROLE }), trust({ AWS: ACCOUNT })], [trust({ AWS: [ROLE, ACCOUNT] })]],
    ['principals of two types', [trust({ Service: 'lambda.amazonaws.com' }), trust({ AWS: ROLE })], [trust({ AWS: ROLE, Service: 'lambda.amazonaws.com' })]],
    ['actions of one list of principals', [trust({ AWS: [ROLE, ACCOUNT] }), trust({ AWS: [ACCOUNT, ROLE] }, { Action: 'sts:TagSession' })],
      [trust({ AWS: [ROLE, ACCOUNT] }, { Action: ['sts:AssumeRole', 'sts:TagSession'] })]],
  ])('%s', (_, before, after) => {
    expect(minimised(before, 'resource')).toEqual(after);
  });
});

describe('statements stay apart', () => {
  test.each<[string, JsonObject[]]>([
    ['Allow and Deny', [allow({}), deny({ Action: 's3:PutObject' })]],
    ['two lists differ', [allow({}), allow({ Action: 's3:PutObject', Resource: LOGS })]],
    ['NotAction and Action', [allow({}), allow({ Action: undefined, NotAction: 's3:*' })]],
    ['NotAction lists', [allow({ Action: undefined, NotAction: ['iam:*', 's3:*'] }), allow({ Action: undefined, NotAction: ['s3:*', 'sqs:*'] })]],
    ['NotResource lists', [deny({ Resource: undefined, NotResource: OBJECTS }), deny({ Action: 's3:PutObject', Resource: undefined, NotResource: LOGS })]],
    ['NotResource and Resource', [allow({}), allow({ Action: 's3:PutObject', Resource: undefined, NotResource: OBJECTS })]],
    ['a condition and none', [allow({}), allow({ Action: 's3:PutObject', ...where('StringEquals', 'vpc-1') })]],
    ['keys of conditions', [allow(where('StringEquals', 'vpc-1')), allow(where('StringEquals', 'vpc-1', 'aws:PrincipalOrgID'))]],
    ['operators of conditions', [allow(where('StringEquals', 'a')), allow(where('StringLike', 'b*'))]],
    ['IfExists', [allow(where('StringEquals', 'a')), allow(where('StringEqualsIfExists', 'b'))]],
    ['values of a negated operator', [deny(where('StringNotEquals', ['a', 'c'])), deny(where('StringNotEquals', ['b', 'c']))]],
    ['values of ForAllValues', [allow(where('ForAllValues:StringEquals', 'a', 'aws:TagKeys')), allow(where('ForAllValues:StringEquals', 'b', 'aws:TagKeys'))]],
    ['both values of a boolean', [allow(where('Bool', 'true', 'aws:SecureTransport')), allow(where('Bool', 'false', 'aws:SecureTransport'))]],
    ['present and absent', [allow(where('Null', 'true')), allow(where('Null', 'false'))]],
    ['values of two keys', [
      allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:SourceVpc': 'vpc-1' } } }),
      allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-2', 'aws:SourceVpc': 'vpc-2' } } }),
    ]],
    ['one key twice under one operator', [
      allow({ Condition: { StringEquals: { 'AWS:SourceVpc': ['a', 'b'], 'aws:SourceVpc': ['b', 'c'] } } }),
      allow({ Condition: { StringEquals: { 'AWS:SourceVpc': ['a', 'c'], 'aws:SourceVpc': ['b', 'c'] } } }),
    ]],
  ])('%s', (_, before) => {
    expect(minimised(before)).toEqual(before.map(statement => JSON.parse(JSON.stringify(statement)) as JsonValue));
  });

  test.each<[string, JsonObject[]]>([
    ['an Allow for a role beside one for its account, which opens less', [allow({ Principal: { AWS: ACCOUNT } }), allow({ Principal: { AWS: ROLE }, Action: ['s3:GetObject', 's3:PutObject'] })]],
    ['everyone and a role', [trust('*', where('StringEquals', 'o-1', 'aws:PrincipalOrgID')), trust({ AWS: ROLE }, where('StringEquals', 'o-1', 'aws:PrincipalOrgID'))]],
    ['NotPrincipal lists', [deny({ NotPrincipal: { AWS: [ROLE, ACCOUNT] } }), deny({ Action: 's3:PutObject', NotPrincipal: { AWS: ACCOUNT } })]],
  ])('%s', (_, before) => {
    expect(minimised(before, 'resource')).toEqual(before);
  });
});

describe('what is needless is left out', () => {
  test.each<[string, JsonObject[], JsonObject[]]>([
    ['a repeated entry', [allow({ Action: ['s3:PutObject', 's3:GetObject', 'S3:getobject', 's3:GetObject'] })], [allow({ Action: ['S3:getobject', 's3:PutObject'] })]],
    ['an entry under a wildcard', [allow({ Action: ['s3:GetObject', 's3:Get*'], Resource: [OBJECTS, `${BUCKET}/a`] })], [allow({ Action: 's3:Get*' })]],
    ['a statement under another', [allow({ Action: 's3:*' }), allow({ ...where('StringEquals', 'vpc-1') })], [allow({ Action: 's3:*' })]],
    ['an entry under another statement', [allow({ Action: ['s3:GetObject', 's3:PutObject'], Resource: `${BUCKET}/a` }), allow({})],
      [allow({ Action: 's3:PutObject', Resource: `${BUCKET}/a` }), allow({})]],
    ['an Allow that is denied', [allow({}), deny({ Action: 's3:Get*' })], [deny({ Action: 's3:Get*' })]],
    ['an entry of NotAction', [deny({ Action: undefined, NotAction: ['s3:GetObject', 's3:*'] })], [{ Effect: 'Deny', NotAction: 's3:*', Resource: OBJECTS }]],
    ['an entry of NotResource', [deny({ Resource: undefined, NotResource: [OBJECTS, `${BUCKET}/a`] })], [{ Effect: 'Deny', Action: 's3:GetObject', NotResource: OBJECTS }]],
    ['a network in a network', [allow(where('IpAddress', ['192.0.2.0/24', '192.0.2.7'], 'aws:SourceIp'))], [allow(where('IpAddress', '192.0.2.0/24', 'aws:SourceIp'))]],
    ['a pattern under a pattern', [deny(where('StringNotLike', ['vpc-1*', 'vpc-12']))], [deny(where('StringNotLike', 'vpc-1*'))]],
  ])('%s', (_, before, after) => {
    expect(minimised(before)).toEqual(after);
  });

  test.each<[string, JsonObject[]]>([
    ['a denial of what nothing here allows', [deny({})]],
    ['a denial beside the Allow that it cuts', [allow({ Action: 's3:*' }), deny({})]],
    ['wildcards that overlap', [allow({ Action: ['s3:Get*', 's3:*Object'] })]],
    ['the only statement, though no request meets it', [allow({ Condition: { NumericLessThan: { 's3:max-keys': '1' }, NumericGreaterThan: { 's3:max-keys': '5' } } })]],
  ])('but not %s', (_, before) => {
    expect(minimised(before)).toHaveLength(before.length);
    expect(new Set(statementsOf(documentOf(before)).map(size))).toEqual(new Set(minimised(before).map(size)));
  });
});

const size = (statement: JsonValue) => JSON.stringify(statement).length;

describe('a Sid', () => {
  test.each<[string, JsonObject[], (string | undefined)[]]>([
    ['stays with its statement', [allow({ Sid: 'Read' }), deny({ Sid: 'Protect', Resource: LOGS })], ['Read', 'Protect']],
    ['goes when its statement says more than before', [allow({ Sid: 'Read' }), allow({ Sid: 'Write', Action: 's3:PutObject' })], [undefined]],
    ['goes when one part has none', [allow({ Sid: 'Read' }), allow({ Action: 's3:PutObject' })], [undefined]],
    ['stays when its statement said it all', [allow({}), allow({ Sid: 'Read' }), allow({ Sid: 'Again' })], ['Read']],
    ['stays with the first where it is repeated', [allow({ Sid: 'Same' }), deny({ Sid: 'Same', Resource: LOGS })], ['Same', undefined]],
  ])('%s', (_, before, sids) => {
    expect(minimised(before).map(statement => (statement as JsonObject).Sid)).toEqual(sids);
  });
});

describe('version and Id', () => {
  test('stay', () => {
    const raw = { Version: '2008-10-17', Id: 'orders', Statement: [allow({ Resource: '${aws:username}' })] };
    expect(printPolicyDocument(minimisePolicy(parsePolicyDocument(raw), 'identity'))).toEqual(raw);
  });
});

describe('a document that cannot be read to its end is given back', () => {
  test.each<[string, JsonValue]>([
    ['a problem', [allow({}), allow({ Action: 's3:PutObject' }), { Effect: 'allow', Action: '*', Resource: '*' }]],
    ['an unknown operator', [allow(where('StringIs', 'x')), allow({ Action: 's3:PutObject' })]],
  ])('%s', (_, statements) => {
    const document = documentOf(statements);
    expect(minimisePolicy(document, 'identity')).toBe(document);
  });

  test('statements of an identity policy that name principals', () => {
    const before = [allow({ Principal: '*' }), allow({ Principal: '*', Action: 's3:PutObject' })];
    expect(minimised(before)).toEqual(before);
  });
});

describe('templates', () => {
  const TEMPLATE = {
    Parameters: { Names: { Type: 'CommaDelimitedList' }, Prefix: { Type: 'String' }, Other: { Type: 'String' } },
    Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Prefix' }, 'prod'] } },
    Resources: { Orders: { Type: 'AWS::S3::Bucket' }, Logs: { Type: 'AWS::S3::Bucket' } },
  };
  const inTemplate = (statements: JsonValue) => parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, readerOf(TEMPLATE));
  const orders = { 'Fn::GetAtt': ['Orders', 'Arn'] };
  const logs = { 'Fn::GetAtt': ['Logs', 'Arn'] };
  const inside = (arn: JsonValue) => ({ 'Fn::Join': ['', [arn, '/*']] });
  const only = (value: JsonValue) => ({ 'Fn::If': ['IsProduction', value, { Ref: 'AWS::NoValue' }] });

  test.each<[string, JsonValue[], JsonValue[]]>([
    ['references come back as they were', [allow({ Resource: inside(orders) }), allow({ Resource: inside(logs) })], [allow({ Resource: [inside(logs), inside(orders)] })]],
    ['the same reference is one resource', [allow({ Resource: orders }), allow({ Action: 's3:PutObject', Resource: orders })],
      [allow({ Action: ['s3:GetObject', 's3:PutObject'], Resource: orders })]],
    ['statements under one condition', [only(allow({})), only(allow({ Action: 's3:PutObject' }))], [only(allow({ Action: ['s3:GetObject', 's3:PutObject'] }))]],
    ['entries under a condition stay under it', [allow({ Resource: [OBJECTS, only(LOGS)] }), allow({ Resource: BUCKET })], [allow({ Resource: [only(LOGS), BUCKET, OBJECTS] })]],
    ['a statement under a condition that another says anyway', [allow({}), only(allow({ Resource: `${BUCKET}/a` }))], [allow({})]],
  ])('%s', (_, before, after) => {
    expect(statementsOf(minimisePolicy(inTemplate(before), 'identity'))).toEqual(after);
  });

  test.each<[string, JsonValue[]]>([
    ['a statement under a condition and one that is always there', [allow({}), only(allow({ Action: 's3:PutObject' }))]],
    ['statements under the two ways of a condition', [
      { 'Fn::If': ['IsProduction', allow({}), { Ref: 'AWS::NoValue' }] },
      { 'Fn::If': ['IsProduction', { Ref: 'AWS::NoValue' }, allow({ Action: 's3:PutObject' })] },
    ]],
    ['a statement that another says under a condition only', [allow({}), only(allow({ Action: 's3:*' }))]],
    ['a parameter that may be a list', [allow({ Resource: { Ref: 'Names' } }), allow({ Resource: LOGS })]],
    ['two parameters', [allow({ Resource: { Ref: 'Prefix' } }), allow({ Action: 's3:PutObject', Resource: { Ref: 'Other' } })]],
    ['an entry that may be all that is left', [allow({ Action: ['s3:GetObject', only('s3:PutObject')], Resource: OBJECTS }), allow({ Resource: [OBJECTS, LOGS] })]],
  ])('%s stay as they are', (_, before) => {
    const document = inTemplate(before);
    const after = minimisePolicy(document, 'identity');
    for (const holds of [true, false]) {
      const conditions = new Map([['IsProduction', holds]]);
      const [left, right] = [document, after].map(each => bindUnknowns(each, new Map(), conditions));
      expect(right.statements).toHaveLength(left.statements.length);
      expect(right.statements.every(({ actions, resources }) => actions.values.length > 0 && resources!.values.length > 0)).toBe(true);
      expect(equivalent(left, right, 'identity').verdict).toBe('holds');
    }
  });
});

describe('whatever the policy', () => {
  const seeds = fc.integer({ min: 1, max: 1_000_000 });
  const kinds = fc.constantFrom<ComparedKind>('identity', 'resource');
  const minimisedOf = (seed: number, kind: ComparedKind) => {
    const random = new Random(seed);
    const document = parsePolicyDocument(crowded(random, kind, randomPolicy(random, kind)));
    return { random, document, minimal: minimisePolicy(document, kind) };
  };

  test('it comes out no longer, and minimising it again changes nothing', () => {
    fc.assert(fc.property(seeds, kinds, (seed, kind) => {
      const { document, minimal } = minimisedOf(seed, kind);
      expect(minimal.statements.length).toBeLessThanOrEqual(document.statements.length);
      expect(policySize(minimal)).toBeLessThanOrEqual(policySize(document));
      expect(printPolicyDocument(minimisePolicy(minimal, kind))).toEqual(printPolicyDocument(minimal));
    }), { numRuns: 60, seed: 3 });
  }, 120_000);

  test('it is equivalent to what it was', () => {
    fc.assert(fc.property(seeds, kinds, (seed, kind) => {
      const { document, minimal } = minimisedOf(seed, kind);
      for (const [left, right] of [[document, minimal], [minimal, document]]) {
        expect(equivalent(left, right, kind).verdict).not.toBe('fails');
      }
    }), { numRuns: 60, seed: 5 });
  }, 120_000);

  test('the evaluator decides every request as before, alone and in company', () => {
    fc.assert(fc.property(seeds, kinds, (seed, kind) => {
      const { random, document, minimal } = minimisedOf(seed, kind);
      const company = parsePolicyDocument(randomPolicy(random, 'identity'));
      for (let count = 0; count < 40; count++) {
        const request = randomRequest(random, [printPolicyDocument(document)]);
        expectSame(request, document, minimal, policy => policyEffect(policy, request, kind));
        expectSame(request, document, minimal, policy => evaluate(request, {
          identity: kind === 'identity' ? [company, policy] : [company], resource: kind === 'resource' ? policy : undefined, scp: [], rcp: [],
        }).decision);
      }
    }), { numRuns: 100, seed: 7 });
  }, 120_000);
});

/** A policy that repeats itself in parts, as grants do. */
function crowded(random: Random, kind: ComparedKind, raw: JsonObject): JsonObject {
  const statements = asList(raw.Statement) as JsonObject[];
  const others = asList(randomPolicy(random, kind).Statement) as JsonObject[];
  const mixed = statements.flatMap(statement => random.list(0, 2, (): JsonObject => {
    const other = random.pick(others);
    const element = random.pick(['Action', 'Resource', 'Condition'] as const);
    return statement[element] === undefined || other[element] === undefined ? statement : { ...statement, [element]: other[element] };
  }));
  return { ...raw, Statement: [...statements, ...mixed] };
}

/** Where a decision depends on what no page says, it may be less certain on one side than on the other, but never another. */
function expectSame(request: Request, before: PolicyDocument, after: PolicyDocument, decide: (policy: PolicyDocument) => string): void {
  const [left, right] = [decide(before), decide(after)];
  if (left === 'unknown' || right === 'unknown') { return; }
  expect({ request, decision: right }).toEqual({ request, decision: left });
}
