/**
 * `compare`: whether a policy allows more than the one it replaces, decided by the symbolic engine.
 */
import { UserError } from '../../diagnostics/user-error';
import { PolicyDocument } from '../../policy/document';
import { JsonObject, JsonValue } from '../../policy/json';
import { ComparedKind, noNewAccess } from '../../reasoning/questions';
import { Answer } from '../../reasoning/verdict';
import { answerBatch } from '../batch';
import { describeComparison } from '../describe-comparison';
import { ExitCode } from '../exit-code';
import { readText, unfit } from '../json-input';
import { PolicyReader } from '../policy-reader';
import { printRequest } from '../print-request';
import { fileName, readJsonFile } from '../read-file';
import { Streams } from '../streams';

export interface CompareOptions {
  readonly reference?: string;
  readonly candidate?: string;
  readonly kind?: ComparedKind;
  readonly format?: 'text' | 'json';
  readonly batch?: boolean;
}

export async function compare(options: CompareOptions, streams: Streams): Promise<ExitCode> {
  const { reference, candidate, kind, format, batch } = options;
  const reader = new PolicyReader();
  if (batch) {
    if (reference ?? candidate ?? kind ?? (format === 'text' || undefined)) {
      throw new UserError('--batch reads all from standard input and answers in JSON: leave out --reference, --candidate, --kind and --format text');
    }
    return answerBatch(streams, line => answerTo(answerLine(line, reader)));
  }
  if (!reference || !candidate || !kind) {
    throw new UserError('compare needs --reference FILE, --candidate FILE and --kind identity or --kind resource, or --batch');
  }
  if (reference === '-' && candidate === '-') { throw new UserError('only one of --reference and --candidate can be standard input'); }

  const judged = await readDocument(candidate, streams, reader);
  const answer = noNewAccess(await readDocument(reference, streams, reader), judged, kind);
  await streams.output.write(format === 'json' ? `${JSON.stringify({ id: null, ...answerTo(answer) })}\n` : describeComparison(answer, judged));
  return answer.verdict === 'holds' ? ExitCode.CLEAN : ExitCode.FINDINGS;
}

async function readDocument(file: string, streams: Streams, reader: PolicyReader): Promise<PolicyDocument> {
  return reader.read(await readJsonFile(file, streams, 'write a policy document'), fileName(file));
}

function answerLine({ kind, reference, candidate }: JsonObject, reader: PolicyReader): Answer {
  const comparedKind = readKind(kind);
  return noNewAccess(reader.read(reference, 'reference'), reader.read(candidate, 'candidate'), comparedKind);
}

function readKind(raw: JsonValue): ComparedKind {
  const instead = 'write `identity`, or `resource` for policies with `Principal`';
  const kind = readText(raw, 'kind', instead);
  if (kind !== 'identity' && kind !== 'resource') { throw unfit(kind, 'kind', instead); }
  return kind;
}

function answerTo({ verdict, statement, witness, reason }: Answer): JsonObject {
  return { verdict, statement: statement ?? null, witness: witness ? printRequest(witness) : null, reason };
}
