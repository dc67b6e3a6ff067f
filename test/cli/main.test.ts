import { spawn, spawnSync } from 'child_process';
import { once } from 'events';
import { textOf } from './run-cli';

const COMMAND = ['--import', 'tsx', 'src/cli/main.ts'];
const LINE = JSON.stringify({
  policies: { identity: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }] },
  request: { principal: 'arn:aws:iam::111122223333:role/app', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' },
});

function execute(argv: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, ...argv], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the process takes arguments and standard input, and ends with the status of the run', () => {
  expect(execute(['simulate', '--format', 'json', '-'], LINE)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\{"id":null,"decision":"allowed",/), stderr: '' });
  expect(execute(['simulate', '-'], LINE.replace('"action":"s3:', '"action":"ec2:'))).toMatchObject({ status: 1, stderr: '' });
  expect(execute(['simulate', '-'], 'nonsense')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^error: standard input is not JSON.*\n$/) });
});

test('a batch whose reader goes away ends quietly, and what feeds it is let go', async () => {
  const child = spawn(process.execPath, [...COMMAND, 'simulate', '--batch']);
  const diagnostics = textOf(child.stderr);
  const lines = `${LINE}\n`.repeat(100);
  let isOpen = true;
  child.stdin.on('error', () => { isOpen = false; });
  const feed = () => { if (isOpen) { child.stdin.write(lines, () => setImmediate(feed)); } };
  feed();
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [status] = await once(child, 'exit');
  expect({ status, diagnostics: await diagnostics }).toEqual({ status: 0, diagnostics: '' });
}, 20_000);
