/** A run of the command line inside the test process. */
import { PassThrough, Readable } from 'stream';
import { run } from '../../src/cli/program';

export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly diagnostics: string;
}

export async function runCli(argv: readonly string[], input: string | Readable = ''): Promise<Outcome> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [output, diagnostics] = [textOf(stdout), textOf(stderr)];
  const stdin = typeof input === 'string' ? Readable.from(input === '' ? [] : [input]) : input;
  const status = await run(argv, { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  return { status, output: await output, diagnostics: await diagnostics };
}

export async function runBatch(verb: string, lines: readonly unknown[]): Promise<{ readonly [member: string]: unknown }[]> {
  const input = lines.map(line => typeof line === 'string' ? line : JSON.stringify(line)).join('\n');
  const { output } = await runCli([verb, '--batch'], input);
  return answersIn(output);
}

export function answersIn(output: string): { readonly [member: string]: unknown }[] {
  return output.split('\n').filter(line => line !== '').map(line => JSON.parse(line));
}

export async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) { chunks.push(chunk); }
  return Buffer.concat(chunks).toString('utf8');
}
