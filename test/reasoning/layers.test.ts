import { readFileSync } from 'fs';
import { join } from 'path';
import { GUARDRAILS, LAYERS, Relation, ROUTES, SPARED_BY_NOT_PRINCIPAL } from '../../src/reasoning/layers';
import { PrincipalKind } from '../../src/reasoning/principal';
import { RCP_SERVICES } from '../../src/reasoning/rcp-services';

const RELATIONS: readonly Relation[] = ['same-account', 'own-policy', 'cross-account'];
const SERVICES = join(__dirname, '..', '..', 'node_modules', '@cloud-copilot', 'iam-data', 'data', 'rcpSupportedServices.json');
const KINDS = Object.keys(SPARED_BY_NOT_PRINCIPAL) as PrincipalKind[];

test.each(KINDS.flatMap(kind => RELATIONS.map(relation => [kind, relation] as const)))('%s, %s: there is a way to be allowed', (kind, relation) => {
  expect(ROUTES.filter(route => route.principals.includes(kind) && route.relations.includes(relation))).not.toEqual([]);
});

test('across accounts no route goes without the resource policy', () => {
  expect(ROUTES.filter(route => route.relations.includes('cross-account') && route.named === undefined)).toEqual([]);
});

test('guardrails stand in the order in which denials are told', () => {
  const layers = GUARDRAILS.map(({ layer }) => layer);
  expect(LAYERS.slice(0, layers.length)).toEqual(layers);
});

test('the services of resource control policies are those of the pinned service data', () => {
  const known = JSON.parse(readFileSync(SERVICES, 'utf8')) as string[];
  expect([...RCP_SERVICES].sort()).toEqual(known.sort());
});
