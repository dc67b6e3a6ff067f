/**
 * Writes the page of the rules; with `--check`, fails when the page is not what the rules say.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { printRuleDocs } from './rule-docs';
import { FAMILIES } from '../../src/rules/registry';

const PAGE = join(__dirname, '../../src/rules/README.md');

const text = printRuleDocs(FAMILIES);
if (!process.argv.includes('--check')) {
  writeFileSync(PAGE, text);
} else if (readFileSync(PAGE, 'utf8') !== text) {
  console.error('src/rules/README.md is not what the rules say; write it again with "npx projen rule-docs"');
  process.exitCode = 1;
}
