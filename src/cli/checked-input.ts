/**
 * What `check` is to judge: cloud assemblies, templates and policy documents, by their paths.
 */
import { existsSync, statSync } from 'fs';
import { join, relative } from 'path';
import { fileName, readText } from './read-file';
import { Streams } from './streams';
import { UserError } from '../diagnostics/user-error';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { CheckedTemplate, pathMetadata } from '../template/checked-template';
import { AssemblyAcknowledgement, CloudAssembly, readAssembly } from '../template/cloud-assembly';
import { withDistinctIds } from '../template/distinct-ids';
import { withLoops } from '../template/loops';
import { parseTemplate } from '../template/parse-template';
import { withGlobals } from '../template/serverless-globals';
import { Template } from '../template/template';

export interface CheckedPolicy {
  readonly file: string;
  readonly policy: JsonObject;
}

/** What the authors of an app accepted, which says nothing of other apps, whatever their constructs are called. */
export interface CheckedApp {
  /** The files of its templates. */
  readonly files: readonly string[];
  readonly acknowledgements: readonly AssemblyAcknowledgement[];
}

export interface CheckedInput {
  readonly templates: readonly CheckedTemplate[];
  readonly policies: readonly CheckedPolicy[];
  readonly apps: readonly CheckedApp[];
}

interface Input extends CloudAssembly {
  readonly policies: readonly CheckedPolicy[];
}

const INSTEAD = 'give a cdk.out folder, a CloudFormation or SAM template, or a policy document';

/** @param paths `-` is a template or a policy document on standard input */
export async function readChecked(paths: readonly string[], streams: Streams): Promise<CheckedInput> {
  if (paths.filter(path => path === '-').length > 1) { throw new UserError('standard input is given twice: give `-` once'); }
  const inputs: Input[] = [];
  for (const path of paths) { inputs.push(await readOne(path, streams)); }
  return {
    templates: withDistinctIds(inputs.map(({ templates }) => templates)),
    policies: inputs.flatMap(({ policies }) => policies),
    apps: inputs.map(({ templates, acknowledgements }) => ({ files: templates.map(({ file }) => file), acknowledgements })),
  };
}

async function readOne(path: string, streams: Streams): Promise<Input> {
  if (path !== '-' && !existsSync(path)) { throw new UserError(`${fileName(path)} does not exist: ${INSTEAD}`); }
  if (path !== '-' && statSync(path).isDirectory()) {
    if (!existsSync(join(path, 'manifest.json'))) { throw new UserError(`the folder ${fileName(path)} has no manifest.json: ${INSTEAD}`); }
    return { policies: [], ...readAssembly(path) };
  }
  const raw = await readStructured(path, streams);
  if (isObject(raw.Resources)) { return { templates: [templateOf(path, raw)], policies: [], acknowledgements: [] }; }
  if ('Statement' in raw) { return { templates: [], policies: [{ file: path, policy: raw }], acknowledgements: [] }; }
  throw new UserError(`${fileName(path)} has neither \`Resources\` nor \`Statement\`: ${INSTEAD}`);
}

function templateOf(file: string, raw: JsonObject): CheckedTemplate {
  const whole = withLoops(raw as Template);
  if (!whole) { throw new UserError(`${fileName(file)} has loops (\`Fn::ForEach\`) that make more than any template may hold: ${INSTEAD}`); }
  const template = withGlobals(whole);
  return { id: file, file, template, environment: {}, constructPath: logicalId => pathMetadata(template, logicalId) };
}

/** A JSON or YAML file, or standard input, that holds an object. */
export async function readStructured(path: string, streams: Streams): Promise<JsonObject> {
  const text = await readText(path, streams);
  if (text.trim() === '') { throw new UserError(`${fileName(path)} is empty: ${INSTEAD}`); }
  let raw: JsonValue;
  try {
    raw = parseTemplate(text);
  } catch (error) {
    throw new UserError(`${fileName(relative('', path) || path)} could not be read: ${(error as Error).message.split('\n')[0]}`);
  }
  if (!isObject(raw)) { throw new UserError(`${fileName(path)} holds no object: ${INSTEAD}`); }
  return raw;
}
