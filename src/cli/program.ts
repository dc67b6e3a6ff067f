/**
 * The verbs and their options. Only commander is loaded here: a command is loaded when it is called.
 */
import { Readable, Writable } from 'stream';
import { Command, CommanderError, Option } from 'commander';
import { BootstrapOptions } from './commands/bootstrap';
import { CheckOptions } from './commands/check';
import { CompareOptions } from './commands/compare';
import { SimulateOptions } from './commands/simulate';
import { ExitCode } from './exit-code';
import { problemOf } from './problem';
import { Output, Streams } from './streams';
import { UserError } from '../diagnostics/user-error';
import { libraryVersion } from '../reporting/library-version';

/** As `process` has them. */
export interface StandardStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/* eslint-disable @typescript-eslint/no-require-imports */
const load = {
  check: () => require('./commands/check') as typeof import('./commands/check'),
  simulate: () => require('./commands/simulate') as typeof import('./commands/simulate'),
  compare: () => require('./commands/compare') as typeof import('./commands/compare'),
  bootstrap: () => require('./commands/bootstrap') as typeof import('./commands/bootstrap'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

const POLICY_KINDS = ['identity', 'trust', 'resource', 'boundary', 'session', 'scp', 'rcp', 'endpoint', 'permission-set'];

const BATCH_HELP = `
Batch:
  --batch reads JSON Lines on standard input and writes one answer line for each, in order, with the \`id\` of the line (null
  without one). A line that cannot be answered gets {"id":…,"error":"…"} and the run goes on; an empty line gets none.
  The exit status is 0 when all lines were read, whatever the answers are: they speak for themselves.
`;

const CHECK_HELP = `
PATH is a folder that \`cdk synth\` wrote, a CloudFormation or SAM template (JSON or YAML) or, with --kind, a policy document; - is a
template or a policy document on standard input.
Findings that a stack or a construct in it acknowledges are accepted; what is acknowledged on the app itself or on a stage, the CDK
does not write into the folder. A baseline tolerates the findings it lists, and only shrinks.

Each line of a batch holds one object, DOC being a policy document, as an object or as JSON text; resourceType can be left out:
  {"id":"3","kind":"identity","resourceType":"AWS::IAM::ManagedPolicy","policy":DOC}

The answer:
  {"id":"3","findings":[{"rule":"wildcard-action","severity":"error","path":"/Statement/0","message":"…","fix":"…"}]}
${BATCH_HELP}
Exit status: 0 clean, 1 findings of the severity of --fail-on or above, 2 unusable arguments or input.
`;

const SIMULATE_HELP = `
FILE and each line of a batch hold one object:
  {"id":"1",
   "policies":{"identity":[DOC],"boundary":DOC,"session":DOC,"scp":[[DOC]],"rcp":[[DOC]],"resource":DOC,"endpoint":DOC},
   "request":{"principal":"arn:aws:iam::111122223333:role/app","action":"s3:GetObject","resource":"arn:aws:s3:::b/k",
              "resourceAccount":"111122223333","context":{"aws:SourceIp":"192.0.2.1"}}}
  DOC is a policy document, as an object or as JSON text; \`scp\` and \`rcp\` are one list for each level, the root first; what is
  left out or null is not there. The principal is an ARN or {"type":"service|federated|anonymous|canonical","id":"…"}; context
  values are text, numbers, booleans or lists of them.

The answer, one line with --format json:
  {"id":"1","decision":"allowed|implicitly-denied|explicitly-denied|unknown","layer":"identity","statement":{"policy":0,"index":0},
   "reason":"…"}
  \`layer\` decided, \`statement\` (its policy in the list of the layer, its place in \`Statement\`) is the one that did; either is null
  when there is none. \`level\` is added when the layer is scp or rcp. Later versions may add members.
${BATCH_HELP}
Exit status: 0 allowed, 1 denied or unknown, 2 unusable arguments or input.
`;

const COMPARE_HELP = `
Each line of a batch holds one object, DOC being a policy document, as an object or as JSON text:
  {"id":"2","kind":"identity|resource","reference":DOC,"candidate":DOC}

The answer, one line with --format json (whose id is null, there being none):
  {"id":"2","verdict":"holds|fails|unknown","statement":3,"witness":{"principal":"…","action":"…","resource":"…","context":{}},
   "reason":"…"}
  \`statement\` is the place in the candidate's \`Statement\` of the one that allows more or cannot be decided, \`witness\` a request that
  shows it, in the form that simulate reads; either is null when there is none. Later versions may add members.
${BATCH_HELP}
Exit status: 0 holds, 1 fails or unknown, 2 unusable arguments or input.
`;

const BOOTSTRAP_HELP = `
PATH is a folder that \`cdk synth\` wrote, or a CloudFormation template (JSON or YAML). For each environment of the templates the
answer has the policies for \`cdk bootstrap --cloudformation-execution-policies\`, each short enough for a managed policy.

With --output each environment gets a folder, DIR/111122223333-eu-central-1, whose files are replaced by the next run:
  policy-1.json …          the policies
  policies.template.json   a CloudFormation template that makes them
  bootstrap.template.json  the CDK's bootstrap template, whose execution role has them instead of AdministratorAccess
and the answer has the commands that deploy them. The bootstrap template is that of the \`aws-cdk\` that is installed in the project,
or what --template names. An environment that was bootstrapped with another template takes \`cdk bootstrap --force\` once.

The answer with --format json:
  {"environments":[{"account":"111122223333","region":"eu-central-1","policies":[DOC],
    "notCovered":[{"template":"…","logicalId":"…","type":"AWS::IAM::User","reason":"…"}],"warnings":["…"],
    "files":[{"path":"…","change":"written|changed|unchanged|removed"}],"commands":["…"]}]}
  DOC is a policy document; account and region are null where the templates do not say them (a command then has ACCOUNT and REGION);
  files and commands are there with --output. Later versions may add members.

Exit status: 0 when all resources are covered, 1 when some are not, 2 unusable arguments or input.
`;

/** Runs one command line and answers with its exit status. Never throws. */
export async function run(argv: readonly string[], { stdin, stdout, stderr }: StandardStreams): Promise<ExitCode> {
  const streams = { input: stdin, output: new Output(stdout), diagnostics: new Output(stderr) };
  try {
    return await dispatch(argv, streams);
  } catch (error) {
    await streams.diagnostics.write(`error: ${problemOf(error)}\n`).catch(() => {});
    return ExitCode.UNUSABLE;
  }
}

async function dispatch(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  let exitCode = ExitCode.CLEAN;
  let help = '';
  const program = createProgram(streams, result => { exitCode = result; }, text => { help += text; });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) { throw error; }
    if (error.exitCode !== 0) { throw new UserError(wordsOf(error)); }
  }
  await streams.output.write(help);
  return exitCode;
}

function wordsOf({ code, message }: CommanderError): string {
  return code === 'commander.help' ? 'no verb is given: --help lists them' : message.replace(/^error: /, '').replace(/\n/g, ' ');
}

function createProgram(streams: Streams, finish: (exitCode: ExitCode) => void, writeHelp: (text: string) => void): Command {
  const program = new Command('cdk-least-privilege')
    .description('Least privilege for AWS policies, checked offline: what they allow, and whether a change allows more.')
    .version(libraryVersion())
    .exitOverride()
    .configureOutput({ writeOut: writeHelp, writeErr: () => {} });

  program.command('check')
    .description('judges every policy: what is wrong, where, and what to write instead')
    .argument('[PATH...]', 'cdk.out folders, templates or policy documents')
    .addOption(new Option('--kind <kind>', 'what a policy document is for').choices(POLICY_KINDS))
    .option('--resource-type <type>', 'the CloudFormation type of the resource that a policy document stands in')
    .option('--pack <name...>', 'packs of rules (default: recommended)')
    .option('--disable <rule...>', 'rules that are not to judge')
    .option('--trusted-account <id...>', 'accounts that may be given access')
    .option('--require-boundary', 'each role and user must have a permissions boundary')
    .addOption(new Option('--fail-on <severity>', 'from which severity on the exit status is 1 (default: error)').choices(['error', 'warning', 'never']))
    .option('--baseline <FILE>', 'findings to tolerate')
    .option('--write-baseline', 'write the baseline, or take out of it what is gone')
    .addOption(new Option('--format <format>', 'for people, programs or code scanning (default: text, and json with --batch)').choices(['text', 'json', 'sarif']))
    .option('--batch', 'answer JSON Lines from standard input')
    .addHelpText('after', CHECK_HELP)
    .action(async (paths: string[], options: CheckOptions) => {
      finish(await load.check().check(paths, options, streams));
    });

  program.command('simulate')
    .description('one request against given policies: the decision, the layer that took it and the statement')
    .argument('[FILE]', 'JSON with policies and request; - for standard input')
    .addOption(formatOption())
    .option('--batch', 'answer JSON Lines from standard input')
    .addHelpText('after', SIMULATE_HELP)
    .action(async (file: string | undefined, options: SimulateOptions) => {
      finish(await load.simulate().simulate(file, options, streams));
    });

  program.command('compare')
    .description('whether the candidate allows no request that the reference does not, else a request that shows it')
    .option('--reference <FILE>', 'policy document that is accepted; - for standard input')
    .option('--candidate <FILE>', 'policy document to judge; - for standard input')
    .addOption(new Option('--kind <kind>', 'resource: policies with `Principal`').choices(['identity', 'resource']))
    .addOption(formatOption())
    .option('--batch', 'answer JSON Lines from standard input')
    .addHelpText('after', COMPARE_HELP)
    .action(async (options: CompareOptions) => {
      finish(await load.compare().compare(options, streams));
    });

  program.command('bootstrap')
    .description('what CloudFormation needs to deploy an app: the policies of its execution role, instead of AdministratorAccess')
    .argument('<PATH...>', 'cdk.out folders or templates')
    .option('--boundary <ARN>', 'the permissions boundary that each role of the app must have')
    .option('--role-path <path>', 'the path of all roles of the app, such as /orders/ (default: their names are told by the templates)')
    .option('--schemas <FOLDER>', 'CloudFormation resource schemas, whose handler permissions are taken as they are')
    .option('--output <DIR>', 'write policies and templates there')
    .option('--template <FILE>', 'the bootstrap template to change, as `cdk bootstrap --show-template` prints it (default: that of the installed `aws-cdk`)')
    .option('--qualifier <text>', 'of the bootstrap stack (default: hnb659fds)')
    .addOption(new Option('--format <format>', 'for people or for programs (default: text)').choices(['text', 'json']))
    .addHelpText('after', BOOTSTRAP_HELP)
    .action(async (paths: string[], options: BootstrapOptions) => {
      finish(await load.bootstrap().bootstrap(paths, options, streams));
    });

  return program;
}

function formatOption(): Option {
  return new Option('--format <format>', 'for people or for programs (default: text, and json with --batch)').choices(['text', 'json']);
}
