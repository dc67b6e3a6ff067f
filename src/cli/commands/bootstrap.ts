/**
 * `bootstrap`: the policies of CloudFormation's execution role for the apps of cloud assemblies and templates.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { ExecutionPolicy, executionPolicies } from '../../deployment/execution-policy';
import { HandlerSchemas } from '../../deployment/handler-schemas';
import { JsonObject, JsonValue } from '../../policy/json';
import { readChecked } from '../checked-input';
import { ExitCode } from '../exit-code';
import { parseJson } from '../json-input';
import { shortened } from '../printable';
import { fileName } from '../read-file';
import { Streams } from '../streams';
import { UserError } from '../user-error';

export interface BootstrapOptions {
  readonly boundary?: string;
  readonly rolePath?: string;
  readonly schemas?: string;
  readonly format?: 'text' | 'json';
}

const BOUNDARY = /^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;
const ROLE_PATH = /^\/([\x21-\x7e]+\/)$/;

export async function bootstrap(paths: readonly string[], options: BootstrapOptions, { output }: Streams): Promise<ExitCode> {
  const { boundary, rolePath, schemas, format } = options;
  if (boundary !== undefined && !BOUNDARY.test(boundary)) {
    throw new UserError(`--boundary is \`${shortened(boundary)}\`: give the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/workloads`);
  }
  if (rolePath !== undefined && (!ROLE_PATH.test(rolePath) || /[*?]/.test(rolePath))) {
    throw new UserError(`--role-path is \`${shortened(rolePath)}\`: begin and end it with a slash, without wildcards, such as /orders/`);
  }
  const { templates, policies: [policy] } = readChecked(paths);
  if (policy) { throw new UserError(`${fileName(policy.file)} is a policy document: give a cdk.out folder or a CloudFormation template`); }
  const policies = executionPolicies(templates, { boundary, rolePath, schemas: schemas === undefined ? undefined : readSchemas(schemas) });
  await output.write(format === 'json' ? `${JSON.stringify({ environments: policies.map(asJson) }, null, 2)}\n` : policies.map(asText).join('\n'));
  return policies.some(({ notCovered }) => notCovered.length > 0) ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

function readSchemas(folder: string): HandlerSchemas {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UserError(`--schemas is ${fileName(folder)}, which is no folder: give one with the JSON files of CloudFormation resource schemas`);
  }
  const schemas = new HandlerSchemas();
  const files = readdirSync(folder).filter(name => name.endsWith('.json')).sort().map(name => join(folder, name));
  const found = files.filter(file => schemas.add(parseJson(readFileSync(file, 'utf8'), fileName(file), 'give CloudFormation resource schemas')));
  if (found.length === 0) { throw new UserError(`${fileName(folder)} has no JSON file with \`typeName\` and \`handlers\`: give CloudFormation resource schemas`); }
  return schemas;
}

function asJson({ environment: { account, region }, documents, notCovered, warnings }: ExecutionPolicy): JsonObject {
  return {
    account: account ?? null,
    region: region ?? null,
    policies: [...documents],
    notCovered: notCovered.map(({ templateId, logicalId, type, reason }) => ({ template: templateId, logicalId, type, reason })),
    warnings: [...warnings],
  };
}

function asText({ environment: { account = 'any account', region = 'any region' }, documents, notCovered, warnings }: ExecutionPolicy): string {
  const lines = [
    `${account} ${region}: ${documents.length} ${documents.length === 1 ? 'policy' : 'policies'}`,
    ...documents.map((document, index) => `  ${index + 1}. ${JSON.stringify(document).length} characters: ${servicesIn(document).join(', ')}`),
    ...warnings.map(warning => `  warning: ${warning}`),
    ...notCovered.map(({ templateId, logicalId, type, reason }) => `  not covered: ${shortened(`${templateId}/${logicalId}`)} (${shortened(type)}): ${shortened(reason, 500)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whose actions the document allows. */
function servicesIn({ Statement: statements }: JsonObject): string[] {
  const actions = [statements].flat().flatMap(statement => {
    const { Effect: effect, Action: action } = statement as { readonly [name: string]: JsonValue };
    return effect === 'Allow' ? [action].flat() : [];
  });
  return [...new Set(actions.map(action => String(action).split(':')[0]))].sort();
}
