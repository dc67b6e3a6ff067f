import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { pathToFileURL } from 'url';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { runBatch, runCli } from '../run-cli';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const WIDE = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: QUEUE }] };
const NARROW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE }] };
/** A pack of which the policies here break only `wildcard-action`. */
const BREADTH = ['--pack', 'breadth', 'findings'];
const JSON_OF_BREADTH = [...BREADTH, '--format', 'json'];

interface Found {
  readonly id: string;
  readonly place: string;
  readonly file: string;
  readonly accepted?: string;
}

async function found(...args: string[]): Promise<Found[]> {
  const { output, diagnostics } = await runCli(['check', ...args, ...JSON_OF_BREADTH]);
  expect(diagnostics).toBe('');
  return (JSON.parse(output) as { findings: Found[] }).findings;
}

function wideRole(scope: Construct): iam.Role {
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  role.addToPolicy(iam.PolicyStatement.fromJson(WIDE.Statement[0]));
  return role;
}

describe('what it reads', () => {
  const managed = (document: object) => ({ Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } } } });

  test('a template in JSON', async () => {
    const path = file('template.json', managed(WIDE));
    expect(await found(path)).toMatchObject([{ id: 'wildcard-action[sqs:*]', place: 'Policy', file: path }]);
  });

  test('a template in YAML, with short functions', async () => {
    const path = file('template.yaml', `
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement: { Effect: Allow, Action: 'sqs:*', Resource: !GetAtt Queue.Arn }
`);
    expect(await found(path)).toMatchObject([{ id: 'wildcard-action[sqs:*]', place: 'Policy' }]);
  });

  test('a template in YAML, with policies that merge keys bring', async () => {
    const path = file('merged.yaml', `
Wide: &wide
  PolicyDocument: { Statement: [{ Effect: Allow, Action: "sqs:*", Resource: "${QUEUE}" }] }
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      <<: *wide
      Description: merged
`);
    expect(await found(path)).toMatchObject([{ id: 'wildcard-action[sqs:*]', place: 'Policy' }]);
  });

  test('a SAM template', async () => {
    const path = file('sam.yaml', `
Transform: AWS::Serverless-2016-10-31
Resources:
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AWSLambdaBasicExecutionRole
        - Statement: [{ Effect: Allow, Action: 'sqs:*', Resource: '${QUEUE}' }]
`);
    expect(await found(path)).toMatchObject([{ id: 'wildcard-action[sqs:*]', place: 'Handler' }]);
  });

  test('a SAM template, with what its functions inherit', async () => {
    const path = file('globals.yaml', `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    AssumeRolePolicyDocument:
      Statement: [{ Effect: Allow, Principal: '*', Action: 'sts:AssumeRole' }]
Resources:
  Handler:
    Type: AWS::Serverless::Function
`);
    expect(await found(path, '--pack', 'trust')).toMatchObject([{ id: expect.stringMatching(/^trust-any-principal/), place: 'Handler' }]);
  });

  test('a template with loops', async () => {
    const path = file('loops.yaml', `
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Roles:
    - Name
    - [Orders, Billing]
    - Role\${Name}:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement: [{ Effect: Allow, Principal: '*', Action: 'sts:AssumeRole' }]
`);
    expect(await found(path, '--pack', 'trust')).toMatchObject(['RoleOrders', 'RoleBilling'].map(place => ({ id: expect.stringMatching(/^trust-any-principal/), place })));
  });

  test('a bare policy, told what for', async () => {
    const path = file('policy.json', WIDE);
    expect(await found(path, '--kind', 'identity')).toMatchObject([{ id: 'wildcard-action[sqs:*]', place: '', file: path }]);
    expect(await found(path, '--kind', 'scp')).toEqual([]);
  });

  test('a cloud assembly: stages, nested stacks, construct paths and acknowledgements', async () => {
    const outdir = join(folder, 'cdk.out');
    const app = new App({ outdir });
    wideRole(new Stack(app, 'Top'));
    const stack = new Stack(new Stage(app, 'Production'), 'Stack');
    wideRole(new NestedStack(stack, 'Nested'));
    Validations.of(wideRole(stack)).acknowledge(
      { id: 'LeastPrivilege::wildcard-action', reason: 'migration (owner: payments, expires: 2999-12-31)' },
      { id: 'LeastPrivilege::admin-statement', reason: 'left over' },
      { id: 'LeastPrivilege::wildcard-actoin', reason: 'misspelt' },
      { id: 'LeastPrivilege::no-sandbox-buckets', reason: 'a rule of the app itself' },
    );
    app.synth();

    const findings = await found(outdir);
    expect(findings.map(({ id, place, accepted }) => [id, place, accepted])).toEqual([
      ['wildcard-action[sqs:*]', 'Production/Stack/Role/DefaultPolicy/Resource', 'migration'],
      ['wildcard-action[sqs:*]', 'Production/Stack/Nested/Role/DefaultPolicy/Resource', undefined],
      ['wildcard-action[sqs:*]', 'Top/Role/DefaultPolicy/Resource', undefined],
      ['unused-acknowledgement[wildcard-actoin]', 'Production/Stack/Role', undefined],
      ['unused-acknowledgement[admin-statement]', 'Production/Stack/Role', undefined],
    ]);
  });
});

test('standard input is a template or a policy document', async () => {
  const { output, status } = await runCli(['check', '-', '--kind', 'identity', ...JSON_OF_BREADTH], JSON.stringify(WIDE));
  expect([status, JSON.parse(output).findings]).toEqual([1, [expect.objectContaining({ id: 'wildcard-action[sqs:*]', file: '-' })]]);
  expect(await runCli(['check', '-', '-'], '{}')).toMatchObject({ status: 2, output: '', diagnostics: 'error: standard input is given twice: give `-` once\n' });
  expect((await runCli(['check', '-'], '\n')).diagnostics).toMatch(/^error: standard input is empty: give a/);
});

test('an app accepts its own findings, not those of another whose constructs are called alike; what is wrong is said of its stack', async () => {
  const outdir = (name: string) => join(folder, name);
  for (const name of ['first', 'second']) {
    const app = new App({ outdir: outdir(name) });
    const role = wideRole(new Stack(app, 'Orders'));
    const rule = name === 'first' ? 'wildcard-action' : 'admin-statement';
    Validations.of(role).acknowledge({ id: `LeastPrivilege::${rule}`, reason: 'migration' });
    app.synth();
  }
  const findings = await found(outdir('first'), outdir('second'));
  const template = (name: string) => join(outdir(name), 'Orders.template.json');
  expect(findings.map(({ id, file: where, accepted }) => [id, where, accepted])).toEqual([
    ['wildcard-action[sqs:*]', template('first'), 'migration'],
    ['wildcard-action[sqs:*]', template('second'), undefined],
    ['unused-acknowledgement[admin-statement]', template('second'), undefined],
  ]);
});

describe('the exit status', () => {
  const wide = file('wide.json', WIDE);
  const narrow = file('narrow.json', NARROW);
  const read = file('read.json', { ...WIDE, Statement: [{ Effect: 'Allow', Action: 's3:GetObject*', Resource: 'arn:aws:s3:::orders/*' }] });

  test.each<[string, string[], number]>([
    ['an error', [wide], 1],
    ['nothing', [narrow], 0],
    ['a warning', [read], 0],
    ['a warning that counts', [read, '--fail-on', 'warning'], 1],
    ['an error that does not count', [wide, '--fail-on', 'never'], 0],
    ['a rule that is switched off', [wide, '--disable', 'wildcard-action'], 0],
  ])('%s', async (_, args, expected) => {
    expect((await runCli(['check', ...args, '--kind', 'identity', ...BREADTH])).status).toBe(expected);
  });

  test.each<[string, string[], string]>([
    ['no path', [], 'check needs a PATH'],
    ['no such path', ['nowhere'], 'nowhere does not exist: give a cdk.out folder, a CloudFormation or SAM template, or a policy document'],
    ['a folder that is no assembly', [folder], 'has no manifest.json'],
    ['a policy of unknown kind', [wide], 'is a policy document: say with --kind what for, one of identity, trust'],
    ['neither template nor policy', [file('other.json', { a: 1 })], 'has neither `Resources` nor `Statement`'],
    ['a file that cannot be read', [file('broken.yaml', 'A: [')], 'could not be read: '],
    ['a list', [file('list.json', '[]')], 'holds no object'],
    ['a pack that does not exist', [wide, '--pack', 'brecommended'], 'there is no pack `brecommended`: did you mean `recommended`?'],
    ['a rule that does not exist', [wide, '--disable', 'wildcard-actoin'], 'there is no rule `wildcard-actoin`: did you mean `wildcard-action`?'],
    ['a baseline to write without a name', [wide, '--write-baseline'], '--write-baseline needs --baseline FILE'],
    ['a baseline that is not there', [wide, '--kind', 'identity', '--baseline', 'none.json'], 'the baseline none.json does not exist: write it with --write-baseline'],
    ['a baseline in a folder that is not there', [wide, '--kind', 'identity', '--baseline', 'none/b.json', '--write-baseline'], 'error: the baseline none/b.json could not be written'],
    ['an account of other digits', [wide, '--kind', 'identity', '--trusted-account', '1234'], '--trusted-account is `1234`: give an account id of twelve digits'],
    ['an empty file', [file('empty.json', '')], 'is empty: give a cdk.out folder'],
    ['a batch of files', ['--batch', wide], 'leave out PATH'],
  ])('2 for %s', async (_, args, message) => {
    const { status, output, diagnostics } = await runCli(['check', ...args]);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(diagnostics).toContain(message);
    expect(diagnostics.split('\n')).toHaveLength(2);
  });
});

test('text: what, where, the fix, and a line that sums up', async () => {
  const { output } = await runCli(['check', file('shown.json', WIDE), '--kind', 'identity', ...BREADTH]);
  expect(output).toContain('ERROR ');
  expect(output).toMatch(/shown\.json\n {2}wildcard-action\[sqs:\*\]: `sqs:\*` allows \d+ actions/);
  expect(output).toMatch(/\n1 error in 1 policy \(@cloud-copilot\/iam-data .*\)\n$/);
});

test('a baseline tolerates what was there, and only shrinks', async () => {
  const path = file('old.json', WIDE);
  const baseline = join(folder, 'baseline.json');
  const args = [path, '--kind', 'identity', '--baseline', baseline];
  expect(await found(...args, '--write-baseline')).toEqual([]);
  expect(await found(...args)).toEqual([]);
  expect((await runCli(['check', ...args, ...BREADTH])).output).toMatch(/^nothing else found in 1 policy; 1 finding tolerated by the baseline \(/);
  file('old.json', { ...WIDE, Statement: [...WIDE.Statement, { ...WIDE.Statement[0], Action: 's3:*' }] });
  expect((await found(...args, '--write-baseline')).map(({ id }) => id)).toEqual(['wildcard-action[s3:*]']);
  file('old.json', NARROW);
  expect((await found(...args)).map(({ id }) => id)).toEqual([expect.stringMatching(/^stale-baseline-entry\[/)]);
  await found(...args, '--write-baseline');
  expect(await found(...args)).toEqual([]);
  expect(JSON.parse(readFileSync(baseline, 'utf8'))).toEqual({ version: 3, findings: {} });
});

test('a baseline tolerates nothing of another file, whatever its logical ids', async () => {
  const template = { Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: WIDE } } } };
  const [old, baseline] = [file('template-old.json', template), join(folder, 'baseline-of-templates.json')];
  expect(await found(old, '--baseline', baseline, '--write-baseline')).toEqual([]);
  expect(Object.keys(JSON.parse(readFileSync(baseline, 'utf8')).findings)).toEqual(['template-old.json/P wildcard-action[sqs:*]']);
  expect(await found(relative('', old), '--baseline', relative('', baseline))).toEqual([]);
  expect(await found(old, file('template-new.json', template), '--baseline', baseline)).toMatchObject([
    { id: 'wildcard-action[sqs:*]', file: join(folder, 'template-new.json') },
  ]);
});

test('a baseline of an earlier version is refused', async () => {
  const { status, diagnostics } = await runCli(['check', file('old.json', WIDE), '--kind', 'identity', '--baseline', file('version-1.json', { version: 1, findings: [] })]);
  expect(status).toBe(2);
  expect(diagnostics).toMatch(/version 1, which does not say on which resources.*; delete it and write it anew with --write-baseline/);
});

test('SARIF names the rules, where each result stands, and knows it again when it moves', async () => {
  const path = file('sarif.json', WIDE);
  const run = async () => {
    const { output } = await runCli(['check', path, '--kind', 'identity', ...BREADTH, '--format', 'sarif']);
    const [{ tool, results }] = JSON.parse(output).runs;
    return { rules: tool.driver.rules, results };
  };
  const before = await run();
  expect(before.rules).toEqual([expect.objectContaining({ id: 'wildcard-action', helpUri: expect.stringMatching(/^https:/) })]);
  expect(before.results).toEqual([expect.objectContaining({ ruleId: 'wildcard-action', level: 'error' })]);
  expect(before.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(pathToFileURL(path).href);
  file('sarif.json', { ...WIDE, Statement: [...NARROW.Statement, ...WIDE.Statement] });
  expect((await run()).results[0].partialFingerprints).toEqual(before.results[0].partialFingerprints);
});

test('a batch answers each line, the bad ones too', async () => {
  const answers = await runBatch('check', [
    { id: 1, kind: 'identity', policy: WIDE },
    { id: 2, kind: 'identity', policy: JSON.stringify(NARROW) },
    { id: 3, kind: 'idntity', policy: WIDE },
    { id: 4, kind: 'identity' },
    '{',
    { id: 6, kind: 'identity', policy: { Statement: 5 } },
  ]);
  expect(answers.map(({ id, error }) => [id, error === undefined])).toEqual([[1, true], [2, true], [3, false], [4, false], [null, false], [6, true]]);
  const [wide, narrow, misspelt, , , malformed] = answers as unknown as { findings: { rule: string; path: string }[]; error: string }[];
  expect(wide.findings).toContainEqual({
    rule: 'wildcard-action', severity: 'error', path: '/Statement/0', message: expect.stringContaining('sqs:*'), fix: expect.any(String),
  });
  expect(narrow.findings.map(({ rule }) => rule)).toEqual([]);
  expect(misspelt.error).toContain('kind is `idntity`: write one of identity, trust');
  expect(malformed.findings.map(({ rule }) => rule)).toContain('malformed-policy');
});
