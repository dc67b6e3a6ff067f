import { withDistinctIds } from '../../src/template/distinct-ids';

const source = (id: string, parent?: string) => ({ id, template: {}, environment: {}, ...parent && { parent: { id: parent, logicalId: 'Nested' } } });
const namesIn = (...apps: ReturnType<typeof source>[][]) => withDistinctIds(apps).map(({ id, parent }) => parent ? `${parent.id} > ${id}` : id);

test('ids that differ stay', () => {
  expect(namesIn([source('A')], [source('B')])).toEqual(['A', 'B']);
});

test('a later app gets a number behind, and what is nested in it follows', () => {
  expect(namesIn([source('A'), source('A/N', 'A')], [source('A'), source('A/N', 'A')], [source('A')])).toEqual(['A', 'A > A/N', 'A (2)', 'A (2) > A/N (2)', 'A (3)']);
});
