/**
 * Makes the compiled library quick to load and small to download. What it promises:
 *
 * - All modules of a folder of `lib/` become one file, its `index.js`: to find, read and compile hundreds of small files costs more
 *   than to run them. A module still runs when it is first asked for, and a folder is read when its first module is.
 * - The front door is lazy: an app that uses two roles does not load the rules, and only the nag pack loads cdk-nag.
 * - The examples of a rule stay behind: they are for the documentation and the tests, which read the sources.
 * - The packages that the library brings with it stand in `lib/third-party/`, with their licences.
 * - Of the declarations, those stay that the front door leads to.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { builtinModules } from 'module';
import { dirname, join, relative, resolve, sep } from 'path';
import { buildSync, transformSync } from 'esbuild';

const ROOT = join(__dirname, '../..');
const LIB = join(ROOT, 'lib');
const FRONT_DOOR = join(LIB, 'index');
const COMMAND_LINE = 'lib/cli/main.js';
const REQUIRED = /\brequire\(["']([^"']+)["']\)/g;

const { devDependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const INSTALLED = [...Object.keys(peerDependencies), ...builtinModules];
const broughtAlong = new Set<string>();

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith(ending)).map(name => join(folder, name)).sort();
}

/** `lib/rules/trust/x` → `rules` and `trust/x`. */
function placeOf(path: string): { readonly folder: string; readonly name: string } {
  const [folder, ...names] = relative(LIB, path).split(sep);
  return { folder, name: names.join('/') };
}

/** One file for the modules of a folder; `$name` gives the modules of the folder with that name. */
function bundle(folder: string): void {
  const directory = join(LIB, folder);
  const below = new Set<string>();
  const modules = filesUnder(directory, '.js').map(file => {
    const text = withoutExamples(readFileSync(file, 'utf8')).replace(REQUIRED, (whole, path: string) => {
      if (!path.startsWith('.')) { return isInstalled(path) ? whole : `require("../third-party/${bringAlong(path)}")`; }
      const target = resolve(dirname(file), path);
      if (!target.startsWith(LIB + sep)) { return `require("${relative(directory, target)}")`; }
      const place = placeOf(target);
      if (place.folder !== folder) { below.add(place.folder); }
      return `$${place.folder}("${place.name}")`;
    });
    rmSync(file);
    // V8 compiles a function at once if it stands in parentheses; otherwise it would read most modules twice.
    return `${JSON.stringify(placeOf(file).name.replace(/\.js$/, ''))}: (function (exports) {\n${small(text)}})`;
  });
  writeFileSync(join(directory, 'index.js'), `"use strict";
${[...below].sort().map(name => `let ${name}; const $${name} = module => (${name} ??= require("../${name}"))(module);\n`).join('')}
const loaded = {};
function $${folder}(name) {
  let exports = loaded[name];
  if (exports === undefined) { modules[name](exports = loaded[name] = {}); }
  return exports;
}
module.exports = $${folder};

const modules = {
${modules.join(',\n')}
};
`);
}

function isInstalled(name: string): boolean {
  return INSTALLED.some(installed => name === installed || name.startsWith(`${installed}/`));
}

function bringAlong(name: string): string {
  if (!(name in devDependencies)) { throw new Error(`lib requires \`${name}\`, expected a peer or a devDependency to bring along`); }
  broughtAlong.add(name);
  return name;
}

/** They are a fifth of the text of the rules. */
function withoutExamples(text: string): string {
  return text.replace(/^( +)examples: \{\n[^]*?\n\1\},$/gm, '$1examples: { flagged: [], allowed: [] },');
}

/** Without what stands once at the head of the file. */
function small(text: string): string {
  return transformSync(text.replace(/^#!.*\n/, '').replace('"use strict";\n', ''), { minifyWhitespace: true, minifySyntax: true, target: 'node20' }).code;
}

function writeThirdParty(name: string): void {
  const directory = join(ROOT, 'node_modules', name);
  const licence = readdirSync(directory).find(file => /^licen[cs]e/i.test(file));
  if (licence === undefined) { throw new Error(`\`${name}\` has no licence to pass on`); }
  buildSync({
    entryPoints: [name],
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    banner: { js: `/*! ${name}\n\n${readFileSync(join(directory, licence), 'utf8').trim()}\n*/` },
    outfile: join(LIB, 'third-party', `${name}.js`),
  });
}

/** The first lines, which name all exports, stay: by it Node knows what an ES module can import. */
function openFrontDoor(): void {
  const text = readFileSync(`${FRONT_DOOR}.js`, 'utf8');
  const modules = new Map([...text.matchAll(/^(?:var|const) (\w+) = require\("\.\/(\w+)\/([^"]+)"\);\n/gm)]
    .map(([, variable, folder, name]) => [variable, `require("./${folder}")("${name}")`]));
  const exported = [...text.matchAll(/^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\1; \} \}\);$/gm)];
  const names = text.match(/^exports\..* = void 0;\n/gm) ?? [];
  if (exported.length === 0 || exported.length !== names.join('').match(/exports\./g)?.length) {
    throw new Error(`${FRONT_DOOR}.js does not have the form that the compiler is known to write`);
  }
  writeFileSync(`${FRONT_DOOR}.js`, `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${names.join('')}function lazily(name, get) { Object.defineProperty(exports, name, { enumerable: true, get }); }
${exported.map(([, name, variable]) => `lazily("${name}", () => ${modules.get(variable)}.${name});\n`).join('')}`);
}

function keepReachableDeclarations(): void {
  const reached = new Set<string>();
  const reach = (declarations: string) => {
    if (reached.has(declarations)) { return; }
    reached.add(declarations);
    for (const [, path] of readFileSync(declarations, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g)) {
      reach(resolve(dirname(declarations), `${path}.d.ts`));
    }
  };
  reach(`${FRONT_DOOR}.d.ts`);
  for (const file of filesUnder(LIB, '.d.ts')) {
    if (!reached.has(file)) { rmSync(file); }
  }
}

openFrontDoor();
for (const { name } of readdirSync(LIB, { withFileTypes: true }).filter(entry => entry.isDirectory())) { bundle(name); }
for (const name of broughtAlong) { writeThirdParty(name); }
writeFileSync(join(ROOT, COMMAND_LINE), '#!/usr/bin/env node\n"use strict";\nrequire(".")("main");\n');
keepReachableDeclarations();
