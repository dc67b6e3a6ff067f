import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
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

function entries(): object {
  return (JSON.parse(fs.readFileSync(baseline, 'utf8')) as { findings: object }).findings;
}

test('old findings pass, new ones count', () => {
  synth({ Old: OLD }, true);
  expect(entries()).toEqual({ [`Stack/Old/${WHERE} wildcard-action[sqs:*]`]: { actions: ['sqs:*'], resources: [QUEUE] } });
  expect(synth({ Old: OLD })).toEqual({ passed: true, open: [], suppressed: [] });
  expect(synth({ Old: OLD, New: NEW })).toEqual({ passed: false, open: [`Stack/New/${WHERE}: wildcard-action[sqs:Delete*]`], suppressed: [] });
});

test('the same finding in another construct is a new one', () => {
  synth({ Old: OLD }, true);
  expect(synth({ Old: OLD, New: OLD }).open).toEqual([`Stack/New/${WHERE}: wildcard-action[sqs:*]`]);
});

describe('a finding is that on its resources', () => {
  const on = (...resources: string[]) => ({ Old: { Effect: 'Allow', Action: 'sqs:*', Resource: resources } });
  const ORDERS = 'arn:aws:sqs:eu-west-1:111122223333:orders-*';
  const PARCELS = 'arn:aws:sqs:eu-west-1:111122223333:parcels-*';

  test.each([
    ['wider ones', on('arn:aws:sqs:eu-west-1:111122223333:*')],
    ['all', on('*')],
    ['one more', on(ORDERS, PARCELS, QUEUE)],
  ])('on %s it is a new one', (_, statements) => {
    synth(on(ORDERS, PARCELS), true);
    expect(synth(statements)).toMatchObject({ passed: false, open: [`Stack/Old/${WHERE}: wildcard-action[sqs:*]`] });
  });

  test.each([
    ['in another order', on(PARCELS, ORDERS)],
    ['narrower', on(`${ORDERS}-eu`, PARCELS)],
  ])('%s they are the old ones', (_, statements) => {
    synth(on(ORDERS, PARCELS), true);
    expect(synth(statements)).toEqual({ passed: true, open: [], suppressed: [] });
  });

  test('one that is gone is reported, and taken out', () => {
    synth(on(ORDERS, PARCELS), true);
    expect(synth(on(ORDERS))).toMatchObject({ passed: true, open: [expect.stringMatching(/stale-baseline-entry\[.*-on-.*:parcels-\*\]$/)] });
    synth(on(ORDERS), true);
    expect(entries()).toEqual({ [`Stack/Old/${WHERE} wildcard-action[sqs:*]`]: { actions: ['sqs:*'], resources: [ORDERS] } });
  });

  test('those of a second statement count, however the statements are merged', () => {
    const twoStatements = () => {
      const app = appWith(on(ORDERS));
      (app.node.findChild('Stack').node.findChild('Old') as iam.Role).addToPolicy(iam.PolicyStatement.fromJson({ ...on(PARCELS).Old, Sid: 'More' }));
      return verdictOf(app);
    };
    synth(on(ORDERS), true);
    expect(twoStatements().passed).toBe(false);
    fs.rmSync(baseline);
    synth(on(ORDERS, PARCELS), true);
    expect(twoStatements()).toEqual({ passed: true, open: [], suppressed: [] });
  });

  test('a reference is the same by any logical id', () => {
    const withQueue = (id: string, write = false) => {
      const app = appWith({}, write);
      const stack = app.node.findChild('Stack') as Stack;
      roleWith(stack, 'Old', { Effect: 'Allow', Action: 'sqs:*', Resource: new sqs.Queue(stack, id).queueArn });
      return verdictOf(app);
    };
    withQueue('Orders', true);
    expect(withQueue('Parcels')).toEqual({ passed: true, open: [], suppressed: [] });
    expect(synth(on('*'))).toMatchObject({ passed: false });
  });
});

describe('a finding is that with its actions', () => {
  const RULES = { 'foreign-account': Severity.ERROR, 'not-action-in-allow': Severity.ERROR, 'stale-baseline-entry': Severity.WARNING };

  function withStatement(statement: object, write = false): Verdict {
    const app = new App({ context: write ? { 'cdk-least-privilege:write-baseline': 'true' } : {} });
    LeastPrivilege.of(app).enforce({ baseline, packs: [], severities: RULES, trustedAccounts: ['111122223333'] });
    const principal = { Principal: { AWS: 'arn:aws:iam::999988887777:root' } };
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...principal, Resource: QUEUE, ...statement }] };
    new sqs.CfnQueuePolicy(new Stack(app, 'Stack'), 'Policy', { queues: ['https://orders'], policyDocument: document });
    return verdictOf(app);
  }

  test.each<[string, object, object, boolean]>([
    ['one more', { Action: 'sqs:GetQueueUrl' }, { Action: ['sqs:GetQueueUrl', 'sqs:SendMessage'] }, false],
    ['a wider one', { Action: 'sqs:Get*' }, { Action: 'sqs:*' }, false],
    ['a narrower one', { Action: 'sqs:*' }, { Action: 'sqs:GetQueueUrl' }, true],
    ['the same in another case', { Action: 'sqs:GetQueueUrl' }, { Action: 'SQS:getqueueurl' }, true],
    ['all but the same', { NotAction: ['sqs:*', 'iam:*'] }, { NotAction: ['iam:*', 'sqs:*'] }, true],
    ['all instead of all but some', { NotAction: 'sqs:*' }, { Action: '*' }, false],
    ['all but less', { NotAction: ['sqs:*', 'iam:*'] }, { NotAction: ['sqs:*'] }, false],
    ['all but a part of them', { NotAction: 'sqs:*' }, { NotAction: 'sqs:Get*' }, false],
    ['all but these instead of these', { Action: 'sqs:*' }, { NotAction: 'sqs:*' }, false],
  ])('%s', (_, before, after, passes) => {
    withStatement(before, true);
    expect(withStatement(before)).toMatchObject({ passed: true, open: [] });
    expect(withStatement(after).passed).toBe(passes);
  });

  test('one that is gone is reported', () => {
    withStatement({ Action: ['sqs:GetQueueUrl', 'sqs:SendMessage'] }, true);
    expect(withStatement({ Action: 'sqs:GetQueueUrl' }).open).toEqual([expect.stringMatching(/stale-baseline-entry\[.*-for-sqs:sendmessage\]$/)]);
  });
});

test('it only shrinks: writing again takes out what is gone and adds nothing', () => {
  synth({ Old: OLD, Older: OLD }, true);
  expect(synth({ Old: OLD, New: NEW }, true)).toMatchObject({ passed: false });
  expect(entries()).toEqual({ [`Stack/Old/${WHERE} wildcard-action[sqs:*]`]: { actions: ['sqs:*'], resources: [QUEUE] } });
});

test('what is gone is reported until it is taken out', () => {
  synth({ Old: OLD }, true);
  expect(synth({})).toEqual({ passed: true, open: [`: stale-baseline-entry[Stack/Old/${WHERE}-wildcard-action(sqs:*)]`], suppressed: [] });
  synth({}, true);
  expect(entries()).toEqual({});
  expect(synth({}).open).toEqual([]);
});

test('a run that is not told to write leaves the file alone', () => {
  synth({ Old: OLD }, true);
  const before = fs.readFileSync(baseline, 'utf8');
  synth({ New: NEW });
  expect(fs.readFileSync(baseline, 'utf8')).toBe(before);
});

test('a baseline that cannot be written is an error that names it', () => {
  baseline = path.join(folder, 'none', 'baseline.json');
  expect(() => appWith({ Old: OLD }, true).synth()).toThrow(`the baseline \`${baseline}\` cannot be written: ENOENT`);
});

test('a baseline that is not there is an error, not an empty one', () => {
  expect(() => appWith({ Old: OLD }).synth()).toThrow(`the baseline \`${baseline}\` does not exist; write it with \`cdk synth -c cdk-least-privilege:write-baseline=true\``);
});

test.each([
  ['{', 'not JSON'],
  ['[]', 'expected an object with "version": 3'],
  ['{"version":4,"findings":{}}', 'expected an object with "version": 3'],
  ['{"version":3,"findings":{"a":{"actions":[],"resources":[1]}}}', 'expected "findings", an object with the "actions" and "resources" of each finding, two lists of text'],
  ['{"version":3,"findings":{"a":["*"]}}', 'expected "findings"'],
  ['{"version":1,"findings":[]}', 'it is of version 1, which does not say on which resources, and would tolerate the findings on any other; delete it and write it anew'],
  ['{"version":2,"findings":{}}', 'it is of version 2, which does not say for which actions, and would tolerate the findings on any other; delete it and write it anew'],
])('a file that holds %s is refused', (text, message) => {
  fs.writeFileSync(baseline, text);
  expect(() => appWith({}).synth()).toThrow(message);
});
