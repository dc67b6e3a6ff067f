import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { roleWith } from './policies';
import { Verdict, verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { LeastPrivilege } from '../../src/validation/least-privilege';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const OLD = { Effect: 'Allow', Action: 'sqs:*', Resource: QUEUE };
const NEW = { Effect: 'Allow', Action: 'sqs:Delete*', Resource: QUEUE };
const WHERE = 'DefaultPolicy/Resource';

let folder: string;
let baseline: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baseline-'));
  baseline = path.join(folder, 'baseline.json');
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

function appWith(statements: { [role: string]: object }, write = false): App {
  const app = new App({ context: write ? { 'cdk-least-privilege:write-baseline': 'true' } : {} });
  LeastPrivilege.of(app).enforce({ baseline, packs: [], severities: { 'wildcard-action': Severity.ERROR, 'stale-baseline-entry': Severity.WARNING } });
  const stack = new Stack(app, 'Stack');
  for (const [id, statement] of Object.entries(statements)) { roleWith(stack, id, statement); }
  return app;
}

function synth(statements: { [role: string]: object }, write = false): Verdict {
  return verdictOf(appWith(statements, write));
}

function entries(): string[] {
  return (JSON.parse(fs.readFileSync(baseline, 'utf8')) as { findings: string[] }).findings;
}

test('old findings pass, new ones count', () => {
  synth({ Old: OLD }, true);
  expect(entries()).toEqual([`Stack/Old/${WHERE} wildcard-action[sqs:*]`]);
  expect(synth({ Old: OLD })).toEqual({ passed: true, open: [], suppressed: [] });
  expect(synth({ Old: OLD, New: NEW })).toEqual({ passed: false, open: [`Stack/New/${WHERE}: wildcard-action[sqs:Delete*]`], suppressed: [] });
});

test('the same finding in another construct is a new one', () => {
  synth({ Old: OLD }, true);
  expect(synth({ Old: OLD, New: OLD }).open).toEqual([`Stack/New/${WHERE}: wildcard-action[sqs:*]`]);
});

test('it only shrinks: writing again takes out what is gone and adds nothing', () => {
  synth({ Old: OLD, Older: OLD }, true);
  expect(synth({ Old: OLD, New: NEW }, true)).toMatchObject({ passed: false });
  expect(entries()).toEqual([`Stack/Old/${WHERE} wildcard-action[sqs:*]`]);
});

test('what is gone is reported until it is taken out', () => {
  synth({ Old: OLD }, true);
  expect(synth({})).toEqual({ passed: true, open: [`: stale-baseline-entry[Stack/Old/${WHERE}-wildcard-action(sqs:*)]`], suppressed: [] });
  synth({}, true);
  expect(entries()).toEqual([]);
  expect(synth({}).open).toEqual([]);
});

test('a run that is not told to write leaves the file alone', () => {
  synth({ Old: OLD }, true);
  const before = fs.readFileSync(baseline, 'utf8');
  synth({ New: NEW });
  expect(fs.readFileSync(baseline, 'utf8')).toBe(before);
});

test('a baseline that is not there is an error, not an empty one', () => {
  expect(() => appWith({ Old: OLD }).synth()).toThrow(`the baseline \`${baseline}\` does not exist; write it with \`cdk synth -c cdk-least-privilege:write-baseline=true\``);
});

test.each([
  ['{', 'not JSON'],
  ['[]', 'expected an object with "version": 1'],
  ['{"version":2,"findings":[]}', 'expected an object with "version": 1'],
  ['{"version":1,"findings":[1]}', 'expected "findings", a list of text'],
])('a file that holds %s is refused', (text, message) => {
  fs.writeFileSync(baseline, text);
  expect(() => appWith({}).synth()).toThrow(message);
});
