import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { answersIn, runBatch, runCli } from '../run-cli';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const OBJECTS = { Sid: 'Objects', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/orders/*' };
const NARROW = policy(OBJECTS);
const WIDE = policy(OBJECTS, { ...OBJECTS, Sid: 'Invoices', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/invoices/*' });
const NARROW_RESOURCE = policy({ ...OBJECTS, Principal: { AWS: 'arn:aws:iam::111122223333:root' } });
const PUBLIC = policy({ ...OBJECTS, Principal: '*' });
const SERVICE = policy({ ...OBJECTS, Principal: { Service: 'cloudtrail.amazonaws.com' } });

const folder = mkdtempSync(join(tmpdir(), 'compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function files(reference: unknown, candidate: unknown, kind = 'identity'): string[] {
  return ['compare', '--reference', file('reference.json', reference), '--candidate', file('candidate.json', candidate), '--kind', kind];
}

describe('the answer line', () => {
  test('holds', async () => {
    expect(await runBatch('compare', [{ id: 'x', kind: 'identity', reference: WIDE, candidate: NARROW }]))
      .toEqual([{ id: 'x', verdict: 'holds', statement: null, witness: null, reason: expect.any(String) }]);
  });

  test('fails, with the statement of the candidate and a witness', async () => {
    const [answer] = await runBatch('compare', [{ id: 'x', kind: 'identity', reference: NARROW, candidate: JSON.stringify(WIDE) }]);
    expect(answer).toEqual({
      id: 'x',
      verdict: 'fails',
      statement: 1,
      witness: expect.objectContaining({
        principal: expect.stringMatching(/^arn:aws:/),
        action: 's3:PutObject',
        resource: expect.stringMatching(/^arn:aws:s3:::b\/invoices\//),
        context: expect.any(Object),
      }),
      reason: expect.stringMatching(/./),
    });
    expect(Object.keys(answer)).toEqual(['id', 'verdict', 'statement', 'witness', 'reason']);
  });

  test.each<[string, object]>([['everyone', PUBLIC], ['a service', SERVICE]])('the witness is a request that simulate reads: %s', async (_, candidate) => {
    const [{ verdict, witness }] = await runBatch('compare', [{ kind: 'resource', reference: NARROW_RESOURCE, candidate }]);
    expect(verdict).toBe('fails');
    const request = JSON.parse(JSON.stringify(witness));
    const identity = [policy({ Effect: 'Allow', Action: '*', Resource: '*' })];
    const [allowed, denied] = await runBatch('simulate', [candidate, NARROW_RESOURCE].map(resource => ({ policies: { identity, resource }, request })));
    expect(allowed).toMatchObject({ decision: 'allowed' });
    expect(denied.error).toBeUndefined();
  });

  test('what cannot be decided is unknown', async () => {
    const broken = { Version: '2012-10-17', Statement: [{ ...OBJECTS, Condition: { StringEqual: { 'aws:username': 'x' } } }] };
    expect(await runBatch('compare', [{ kind: 'identity', reference: broken, candidate: NARROW }]))
      .toMatchObject([{ verdict: 'unknown', witness: null, reason: expect.stringMatching(/./) }]);
  });

  test('files give the same line as a batch', async () => {
    const { status, output } = await runCli([...files(NARROW, WIDE), '--format', 'json']);
    expect(answersIn(output)).toEqual(await runBatch('compare', [{ kind: 'identity', reference: NARROW, candidate: WIDE }]));
    expect(status).toBe(1);
  });
});

test('a batch answers good and bad lines in order', async () => {
  const good = { kind: 'identity', reference: NARROW, candidate: NARROW };
  expect(await runBatch('compare', [
    { id: 1, ...good },
    { id: 2, ...good, kind: undefined },
    { id: 3, ...good, kind: 'boundary' },
    { id: 4, ...good, reference: null },
    { id: 5, ...good, candidate: [WIDE] },
    { id: 6, ...good },
  ])).toEqual([
    expect.objectContaining({ id: 1, verdict: 'holds' }),
    { id: 2, error: 'line 2: kind is missing: write `identity`, or `resource` for policies with `Principal`' },
    { id: 3, error: 'line 3: kind is `boundary`: write `identity`, or `resource` for policies with `Principal`' },
    { id: 4, error: 'line 4: reference is null: write a policy document, as an object or as JSON text' },
    { id: 5, error: 'line 5: candidate is a list: write a policy document, as an object or as JSON text' },
    expect.objectContaining({ id: 6, verdict: 'holds' }),
  ]);
});

describe('exit status and text', () => {
  test('holds is 0', async () => {
    const { status, output, diagnostics } = await runCli(files(WIDE, NARROW));
    expect({ status, diagnostics }).toEqual({ status: 0, diagnostics: '' });
    expect(output).toMatch(/^holds\n/);
  });

  test('fails is 1, with the statement and the witness', async () => {
    const { status, output } = await runCli(files(NARROW, WIDE));
    expect(status).toBe(1);
    expect(output).toMatch(/^fails\n/);
    expect(output).toMatch(/statement +candidate\.Statement\[1\] \(Sid `Invoices`\)\n/);
    expect(output).toMatch(/action +s3:PutObject\n/);
    expect(output).toMatch(/resource +arn:aws:s3:::b\/invoices\//);
  });

  test('one of the files may be standard input', async () => {
    const argv = ['compare', '--reference', file('reference.json', WIDE), '--candidate', '-', '--kind', 'identity'];
    expect(await runCli(argv, JSON.stringify(NARROW))).toMatchObject({ status: 0, diagnostics: '' });
  });
});

describe('input that cannot be used is 2, with one line that says what, where and what instead', () => {
  test.each<[string, () => string[], RegExp]>([
    ['nothing', () => ['compare'], /^error: compare needs --reference FILE, --candidate FILE and --kind identity or --kind resource, or --batch\n$/],
    ['no kind', () => files(WIDE, NARROW).slice(0, -2), /^error: compare needs /],
    ['a kind that is not there', () => files(WIDE, NARROW, 'scp'), /^error: .*'scp'.* identity, resource\.\n$/],
    ['a file that is not there', () => [...files(WIDE, NARROW), '--candidate', 'none.json'], /^error: none\.json could not be read: there is no such file\n$/],
    ['a policy that is a list', () => files([WIDE], NARROW), /^error: .*reference\.json is a list: write a policy document.*\n$/],
    ['a policy that is no JSON', () => files(WIDE, 'Version: 2012'), /^error: .*candidate\.json is not JSON \(.*\): write a policy document\n$/],
    ['standard input twice', () => ['compare', '--reference', '-', '--candidate', '-', '--kind', 'identity'], /^error: only one of --reference and --candidate /],
    ['files and a batch', () => [...files(WIDE, NARROW), '--batch'], /^error: --batch reads all from standard input .*\n$/],
  ])('%s', async (_, argv, message) => {
    const { status, output, diagnostics } = await runCli(argv());
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(diagnostics).toMatch(message);
  });
});
