import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { runCli } from '../run-cli';

const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const QUEUE = file('queue.json', { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbox' } } } });
const USER = file('user.json', { Resources: { User: { Type: 'AWS::IAM::User' } } });
const POLICY = file('policy.json', { Statement: [] });
const BROKEN = join(folder, 'broken');
mkdirSync(BROKEN);
writeFileSync(join(BROKEN, 'broken.json'), '{');

test('a cloud assembly: the policies of its environment, as programs read them', async () => {
  const app = new App({ outdir: join(folder, 'cdk.out') });
  new sqs.Queue(new Stack(app, 'Orders', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Queue');
  app.synth();
  const { status, output, diagnostics } = await runCli(['bootstrap', join(folder, 'cdk.out'), '--format', 'json']);
  const { environments: [{ policies, ...rest }, ...others] } = JSON.parse(output);
  expect({ status, diagnostics, rest, others }).toEqual({
    status: 0, diagnostics: '', rest: { account: '111122223333', region: 'eu-west-1', notCovered: [], warnings: [] }, others: [],
  });
  expect(policies).toHaveLength(1);
  expect(policies[0]).toMatchObject({ Version: '2012-10-17' });
  expect(JSON.stringify(policies)).toContain('"arn:aws:sqs:eu-west-1:111122223333:Orders-*"');
});

test('a template: a summary for people, and the status tells that something is not covered', async () => {
  const { status, output } = await runCli(['bootstrap', QUEUE, USER]);
  expect(status).toBe(1);
  expect(output.replaceAll(folder, '')).toMatch(
    /^any account any region: 1 policy\n {2}1\. \d+ characters: sqs\n {2}warning: .*give the stacks an `env`\n {2}not covered: \/user\.json\/User \(AWS::IAM::User\): .*add its permissions yourself\n$/,
  );
});

test('schemas are read from a folder', async () => {
  const schemas = join(folder, 'schemas');
  mkdirSync(schemas);
  writeFileSync(join(schemas, 'queue.json'), JSON.stringify({ typeName: 'AWS::SQS::Queue', handlers: { create: { permissions: ['sqs:CreateQueue'] } } }));
  const { output } = await runCli(['bootstrap', QUEUE, '--schemas', schemas, '--format', 'json']);
  expect(JSON.parse(output).environments[0].policies[0].Statement).toEqual([{ Effect: 'Allow', Action: 'sqs:CreateQueue', Resource: 'arn:aws:sqs:*:*:inbox' }]);
});

test.each<[string[], RegExp]>([
  [[], /missing required argument 'PATH'/],
  [[POLICY], /is a policy document: give a cdk.out folder or a CloudFormation template/],
  [[join(folder, 'none')], /does not exist/],
  [[QUEUE, '--boundary', 'workloads'], /--boundary is `workloads`: give the ARN of a managed policy/],
  [[QUEUE, '--boundary', 'arn:aws:iam::*:policy/workloads'], /--boundary is/],
  [[QUEUE, '--role-path', 'orders'], /--role-path is `orders`: begin and end it with a slash/],
  [[QUEUE, '--role-path', '/'], /--role-path is `\/`/],
  [[QUEUE, '--role-path', '/orders-*/'], /without wildcards/],
  [[QUEUE, '--schemas', join(folder, 'none')], /which is no folder/],
  [[QUEUE, '--schemas', BROKEN], /broken.json is not JSON .*: give CloudFormation resource schemas/],
  [[QUEUE, '--schemas', folder], /has no JSON file with `typeName` and `handlers`/],
])('unusable: %j', async (argv, message) => {
  expect(await runCli(['bootstrap', ...argv])).toEqual({ status: 2, output: '', diagnostics: expect.stringMatching(message) });
});
