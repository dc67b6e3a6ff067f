/**
 * The cases in `cases/*.json`: each is one request against given policies, with what an AWS documentation page says of it.
 *
 * Short-hands of the files: a name in `page` stands for its URL in `pages`; `request` and `context` are laid over
 * `defaults.request`; a policy written as a list is the statements of a 2012-10-17 document, each completed with what
 * `defaults.statement` has and it leaves out; a policy `"@Name"` stands in `documents`; `condition` is one identity policy of one
 * statement with that condition. A `note` says what a page leaves open.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { PolicyDocument } from '../../src/policy/document';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { Decision, evaluate, StatementPlace } from '../../src/reasoning/evaluate';
import { explain } from '../../src/reasoning/explain';
import { Policies } from '../../src/reasoning/policies';
import { parsePrincipal } from '../../src/reasoning/principal';
import { Request, RequestContext } from '../../src/reasoning/request';

interface RequestJson {
  readonly principal: string | { readonly type: string; readonly id: string };
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
}

interface PoliciesJson {
  readonly identity?: readonly JsonValue[];
  readonly boundary?: JsonValue;
  readonly session?: JsonValue;
  readonly scp?: readonly (readonly JsonValue[])[];
  readonly rcp?: readonly (readonly JsonValue[])[];
  readonly resource?: JsonValue;
  readonly endpoint?: JsonValue;
}

interface Case {
  readonly name: string;
  readonly page?: string;
  readonly note?: string;
  readonly policies?: PoliciesJson;
  readonly condition?: JsonValue;
  readonly request?: Partial<RequestJson>;
  readonly context?: RequestContext;
  readonly decision: Decision;
  readonly layer?: string;
  readonly level?: number;
  /** `null` where no statement decides. */
  readonly statement?: Partial<StatementPlace> | null;
}

interface CaseFile {
  readonly topic: string;
  readonly area: 'operators' | 'layers';
  readonly note?: string;
  readonly pages: { readonly [name: string]: string };
  readonly defaults: { readonly page: string; readonly request: RequestJson; readonly statement: JsonObject };
  readonly documents?: { readonly [name: string]: JsonValue };
  readonly cases: readonly Case[];
}

const FOLDER = join(__dirname, 'cases');
const FILES = readdirSync(FOLDER).sort().map(name => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as CaseFile);
const EXCLUDING: { readonly [element: string]: string } = { Action: 'NotAction', Resource: 'NotResource' };

function toStatement(file: CaseFile, short: JsonObject): JsonObject {
  const defaults = Object.entries(file.defaults.statement).filter(([element]) => short[EXCLUDING[element]] === undefined);
  return { ...Object.fromEntries(defaults), ...short };
}

function toDocument(file: CaseFile, raw: JsonValue): PolicyDocument {
  if (Array.isArray(raw)) {
    return parsePolicyDocument({ Version: '2012-10-17', Statement: raw.map(statement => toStatement(file, statement as JsonObject)) });
  }
  if (typeof raw === 'string' && raw.startsWith('@')) {
    const named = file.documents?.[raw.slice(1)];
    if (named === undefined) { throw new Error(`no document ${raw} in the cases on ${file.topic}`); }
    return toDocument(file, named);
  }
  return parsePolicyDocument(raw);
}

function toPolicies(file: CaseFile, { condition, policies = {} }: Case): Policies {
  const one = (raw: JsonValue) => raw === undefined || raw === null ? undefined : toDocument(file, raw);
  const all = (raws: readonly JsonValue[] = []) => raws.map(raw => toDocument(file, raw));
  return {
    identity: condition === undefined ? all(policies.identity) : [toDocument(file, [{ Condition: condition }])],
    boundary: one(policies.boundary),
    session: one(policies.session),
    scp: (policies.scp ?? []).map(all),
    rcp: (policies.rcp ?? []).map(all),
    resource: one(policies.resource),
    endpoint: one(policies.endpoint),
  };
}

function toRequest(file: CaseFile, { request, context = {} }: Case): Request {
  const { principal, ...rest } = { ...file.defaults.request, ...request };
  const parsed = parsePrincipal(principal);
  if (!parsed) { throw new Error(`no principal: ${JSON.stringify(principal)}`); }
  return { ...rest, principal: parsed, context };
}

function samePlace(left: StatementPlace, right: StatementPlace): boolean {
  return left.layer === right.layer && left.level === right.level && left.policy === right.policy && left.index === right.index;
}

describe.each(FILES)('$area: $topic', file => {
  test.each(file.cases)('$name', theCase => {
    const request = toRequest(file, theCase);
    const policies = toPolicies(file, theCase);

    const evaluation = evaluate(request, policies);

    expect(evaluation).toMatchObject({
      decision: theCase.decision,
      ...(theCase.layer !== undefined && { layer: theCase.layer }),
      ...(theCase.level !== undefined && { level: theCase.level }),
      ...(theCase.statement && { statement: theCase.statement }),
    });
    if (theCase.statement === null) { expect(evaluation.statement).toBeUndefined(); }

    const matches = explain(request, policies);
    const named = matches.find(match => evaluation.statement && samePlace(match.place, evaluation.statement));
    if (theCase.decision === 'explicitly-denied') {
      expect(named).toMatchObject({ effect: 'Deny', match: 'yes' });
    }
    if (theCase.decision === 'allowed' && theCase.statement !== null) {
      expect(named).toMatchObject({ effect: 'Allow', match: 'yes' });
    }
    for (const { match, mismatch } of matches) {
      if (match === 'yes') { expect(mismatch).toBeUndefined(); }
      if (match === 'no') { expect(mismatch).toMatchObject({ element: expect.any(String), code: expect.stringMatching(/^[a-z]+(-[a-z]+)+$/) }); }
    }
  });
});

describe('the collection', () => {
  test.each([['operators', 150], ['layers', 100]] as const)('%s has at least %d cases', (area, least) => {
    expect(FILES.filter(file => file.area === area).flatMap(file => file.cases).length).toBeGreaterThanOrEqual(least);
  });

  test.each(FILES)('each case on $topic has its own name and a documentation page', file => {
    expect(new Set(file.cases.map(({ name }) => name)).size).toBe(file.cases.length);
    for (const { page = file.defaults.page } of file.cases) {
      expect(file.pages[page]).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });
});
