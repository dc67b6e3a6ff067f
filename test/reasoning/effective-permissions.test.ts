import { smallWorld, withResourcePolicy } from './small-world';
import { parseWithUnknowns } from './unknown-reader';
import { PolicyDocument } from '../../src/policy/document';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { effectivePermissions, Permission, PermissionPart } from '../../src/reasoning/effective-permissions';
import { evaluate } from '../../src/reasoning/evaluate';
import { levelsOf } from '../../src/reasoning/layer-policies';
import { NO, YES } from '../../src/reasoning/matching/match';
import { Policies } from '../../src/reasoning/policies';
import { clauseMatches } from '../../src/reasoning/policy-effect';
import { parsePrincipal } from '../../src/reasoning/principal';
import { Request } from '../../src/reasoning/request';
import { Clause, clausesOf } from '../../src/reasoning/symbolic/clause';

const HOME = '111122223333';
const ROLE = parsePrincipal(`arn:aws:iam::${HOME}:role/app`)!;
const ROOT = parsePrincipal(`arn:aws:iam::${HOME}:root`)!;
const policy = (...Statement: JsonObject[]) => parsePolicyDocument({ Version: '2012-10-17', Statement });
const allow = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Deny', Action, Resource, ...more });
const EVERYTHING = allow('*');
const FOR_ANYONE = allow('*', '*', { Principal: '*' });

function permissionsOf(given: Partial<Policies>, who = ROLE) {
  return effectivePermissions(who, { identity: [], scp: [], rcp: [], ...given });
}

/** Where the parts stand: `identity 0/1`, with the level before the policy where there are levels. */
function placesOf(permission: Permission): { all: string[]; none: string[] } {
  const place = (part: PermissionPart) => part.place ? `${part.place.layer} ${[part.place.level, part.place.policy, part.place.index].filter(value => value !== undefined).join('/')}` : 'nowhere';
  return { all: permission.all.map(place), none: permission.none.map(place) };
}

describe('effectivePermissions', () => {
  test.each<[string, Partial<Policies>, { all: string[]; none: string[] }[]]>([
    ['each statement of the identity', { identity: [policy(allow('s3:GetObject'), allow('sqs:*'))] }, [{ all: ['identity 0/0'], none: [] }, { all: ['identity 0/1'], none: [] }]],
    ['nothing without a policy', {}, []],
    ['a statement with the one of the boundary that lets some of it pass', {
      identity: [policy(allow('s3:*'))], boundary: policy(allow('s3:Get*'), allow('sqs:*')),
    }, [{ all: ['identity 0/0', 'boundary 0/0'], none: [] }]],
    ['no layer that lets everything pass', {
      identity: [policy(allow('s3:*'))], boundary: policy(EVERYTHING), scp: [[policy(EVERYTHING)], [policy(allow('sqs:*')), policy(EVERYTHING)]],
    }, [{ all: ['identity 0/0'], none: [] }]],
    ['the denies that reach into a box', {
      identity: [policy(allow('s3:*', 'arn:aws:s3:::orders/*'), deny('s3:Put*'), deny('sqs:*'))], scp: [[policy(EVERYTHING, deny('s3:*', 'arn:aws:s3:::logs/*'))]],
    }, [{ all: ['identity 0/0'], none: ['identity 0/1'] }]],
    ['no statement that is denied as a whole', { identity: [policy(allow('s3:*'), allow('sqs:*'), deny('s3:*'))] }, [{ all: ['identity 0/1'], none: [] }]],
    ['no statement within another', { identity: [policy(allow('s3:GetObject', 'arn:aws:s3:::orders/*'), allow('s3:Get*'), allow('s3:GetObject', 'arn:aws:s3:::logs/*'))] }, [
      { all: ['identity 0/1'], none: [] },
    ]],
    ['no statement within another that a deny reaches elsewhere', { identity: [policy(allow('s3:Get*'), allow('s3:*'), deny('s3:Put*'))] }, [{ all: ['identity 0/1'], none: ['identity 0/2'] }]],
    ['one of two that are the same', { identity: [policy(allow('s3:Get*')), policy(allow('s3:Get*'))] }, [{ all: ['identity 0/0'], none: [] }]],
    ['what the resource policy grants past the boundary', {
      resource: policy(allow('s3:*', '*', { Principal: '*' })), boundary: policy(allow('sqs:*')),
    }, [{ all: ['resource 0/0'], none: [] }]],
    ['an RCP only for services that it has a say in', {
      identity: [policy(allow('ec2:*'), allow('s3:*'))], rcp: [[policy(FOR_ANYONE, deny('*', '*', { Principal: '*', Condition: { Null: { 'aws:PrincipalOrgID': 'true' } } }))]],
    }, [{ all: ['identity 0/1'], none: ['rcp 0/0/1'] }, { all: ['identity 0/0'], none: [] }]],
  ])('lists %s', (_, given, expected) => {
    const { permissions, isCapped } = permissionsOf(given);

    expect(permissions.map(placesOf)).toEqual(expected);
    expect(permissions.every(({ isCertain }) => isCertain)).toBe(true);
    expect(isCapped).toBe(false);
  });

  test('prints statements as they are written', () => {
    const statement = allow(['s3:Get*', 's3:List*'], 'arn:aws:s3:::orders/*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } });

    expect(permissionsOf({ identity: [policy(statement)] }).permissions[0].all).toEqual([{ place: { layer: 'identity', policy: 0, index: 0 }, statement }]);
  });

  test('says what an RCP does not limit where a statement reaches beyond', () => {
    const { permissions } = permissionsOf({ identity: [policy(EVERYTHING)], rcp: [[policy(FOR_ANYONE, deny('*', '*', { Principal: '*' }))]] });

    expect(permissions).toHaveLength(2);
    expect(permissions[1].all[1]).toMatchObject({ statement: { Effect: 'Allow', Action: 'kms:retiregrant' } });
    expect(permissions[0].all[1]).toMatchObject({ statement: { Effect: 'Allow', NotAction: expect.arrayContaining(['s3:*', 'kms:*']) } });
    expect(permissions[0].all[1].place).toBeUndefined();
  });

  test('the root user has one box without a statement that grants', () => {
    expect(permissionsOf({ scp: [[policy(EVERYTHING, deny('organizations:*'))]] }, ROOT).permissions.map(placesOf)).toEqual([{ all: [], none: ['scp 0/0/1'] }]);
  });

  test('cuts the list off and says so', () => {
    const { permissions, isCapped } = permissionsOf({ identity: [policy(...Array.from({ length: 201 }, (_, index) => allow('s3:GetObject', `arn:aws:s3:::bucket-${index}/*`)))] });

    expect(permissions).toHaveLength(200);
    expect(isCapped).toBe(true);
  });

  test('values that are known only at deployment stay in the box', () => {
    const document = parseWithUnknowns({ Version: '2012-10-17', Statement: [allow('s3:GetObject', { join: ['arn:aws:s3:::', { unknown: 'Bucket' }, '/*'] })] });

    expect(permissionsOf({ identity: [document], boundary: policy(allow('s3:*', 'arn:aws:s3:::*')) }).permissions).toMatchObject([{ isCertain: true, all: [{}, {}] }]);
  });

  const parsed = new Map<PermissionPart, Clause>();

  function clauseOf(part: PermissionPart, policies: Policies): Clause {
    let clause = parsed.get(part);
    if (!clause) {
      const { layer, level = 0, policy: index } = part.place ?? { layer: 'identity', policy: -1 };
      const document: PolicyDocument | undefined = levelsOf(layer, policies)[level]?.[index];
      [clause] = clausesOf(parsePolicyDocument({ ...document?.version !== undefined && { Version: document.version }, Statement: part.statement }));
      parsed.set(part, clause);
    }
    return clause;
  }

  function isIn(request: Request, { all, none }: Permission, policies: Policies): boolean {
    const match = (part: PermissionPart) => clauseMatches(clauseOf(part, policies), request, part.place?.layer ?? 'identity');
    return all.every(part => match(part) === YES) && none.every(part => match(part) === NO);
  }

  test('in small worlds the boxes hold all that the evaluator allows, and where no resource policy is given nothing else', () => {
    let allowed = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { focus, policies, requests } = smallWorld(seed);
      const { permissions, isCapped } = effectivePermissions(focus.principal, policies);
      expect(isCapped).toBe(false);
      const given = withResourcePolicy(policies, focus.principal);
      for (const request of requests.filter((_, index) => index % 7 === seed % 7)) {
        const found = permissions.some(permission => isIn(request, permission, policies));
        const isAllowed = evaluate(request, given).decision === 'allowed';
        allowed += Number(isAllowed);
        const isExpected = isAllowed === found || (found && policies.resource !== undefined);
        if (!isExpected) { expect({ seed, request, found }).toEqual({ seed, request, found: isAllowed }); }
      }
    }
    expect(allowed).toBeGreaterThan(100);
  });
});
