/**
 * Makes the compiled library quick to load and small to download. What it promises:
 *
 * - All modules of a folder of `lib/` become one file, its `index.js`: to find, read and compile hundreds of small files costs more
 *   than to run them. A folder is read when the first of its modules runs. Only of the reasoning each folder below is a file of its
 *   own: the gate needs a few modules of it in most apps, and whoever compares policies all.
 * - A module runs when something of it is first used, not when the module that imports it runs: an app whose policies hold no OIDC
 *   subject needs nothing of what reads them. Modules must not rest on the order in which they run.
 * - The front door is lazy: an app that uses two roles does not load the rules, and only the nag pack loads cdk-nag.
 * - What documents a rule stays behind: it is for the documentation and the tests, which read the sources.
 * - What no door leads to stays behind too: modules that only tests use, and declarations.
 * - Names of functions and classes stay, so that a stack trace says where it comes from.
 * - The packages that the library brings with it stand in `lib/third-party/`, with their licences.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { builtinModules } from 'module';
import { dirname, join, relative, resolve, sep } from 'path';
import { buildSync, transformSync } from 'esbuild';

const ROOT = join(__dirname, '../..');
const LIB = join(ROOT, 'lib');
const FRONT_DOOR = join(LIB, 'index');
const COMMAND_LINE = 'lib/cli/main.js';
/** Of these the gate runs most modules. */
const RUN_WHOLE = new Set(['cdk', 'diagnostics', 'policy', 'rules', 'template', 'validation']);
const REQUIRED = /\brequire\(["']([^"']+)["']\)/g;

const { devDependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const INSTALLED = [...Object.keys(peerDependencies), ...builtinModules];
const broughtAlong = new Set<string>();

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith(ending)).map(name => join(folder, name)).sort();
}

/** Where a module stands: the folder whose file it is in, and its name there. */
interface Place {
  readonly folder: string;
  readonly name: string;
}

/** `lib/rules/trust/x` → `rules` and `trust/x`; `lib/reasoning/symbolic/x` → `reasoning/symbolic` and `x`. */
function placeOf(path: string): Place {
  const names = relative(LIB, path).split(sep);
  const depth = names[0] === 'reasoning' && names.length > 2 ? 2 : 1;
  return { folder: names.slice(0, depth).join('/'), name: names.slice(depth).join('/') };
}

/** What a folder is called in code; with `$` before it, the function that gives its modules by name: `$reasoning_symbolic`. */
function variableOf(folder: string): string {
  return folder.replace('/', '_');
}

/** From the file of a folder to what stands elsewhere under `lib/`. */
function pathTo(target: string, folder: string): string {
  const path = relative(folder, target);
  return path.startsWith('.') ? path : `./${path}`;
}

/** A module of the library, as it stands in the file of its folder. */
interface Module extends Place {
  readonly code: string;
  /** The modules that it may come to run. */
  readonly uses: readonly Place[];
}

/** `$name("module")` gives the modules of the folder with that name. */
function readModule(file: string): Module {
  const { folder, name } = placeOf(file.replace(/\.js$/, ''));
  const uses: Place[] = [];
  const text = withoutDocumentation(readFileSync(file, 'utf8').replace(/^#!.*\n/, '')).replace(REQUIRED, (whole, path: string) => {
    if (!path.startsWith('.')) { return isInstalled(path) ? whole : `require("${pathTo(`third-party/${bringAlong(path)}`, folder)}")`; }
    const target = resolve(dirname(file), path);
    if (!target.startsWith(LIB + sep)) { return `require("${relative(join(LIB, folder), target)}")`; }
    const place = placeOf(target);
    uses.push(place);
    return `$${variableOf(place.folder)}("${place.name}")`;
  });
  return { folder, name, code: small(lazily(text)), uses };
}

/** Those that the doors lead to. */
function reachable(modules: readonly Module[], doors: readonly Place[]): readonly Module[] {
  const byName = new Map(modules.map(module => [`${module.folder}/${module.name}`, module]));
  const reached = new Set<Module>();
  const reach = ({ folder, name }: Place) => {
    const module = byName.get(`${folder}/${name}`);
    if (!module || reached.has(module)) { return; }
    reached.add(module);
    module.uses.forEach(reach);
  };
  doors.forEach(reach);
  return modules.filter(module => reached.has(module));
}

/** One file for the modules of a folder. */
function writeFolder(folder: string, modules: readonly Module[]): void {
  const used = new Set(modules.flatMap(({ uses }) => uses.map(place => place.folder)).filter(name => name !== folder));
  const requires = [...used].sort().map(other => {
    const variable = variableOf(other);
    return `let ${variable}; const $${variable} = module => (${variable} ??= require("${pathTo(other, folder)}"))(module);\n`;
  });
  // In brackets V8 compiles a function when it reads the file, and does not skip it first to come back to it.
  const [open, close] = RUN_WHOLE.has(folder) ? ['(', ')'] : ['', ''];
  const functions = modules.map(({ name, code }) => `${JSON.stringify(name)}: ${open}function (exports) {\n${code}}${close}`);
  writeFileSync(join(LIB, folder, 'index.js'), `"use strict";
${requires.join('')}
const loaded = {};
function $${variableOf(folder)}(name) {
  let exports = loaded[name];
  if (exports === undefined) { modules[name](exports = loaded[name] = {}); }
  return exports;
}
module.exports = $${variableOf(folder)};

const modules = {
${functions.join(',\n')}
};
`);
}

/** A module is asked for where something of it is used. */
function lazily(text: string): string {
  const imported = new Map<string, string>();
  const rest = text.replace(/^const (\w+) = (\$\w+\("[^"]+"\));\n/gm, (_, variable: string, module: string) => {
    imported.set(variable, `($${imported.size} ??= ${module})`);
    return '';
  }).replace(/\b\w+_\d+(?=\.)/g, variable => imported.get(variable) ?? variable);
  const left = [...imported.keys()].find(variable => new RegExp(`\\b${variable}\\b`).test(rest));
  if (left !== undefined) { throw new Error(`\`${left}\` is used in a form that the compiler is not known to write`); }
  // With `var`: V8 asks at each use of a `let` whether it was reached.
  return imported.size === 0 ? rest : `var ${[...imported.keys()].map((_, index) => `$${index}`).join(', ')};\n${rest}`;
}

function isInstalled(name: string): boolean {
  return INSTALLED.some(installed => name === installed || name.startsWith(`${installed}/`));
}

function bringAlong(name: string): string {
  if (!(name in devDependencies)) { throw new Error(`lib requires \`${name}\`, expected a peer or a devDependency to bring along`); }
  broughtAlong.add(name);
  return name;
}

/** Examples and explanations are a third of the text of the rules. */
function withoutDocumentation(text: string): string {
  return text
    .replace(/^( +)examples: \{\n[^]*?\n\1\},$/gm, '$1examples: { flagged: [], allowed: [] },')
    .replace(/^( +)otherwise: \{\n[^]*?\n\1\},$/gm, '$1otherwise: {},')
    .replace(/^( +)(summary|why|accept): [^]*?,\n(?=\1\w+[:(]|\1\})/gm, '$1$2: \'\',\n');
}

/** Without what stands once at the head of the file; the names of what stands in no function stay. */
function small(text: string): string {
  return transformSync(text.replace('"use strict";\n', ''), { minify: true, target: 'node20' }).code;
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

/**
 * The first lines, which name all exports, stay: by it Node knows what an ES module can import.
 *
 * @returns the modules that it leads to
 */
function openFrontDoor(): readonly Place[] {
  const text = readFileSync(`${FRONT_DOOR}.js`, 'utf8');
  const modules = new Map([...text.matchAll(/^(?:var|const) (\w+) = require\("\.\/(\w+)\/([^"]+)"\);\n/gm)]
    .map(([, variable, folder, name]) => [variable, placeOf(join(LIB, folder, name))]));
  const moduleOf = (variable: string) => {
    const { folder, name } = modules.get(variable)!;
    return `require("./${folder}")("${name}")`;
  };
  const exported = [...text.matchAll(/^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\1; \} \}\);$/gm)];
  const names = text.match(/^exports\..* = void 0;\n/gm) ?? [];
  if (exported.length === 0 || exported.length !== names.join('').match(/exports\./g)?.length) {
    throw new Error(`${FRONT_DOOR}.js does not have the form that the compiler is known to write`);
  }
  writeFileSync(`${FRONT_DOOR}.js`, `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${names.join('')}function lazily(name, get) { Object.defineProperty(exports, name, { enumerable: true, get }); }
${exported.map(([, name, variable]) => `lazily("${name}", () => ${moduleOf(variable)}.${name});\n`).join('')}`);
  return [...modules.values()];
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

const doors = [...openFrontDoor(), placeOf(join(LIB, 'cli/main'))];
const files = readdirSync(LIB, { withFileTypes: true }).filter(entry => entry.isDirectory()).flatMap(({ name }) => filesUnder(join(LIB, name), '.js'));
const all = files.map(readModule);
const modules = reachable(all, doors);
for (const file of files) { rmSync(file); }
for (const folder of new Set(all.map(module => module.folder))) { writeFolder(folder, modules.filter(module => module.folder === folder)); }
for (const name of broughtAlong) { writeThirdParty(name); }
writeFileSync(join(ROOT, COMMAND_LINE), '#!/usr/bin/env node\n"use strict";\nrequire(".")("main");\n');
keepReachableDeclarations();
