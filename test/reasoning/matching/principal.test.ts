import { JsonValue } from '../../../src/policy/json';
import { Naming } from '../../../src/reasoning/layers';
import { namingBits, PrincipalMatcher } from '../../../src/reasoning/matching/principal';
import { RequestFacts } from '../../../src/reasoning/matching/request-facts';
import { NamedPrincipal, parsePrincipal } from '../../../src/reasoning/principal';
import { parseWithUnknowns } from '../unknown-reader';

const HOME = '111122223333';
const ROOT = `arn:aws:iam::${HOME}:root`;
const USER = `arn:aws:iam::${HOME}:user/team/ada`;
const ROLE = `arn:aws:iam::${HOME}:role/apps/app`;
const SESSION = `arn:aws:sts::${HOME}:assumed-role/app/one`;
const FEDERATED_USER = `arn:aws:sts::${HOME}:federated-user/ada`;
const SERVICE = { type: 'service', id: 'sns.amazonaws.com' };
const PROVIDER = `arn:aws:iam::${HOME}:saml-provider/corp`;
const ANONYMOUS = { type: 'anonymous' };

function named(element: object, effect: 'Allow' | 'Deny', id: NamedPrincipal | string) {
  const { statements } = parseWithUnknowns({ Version: '2012-10-17', Statement: { Effect: effect, Action: '*', Resource: '*', ...element } });
  const facts = new RequestFacts({ principal: parsePrincipal(id)!, action: 's3:GetObject', resource: '*', context: {} });
  return new PrincipalMatcher(statements[0].principals!, effect).named(facts);
}

const certain = (...namings: Naming[]) => ({ certainly: namingBits(namings), possibly: namingBits(namings) });
const possible = (...namings: Naming[]) => ({ certainly: 0, possibly: namingBits(namings) });

describe('Principal', () => {
  test.each<[JsonValue, NamedPrincipal | string, Naming[]]>([
    ['*', ANONYMOUS, ['anyone']],
    ['*', SERVICE, ['anyone']],
    [{ AWS: '*' }, ANONYMOUS, ['anyone']],
    [{ AWS: '*' }, USER, ['anyone']],
    [{ AWS: HOME }, USER, ['account']],
    [{ AWS: ROOT }, SESSION, ['account']],
    [{ AWS: ROOT }, ROOT, ['itself', 'account']],
    [{ AWS: ROOT }, ANONYMOUS, []],
    [{ AWS: '444455556666' }, USER, []],
    [{ AWS: USER }, USER, ['itself']],
    [{ AWS: USER.replace('ada', 'Ada') }, USER, []],
    [{ AWS: USER }, FEDERATED_USER, ['user']],
    [{ AWS: FEDERATED_USER }, FEDERATED_USER, ['itself']],
    [{ AWS: FEDERATED_USER }, USER, []],
    [{ AWS: ROLE }, ROLE, ['itself']],
    [{ AWS: ROLE }, SESSION, ['role']],
    [{ AWS: `arn:aws:iam::${HOME}:role/app` }, SESSION, ['role']],
    [{ AWS: 'arn:aws:iam::444455556666:role/app' }, SESSION, []],
    [{ AWS: SESSION }, SESSION, ['itself']],
    [{ AWS: SESSION.replace('one', 'two') }, SESSION, []],
    [{ AWS: [HOME, ROLE, SESSION] }, SESSION, ['account', 'role', 'itself']],
    [{ AWS: `arn:aws:iam::${HOME}:user/*` }, USER, []],
    [{ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, USER, []],
    [{ Service: 'sns.amazonaws.com' }, SERVICE, ['itself']],
    [{ Service: 'sqs.amazonaws.com' }, SERVICE, []],
    [{ AWS: 'sns.amazonaws.com' }, SERVICE, []],
    [{ Federated: PROVIDER }, PROVIDER, ['itself']],
    [{ AWS: PROVIDER }, PROVIDER, []],
    [{ Federated: '*' }, PROVIDER, ['anyone']],
    [{ Federated: '*' }, SERVICE, []],
    [{ CanonicalUser: '79a5' }, { type: 'canonical', id: '79a5' }, ['itself']],
  ])('%j names %j: %j', (principal, id, namings) => {
    expect(named({ Principal: principal }, 'Allow', id)).toEqual(certain(...namings));
  });

  test('a role of which the session is not known may be the session that is named', () => {
    expect(named({ Principal: { AWS: SESSION } }, 'Allow', ROLE)).toEqual(possible('itself'));
  });
});

describe('Principal with values that are not known', () => {
  const account = { unknown: 'Account', shape: 'account' };
  const role = { join: ['arn:aws:iam::', account, ':role/apps/', { unknown: 'Role' }] };

  test.each<[JsonValue, NamedPrincipal | string, Naming[]]>([
    [{ join: ['arn:aws:iam::', account, ':root'] }, USER, ['account']],
    [account, USER, ['account']],
    [role, ROLE, ['itself']],
    [role, SESSION, ['role']],
    [role, USER, []],
    [role, ANONYMOUS, []],
    [{ unknown: 'Arn', shape: 'opaque' }, FEDERATED_USER, ['itself', 'user', 'account']],
    [{ unknown: 'Arn', shape: 'opaque' }, ANONYMOUS, []],
    [{ unknown: 'Anything', shape: 'any' }, ANONYMOUS, ['anyone']],
  ])('%j may name %j: %j', (value, id, namings) => {
    expect(named({ Principal: { AWS: value } }, 'Allow', id)).toEqual(possible(...namings));
  });

  test('what is certain stays certain', () => {
    expect(named({ Principal: { AWS: [HOME, role] } }, 'Allow', SESSION)).toEqual({ certainly: namingBits(['account']), possibly: namingBits(['account', 'role']) });
  });

  test('a value under a condition of the template is possible', () => {
    expect(named({ Principal: { AWS: [{ if: ['IsProd', HOME, '444455556666'] }] } }, 'Allow', USER)).toEqual(possible('account'));
  });
});

describe('NotPrincipal', () => {
  const everyone = certain('anyone');
  const nobody = certain();

  test.each<[JsonValue, NamedPrincipal | string, object, object]>([
    // Under Deny all of the principal's own names must be listed, under Allow one of them is enough.
    [{ AWS: USER }, USER, nobody, everyone],
    [{ AWS: [USER, ROOT] }, USER, nobody, nobody],
    [{ AWS: ROOT }, USER, nobody, everyone],
    [{ AWS: ROOT }, ROOT, nobody, nobody],
    [{ AWS: [ROLE, ROOT] }, SESSION, nobody, everyone],
    [{ AWS: [SESSION, ROLE, ROOT] }, SESSION, nobody, nobody],
    [{ AWS: [SESSION, ROLE, ROOT] }, SESSION.replace('one', 'two'), nobody, everyone],
    [{ AWS: '*' }, SESSION, nobody, nobody],
    [{ Service: 'sns.amazonaws.com' }, SERVICE, nobody, nobody],
    [{ AWS: ROOT }, SERVICE, everyone, everyone],
    [{ AWS: ROOT }, ANONYMOUS, everyone, everyone],
    [{ AWS: { unknown: 'Arn', shape: 'opaque' } }, USER, possible('anyone'), possible('anyone')],
  ])('%j and %j', (principal, id, allow, deny) => {
    expect(named({ NotPrincipal: principal }, 'Allow', id)).toEqual(allow);
    expect(named({ NotPrincipal: principal }, 'Deny', id)).toEqual(deny);
  });
});
