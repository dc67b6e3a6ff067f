import { smallWorld, withResourcePolicy } from './small-world';
import { parseWithUnknowns } from './unknown-reader';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { accessNotGrantedTo } from '../../src/reasoning/effective-access';
import { evaluate } from '../../src/reasoning/evaluate';
import { Policies } from '../../src/reasoning/policies';
import { parsePrincipal, Principal } from '../../src/reasoning/principal';
import { Access, accessClauses, isWithin } from '../../src/reasoning/questions';
import { Verdict } from '../../src/reasoning/verdict';

const HOME = '111122223333';
const AWAY = '444455556666';
const principal = (text: string): Principal => parsePrincipal(text)!;
const ROLE = principal(`arn:aws:iam::${HOME}:role/app`);
const SESSION = principal(`arn:aws:sts::${HOME}:assumed-role/app/one`);
const USER = principal(`arn:aws:iam::${HOME}:user/alice`);
const ROOT = principal(`arn:aws:iam::${HOME}:root`);
const LAMBDA = parsePrincipal({ type: 'service', id: 'lambda.amazonaws.com' })!;
const FEDERATED_USER = principal(`arn:aws:sts::${HOME}:federated-user/alice`);

const policy = (...Statement: JsonObject[]) => parsePolicyDocument({ Version: '2012-10-17', Statement });
const allow = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Deny', Action, Resource, ...more });
const by = (named: JsonValue): JsonObject => ({ Principal: named });
const EVERYTHING = allow('*');
const FOR_ANYONE = allow('*', '*', by('*'));
const PUT = { actions: ['s3:PutObject'] };
const KEY = `arn:aws:kms:us-east-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

function layers(given: Partial<Policies>): Policies {
  return { identity: [], scp: [], rcp: [], ...given };
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
const CASES: readonly [string, Principal, Partial<Policies>, Access, Verdict][] = [
  ['an identity policy allows it', ROLE, { identity: [policy(allow('s3:*'))] }, PUT, 'fails'],
  ['another policy of the identity allows it', ROLE, { identity: [policy(allow('s3:Get*')), policy(allow('s3:Put*'))] }, PUT, 'fails'],
  ['no identity policy allows it', ROLE, { identity: [policy(allow('s3:Get*'))] }, PUT, 'holds'],
  ['there is no identity policy', ROLE, {}, {}, 'holds'],
  ['only another resource is allowed', ROLE, { identity: [policy(allow('s3:*', 'arn:aws:s3:::logs/*'))] }, { resources: ['arn:aws:s3:::orders*'] }, 'holds'],
  ['an identity policy denies it', ROLE, { identity: [policy(allow('s3:*'), deny('s3:Put*'))] }, PUT, 'holds'],
  ['an identity policy denies some of it', ROLE, { identity: [policy(allow('s3:*'), deny('s3:Put*', 'arn:aws:s3:::orders/*'))] }, PUT, 'fails'],
  ['two denies together leave nothing', ROLE, {
    identity: [policy(allow('s3:*'), deny('s3:Put*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))],
    boundary: policy(EVERYTHING, deny('s3:Put*', '*', { Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } })),
  }, PUT, 'holds'],

  ['the boundary does not allow it', ROLE, { identity: [policy(allow('s3:*'))], boundary: policy(allow('s3:Get*')) }, PUT, 'holds'],
  ['the boundary allows other resources', ROLE, { identity: [policy(allow('s3:*', 'arn:aws:s3:::a*'))], boundary: policy(allow('s3:*', 'arn:aws:s3:::b*')) }, PUT, 'holds'],
  ['the boundary allows some of it', ROLE, { identity: [policy(allow('s3:*', 'arn:aws:s3:::a*'))], boundary: policy(allow('s3:*', 'arn:aws:s3:::*b')) }, PUT, 'fails'],
  ['the session policy does not allow it', SESSION, { identity: [policy(allow('s3:*'))], session: policy(allow('s3:Get*')) }, PUT, 'holds'],
  ['conditions of identity and boundary exclude each other', ROLE, {
    identity: [policy(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }))],
    boundary: policy(allow('s3:*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } })),
  }, PUT, 'holds'],

  ['one level of SCPs does not allow it', ROLE, { identity: [policy(EVERYTHING)], scp: [[policy(EVERYTHING)], [policy(allow('ec2:*')), policy(allow('sqs:*'))]] }, PUT, 'holds'],
  ['each level of SCPs allows it by one policy', ROLE, { identity: [policy(EVERYTHING)], scp: [[policy(EVERYTHING)], [policy(allow('ec2:*')), policy(allow('s3:*'))]] }, PUT, 'fails'],
  ['a level without SCPs allows nothing', ROLE, { identity: [policy(EVERYTHING)], scp: [[policy(EVERYTHING)], []] }, PUT, 'holds'],
  ['an SCP denies it', ROLE, { identity: [policy(EVERYTHING)], scp: [[policy(EVERYTHING, deny('s3:*'))]] }, PUT, 'holds'],
  ['SCPs are not for service-linked roles', principal(`arn:aws:iam::${HOME}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`), {
    identity: [policy(EVERYTHING)], scp: [[policy(EVERYTHING, deny('s3:*'))]],
  }, PUT, 'fails'],
  ['SCPs are for the root user', ROOT, { scp: [[policy(EVERYTHING, deny('s3:*'))]] }, PUT, 'holds'],
  ['an RCP denies it', ROLE, { identity: [policy(EVERYTHING)], rcp: [[policy(FOR_ANYONE), policy(deny('s3:*', '*', by('*')))]] }, PUT, 'holds'],
  ['an RCP has no say in the service', ROLE, { identity: [policy(EVERYTHING)], rcp: [[policy(FOR_ANYONE), policy(deny('*', '*', by('*')))]] }, { actions: ['ec2:*'] }, 'fails'],
  ['an RCP has no say in kms:RetireGrant', ROLE, { identity: [policy(EVERYTHING)], rcp: [[policy(deny('*', '*', by('*')))]] }, { actions: ['kms:*'] }, 'fails'],
  ['the endpoint policy does not allow it', ROLE, { identity: [policy(EVERYTHING)], endpoint: policy(allow('s3:Get*', '*', by('*'))) }, PUT, 'holds'],

  ['the resource policy names the role, which has no policy', ROLE, { resource: policy(allow('s3:*', '*', by({ AWS: ROLE.id }))) }, PUT, 'fails'],
  ['the resource policy names another role', ROLE, { resource: policy(allow('s3:*', '*', by({ AWS: `arn:aws:iam::${HOME}:role/other` }))) }, PUT, 'holds'],
  ['the resource policy names the role, and the boundary is silent', ROLE, { resource: policy(allow('s3:*', '*', by({ AWS: ROLE.id }))), boundary: policy(allow('sqs:*')) }, PUT, 'holds'],
  ['the resource policy names the session, and the boundary is silent', SESSION, { resource: policy(allow('s3:*', '*', by({ AWS: SESSION.id }))), boundary: policy(allow('sqs:*')) }, PUT, 'fails'],
  ['the resource policy names the user, and the boundary is silent', USER, { resource: policy(allow('s3:*', '*', by({ AWS: USER.id }))), boundary: policy(allow('sqs:*')) }, PUT, 'fails'],
  ['the resource policy names the account only', ROLE, { resource: policy(allow('s3:*', '*', by({ AWS: HOME }))) }, PUT, 'holds'],
  ['the resource policy denies it to others', ROLE, { identity: [policy(allow('s3:*'))], resource: policy(deny('s3:*', '*', { NotPrincipal: { AWS: [ROLE.id, HOME] } })) }, PUT, 'fails'],
  ['the resource policy denies it', ROLE, { identity: [policy(allow('s3:*'))], resource: policy(deny('s3:*', '*', by('*'))) }, PUT, 'holds'],
  ['a federated user without a session policy has no use of its identity policies', FEDERATED_USER, { identity: [policy(EVERYTHING)] }, {}, 'holds'],
  ['a federated user with one has', FEDERATED_USER, { identity: [policy(EVERYTHING)], session: policy(allow('s3:*')) }, PUT, 'fails'],
  ['the root user may do everything', ROOT, {}, PUT, 'fails'],
  ['a service is let in by the resource policy', LAMBDA, {
    resource: policy(allow('s3:*', '*', by({ Service: 'lambda.amazonaws.com' }))),
  }, PUT, 'fails'],
  ['a service has no other way in', LAMBDA, { identity: [policy(EVERYTHING)] }, PUT, 'holds'],

  ['the key policy does not leave it to the account', ROLE, {
    identity: [policy(allow('kms:*'))], resource: policy(allow('kms:*', '*', by({ AWS: `arn:aws:iam::${HOME}:role/admin` }))),
  }, { resources: [KEY] }, 'holds'],
  ['the key policy leaves it to the account', ROLE, { identity: [policy(allow('kms:*'))], resource: policy(allow('kms:*', '*', by({ AWS: HOME }))) }, { resources: [KEY] }, 'fails'],
  ['the key policy is not given', ROLE, { identity: [policy(allow('kms:*'))] }, { resources: [KEY] }, 'fails'],
  ['the trust policy does not name the role', ROLE, {
    identity: [policy(allow('sts:AssumeRole'))], resource: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }),
  }, { actions: ['sts:AssumeRole'], resources: [`arn:aws:iam::${HOME}:role/deploy`] }, 'holds'],
  ['the root user needs the key policy too', ROOT, { resource: policy(allow('kms:*', '*', by({ AWS: `arn:aws:iam::${HOME}:role/admin` }))) }, { actions: ['kms:*'], resources: [KEY] }, 'holds'],

  ['sts:GetCallerIdentity is left aside', ROLE, { identity: [policy(allow('sts:GetCallerIdentity'))] }, { actions: ['sts:*'] }, 'holds'],
  ['a condition on who asks is not met', ROLE, { identity: [policy(allow('s3:*', '*', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin*' } } }))] }, PUT, 'holds'],
  ['a condition on who asks is met', ROLE, { identity: [policy(allow('s3:*', '*', { Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a*' } } }))] }, PUT, 'fails'],
  ['a role has no user name', ROLE, { identity: [policy(allow('s3:*', '*', { Condition: { StringLike: { 'aws:username': '*' } } }))] }, PUT, 'holds'],
  ['a deny that spares the principal by a condition', ROLE, {
    identity: [policy(allow('s3:*'))], scp: [[policy(EVERYTHING, deny('*', '*', { Condition: { ArnNotLike: { 'aws:PrincipalArn': ROLE.id } } }))]],
  }, PUT, 'fails'],
  ['the path of a session\'s role is not known', SESSION, {
    identity: [policy(allow('s3:*', '*', { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:role/team/*` } } }))],
  }, PUT, 'unknown'],
];

describe('accessNotGrantedTo', () => {
  test.each(CASES)('%s', (_, who, given, access, verdict) => {
    expect(accessNotGrantedTo(who, layers(given), access)).toMatchObject({ verdict });
  });

  test('tells the statement that grants, by policy, and not what merely lets it pass', () => {
    const answer = accessNotGrantedTo(ROLE, layers({
      identity: [policy(allow('sqs:*')), policy(allow('ec2:*'), allow('s3:*', '*', { Sid: 'Files' }))],
      boundary: policy(allow('s3:*', 'arn:aws:s3:::orders/*')),
      scp: [[policy(EVERYTHING)], [policy(allow('s3:Put*'))]],
    }), PUT);

    expect(answer).toMatchObject({ verdict: 'fails', statement: 1, place: { layer: 'identity', policy: 1, index: 1 } });
    expect(answer.reason).toBe(`statement 1 (Files) of identity policy 1 allows it: s3:PutObject on arn:aws:s3:::orders/example by ${ROLE.id}`);
  });

  test('tells the statement of the resource policy where that grants', () => {
    const answer = accessNotGrantedTo(ROLE, layers({ resource: policy(allow('s3:*', '*', by({ AWS: ROLE.id }))), boundary: policy(EVERYTHING) }), PUT);

    expect(answer).toMatchObject({ verdict: 'fails', statement: 0, place: { layer: 'resource', policy: 0, index: 0 } });
    expect(answer.reason).toMatch(/^statement 0 of the resource policy allows it: /);
  });

  test('blames no statement for what the root user may do', () => {
    const answer = accessNotGrantedTo(ROOT, layers({ scp: [[policy(allow('s3:*'))]] }), PUT);

    expect(answer.statement).toBeUndefined();
    expect(answer.place).toBeUndefined();
    expect(answer.reason).toMatch(/^being the root user of the account allows it: s3:PutObject on /);
  });

  test('tells one document in two layers apart', () => {
    const document = policy(allow('s3:*'));

    expect(accessNotGrantedTo(ROLE, layers({ identity: [document], boundary: document }), PUT).place).toEqual({ layer: 'identity', policy: 0, index: 0 });
  });

  test.each<[string, Partial<Policies>, string]>([
    ['names a principal where none may be', { scp: [[policy(FOR_ANYONE)]] }, 'SCP 0 at level 0 names a principal in Statement/0, where IAM takes none'],
    ['cannot be read', { boundary: parsePolicyDocument({ Statement: { Effect: 'Alow', Action: '*', Resource: '*' } }) }, 'the permissions boundary cannot be read: Statement/Effect: `Effect` is neither `Allow` nor `Deny`: `Alow`'],
  ])('does not vouch for a policy that %s', (_, given, reason) => {
    expect(accessNotGrantedTo(ROLE, layers({ identity: [policy(EVERYTHING)], ...given }), PUT)).toEqual({ verdict: 'unknown', reason });
  });

  test('ends where statements combine in too many ways', () => {
    const many = (key: string) => policy(...Array.from({ length: 55 }, (_, index) => allow('s3:*', '*', { Condition: { StringEquals: { [`aws:PrincipalTag/${key}`]: `${index}` } } })));
    const given = layers({ identity: [many('a')], boundary: many('b'), scp: [[policy(allow('s3:*', 'arn:aws:s3:::logs'))]] });

    expect(accessNotGrantedTo(ROLE, given, { resources: ['arn:aws:s3:::orders'] })).toEqual({ verdict: 'unknown', reason: 'the statements of the layers combine in more than 3000 ways' });
    expect(accessNotGrantedTo(ROLE, given, { actions: ['sqs:*'] })).toMatchObject({ verdict: 'holds' });
  });

  describe('with values that are known only at deployment', () => {
    const bucket = (shape: string, Effect = 'Allow'): JsonObject => ({ Effect, Action: 's3:*', Resource: { join: ['arn:aws:s3:::', { unknown: 'Bucket', shape }, '/*'] } });
    const template = (...Statement: JsonObject[]) => parseWithUnknowns({ Version: '2012-10-17', Statement });

    test.each<[string, Partial<Policies>, Access, Verdict]>([
      ['the same value in identity and boundary', { identity: [template(bucket('name'))], boundary: template(bucket('name')) }, PUT, 'fails'],
      ['a bucket that could be the one asked for', { identity: [template(bucket('name'))] }, { resources: ['arn:aws:s3:::orders/*'] }, 'unknown'],
      ['a deny of the same value', { identity: [template(bucket('name'), bucket('name', 'Deny'))] }, PUT, 'holds'],
      ['a deny of another value', { identity: [template(bucket('name'), { ...deny('s3:*'), Resource: { join: ['arn:aws:s3:::', { unknown: 'Other' }, '/*'] } })] }, PUT, 'fails'],
      ['a value under a condition of the template', { identity: [template(allow('s3:*', [{ if: ['IsProd', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }]))] }, { resources: ['arn:aws:s3:::c/*'] }, 'holds'],
      ['a resource policy for a principal that is not known', { resource: template(allow('s3:*', '*', by({ AWS: { unknown: 'Who', shape: 'any' } }))) }, PUT, 'unknown'],
      ['a resource policy for another account, whatever the role', { resource: template(allow('s3:*', '*', by({ AWS: { join: [`arn:aws:iam::${AWAY}:role/`, { unknown: 'Who' }] } }))) }, PUT, 'holds'],
    ])('%s', (_, given, access, verdict) => {
      expect(accessNotGrantedTo(ROLE, layers(given), access)).toMatchObject({ verdict });
    });
  });

  const SEEDS = Array.from({ length: 120 }, (_, index) => index + 1);

  test('in small worlds it holds only where the evaluator finds nothing allowed, and what it shows the evaluator allows', () => {
    const verdicts = { holds: 0, fails: 0, unknown: 0 };
    for (const seed of SEEDS) {
      const { focus, policies, requests } = smallWorld(seed);
      const service = `${focus.action.split(':')[0]}:*`;
      const access: Access = [{}, { actions: [focus.action] }, { actions: [service] }, { resources: [focus.resource] }][seed % 4];
      const [entry] = accessClauses(access);
      const answer = accessNotGrantedTo(focus.principal, policies, access);
      verdicts[answer.verdict]++;
      if (answer.verdict === 'fails') {
        const { decision } = evaluate(answer.witness!, withResourcePolicy(policies, focus.principal));
        expect({ seed, decision, within: isWithin(answer.witness!, entry) }).toEqual({ seed, decision: 'allowed', within: true });
      }
      if (answer.verdict === 'holds') {
        const allowed = requests.find(request => isWithin(request, entry) && evaluate(request, policies).decision === 'allowed');
        expect({ seed, allowed }).toEqual({ seed, allowed: undefined });
      }
    }
    expect(verdicts.unknown).toBeLessThan(SEEDS.length / 10);
    expect(Math.min(verdicts.holds, verdicts.fails)).toBeGreaterThan(SEEDS.length / 4);
  });
});
