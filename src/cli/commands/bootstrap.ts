/**
 * `bootstrap`: the policies of CloudFormation's execution role for the apps of cloud assemblies and templates.
 */
import { ExecutionPolicy, executionPolicies } from '../../deployment/execution-policy';
import { HandlerSchemas } from '../../deployment/handler-schemas';
import { policyCountProblem } from '../../deployment/policy-count';
import { DEFAULT_QUALIFIER, QUALIFIER } from '../../deployment/qualifier';
import { shortened } from '../../diagnostics/printable';
import { UserError } from '../../diagnostics/user-error';
import { JsonObject, JsonValue } from '../../policy/json';
import { BootstrapFolder, BootstrapTemplate, writeBootstrapFolder } from '../bootstrap-files';
import { readChecked, readStructured } from '../checked-input';
import { ExitCode } from '../exit-code';
import { installedBootstrapTemplate } from '../installed-bootstrap-template';
import { fileName } from '../read-file';
import { Streams } from '../streams';

export interface BootstrapOptions {
  readonly boundary?: string;
  readonly rolePath?: string;
  readonly schemas?: string;
  readonly output?: string;
  readonly template?: string;
  readonly qualifier?: string;
  readonly format?: 'text' | 'json';
}

/** What is said of one environment. */
interface Answer {
  readonly policy: ExecutionPolicy;
  readonly warnings: readonly string[];
  /** With `--output`. */
  readonly folder?: BootstrapFolder;
}

const BOUNDARY = /^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;
const ROLE_PATH = /^\/([\x21-\x7e]+\/)$/;
const NO_TEMPLATE = 'no bootstrap template is written, since the package `aws-cdk` is not installed in this project: '
  + 'write one with `cdk bootstrap --show-template` and give it with --template';

export async function bootstrap(paths: readonly string[], options: BootstrapOptions, streams: Streams): Promise<ExitCode> {
  refuseUnfit(options);
  const { boundary, rolePath, schemas, format } = options;
  const { templates, policies: [document] } = await readChecked(paths, streams);
  if (document) { throw new UserError(`${fileName(document.file)} is a policy document: give a cdk.out folder or a CloudFormation template`); }
  const handlerSchemas = schemas === undefined ? undefined : HandlerSchemas.fromFolder(schemas);
  const policies = executionPolicies(templates, { boundary, rolePath, schemas: handlerSchemas });
  const template = options.output === undefined ? undefined : await readBootstrapTemplate(options.template, streams);
  const answers = policies.map(policy => answer(policy, options, template));
  await streams.output.write(format === 'json' ? `${JSON.stringify({ environments: answers.map(asJson) }, null, 2)}\n` : answers.map(asText).join('\n'));
  return policies.some(({ notCovered }) => notCovered.length > 0) ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

function refuseUnfit({ boundary, rolePath, output, template, qualifier }: BootstrapOptions): void {
  if (boundary !== undefined && !BOUNDARY.test(boundary)) {
    throw new UserError(`--boundary is \`${shortened(boundary)}\`: give the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/workloads`);
  }
  if (rolePath !== undefined && (!ROLE_PATH.test(rolePath) || /[*?]/.test(rolePath))) {
    throw new UserError(`--role-path is \`${shortened(rolePath)}\`: begin and end it with a slash, without wildcards, such as /orders/`);
  }
  if (qualifier !== undefined && !QUALIFIER.test(qualifier)) {
    throw new UserError(`--qualifier is \`${shortened(qualifier)}\`: give up to ten letters, digits, \`_\` and \`-\`, as to \`cdk bootstrap --qualifier\``);
  }
  if (output === undefined && (template !== undefined || qualifier !== undefined)) {
    throw new UserError(`${template === undefined ? '--qualifier' : '--template'} is about the files that are written: say with --output where`);
  }
}

async function readBootstrapTemplate(given: string | undefined, streams: Streams): Promise<BootstrapTemplate | undefined> {
  const file = given ?? installedBootstrapTemplate();
  return file === undefined ? undefined : { file, template: await readStructured(file, streams) };
}

function answer(policy: ExecutionPolicy, options: BootstrapOptions, template: BootstrapTemplate | undefined): Answer {
  const { output, qualifier = DEFAULT_QUALIFIER } = options;
  const tooMany = policyCountProblem(policy.documents.length);
  const warnings = [...policy.warnings, ...tooMany === undefined ? [] : [tooMany]];
  if (output === undefined) { return { policy, warnings }; }
  return {
    policy,
    warnings: template ? warnings : [...warnings, NO_TEMPLATE],
    folder: writeBootstrapFolder(output, policy, qualifier, template),
  };
}

function asJson({ policy, warnings, folder }: Answer): JsonObject {
  const { environment: { account, region }, documents, notCovered } = policy;
  return {
    account: account ?? null,
    region: region ?? null,
    policies: [...documents],
    notCovered: notCovered.map(({ templateId, logicalId, type, reason }) => ({ template: templateId, logicalId, type, reason })),
    warnings: [...warnings],
    ...folder && { files: folder.files.map(({ path, change }) => ({ path, change })), commands: [...folder.commands] },
  };
}

function asText({ policy, warnings, folder }: Answer): string {
  const { environment: { account = 'any account', region = 'any region' }, documents, notCovered } = policy;
  const lines = [
    `${account} ${region}: ${documents.length} ${documents.length === 1 ? 'policy' : 'policies'}`,
    ...documents.map((document, index) => `  ${index + 1}. ${JSON.stringify(document).length} characters: ${servicesIn(document).join(', ')}`),
    ...warnings.map(warning => `  warning: ${warning}`),
    ...notCovered.map(({ templateId, logicalId, type, reason }) => `  not covered: ${shortened(`${templateId}/${logicalId}`)} (${shortened(type)}): ${shortened(reason, 500)}`),
    ...(folder?.files ?? []).map(({ path, change }) => `  ${change}: ${path}`),
    ...(folder?.commands ?? []).map(command => `  run: ${command}`),
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
