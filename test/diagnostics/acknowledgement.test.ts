import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ANNOTATIONS, readAcknowledgements, writeReason } from '../../src/diagnostics/acknowledgement';

const readOne = (id: string, reason: unknown = 'tested') => readAcknowledgements('Stack/Role', { [id]: reason })[0];

test.each([
  ['LeastPrivilege::wildcard-action', 'wildcard-action'],
  ['LeastPrivilege::wildcard-action[s3:*]', 'wildcard-action[s3:*]'],
  ['Annotation::wildcard-action', 'wildcard-action'],
  ['Annotation::LeastPrivilege-wildcard-action[s3:*]', 'wildcard-action[s3:*]'],
])('%s is the acknowledgement of %s', (id, plainId) => {
  expect(readOne(id)).toEqual({ path: 'Stack/Role', id, plainId, reason: 'tested' });
});

test.each(['AwsSolutions::IAM5', 'CloudFormation-Validate::E3510', 'wildcard-action'])('%s is another tool\'s', id => {
  expect(readAcknowledgements('', { [id]: 'tested' })).toEqual([]);
});

test.each<[string, object]>([
  ['migration (owner: payments, expires: 2027-03-31)', { reason: 'migration', owner: 'payments', expires: '2027-03-31' }],
  ['migration (expires: 2027-03-31)', { reason: 'migration', expires: '2027-03-31' }],
  ['migration (owner: team a)', { reason: 'migration', owner: 'team a' }],
  ['migration (see the wiki)', { reason: 'migration (see the wiki)' }],
  ['migration (owner: a, see the wiki)', { reason: 'migration (owner: a, see the wiki)' }],
  ['  ', { reason: '' }],
])('the reason `%s`', (text, expected) => {
  const { path, id, plainId, ...details } = readOne('LeastPrivilege::x', text);
  expect(details).toEqual(expected);
});

test('what is written is read again', () => {
  const details = { owner: 'payments', expires: '2027-03-31' };
  expect(readOne('LeastPrivilege::x', writeReason('migration (for now)', details))).toMatchObject({ reason: 'migration (for now)', ...details });
  expect(writeReason('migration', {})).toBe('migration');
});

test('all that constructs of this library say of themselves is known', () => {
  const files = (readdirSync('src', { recursive: true }) as string[]).filter(name => name.endsWith('.ts'));
  const said = files.flatMap(name => [...readFileSync(join('src', name), 'utf8').matchAll(/(?:V2\(`\$\{NAMESPACE\}::|this\.warn\([`'])([a-z-]+)/g)]);
  expect(new Set(said.map(([, id]) => id))).toEqual(ANNOTATIONS);
});
