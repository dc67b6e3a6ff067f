/**
 * Makes the front door of the compiled library lazy: a module is loaded when one of its exports is first used, so that an app which
 * uses two roles does not load the rules, and only the nag pack loads cdk-nag.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const INDEX = join(__dirname, '../../lib/index.js');
const IMPORT = /^(?:var|const) (\w+) = require\(("\.\/[^"]+")\);\n/gm;

const text = readFileSync(INDEX, 'utf8');
const modules = new Map([...text.matchAll(IMPORT)].map(([, name, path]) => [name, path]));
if (modules.size === 0) { throw new Error(`${INDEX} has no imports of the form that the compiler is known to write`); }
writeFileSync(INDEX, text.replace(IMPORT, '').replace(/return (\w+)\./g, (found, name: string) => modules.has(name) ? `return require(${modules.get(name)}).` : found));
