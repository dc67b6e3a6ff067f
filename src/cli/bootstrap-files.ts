/**
 * The files of `bootstrap --output`: for each environment a folder with its policies and the templates that set up its execution role.
 *
 * They are generated, so what an earlier run wrote is replaced, and policies of it that there are no more are removed. The answer names each file
 * and what became of it. Other files are left alone.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { executionPolicyArn, policiesTemplate, PolicyPlace, withExecutionPolicies } from '../deployment/bootstrap-template';
import { ExecutionPolicy } from '../deployment/execution-policy';
import { DEFAULT_QUALIFIER } from '../deployment/qualifier';
import { shortened } from '../diagnostics/printable';
import { UserError } from '../diagnostics/user-error';
import { JsonObject } from '../policy/json';

export interface BootstrapTemplate {
  readonly file: string;
  readonly template: JsonObject;
}

export interface BootstrapFile {
  readonly path: string;
  readonly change: 'written' | 'changed' | 'unchanged' | 'removed';
}

export interface BootstrapFolder {
  readonly files: readonly BootstrapFile[];
  /** For the shell, to be run in this order. */
  readonly commands: readonly string[];
}

const POLICY_FILE = /^policy-\d+\.json$/;
/** The AWS CLI sends no longer template without a bucket. */
const INLINE_TEMPLATE = 51_200;

/** Without a bootstrap template, only the policies and their template. */
export function writeBootstrapFolder(
  output: string, { environment, documents }: ExecutionPolicy, qualifier: string, bootstrap: BootstrapTemplate | undefined,
): BootstrapFolder {
  if (documents.length === 0) { return { files: [], commands: [] }; }
  const { account, region } = environment;
  const place = { environment, qualifier };
  const folder = join(output, `${account ?? 'any-account'}-${region ?? 'any-region'}`);
  const policies = `${JSON.stringify(policiesTemplate(documents, place))}\n`;
  const contents = new Map([
    ...documents.map((document, index) => [`policy-${index + 1}.json`, pretty(document)] as const),
    ['policies.template.json', policies],
    ...bootstrap ? [['bootstrap.template.json', pretty(changed(bootstrap, documents.length, place))] as const] : [],
  ]);
  return {
    files: update(folder, contents),
    commands: [
      deployCommand(join(folder, 'policies.template.json'), place, policies.length),
      bootstrapCommand(bootstrap && join(folder, 'bootstrap.template.json'), place, documents.length),
    ],
  };
}

function changed({ file, template }: BootstrapTemplate, count: number, place: PolicyPlace): JsonObject {
  const result = withExecutionPolicies(template, count, place);
  if (!result) {
    throw new UserError(`${shortened(file)} has no role \`CloudFormationExecutionRole\`: give what \`cdk bootstrap --show-template\` prints`);
  }
  return result;
}

function update(folder: string, contents: ReadonlyMap<string, string>): BootstrapFile[] {
  try {
    mkdirSync(folder, { recursive: true });
    const gone = readdirSync(folder).filter(name => POLICY_FILE.test(name) && !contents.has(name)).map(name => join(folder, name));
    gone.forEach(path => rmSync(path));
    return [
      ...[...contents].map(([name, content]) => write(join(folder, name), content)),
      ...gone.map(path => ({ path, change: 'removed' as const })),
    ];
  } catch (error) {
    throw new UserError(`the folder ${shortened(folder)} could not be written (${shortened((error as Error).message)}): give another with --output`);
  }
}

function write(path: string, content: string): BootstrapFile {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (before === content) { return { path, change: 'unchanged' }; }
  writeFileSync(path, content);
  return { path, change: before === undefined ? 'written' : 'changed' };
}

function deployCommand(template: string, { environment: { region = 'REGION' }, qualifier }: PolicyPlace, size: number): string {
  return shell([
    'aws', 'cloudformation', 'deploy', '--region', region, '--stack-name', `cdk-${qualifier}-cfn-exec-policies`, '--template-file', template,
    '--capabilities', 'CAPABILITY_NAMED_IAM', ...size > INLINE_TEMPLATE ? ['--s3-bucket', 'BUCKET'] : [],
  ]);
}

function bootstrapCommand(template: string | undefined, place: PolicyPlace, count: number): string {
  const { environment: { account = 'ACCOUNT', region = 'REGION' }, qualifier } = place;
  return shell([
    'npx', 'cdk', 'bootstrap', `aws://${account}/${region}`, ...template === undefined ? [] : ['--template', template],
    '--cloudformation-execution-policies', Array.from({ length: count }, (_, index) => executionPolicyArn(place, index + 1)).join(','),
    ...qualifier === DEFAULT_QUALIFIER ? [] : ['--qualifier', qualifier, '--toolkit-stack-name', `CDKToolkit-${qualifier.replaceAll('_', '-')}`],
  ]);
}

function shell(words: readonly string[]): string {
  return words.map(word => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'\\\'\'')}'`).join(' ');
}

function pretty(content: JsonObject): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
