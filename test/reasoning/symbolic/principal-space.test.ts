import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PlausibleValues } from '../../../src/reasoning/plausible-values';
import { parsePrincipal, Principal } from '../../../src/reasoning/principal';
import { atomsIn } from '../../../src/reasoning/symbolic/atom-set';
import { clausesOf } from '../../../src/reasoning/symbolic/clause';
import { principalPoints, strangersTo } from '../../../src/reasoning/symbolic/principal-points';
import { principalSpace } from '../../../src/reasoning/symbolic/principal-space';
import { parseWithUnknowns } from '../unknown-reader';

const HOME = '111122223333';
const ROLE = `arn:aws:iam::${HOME}:role/app`;
const SESSION = `arn:aws:sts::${HOME}:assumed-role/app/one`;
const NAME = { unknown: 'Role' };
const PARAMETER = { unknown: 'Who', shape: 'any' };

type Principals = { readonly Principal: JsonValue } | { readonly NotPrincipal: JsonValue };
const aws = (...values: readonly JsonValue[]): Principals => ({ Principal: { AWS: [...values] } });
const notAws = (...values: readonly JsonValue[]): Principals => ({ NotPrincipal: { AWS: [...values] } });
const join = (...parts: readonly JsonValue[]): JsonObject => ({ join: [...parts] });

function documentOf(effect: 'Allow' | 'Deny', all: readonly Principals[]) {
  return parseWithUnknowns({ Version: '2012-10-17', Statement: all.map(principals => ({ Effect: effect, Action: '*', Resource: '*', ...principals } as JsonObject)) });
}

/** The principals that all of one list name and that none of another surely name. */
function beside(within: readonly Principals[], outside: readonly Principals[], effect: 'Allow' | 'Deny' = 'Allow'): readonly (readonly Principal[])[] {
  const [inner, outer] = [documentOf('Allow', within), documentOf(effect, outside)];
  const unknowns = new PlausibleValues(true).valuesIn([inner, outer]);
  const { points, covers } = principalSpace({ within: clausesOf(inner), outside: clausesOf(outer), unknowns });
  const covered = new Set(covers.flatMap(atomsIn));
  return points.filter((_, place) => !covered.has(place));
}

const ids = (points: readonly (readonly Principal[])[]) => points.flat().map(({ id }) => id);

describe('principals that are known', () => {
  test.each<[string, readonly Principals[], readonly Principals[]]>([
    ['a role beside itself', [aws(ROLE)], [aws(ROLE)]],
    ['a role beside its account', [aws(ROLE)], [aws(HOME)]],
    ['an account in two forms', [aws(`arn:aws:iam::${HOME}:root`)], [aws(HOME)]],
    ['a session beside its role', [aws(SESSION)], [aws(ROLE)]],
    ['anyone beside everyone', [aws('*')], [{ Principal: '*' }]],
    ['two that have nobody in common', [aws(ROLE), aws(`arn:aws:iam::${HOME}:user/a`)], []],
    ['a service beside itself', [{ Principal: { Service: 'sns.amazonaws.com' } }], [{ Principal: { Service: 'sns.amazonaws.com' } }]],
    ['nobody', [{ Principal: { Service: '' } }], []],
  ])('leaves nobody: %s', (_, within, outside) => {
    expect(ids(beside(within, outside))).toEqual([]);
  });

  test.each<[string, readonly Principals[], readonly Principals[], string | RegExp]>([
    ['another session of the role', [aws(ROLE)], [aws(SESSION)], /assumed-role\/app\/(?!one)/],
    ['the role itself', [aws(ROLE)], [aws(SESSION)], ROLE],
    ['another of the account', [aws(HOME)], [aws(ROLE)], new RegExp(`^arn:aws:iam::${HOME}:role/(?!app$)`)],
    ['another of the account, whatever the names', [aws(HOME)], [aws(`arn:aws:iam::${HOME}:role/example`)], /role\/example-2/],
    ['the root user', [aws(HOME)], [aws(ROLE)], `arn:aws:iam::${HOME}:root`],
    ['one of another account', [aws('*')], [aws(HOME)], /^arn:aws:iam::(?!111122223333)/],
    ['a service', [{ Principal: '*' }], [aws(HOME), aws('444455556666')], /amazonaws\.com$/],
    ['another service', [{ Principal: { Service: '*' } }], [{ Principal: { Service: 'example.amazonaws.com' } }], 'example-2.amazonaws.com'],
    ['a canonical user', [{ Principal: { CanonicalUser: '*' } }], [], /./],
    ['anyone not signed in', [{ Principal: '*' }], [aws(HOME)], '*'],
  ])('leaves %s', (_, within, outside, expected) => {
    expect(ids(beside(within, outside))).toContainEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  test('a Deny spares with NotPrincipal a session only by its own ARN, its role and its account', () => {
    expect(ids(beside([aws(ROLE)], [notAws(ROLE, HOME)], 'Deny'))).toEqual([ROLE]);
    expect(ids(beside([aws(SESSION)], [notAws(SESSION, ROLE, HOME)], 'Deny'))).toEqual([SESSION]);
  });

  test('points of each kind differ from all that is named', () => {
    const { statements } = documentOf('Allow', [aws(`arn:aws:iam::${HOME}:role/example`, '444455556666', 'example.amazonaws.com', `arn:aws:iam::${HOME}:role/example-2`)]);
    const elements = statements.map(({ principals }) => principals!);
    expect(principalPoints(elements).map(({ id }) => id)).toContain(`arn:aws:iam::${HOME}:role/example-3`);
    expect(strangersTo(elements).map(({ account }) => account)).toEqual(['777788889999', undefined]);
  });
});

describe('principals that are known only at deployment', () => {
  const role = join(`arn:aws:iam::${HOME}:role/`, NAME);
  const elsewhere = join('arn:aws:iam::', { unknown: 'Account', shape: 'account' }, ':role/app');

  test.each<[string, readonly Principals[], readonly Principals[]]>([
    ['beside the same', [aws(role)], [aws(role)]],
    ['beside the same parameter, whatever is passed', [aws(PARAMETER)], [aws(PARAMETER, ROLE)]],
    ['beside everyone', [aws(PARAMETER)], [{ Principal: '*' }]],
    ['beside their account', [aws(role)], [aws(HOME)]],
  ])('leave nobody %s', (_, within, outside) => {
    expect(beside(within, outside)).toEqual([]);
  });

  test.each<[string, readonly Principals[], readonly Principals[], 'Allow' | 'Deny']>([
    ['could be another than one that is named', [aws(role)], [aws(ROLE)], 'Allow'],
    ['could be of another account than the one that is plausible', [aws(elsewhere)], [aws(ROLE)], 'Allow'],
    ['could be anyone at all', [aws(PARAMETER)], [aws(HOME)], 'Allow'],
    ['could be one that is spared', [aws(role)], [notAws(ROLE, HOME)], 'Deny'],
    ['could be one that another statement names', [aws(role), aws(ROLE)], [], 'Allow'],
    ['could be the same as another', [aws(role), aws(join(`arn:aws:iam::${HOME}:role/`, { unknown: 'Other' }))], [], 'Allow'],
    ['could be not there', [aws(role)], [aws({ if: ['IsProd', role, ROLE] })], 'Allow'],
    ['are not surely those whom a statement to avoid names', [aws(ROLE)], [aws(role)], 'Allow'],
    ['are not surely others than those whom a statement to avoid spares', [aws(ROLE)], [notAws(role, HOME)], 'Deny'],
  ])('%s', (_, within, outside, effect) => {
    expect(beside(within, outside, effect)).not.toEqual([]);
  });

  test('are shown as whom their plausible values name', () => {
    expect(ids(beside([aws(role)], []))).toContain(`arn:aws:iam::${HOME}:role/role`);
  });
});

test('of principals that are given, those count whom all name', () => {
  const [alice, stranger] = [`arn:aws:iam::${HOME}:user/alice`, 'arn:aws:iam::999988887777:user/b'].map(arn => parsePrincipal(arn)!);
  const among = (own: Principals) => principalSpace({ within: clausesOf(documentOf('Allow', [own])), outside: [], among: [alice, stranger], unknowns: new Map() }).points;
  expect(among(aws(HOME))).toEqual([[alice]]);
  expect(among(aws(PARAMETER))).toEqual([[alice], [stranger]]);
  expect(among({ Principal: '*' })).toEqual([[alice], [stranger]]);
});
