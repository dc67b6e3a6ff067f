/**
 * A cloud assembly (`cdk.out`) → its templates, those of stages and nested stacks included, and what its authors acknowledged.
 *
 * @see https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/cloud-assembly-schema
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { CheckedTemplate, pathMetadata } from './checked-template';
import { isResource, Template, TemplateResource, TemplateSource } from './template';
import { Acknowledgement, readAcknowledgements } from '../diagnostics/acknowledgement';
import { shortened } from '../diagnostics/printable';
import { UserError } from '../diagnostics/user-error';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { Environment } from '../policy/policy-site';

/** Of a stack or a construct in it: what is acknowledged on the app itself or on a stage, the CDK does not write. */
export interface AssemblyAcknowledgement extends Acknowledgement {
  /** The template of its stack. */
  readonly file: string;
}

export interface CloudAssembly {
  readonly templates: readonly CheckedTemplate[];
  readonly acknowledgements: readonly AssemblyAcknowledgement[];
}

/** Entries of the metadata of one construct. */
interface MetadataEntry {
  readonly type: string;
  readonly data?: JsonValue;
}

const STACK = 'aws:cloudformation:stack';
const NESTED_ASSEMBLY = 'cdk:cloud-assembly';
const NESTED_STACK_TYPE = 'AWS::CloudFormation::Stack';
const ENVIRONMENT = /^aws:\/\/([^/]+)\/(.+)$/;
const HASH_IN_URL = /\/([0-9a-f]{64})\.json/;

export function readAssembly(folder: string): CloudAssembly {
  const artifacts = Object.entries(object(readJson(join(folder, 'manifest.json')).artifacts)).map(([id, artifact]) => ({ id, ...object(artifact) }));
  const parts = artifacts.map((artifact: JsonObject): CloudAssembly => {
    const properties = object(artifact.properties);
    switch (artifact.type) {
      case STACK: return readStack(folder, artifact, properties);
      case NESTED_ASSEMBLY: return readAssembly(join(folder, text(properties.directoryName)));
      default: return { templates: [], acknowledgements: [] };
    }
  });
  return { templates: parts.flatMap(({ templates }) => templates), acknowledgements: parts.flatMap(part => part.acknowledgements) };
}

function readStack(folder: string, artifact: JsonObject, properties: JsonObject): CloudAssembly {
  const metadata = metadataOf(folder, artifact);
  const path = text(artifact.displayName ?? artifact.id);
  const source = { id: path, environment: environmentOf(artifact.environment), stackName: text(properties.stackName ?? artifact.id) };
  const paths = pathsByLogicalId(metadata);
  const templateFile = text(properties.templateFile);
  return {
    templates: readTemplates(folder, templateFile, source, path, paths),
    acknowledgements: metadata.flatMap(([constructPath, entries]) => entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => readAcknowledgements(constructPath, data))
      .map(acknowledgement => ({ ...acknowledgement, file: join(folder, templateFile) }))),
  };
}

/** The template, and those of the stacks nested in it. */
function readTemplates(
  folder: string, name: string, source: Omit<TemplateSource, 'template'>, path: string, paths: ReadonlyMap<string, readonly string[]>,
): readonly CheckedTemplate[] {
  const file = join(folder, name);
  const template = readJson(file) as Template;
  const own: CheckedTemplate = {
    ...source,
    file,
    template,
    constructPath: logicalId => pathMetadata(template, logicalId) ?? paths.get(logicalId)?.find(each => each.startsWith(`${path}/`)),
  };
  const nested = Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const nestedFile = isResource(resource) ? nestedTemplate(folder, resource) : undefined;
    if (nestedFile === undefined) { return []; }
    const nestedPath = own.constructPath(logicalId)?.replace(/\.NestedStack\/.*$/, '') ?? `${path}/${logicalId}`;
    const nestedSource = { id: nestedPath, environment: source.environment, parent: { id: source.id, logicalId } };
    return readTemplates(folder, nestedFile, nestedSource, nestedPath, paths);
  });
  return [own, ...nested];
}

/** The file of a nested stack: as the CDK notes it beside the stack, else by the hash that its URL ends with. */
function nestedTemplate(folder: string, { Type, Metadata: metadata, Properties: properties }: TemplateResource): string | undefined {
  if (Type !== NESTED_STACK_TYPE) { return undefined; }
  const noted = object(metadata)['aws:asset:path'];
  if (typeof noted === 'string') { return existsSync(join(folder, noted)) ? noted : undefined; }
  const hash = HASH_IN_URL.exec(JSON.stringify(object(properties).TemplateURL ?? ''))?.[1];
  return hash === undefined ? undefined : assetFile(folder, hash);
}

function assetFile(folder: string, hash: string): string | undefined {
  const artifacts = Object.values(object(readJson(join(folder, 'manifest.json')).artifacts)).map(object);
  for (const { type, properties } of artifacts) {
    if (type !== 'cdk:asset-manifest') { continue; }
    const path = object(object(object(readJson(join(folder, text(object(properties).file))).files)[hash]).source).path;
    if (typeof path === 'string' && existsSync(join(folder, path))) { return path; }
  }
  return undefined;
}

/** By construct path. Large assemblies keep it in a file of its own. */
function metadataOf(folder: string, { metadata, additionalMetadataFile }: JsonObject): readonly (readonly [string, readonly MetadataEntry[]])[] {
  const all = { ...object(metadata), ...typeof additionalMetadataFile === 'string' && readJson(join(folder, additionalMetadataFile)) };
  return Object.entries(all).map(([path, entries]) => [path.replace(/^\//, ''), Array.isArray(entries) ? entries as unknown as MetadataEntry[] : []]);
}

function pathsByLogicalId(metadata: ReturnType<typeof metadataOf>): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const [path, entries] of metadata) {
    for (const { type, data } of entries) {
      if (type === 'aws:cdk:logicalId' && typeof data === 'string') { paths.set(data, [...paths.get(data) ?? [], path]); }
    }
  }
  return paths;
}

function environmentOf(raw: JsonValue): Environment {
  const [, account, region] = ENVIRONMENT.exec(String(raw)) ?? [];
  return { account: known(account), region: known(region) };
}

function known(value: string | undefined): string | undefined {
  return value === undefined || value.startsWith('unknown-') ? undefined : value;
}

function readJson(file: string): JsonObject {
  try {
    return object(JSON.parse(readFileSync(file, 'utf8')) as JsonValue);
  } catch (error) {
    throw new UserError(`${shortened(file)} of the cloud assembly could not be read (${(error as Error).message}): synthesise it again`);
  }
}

function object(raw: JsonValue): JsonObject {
  return isObject(raw) ? raw : {};
}

function text(raw: JsonValue): string {
  return typeof raw === 'string' ? raw : '';
}
