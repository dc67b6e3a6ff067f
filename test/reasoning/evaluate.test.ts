import { parseWithUnknowns, UNKNOWN_READER } from './unknown-reader';
import { JsonValue } from '../../src/policy/json';
import { parsePolicyDocument, PolicyParser } from '../../src/policy/parse';
import { PLAIN_READER } from '../../src/policy/value-reader';
import { evaluate } from '../../src/reasoning/evaluate';
import { Policies } from '../../src/reasoning/policies';
import { parsePrincipal } from '../../src/reasoning/principal';
import { Request } from '../../src/reasoning/request';

const HOME = '111122223333';
const READ: Request = {
  principal: parsePrincipal(`arn:aws:iam::${HOME}:role/app`)!, action: 's3:GetObject', resource: 'arn:aws:s3:::orders/1', context: {},
};
const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const BUCKET = { unknown: 'Bucket' };
const NONE: Policies = { identity: [], scp: [], rcp: [] };

const doc = (...statements: JsonValue[]) => parseWithUnknowns({ Version: '2012-10-17', Statement: statements });
const decide = (policies: Partial<Policies>, request: Partial<Request> = {}) => evaluate({ ...READ, ...request }, { ...NONE, ...policies });

describe('the reason says what decided', () => {
  test.each<[Partial<Policies>, object]>([
    [{ identity: [doc(), doc(DENY, { ...ALLOW, Sid: 'Read' })] },
      { decision: 'explicitly-denied', statement: { layer: 'identity', policy: 1, index: 0 }, reason: 'statement 0 of identity policy 1 denies it' }],
    [{ identity: [doc(), doc({ ...ALLOW, Sid: 'Read' })] },
      { decision: 'allowed', layer: 'identity', statement: { layer: 'identity', policy: 1, index: 0 }, reason: 'statement 0 (`Read`) of identity policy 1 allows it' }],
    [{ identity: [doc(ALLOW)], scp: [[doc(ALLOW)], [doc()]] },
      { decision: 'implicitly-denied', layer: 'scp', level: 1, reason: 'no SCP at level 1 allows it' }],
    [{ identity: [doc(ALLOW)], rcp: [[doc(ALLOW)]] },
      { decision: 'implicitly-denied', layer: 'rcp', level: 0, reason: 'no RCP at level 0 allows it' }],
    [{ identity: [doc(ALLOW)], endpoint: doc(ALLOW) }, { decision: 'implicitly-denied', layer: 'endpoint', reason: 'the endpoint policy does not allow it' }],
    [{ identity: [doc(ALLOW)], boundary: doc() }, { decision: 'implicitly-denied', layer: 'boundary', reason: 'the permissions boundary does not allow it' }],
    [{ identity: [doc(ALLOW)], session: doc() }, { decision: 'implicitly-denied', layer: 'session', reason: 'the session policy does not allow it' }],
    [{}, { decision: 'implicitly-denied', layer: 'identity', reason: 'no identity policy allows it' }],
    [{ resource: doc({ ...ALLOW, Principal: { AWS: READ.principal.id } }) },
      { decision: 'allowed', layer: 'resource', statement: { layer: 'resource', policy: 0, index: 0 }, reason: 'statement 0 of the resource policy allows it' }],
  ])('%#', (policies, evaluation) => {
    expect(decide(policies)).toMatchObject(evaluation);
  });

  test('the root user', () => {
    expect(decide({}, { principal: parsePrincipal(`arn:aws:iam::${HOME}:root`)! })).toEqual({
      decision: 'allowed', reason: 'the root user has all access to its own account',
    });
  });

  test('across accounts without a resource policy', () => {
    expect(decide({ identity: [doc(ALLOW)] }, { resourceAccount: '444455556666' })).toMatchObject({
      decision: 'implicitly-denied', layer: 'resource', reason: 'there is no resource policy to allow it',
    });
  });

  test('an action that needs no permission cannot be denied', () => {
    expect(decide({ identity: [doc({ ...DENY, Action: '*', Resource: '*' })] }, { action: 'sts:GetCallerIdentity', resource: '*' })).toEqual({
      decision: 'allowed', reason: 'sts:GetCallerIdentity needs no permission',
    });
  });

  test('the statement that opened the way is told, not the first that matches', () => {
    const resource = doc({ ...ALLOW, Principal: { AWS: HOME } }, { ...ALLOW, Principal: { AWS: READ.principal.id } });
    expect(decide({ resource }).statement).toMatchObject({ index: 1 });
  });
});

describe('what is not known shows only where it counts', () => {
  const maybeAllow = { ...ALLOW, Resource: { join: ['arn:aws:s3:::', BUCKET, '/*'] } };
  const maybeDeny = { ...maybeAllow, Effect: 'Deny' };
  const underCondition = { if: ['IsProd', ALLOW, { ...ALLOW, Action: 's3:PutObject' }] };

  test.each<[string, Partial<Policies>, string, string | undefined]>([
    ['an Allow that may match', { identity: [doc(maybeAllow)] }, 'unknown', 'identity'],
    ['an Allow that may match beside one that does', { identity: [doc(maybeAllow), doc(ALLOW)] }, 'allowed', 'identity'],
    ['an Allow that may match beside a Deny that does', { identity: [doc(maybeAllow, DENY)] }, 'explicitly-denied', 'identity'],
    ['a Deny that may match', { identity: [doc(ALLOW, maybeDeny)] }, 'unknown', 'identity'],
    ['a Deny that may match where nothing allows', { identity: [doc(maybeDeny)] }, 'implicitly-denied', 'identity'],
    ['a Deny that may match in an SCP', { identity: [doc(ALLOW)], scp: [[doc(ALLOW, maybeDeny)]] }, 'unknown', 'scp'],
    ['an SCP that may allow', { identity: [doc(ALLOW)], scp: [[doc(maybeAllow)], [doc(ALLOW)]] }, 'unknown', 'scp'],
    ['an SCP that may allow what nothing else does', { scp: [[doc(maybeAllow)]] }, 'implicitly-denied', 'identity'],
    ['a boundary that may allow', { identity: [doc(ALLOW)], boundary: doc(maybeAllow) }, 'unknown', 'boundary'],
    ['a boundary that may allow what the session policy does not', { identity: [doc(ALLOW)], boundary: doc(maybeAllow), session: doc() }, 'implicitly-denied', 'session'],
    ['a resource policy that may name the role', { resource: doc({ ...ALLOW, Principal: { AWS: { unknown: 'Role', shape: 'opaque' } } }) }, 'unknown', 'resource'],
    ['a resource policy that may name the role, where its own policy is enough',
      { identity: [doc(ALLOW)], resource: doc({ ...ALLOW, Principal: { AWS: { unknown: 'Role', shape: 'opaque' } } }) }, 'allowed', 'identity'],
    ['a statement under a condition of the template', { identity: [doc(underCondition)] }, 'unknown', 'identity'],
    ['an effect that is not known', { identity: [doc({ ...ALLOW, Effect: { unknown: 'Effect' } })] }, 'unknown', 'identity'],
    ['an effect that is not known may be Deny', { identity: [doc(ALLOW, { ...ALLOW, Effect: { unknown: 'Effect' } })] }, 'unknown', 'identity'],
    ['a version that is not known', { identity: [parseWithUnknowns({ Version: BUCKET, Statement: [ALLOW] })] }, 'unknown', 'identity'],
    ['a document that is not known', { identity: [doc(ALLOW), parseWithUnknowns(BUCKET)] }, 'unknown', 'identity'],
    ['a statement that is not known', { identity: [doc(ALLOW, BUCKET)] }, 'unknown', 'identity'],
    ['a condition block that is not known', { identity: [doc({ ...ALLOW, Condition: BUCKET })] }, 'unknown', 'identity'],
    ['a condition block that is not known in a statement on something else', { identity: [doc(ALLOW, { ...DENY, Action: 's3:PutObject', Condition: BUCKET })] }, 'allowed', 'identity'],
    ['a principal that is not known', { resource: doc({ ...ALLOW, Principal: BUCKET }) }, 'unknown', 'resource'],
  ])('%s', (_, policies, decision, layer) => {
    expect(decide(policies)).toMatchObject({ decision, layer });
  });

  test.each<[Partial<Policies>, string]>([
    [{ identity: [doc(maybeAllow)] }, 'it is not known whether statement 0 of identity policy 0 allows it: it depends on the resource (`arn:aws:s3:::<Bucket>/*`)'],
    [{ identity: [doc(ALLOW, { ...DENY, Condition: { StringEquals: { 'aws:PrincipalArn': BUCKET } } }, { ...DENY, Condition: { Bool: { 'aws:PrincipalIsAWSService': BUCKET } } })] },
      'it is not known whether statement 2 of identity policy 0 denies it: it depends on the condition Bool on `aws:PrincipalIsAWSService` (`<Bucket>`)'],
    [{ identity: [doc(underCondition)] }, 'it is not known whether statement 0 of identity policy 0 allows it: it stands under the template\'s condition `IsProd`'],
    [{ identity: [doc({ ...ALLOW, Principal: '*' })] }, 'it is not known whether statement 0 of identity policy 0 allows it: IAM takes no principal in a policy of this kind'],
    [{ identity: [parseWithUnknowns(BUCKET)] }, 'it is not known whether identity policy 0 denies it: the policy cannot be read in full'],
    [{ boundary: doc({ ...ALLOW, Condition: { Bogus: { a: 'b' } } }), identity: [doc(ALLOW)] },
      'it is not known whether statement 0 of the permissions boundary allows it: `Statement/0/Condition/Bogus` cannot be read'],
  ])('the reason names it (%#)', (policies, reason) => {
    expect(decide(policies).reason).toBe(reason);
  });
});

describe('statements that documents share', () => {
  const raw = { ...ALLOW, Resource: 'arn:aws:s3:::orders/${aws:PrincipalAccount}' };
  const request = { resource: `arn:aws:s3:::orders/${HOME}` };

  test('mean in each document what its version says', () => {
    const parser = new PolicyParser(PLAIN_READER);
    const [current, old] = ['2012-10-17', '2008-10-17'].map(Version => parser.parse({ Version, Statement: [raw] }));
    expect(current.statements[0]).toBe(old.statements[0]);
    expect([current, old].map(document => decide({ identity: [document] }, request).decision)).toEqual(['allowed', 'implicitly-denied']);
  });

  test('mean in each layer what it says', () => {
    const parser = new PolicyParser(UNKNOWN_READER);
    const document = parser.parse({ Version: '2012-10-17', Statement: [{ ...ALLOW, Principal: { AWS: READ.principal.id } }] });
    expect(decide({ resource: document }).decision).toBe('allowed');
    expect(decide({ identity: [document] }).decision).toBe('unknown');
    expect(decide({ resource: document }).decision).toBe('allowed');
  });
});

describe('bad input', () => {
  test.each<[string, JsonValue]>([
    ['nothing', undefined], ['null', null], ['a list', []], ['text', '{'], ['a number', 7], ['no statements', {}], ['null statements', { Statement: [null] }],
    ['wrong types', { Version: 1, Statement: [{ Effect: 1, Action: [[]], Resource: {}, Condition: [], Principal: 3 }] }],
    ['a prototype', { Version: '2012-10-17', Statement: [{ ...ALLOW, Condition: { StringEquals: { __proto__: 'x', constructor: 'y' } } }] }],
  ])('%s: an answer, and not `allowed`', (_, raw) => {
    expect(decide({ identity: [parsePolicyDocument(raw)], resource: parsePolicyDocument(raw) }).decision).not.toBe('allowed');
  });

  test('an action without a service matches no pattern but `*`', () => {
    expect(decide({ identity: [doc({ ...ALLOW, Action: ['GetObject', '*Object', 's3:*'] })] }, { action: 'GetObject' }).decision).toBe('implicitly-denied');
    expect(decide({ identity: [doc({ ...ALLOW, Action: '*' })] }, { action: 'GetObject' }).decision).toBe('allowed');
  });

  test('keys of objects are no context keys', () => {
    const policy = doc({ ...ALLOW, Condition: { Null: { constructor: 'false' } } });
    expect(decide({ identity: [policy] }).decision).toBe('implicitly-denied');
  });

  test('a policy of very many statements and actions', () => {
    const statements = Array.from({ length: 2_000 }, (_, index) => ({ ...ALLOW, Action: [`svc${index}:Do*`, `*${index}:x`] }));
    expect(decide({ identity: [doc(...statements, ALLOW)] }).statement).toMatchObject({ index: 2_000 });
  }, 3_000);
});
