import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { answersIn, runBatch, runCli } from '../run-cli';

const statement = (Sid: string, Action: string, Resource = '*', more: object = {}) => ({ Sid, Effect: 'Allow', Action, Resource, ...more });
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const READ = policy(statement('List', 's3:ListBucket'), statement('Read', 's3:GetObject', 'arn:aws:s3:::b/*'));
const ALL = policy(statement('All', '*'));
const DENY = policy({ ...statement('Leave', 's3:*'), Effect: 'Deny' });
const REQUEST = { principal: 'arn:aws:iam::111122223333:role/app', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
const line = (policies: object, request: object = {}) => ({ id: 'x', policies, request: { ...REQUEST, ...request } });

const ALLOWED = line({ identity: [ALL, READ].slice(1) });
const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: unknown, name = 'request.json'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

describe('the answer line', () => {
  test.each<[string, object, object]>([
    ['allowed', ALLOWED, { decision: 'allowed', layer: 'identity', statement: { policy: 0, index: 1 } }],
    ['allowed by the second policy', line({ identity: [policy(statement('Other', 'ec2:RunInstances')), READ] }),
      { decision: 'allowed', layer: 'identity', statement: { policy: 1, index: 1 } }],
    ['nothing allows', line({ identity: [] }), { decision: 'implicitly-denied', layer: 'identity', statement: null }],
    ['the boundary leaves it out', line({ identity: [ALL], boundary: policy(statement('Logs', 'logs:*')) }),
      { decision: 'implicitly-denied', layer: 'boundary', statement: null }],
    ['a level of SCPs leaves it out', line({ identity: [ALL], scp: [[ALL], [ALL], [policy(statement('Logs', 'logs:*'))]] }),
      { decision: 'implicitly-denied', layer: 'scp', level: 2, statement: null }],
    ['an SCP denies', line({ identity: [ALL], scp: [[ALL], [ALL, DENY]] }),
      { decision: 'explicitly-denied', layer: 'scp', level: 1, statement: { policy: 1, index: 0 } }],
    ['the resource policy allows everyone',
      line({ identity: [], resource: policy({ ...statement('Public', 's3:GetObject', 'arn:aws:s3:::b/*'), Principal: '*' }) }, { principal: { type: 'anonymous' } }),
      { decision: 'allowed', layer: 'resource', statement: { policy: 0, index: 0 } }],
    ['a policy breaks the grammar', line({ identity: [{ Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }] }] }),
      { decision: 'unknown', layer: 'identity' }],
  ])('%s', async (_, request, expected) => {
    const [answer] = await runBatch('simulate', [request]);
    expect(answer).toMatchObject({ id: 'x', ...expected, reason: expect.stringMatching(/./) });
    const members = ['id', 'decision', 'layer', ...'level' in expected ? ['level'] : [], 'statement', 'reason'];
    expect(Object.keys(answer)).toEqual(members);
  });

  test('a file gives the same line as a batch', async () => {
    const { status, output, diagnostics } = await runCli(['simulate', file(ALLOWED), '--format', 'json']);
    expect(answersIn(output)).toEqual(await runBatch('simulate', [ALLOWED]));
    expect({ status, diagnostics }).toEqual({ status: 0, diagnostics: '' });
  });
});

test('a batch answers good and bad lines in order', async () => {
  const answers = await runBatch('simulate', [
    { ...ALLOWED, id: 1 },
    { id: 2, request: REQUEST },
    { id: 3, policies: {} },
    '{"id":4',
    { ...line({ identity: [READ] }, { action: 's3:*' }), id: 5 },
    { ...ALLOWED, id: 6, note: 'members of the caller are left alone' },
  ]);
  expect(answers).toEqual([
    expect.objectContaining({ id: 1, decision: 'allowed' }),
    { id: 2, error: expect.stringMatching(/^line 2: policies is missing: write an object/) },
    { id: 3, error: expect.stringMatching(/^line 3: request is missing: write an object/) },
    { id: null, error: expect.stringMatching(/^line 4: the line is not JSON/) },
    { id: 5, error: 'line 5: request.action is `s3:*`: a request has one action, without wildcards' },
    expect.objectContaining({ id: 6, decision: 'allowed' }),
  ]);
});

describe('exit status and text', () => {
  test('allowed is 0, with the statement that allows', async () => {
    const { status, output } = await runCli(['simulate', file(ALLOWED)]);
    expect(status).toBe(0);
    expect(output).toMatch(/^allowed\n/);
    expect(output).toMatch(/action +s3:GetObject\n/);
    expect(output).toMatch(/layer +identity\n/);
    expect(output).toMatch(/statement +policies\.identity\[0\]\.Statement\[1\] \(Sid `Read`\)\n/);
    expect(output).not.toMatch(/nearest/);
  });

  test('denied is 1, with the statement that denies', async () => {
    const { status, output } = await runCli(['simulate', file(line({ identity: [ALL], scp: [[ALL], [ALL, DENY]] }))]);
    expect(status).toBe(1);
    expect(output).toMatch(/^explicitly-denied\n/);
    expect(output).toMatch(/layer +scp, level 1\n/);
    expect(output).toMatch(/statement +policies\.scp\[1\]\[1\]\.Statement\[0\] \(Sid `Leave`\)\n/);
  });

  test('where nothing allowed, the statements that came nearest are shown, nearest first', async () => {
    const near = policy(
      statement('Other', 'ec2:RunInstances'),
      statement('OtherBucket', 's3:GetObject', 'arn:aws:s3:::other/*'),
      statement('OtherNetwork', 's3:GetObject', 'arn:aws:s3:::b/*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    );
    const { status, output } = await runCli(['simulate', file(line({ identity: [near] }, { context: { 'aws:SourceIp': '192.0.2.1' } }))]);
    expect(status).toBe(1);
    expect(output).toMatch(/^implicitly-denied\n/);
    const [first, second, ...others] = output.slice(output.indexOf('  nearest')).trimEnd().split('\n');
    expect(first).toMatch(/Statement\[2\] \(Sid `OtherNetwork`\): condition not met: IpAddress aws:SourceIp says `10\.0\.0\.0\/8`, the request has `192\.0\.2\.1`$/);
    expect(second).toMatch(/Statement\[1\] \(Sid `OtherBucket`\): resource not matched: says `arn:aws:s3:::other\/\*`, the request has `arn:aws:s3:::b\/k`$/);
    expect(others).toEqual([]);
  });

  test('unknown is 1', async () => {
    const broken = { Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }] };
    const { status, output } = await runCli(['simulate', file(line({ identity: [broken] }))]);
    expect(status).toBe(1);
    expect(output).toMatch(/^unknown\n/);
  });

  test('text of a policy cannot steer the terminal', async () => {
    const { output } = await runCli(['simulate', file(line({ identity: [policy(statement('\u001b[2J\nallowed', 's3:GetObject'))] }))]);
    expect(output).toContain('(Sid `\\u001b[2J\\u000aallowed`)');
  });
});

test('standard input is a file too', async () => {
  expect(await runCli(['simulate', '-'], JSON.stringify(ALLOWED))).toMatchObject({ status: 0, diagnostics: '' });
});

test('a byte order mark is no hindrance', async () => {
  expect(await runCli(['simulate', file(`\ufeff${JSON.stringify(ALLOWED)}`)])).toMatchObject({ status: 0, diagnostics: '' });
});

describe('input that cannot be used is 2, with one line that says what, where and what instead', () => {
  test.each<[string, () => string[], RegExp]>([
    ['no file', () => ['simulate'], /^error: simulate needs a FILE, - for standard input, or --batch\n$/],
    ['a file that is not there', () => ['simulate', join(folder, 'none.json')], /^error: .*none\.json could not be read: there is no such file\n$/],
    ['a folder', () => ['simulate', folder], /^error: .* could not be read: it is a folder, give a file\n$/],
    ['no JSON', () => ['simulate', file('policies:')], /^error: .*request\.json is not JSON \(.*\): write one object with `policies`.*\n$/],
    ['JSON Lines', () => ['simulate', file('{}\n{}')], /^error: .* is not JSON \(.*\): .*`--batch` reads many.*\n$/],
    ['a list', () => ['simulate', file([ALLOWED])], /^error: .*request\.json is a list: write one object with `policies` and `request`.*\n$/],
    ['a wrong member', () => ['simulate', file(line({ identity: READ }))], /^error: policies\.identity is an object: write a list of policy documents\n$/],
    ['a file and a batch', () => ['simulate', file(ALLOWED), '--batch'], /^error: --batch reads standard input .*: leave out FILE.*\n$/],
    ['a batch as text', () => ['simulate', '--batch', '--format', 'text'], /^error: --batch .*leave out .*--format text\n$/],
    ['two files', () => ['simulate', 'a', 'b'], /^error: too many arguments.*\n$/],
    ['a mistyped option', () => ['simulate', '--bacth'], /^error: unknown option '--bacth' \(Did you mean --batch\?\)\n$/],
    ['a format that is not there', () => ['simulate', '--format', 'yaml', 'a'], /^error: .*'yaml'.* text, json\.\n$/],
  ])('%s', async (_, argv, message) => {
    const { status, output, diagnostics } = await runCli(argv());
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(diagnostics).toMatch(message);
  });
});
