/**
 * What `check` is to judge: cloud assemblies, templates and policy documents, by their paths.
 */
import { existsSync, readFileSync, statSync } from 'fs';
import { join, relative } from 'path';
import { fileName } from './read-file';
import { Acknowledgement } from '../diagnostics/acknowledgement';
import { UserError } from '../diagnostics/user-error';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { CheckedTemplate, pathMetadata } from '../template/checked-template';
import { readAssembly } from '../template/cloud-assembly';
import { withDistinctIds } from '../template/distinct-ids';
import { parseTemplate } from '../template/parse-template';
import { withGlobals } from '../template/serverless-globals';
import { Template } from '../template/template';

export interface CheckedPolicy {
  readonly file: string;
  readonly policy: JsonObject;
}

export interface CheckedInput {
  readonly templates: readonly CheckedTemplate[];
  readonly policies: readonly CheckedPolicy[];
  readonly acknowledgements: readonly Acknowledgement[];
}

const INSTEAD = 'give a cdk.out folder, a CloudFormation or SAM template, or a policy document';

export function readChecked(paths: readonly string[]): CheckedInput {
  const inputs = paths.map(readOne);
  return {
    templates: withDistinctIds(inputs.map(({ templates }) => templates)),
    policies: inputs.flatMap(({ policies }) => policies),
    acknowledgements: inputs.flatMap(({ acknowledgements }) => acknowledgements),
  };
}

function readOne(path: string): CheckedInput {
  if (!existsSync(path)) { throw new UserError(`${fileName(path)} does not exist: ${INSTEAD}`); }
  if (statSync(path).isDirectory()) {
    if (!existsSync(join(path, 'manifest.json'))) { throw new UserError(`the folder ${fileName(path)} has no manifest.json: ${INSTEAD}`); }
    return { policies: [], ...readAssembly(path) };
  }
  const raw = readStructured(path);
  if (isObject(raw.Resources)) { return { templates: [templateOf(path, raw)], policies: [], acknowledgements: [] }; }
  if ('Statement' in raw) { return { templates: [], policies: [{ file: path, policy: raw }], acknowledgements: [] }; }
  throw new UserError(`${fileName(path)} has neither \`Resources\` nor \`Statement\`: ${INSTEAD}`);
}

function templateOf(file: string, raw: JsonObject): CheckedTemplate {
  const template = withGlobals(raw as Template);
  return { id: file, file, template, environment: {}, constructPath: logicalId => pathMetadata(template, logicalId) };
}

/** A JSON or YAML file that holds an object. */
export function readStructured(path: string): JsonObject {
  let raw: JsonValue;
  try {
    raw = parseTemplate(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UserError(`${fileName(relative('', path) || path)} could not be read: ${(error as Error).message.split('\n')[0]}`);
  }
  if (!isObject(raw)) { throw new UserError(`${fileName(path)} holds no object: ${INSTEAD}`); }
  return raw;
}
