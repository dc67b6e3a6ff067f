import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { EffectiveLayers, listsOf, Way } from '../../src/reasoning/effective-layers';
import { Policies } from '../../src/reasoning/policies';
import { NamedPrincipal, parsePrincipal } from '../../src/reasoning/principal';
import { Request } from '../../src/reasoning/request';
import { Clause } from '../../src/reasoning/symbolic/clause';

const HOME = '111122223333';
const ROLE = `arn:aws:iam::${HOME}:role/app`;
const SESSION = `arn:aws:sts::${HOME}:assumed-role/app/one`;
const USER = `arn:aws:iam::${HOME}:user/alice`;
const FEDERATED_USER = `arn:aws:sts::${HOME}:federated-user/alice`;
const ROOT = `arn:aws:iam::${HOME}:root`;
const SERVICE: NamedPrincipal = { type: 'service', id: 'sns.amazonaws.com' };

const statement = (Sid: string, Effect: string, more: JsonObject = {}): JsonObject => ({ Sid, Effect, Action: 's3:*', Resource: '*', ...more });
const policy = (...Statement: JsonObject[]) => parsePolicyDocument({ Version: '2012-10-17', Statement });
const by = (Principal: JsonValue): JsonObject => ({ Principal });
const EVERYTHING = { Action: '*' };

function layersOf(principal: string | NamedPrincipal, given: Partial<Policies>): EffectiveLayers {
  return new EffectiveLayers(parsePrincipal(principal)!, { identity: [], scp: [], rcp: [], ...given });
}

const sidsOf = (list: readonly Clause[]) => list.map(({ statement: { sid } }) => sid ?? 'own').join(', ');

/** `grants | limit | limit - denies` by `Sid`. */
function describeWay(way: Way): string {
  const denies = way.denies.filter(({ statement: { sid } }) => sid !== undefined);
  return `${way.grants ? '' : 'of itself | '}${listsOf(way).map(sidsOf).join(' | ')}${denies.length > 0 ? ` - ${sidsOf(denies)}` : ''}`;
}

const IDENTITY = policy(statement('I', 'Allow'), statement('N', 'Deny'));
const BOUNDARY = policy(statement('B', 'Allow'));
const OPEN_SCP = [policy(statement('Open', 'Allow', EVERYTHING))];

describe('the ways of EffectiveLayers', () => {
  test.each<[string, string | NamedPrincipal, Partial<Policies>, string[]]>([
    ['the identity policies alone', ROLE, { identity: [IDENTITY] }, ['I - N']],
    ['through boundary, session policy and SCPs', SESSION, {
      identity: [IDENTITY], boundary: BOUNDARY, session: policy(statement('S', 'Allow')), scp: [[policy(statement('A', 'Allow'), statement('D', 'Deny'))], [policy(statement('C', 'Allow'))]],
    }, ['I | B | S | A | C - N, D']],
    ['past layers that let everything pass', ROLE, { identity: [IDENTITY], boundary: policy(statement('B', 'Allow', EVERYTHING)), scp: [OPEN_SCP, OPEN_SCP] }, ['I - N']],
    ['the resource policy that names the role, within the boundary', ROLE, { boundary: BOUNDARY, resource: policy(statement('R', 'Allow', by({ AWS: ROLE }))) }, ['R | B']],
    ['the resource policy that names the user, past the boundary', USER, { boundary: BOUNDARY, resource: policy(statement('R', 'Allow', by({ AWS: USER }))) }, ['R']],
    ['nobody is let in by a statement for others', SERVICE, { resource: policy(statement('R', 'Allow', by({ AWS: ROLE }))) }, []],
    ['a service by the resource policy', SERVICE, { identity: [IDENTITY], scp: [[policy(statement('D', 'Deny'))]], resource: policy(statement('R', 'Allow', by({ Service: 'sns.amazonaws.com' }))) }, ['R - N']],
    ['the root user of itself', ROOT, { scp: [[policy(statement('A', 'Allow'))]] }, ['of itself | A', 'own | A']],
    ['a federated user not without a session policy', FEDERATED_USER, { identity: [IDENTITY] }, []],
    ['past an RCP that lets everything pass but what it denies', ROLE, { identity: [IDENTITY], rcp: [[policy(statement('P', 'Deny', by('*')), statement('O', 'Allow', { ...by('*'), ...EVERYTHING }))]] }, ['I - N, P', 'I | own, own - N']],
    ['past an RCP by actions that it has no say in', ROLE, { identity: [IDENTITY], rcp: [[policy(statement('P', 'Deny', by('*')))]] }, ['I |  - N, P', 'I | own, own - N']],
  ])('%s', (_, principal, given, expected) => {
    expect(layersOf(principal, given).ways().map(describeWay)).toEqual(expected);
  });
});

describe('EffectiveLayers', () => {
  const GET: Request = { principal: parsePrincipal(ROLE)!, action: 's3:GetObject', resource: 'arn:aws:s3:::orders/1', context: {} };

  test('knows where each statement stands', () => {
    const document = policy(statement('I', 'Allow'));
    const layers = layersOf(ROLE, { identity: [document], boundary: document, scp: [[document], [document]] });
    const [{ grants, limits }] = layers.ways();

    expect([...grants!, ...limits.flat()].map(clause => layers.placeOf(clause))).toEqual([
      { layer: 'identity', policy: 0, index: 0 },
      { layer: 'boundary', policy: 0, index: 0 },
      { layer: 'scp', level: 0, policy: 0, index: 0 },
      { layer: 'scp', level: 1, policy: 0, index: 0 },
    ]);
  });

  test('calls the policies by names of their own', () => {
    const layers = layersOf(ROLE, { identity: [IDENTITY, IDENTITY], boundary: BOUNDARY, scp: [OPEN_SCP] });

    expect(Object.keys(layers.documents)).toEqual(['identity policy 0', 'identity policy 1', 'permissions boundary', 'SCP 0 at level 0', 'resource policy']);
  });

  test('allows only what all layers allow, and only to its principal', () => {
    const layers = layersOf(ROLE, { identity: [policy(statement('I', 'Allow'))], boundary: policy(statement('B', 'Allow', { Action: 's3:Get*' })) });
    const isAllowed = (change: Partial<Request>) => layers.allow({ ...GET, ...change }, layers.documents);

    expect([{}, { action: 's3:PutObject' }, { principal: parsePrincipal(USER)! }].map(isAllowed)).toEqual([true, false, false]);
  });

  test('leaves a resource without a policy to the account, keys and other accounts included', () => {
    const layers = layersOf(ROLE, { identity: [policy(statement('I', 'Allow', EVERYTHING))] });
    const isAllowed = (action: string, resource: string) => layers.allow({ ...GET, action, resource }, layers.documents);

    expect(isAllowed('kms:Decrypt', `arn:aws:kms:us-east-1:${HOME}:key/1`)).toBe(true);
    expect(isAllowed('sqs:SendMessage', 'arn:aws:sqs:us-east-1:444455556666:jobs')).toBe(true);
    expect(isAllowed('sts:GetCallerIdentity', '*')).toBe(false);
  });

  test.each<[string, string | NamedPrincipal, Request['context'], boolean]>([
    ['a role, by its ARN', ROLE, { 'aws:PrincipalArn': ROLE }, true],
    ['a role, by another ARN', ROLE, { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:role/other` }, false],
    ['a role, with a user name', ROLE, { 'aws:username': 'alice' }, false],
    ['a session, by the ARN of its role', SESSION, { 'aws:PrincipalArn': ROLE }, true],
    ['a session, by the ARN of a role with a path', SESSION, { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:role/team/app` }, true],
    ['a session, by the ARN of another role', SESSION, { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:role/team/other` }, false],
    ['a service, with an account', SERVICE, { 'aws:PrincipalAccount': HOME }, true],
    ['a service, by another name', SERVICE, { 'aws:PrincipalServiceName': 'sqs.amazonaws.com' }, false],
  ])('knows the requests of %s', (_, principal, context, expected) => {
    const keys = ['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalServiceName', 'aws:username'];
    const layers = layersOf(principal, { identity: [policy(statement('I', 'Allow', { Condition: { Null: Object.fromEntries(keys.map(key => [key, 'true'])) } }))] });

    expect(layers.isOwn({ ...GET, principal: parsePrincipal(principal)!, context })).toBe(expected);
  });
});
