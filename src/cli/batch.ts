/**
 * JSON Lines on standard input, one answer line each, in order. Streams: the lines of a chunk are answered before the next is read,
 * and the next is read when the answers are taken. A line that cannot be answered says so and the run goes on; an empty line has
 * no answer.
 */
import { ExitCode } from './exit-code';
import { parseJson, readObject } from './json-input';
import { Line, LineSplitter } from './line-splitter';
import { problemOf } from './problem';
import { Streams } from './streams';
import { UserError } from '../diagnostics/user-error';
import { JsonObject, JsonValue } from '../policy/json';

const INSTEAD = 'write one JSON object on one line';

/** The answer to a line, without its id. */
export type AnswerLine = (line: JsonObject) => JsonObject;

interface Answered {
  readonly text: string;
  readonly isError: boolean;
}

export async function answerBatch(streams: Streams, answer: AnswerLine): Promise<ExitCode> {
  const { output, diagnostics } = streams;
  let answers = 0;
  let errors = 0;
  for await (const lines of chunksOfLines(streams)) {
    const answered = lines.filter(line => !isEmpty(line)).map(line => answerLine(line, answer));
    answers += answered.length;
    errors += answered.filter(({ isError }) => isError).length;
    await output.write(answered.map(({ text }) => `${text}\n`).join(''));
    if (output.isClosed) { return ExitCode.CLEAN; }
  }
  if (errors > 0) {
    await diagnostics.write(`${errors} of ${answers} lines could not be answered: see the member \`error\` of their answers\n`);
  }
  return ExitCode.CLEAN;
}

async function* chunksOfLines({ input }: Streams): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter();
  try {
    for await (const chunk of input) { yield splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk as Buffer); }
  } catch (error) {
    throw new UserError(`standard input could not be read: ${(error as Error).message}`);
  }
  yield splitter.end();
}

function isEmpty(line: Line): boolean {
  return 'text' in line && line.text.trim() === '';
}

function answerLine(line: Line, answer: AnswerLine): Answered {
  let id: JsonValue = null;
  try {
    if ('error' in line) { throw new UserError(line.error); }
    const request = readObject(parseJson(line.text, 'the line', INSTEAD), 'the line', INSTEAD);
    id = readId(request.id);
    return { text: JSON.stringify({ id, ...answer(request) }), isError: false };
  } catch (error) {
    return { text: JSON.stringify({ id, error: `line ${line.number}: ${problemOf(error)}` }), isError: true };
  }
}

/** As given, unless it could not be written again. */
function readId(raw: JsonValue): JsonValue {
  try {
    JSON.stringify(raw);
  } catch {
    throw new UserError('id is nested too deep: write text or a number');
  }
  return raw ?? null;
}
