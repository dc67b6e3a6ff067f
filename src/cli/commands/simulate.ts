/**
 * `simulate`: one request against given policies, decided by the concrete evaluator.
 */
import { UserError } from '../../diagnostics/user-error';
import { JsonObject } from '../../policy/json';
import { evaluate, Evaluation } from '../../reasoning/evaluate';
import { Policies } from '../../reasoning/policies';
import { Request } from '../../reasoning/request';
import { answerBatch } from '../batch';
import { describeEvaluation } from '../describe-evaluation';
import { ExitCode } from '../exit-code';
import { readObject } from '../json-input';
import { PolicyReader } from '../policy-reader';
import { fileName, readJsonFile } from '../read-file';
import { readPolicies } from '../read-policies';
import { readRequest } from '../read-request';
import { Streams } from '../streams';

export interface SimulateOptions {
  readonly format?: 'text' | 'json';
  readonly batch?: boolean;
}

const INSTEAD = 'write one object with `policies` and `request`; `--batch` reads many, one on each line of standard input';

export async function simulate(file: string | undefined, { format, batch }: SimulateOptions, streams: Streams): Promise<ExitCode> {
  const reader = new PolicyReader();
  if (batch) {
    if (file !== undefined || format === 'text') { throw new UserError('--batch reads standard input and answers in JSON: leave out FILE and --format text'); }
    return answerBatch(streams, line => answerTo(simulation(line, reader).evaluation));
  }
  if (file === undefined) { throw new UserError('simulate needs a FILE, - for standard input, or --batch'); }

  const line = readObject(await readJsonFile(file, streams, INSTEAD), fileName(file), INSTEAD);
  const { request, policies, evaluation } = simulation(line, reader);
  await streams.output.write(format === 'json'
    ? `${JSON.stringify({ id: line.id ?? null, ...answerTo(evaluation) })}\n`
    : describeEvaluation(request, policies, evaluation));
  return evaluation.decision === 'allowed' ? ExitCode.CLEAN : ExitCode.FINDINGS;
}

interface Simulation {
  readonly request: Request;
  readonly policies: Policies;
  readonly evaluation: Evaluation;
}

function simulation(line: JsonObject, reader: PolicyReader): Simulation {
  const policies = readPolicies(line.policies, reader);
  const request = readRequest(line.request);
  return { request, policies, evaluation: evaluate(request, policies) };
}

function answerTo({ decision, layer, level, statement, reason }: Evaluation): JsonObject {
  return {
    decision,
    layer: layer ?? null,
    ...level !== undefined && { level },
    statement: statement ? { policy: statement.policy, index: statement.index } : null,
    reason,
  };
}
