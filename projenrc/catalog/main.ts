/**
 * Writes the data files of the catalog from the pinned sources; with `--check` it only compares and fails when a file is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { renderActions } from './actions';
import { renderCloudFormation } from './cloudformation';
import { renderManagedPolicies } from './managed-policies';

const directory = join(__dirname, '..', '..', 'src', 'catalog', 'data');
const check = process.argv.includes('--check');

mkdirSync(directory, { recursive: true });
bring('actions.txt', renderActions());
bring('cloudformation.txt', renderCloudFormation());
bring('managed-policies.txt', renderManagedPolicies());

function bring(name: string, text: string): void {
  const path = join(directory, name);
  if (existsSync(path) && readFileSync(path, 'latin1') === text) {
    return;
  }
  if (check) {
    console.error(`src/catalog/data/${name} is stale against its pinned source. Run "npx projen catalog" and commit the result.`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(path, text, 'latin1');
  console.log(`src/catalog/data/${name}: ${text.length} bytes`);
}
