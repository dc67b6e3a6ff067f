/**
 * The files of `bootstrap --output`, made of the bootstrap template of the CDK command line that is installed here.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { writeBootstrapFolder } from '../../../src/cli/bootstrap-files';
import { readInventory } from '../../../src/template/inventory';
import { parseTemplate } from '../../../src/template/parse-template';
import { runCli } from '../run-cli';

const folder = mkdtempSync(join(tmpdir(), 'bootstrap-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

const BOUNDARY = 'arn:aws:iam::111122223333:policy/workloads';
const INSTALLED = require.resolve('aws-cdk/lib/api/bootstrap/bootstrap-template.yaml');
const ORIGINAL = parseTemplate(readFileSync(INSTALLED, 'utf8')) as any;
const ASSEMBLY = join(folder, 'cdk.out');
const app = new App({ outdir: ASSEMBLY });
new sqs.Queue(new Stack(app, 'Orders', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Queue');
app.synth();

let count = 0;
const output = () => join(folder, `out${count++}`);
const read = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));
const resourceFile = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const AGNOSTIC = resourceFile('agnostic.json', { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });

describe('an environment', () => {
  const out = output();
  const place = join(out, '111122223333-eu-west-1');
  let answer: any;
  beforeAll(async () => {
    answer = await runCli(['bootstrap', ASSEMBLY, '--boundary', BOUNDARY, '--output', out, '--format', 'json']);
  });

  test('gets its policies, their template and a bootstrap template', () => {
    expect({ status: answer.status, diagnostics: answer.diagnostics }).toEqual({ status: 0, diagnostics: '' });
    const [{ files, policies }] = JSON.parse(answer.output).environments;
    expect(files).toEqual(['policy-1.json', 'policies.template.json', 'bootstrap.template.json'].map(name => ({ path: join(place, name), change: 'written' })));
    expect(read(place, 'policy-1.json')).toEqual(policies[0]);
  });

  test('the commands deploy them: first the policies, then the bootstrap stack with their ARNs', () => {
    expect(JSON.parse(answer.output).environments[0].commands).toEqual([
      `aws cloudformation deploy --region eu-west-1 --stack-name cdk-hnb659fds-cfn-exec-policies --template-file ${place}/policies.template.json --capabilities CAPABILITY_NAMED_IAM`,
      `npx cdk bootstrap aws://111122223333/eu-west-1 --template ${place}/bootstrap.template.json `
        + '--cloudformation-execution-policies arn:aws:iam::111122223333:policy/cdk-hnb659fds-cfn-exec-policy-1-eu-west-1',
    ]);
  });

  test('the template of the policies makes them as they were derived', () => {
    const [policy] = readInventory([{ id: '', template: read(place, 'policies.template.json'), environment: { account: '111122223333', region: 'eu-west-1' } }]).resources;
    expect(policy.arn?.literal).toBe('arn:aws:iam::111122223333:policy/cdk-hnb659fds-cfn-exec-policy-1-eu-west-1');
    expect(policy.properties.PolicyDocument).toEqual(read(place, 'policy-1.json'));
  });

  test('the bootstrap template is that of the installed CDK, but for the policies of the execution role and its variant', () => {
    const changed = read(place, 'bootstrap.template.json');
    const role = changed.Resources.CloudFormationExecutionRole;
    expect(role.Properties.ManagedPolicyArns).toEqual({
      'Fn::If': ['HasCloudFormationExecutionPolicies', { Ref: 'CloudFormationExecutionPolicies' },
        [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/cdk-hnb659fds-cfn-exec-policy-1-${AWS::Region}' }]],
    });
    expect(JSON.stringify(changed)).not.toContain('AdministratorAccess');
    expect(JSON.stringify(ORIGINAL)).toContain('AdministratorAccess');

    role.Properties.ManagedPolicyArns = ORIGINAL.Resources.CloudFormationExecutionRole.Properties.ManagedPolicyArns;
    expect(changed.Parameters.BootstrapVariant.Default).toBe('cdk-least-privilege: derived execution policies');
    changed.Parameters.BootstrapVariant.Default = ORIGINAL.Parameters.BootstrapVariant.Default;
    expect(changed).toEqual(ORIGINAL);
  });

  test('the CDK command line takes the bootstrap template', () => {
    const cdk = spawnSync(process.execPath, [
      require.resolve('aws-cdk/bin/cdk'), 'bootstrap', '--show-template', '--json', '--no-notices', '--no-ci', '--template', join(place, 'bootstrap.template.json'),
    ], { cwd: folder, encoding: 'utf8', env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' } });
    expect(JSON.parse(cdk.stdout)).toEqual(read(place, 'bootstrap.template.json'));
  });

  test('what the next run finds as it was is unchanged, what differs is replaced, policies that are gone are removed, and all of it is told', async () => {
    writeFileSync(join(place, 'policy-1.json'), '{}');
    writeFileSync(join(place, 'policy-2.json'), '{}');
    writeFileSync(join(place, 'notes.txt'), 'mine');
    const again = await runCli(['bootstrap', ASSEMBLY, '--boundary', BOUNDARY, '--output', out]);
    expect(again.output.match(/^ {2}(written|changed|unchanged|removed): .*$/gm)?.map(line => line.replace(place, '').trim())).toEqual([
      'changed: /policy-1.json', 'unchanged: /policies.template.json', 'unchanged: /bootstrap.template.json', 'removed: /policy-2.json',
    ]);
    expect(again.output).toMatch(/^ {2}run: aws cloudformation deploy .*\n {2}run: npx cdk bootstrap /m);
    expect(readdirSync(place).sort()).toEqual(['bootstrap.template.json', 'notes.txt', 'policies.template.json', 'policy-1.json']);
  });
});

test('an environment that the templates do not say: the commands have places to fill in', async () => {
  const out = output();
  const { output: text } = await runCli(['bootstrap', AGNOSTIC, '--output', out]);
  expect(text).toContain('npx cdk bootstrap aws://ACCOUNT/REGION ');
  expect(text).toContain('arn:aws:iam::ACCOUNT:policy/cdk-hnb659fds-cfn-exec-policy-1-REGION');
  expect(existsSync(join(out, 'any-account-any-region', 'bootstrap.template.json'))).toBe(true);
});

test('another qualifier: other names, another bootstrap stack', async () => {
  const out = output();
  const { output: text } = await runCli(['bootstrap', ASSEMBLY, '--output', out, '--qualifier', 'team_a']);
  expect(text).toContain('policy/cdk-team_a-cfn-exec-policy-1-eu-west-1 --qualifier team_a --toolkit-stack-name CDKToolkit-team-a');
  expect(readFileSync(join(out, '111122223333-eu-west-1', 'policies.template.json'), 'utf8')).toContain('cdk-team_a-cfn-exec-policy-1-${AWS::Region}');
});

test('a folder with blanks is quoted', async () => {
  const out = join(folder, 'a folder');
  const { output: text } = await runCli(['bootstrap', ASSEMBLY, '--output', out]);
  expect(text).toContain(`--template '${out}/111122223333-eu-west-1/bootstrap.template.json'`);
});

describe('a bootstrap template of the user', () => {
  const ROLE = { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'], Path: '/own/' } };

  test('is changed in the same way, without the parameter if it has none', async () => {
    const out = output();
    await runCli(['bootstrap', ASSEMBLY, '--output', out, '--template', resourceFile('own.json', { Resources: { CloudFormationExecutionRole: ROLE } })]);
    expect(read(out, '111122223333-eu-west-1', 'bootstrap.template.json')).toEqual({
      Resources: {
        CloudFormationExecutionRole: {
          Type: 'AWS::IAM::Role',
          Properties: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/cdk-hnb659fds-cfn-exec-policy-1-${AWS::Region}' }], Path: '/own/' },
        },
      },
    });
  });

  test('without an execution role is refused, and nothing is written', async () => {
    const out = output();
    const { status, diagnostics } = await runCli(['bootstrap', ASSEMBLY, '--output', out, '--template', AGNOSTIC]);
    expect({ status, diagnostics }).toEqual({ status: 2, diagnostics: expect.stringMatching(/agnostic.json has no role `CloudFormationExecutionRole`: give what `cdk bootstrap --show-template` prints/) });
    expect(existsSync(out)).toBe(false);
  });
});

test('where no CDK command line is installed, a warning says how to get the bootstrap template', async () => {
  const [before, out] = [process.cwd(), output()];
  process.chdir(folder);
  try {
    const { status, output: text } = await runCli(['bootstrap', ASSEMBLY, '--output', out]);
    expect(status).toBe(0);
    expect(text).toMatch(/warning: no bootstrap template is written.*`cdk bootstrap --show-template`/);
    expect(text).toMatch(/run: npx cdk bootstrap aws:\/\/111122223333\/eu-west-1 --cloudformation-execution-policies arn/);
  } finally {
    process.chdir(before);
  }
  expect(readdirSync(join(out, '111122223333-eu-west-1')).sort()).toEqual(['policies.template.json', 'policy-1.json']);
});

test('an app without resources needs no policies and gets no files', async () => {
  const out = output();
  await runCli(['bootstrap', resourceFile('empty.json', { Resources: {} }), '--output', out]);
  expect(existsSync(out)).toBe(false);
});

test('two apps whose stacks are called alike are kept apart', async () => {
  const other = join(folder, 'other.out');
  const otherApp = new App({ outdir: other });
  new sqs.Queue(new Stack(otherApp, 'Orders', { env: { account: '444455556666', region: 'eu-west-1' } }), 'Queue');
  otherApp.synth();
  const { output: text } = await runCli(['bootstrap', ASSEMBLY, other, '--format', 'json']);
  const both = JSON.parse(text).environments.map(({ policies }: any) => policies);
  const alone = JSON.parse((await runCli(['bootstrap', other, '--format', 'json'])).output).environments[0].policies;
  expect(both[1]).toEqual(alone);
});

test('a template that is too long to be sent without a bucket: the command asks for one', () => {
  const commandFor = (policies: number) => {
    const documents = Array(policies).fill({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: Array(270).fill('sqs:ListQueuesListQueues'), Resource: '*' }] });
    return writeBootstrapFolder(output(), { environment: {}, documents, notCovered: [], warnings: [] }, 'hnb659fds', undefined).commands[0];
  };
  expect(commandFor(6)).not.toContain('--s3-bucket');
  expect(commandFor(8)).toMatch(/--capabilities CAPABILITY_NAMED_IAM --s3-bucket BUCKET$/);
});

test.each<[string[], RegExp]>([
  [['--template', INSTALLED], /--template is about the files that are written: say with --output where/],
  [['--qualifier', 'x'], /--qualifier is about the files/],
  [['--output', folder, '--qualifier', 'far-too-long'], /--qualifier is `far-too-long`: give up to ten letters/],
  [['--output', folder, '--template', join(folder, 'none.yaml')], /none.yaml could not be read/],
  [['--output', resourceFile('file', {})], /could not be written.*give another with --output/],
])('unusable: %j', async (argv, message) => {
  mkdirSync(folder, { recursive: true });
  expect(await runCli(['bootstrap', ASSEMBLY, ...argv])).toEqual({ status: 2, output: '', diagnostics: expect.stringMatching(message) });
});
