import { parseWithUnknowns } from './unknown-reader';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { Inquiry, Step } from '../../src/reasoning/inquiry';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { parsePrincipal } from '../../src/reasoning/principal';
import { allowsOf, deniesOf } from '../../src/reasoning/symbolic/clause';

const policy = (...Statement: JsonObject[]) => parseWithUnknowns({ Version: '2012-10-17', Statement });
const allow = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Action, Resource, ...more });
const ROLE = parsePrincipal('arn:aws:iam::111122223333:role/app')!;
/** Conditions of two families on one key cannot be compared. */
const UNDECIDABLE = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringNotLike: { 'aws:SourceIp': '*' } } };

/** Whether each Allow of the policy allows nothing; `shows` is what the caller makes of the requests. */
function ask(document: ReturnType<typeof policy>, shows?: Step<'policy'>['shows'], more: Partial<Step<'policy'>> = {}) {
  const steps = allowsOf(document).map(clause => ({
    clause,
    within: [clause],
    outside: deniesOf(document),
    shows: shows ?? ((request, documents) => policyEffect(documents.policy, request, 'identity') === 'allow'),
    ...more,
  }));
  return new Inquiry('implied', { policy: document }).answer(steps, 'allows it');
}

describe('Inquiry', () => {
  test('holds where no step finds a request', () => {
    expect(ask(policy(allow('s3:*'), { ...allow('*'), Effect: 'Deny' }))).toEqual({ verdict: 'holds', reason: 'no request shows the contrary' });
    expect(ask(policy())).toMatchObject({ verdict: 'holds' });
  });

  test('fails with the statement that is to blame and a request', () => {
    const answer = ask(policy({ ...allow('s3:Get*'), Effect: 'Deny' }, allow('s3:GetObject'), allow('sqs:SendMessage', '*', { Sid: 'Send' })));

    expect(answer).toMatchObject({ verdict: 'fails', statement: 2, witness: { action: 'sqs:SendMessage' } });
    expect(answer.reason).toBe('statement 2 (Send) allows it: sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:example by arn:aws:iam::111122223333:role/example');
  });

  test('is unknown where a request is found that does not show it', () => {
    expect(ask(policy(allow('s3:GetObject')), () => false)).toMatchObject({
      verdict: 'unknown',
      statement: 0,
      dimension: 'request',
      reason: 'statement 0: request could not be decided: none was found that the evaluator confirms, and none could be ruled out',
    });
  });

  test('prefers a step that fails to one that cannot be decided', () => {
    expect(ask(policy(allow('s3:*', '*', UNDECIDABLE), allow('sqs:*')))).toMatchObject({ verdict: 'fails', statement: 1 });
  });

  test('tells the first step that could not be decided, and by what', () => {
    const answer = ask(policy(allow('s3:*', '*', UNDECIDABLE), allow('sqs:*', '*', { Sid: 'Second', ...UNDECIDABLE })));

    expect(answer).toMatchObject({ verdict: 'unknown', statement: 0, dimension: 'aws:SourceIp', patterns: ['203.0.113.0/24', '*'] });
    expect(answer.reason).toBe('statement 0: aws:SourceIp could not be decided: it depends on 203.0.113.0/24, *');
  });

  test('tells the place and the name of a step that has them', () => {
    const place = { layer: 'identity', policy: 3, index: 0 } as const;

    expect(ask(policy(allow('s3:GetObject')), undefined, { place, name: 'the third policy' })).toMatchObject({
      place, reason: expect.stringMatching(/^the third policy allows it: s3:GetObject on /),
    });
    expect(ask(policy(allow('s3:GetObject')), undefined, { clause: undefined, name: 'being who it is' }).statement).toBeUndefined();
  });

  test.each<[string, JsonObject, string]>([
    ['cannot be read', { Effect: 'Alow', Action: 's3:*', Resource: '*' }, 'the policy cannot be read: Statement/0/Effect: '],
    ['names a principal', allow('s3:*', '*', { Principal: '*' }), 'the policy is no identity policy: Statement/0 names a principal'],
    ['has no resource', { Effect: 'Allow', Action: 's3:*' }, 'the policy is no identity policy: Statement/0 has no `Resource`'],
  ])('says why of a document that %s', (_, statement, reason) => {
    expect(ask(policy(statement)).reason).toContain(reason);
  });

  test('asks for the principal it is told', () => {
    const document = policy(allow('s3:GetObject'));
    const [clause] = allowsOf(document);
    const { witness } = new Inquiry(ROLE, { policy: document }).answer([{ clause, within: [clause], outside: [], shows: () => true }], 'allows it');

    expect(witness!.principal).toEqual(ROLE);
  });

  test('shows requests in documents without unknowns', () => {
    const document = policy(allow('s3:GetObject', { join: ['arn:aws:s3:::', { unknown: 'Bucket' }, '/*'] }));
    const answer = ask(document, (request, documents) => {
      expect(documents.policy.statements[0].resources!.values[0].text.literal).toBe('arn:aws:s3:::bucket/*');
      return policyEffect(documents.policy, request, 'identity') === 'allow';
    });

    expect(answer.witness!.resource).toBe('arn:aws:s3:::bucket/example');
  });

  test('shows requests under the conditions that the statements to match stand under', () => {
    const document = policy(allow('s3:GetObject'), { ...allow('s3:*'), Effect: 'Deny' });
    const [first, second] = document.statements;
    const under = (holds: boolean) => ({ ...document, statements: [{ ...first, when: [{ condition: 'IsProd', holds: true }] }, { ...second, when: [{ condition: 'IsProd', holds }] }] });

    expect(ask(under(false))).toMatchObject({ verdict: 'fails', statement: 0 });
    expect(ask(under(true))).toMatchObject({ verdict: 'holds' });
  });
});
