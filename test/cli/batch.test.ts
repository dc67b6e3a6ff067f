import { PassThrough, Readable, Writable } from 'stream';
import { answersIn, textOf } from './run-cli';
import { answerBatch, AnswerLine } from '../../src/cli/batch';
import { Output } from '../../src/cli/streams';

const count: AnswerLine = line => ({ members: Object.keys(line).length });

async function answers(input: string | Readable, answer: AnswerLine = count) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [output, diagnostics] = [textOf(stdout), textOf(stderr)];
  const stdin = typeof input === 'string' ? Readable.from([input]) : input;
  const status = await answerBatch({ input: stdin, output: new Output(stdout), diagnostics: new Output(stderr) }, answer);
  stdout.end();
  stderr.end();
  return { status, answers: answersIn(await output), diagnostics: await diagnostics };
}

test('each line has its answer, in order', async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => JSON.stringify({ id: index }));
  const { answers: given, status, diagnostics } = await answers(lines.join('\n'));
  expect(given).toEqual(lines.map((_, id) => ({ id, members: 1 })));
  expect({ status, diagnostics }).toEqual({ status: 0, diagnostics: '' });
});

test.each<[string, string, unknown]>([
  ['text', '{"id":"é\\u0000"}', 'é\u0000'],
  ['a number', '{"id":0}', 0],
  ['a boolean', '{"id":false}', false],
  ['an object', '{"id":{"run":1,"line":[2]}}', { run: 1, line: [2] }],
  ['null', '{"id":null}', null],
  ['none', '{}', null],
])('the id comes back as given: %s', async (_, line, id) => {
  expect((await answers(line)).answers).toMatchObject([{ id }]);
  const refuse = () => { throw new Error('no'); };
  expect((await answers(line, refuse)).answers).toEqual([{ id, error: expect.stringMatching(/^line 1: /) }]);
});

test.each<[string, string, RegExp]>([
  ['no JSON', '{"id":', /^line 2: the line is not JSON \(.+\): write one JSON object on one line$/],
  ['two values', '{"id":1} {"id":2}', /^line 2: the line is not JSON/],
  ['a list', '[1]', /^line 2: the line is a list: write one JSON object/],
  ['null', 'null', /^line 2: the line is null: write one JSON object/],
  ['text', '"x"', /^line 2: the line is `x`: write one JSON object/],
  ['endless nesting', '['.repeat(200_000), /^line 2: the line is not JSON/],
  ['an endlessly nested id', `{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /^line 2: /],
])('a bad line answers with an error and the run goes on: %s', async (_, line, error) => {
  const { answers: given, status, diagnostics } = await answers(`{"id":1}\n${line}\n{"id":3}\n`);
  expect(given).toEqual([{ id: 1, members: 1 }, { id: null, error: expect.stringMatching(error) }, { id: 3, members: 1 }]);
  expect(status).toBe(0);
  expect(diagnostics).toBe('1 of 3 lines could not be answered: see the member `error` of their answers\n');
});

test('a mistake of the program is an answer too, on one line and without its stack', async () => {
  const fail = () => { throw new TypeError('undefined is not a function\n    at somewhere'); };
  expect((await answers('{"id":"x"}', fail)).answers)
    .toEqual([{ id: 'x', error: 'line 1: internal error, please report it: undefined is not a function' }]);
});

test('empty lines have no answer and are counted', async () => {
  const { answers: given } = await answers('\n{"id":1}\r\n  \r\n\n{}x\n');
  expect(given).toEqual([{ id: 1, members: 1 }, { id: null, error: expect.stringMatching(/^line 5: /) }]);
});

test('a line is answered before the next one comes', async () => {
  const [input, stdout] = [new PassThrough(), new PassThrough()];
  const run = answerBatch({ input, output: new Output(stdout), diagnostics: new Output(new PassThrough()) }, count);
  for (const id of [1, 2, 3]) {
    input.write(`{"id":${id}}\n`);
    const [answer] = await new Promise<Buffer[]>(resolve => stdout.once('data', chunk => resolve([chunk])));
    expect(JSON.parse(answer.toString())).toEqual({ id, members: 1 });
  }
  input.end();
  expect(await run).toBe(0);
});

test('no more is read than the reader of the answers takes', async () => {
  let read = 0;
  const input = Readable.from((function* () {
    for (read = 0; read < 1000; read++) { yield `{"id":${read}}\n`; }
  })());
  let release: () => void = () => {};
  const stdout = new Writable({ write: (_chunk, _encoding, done) => { release = done; } });
  const run = answerBatch({ input, output: new Output(stdout), diagnostics: new Output(new PassThrough()) }, count);
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(read).toBeLessThan(100);
  stdout._write = (_chunk, _encoding, done) => done();
  release();
  await run;
  expect(read).toBe(1000);
});

test('a reader that goes away ends the run without a word', async () => {
  let read = 0;
  const input = Readable.from((function* () {
    for (;;) { yield `{"id":${read++}}\n`; }
  })());
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })) });
  const stderr = new PassThrough();
  expect(await answerBatch({ input, output: new Output(stdout), diagnostics: new Output(stderr) }, count)).toBe(0);
  expect(stderr.read()).toBeNull();
  expect(input.destroyed).toBe(true);
});

test('input that breaks off is an error', async () => {
  const input = Readable.from((function* () {
    yield '{"id":1}\n';
    throw new Error('read EIO');
  })());
  await expect(answers(input)).rejects.toThrow('standard input could not be read: read EIO');
});

test('output that cannot be written is an error', async () => {
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })) });
  await expect(answerBatch({ input: Readable.from(['{}\n']), output: new Output(stdout), diagnostics: new Output(new PassThrough()) }, count))
    .rejects.toThrow('the output could not be written: no space left on device');
});
