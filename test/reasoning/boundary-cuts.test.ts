import { ACTION_NAMES, ACTIONS, PRINCIPALS } from './generate/alphabet';
import { meet } from './generate/condition';
import { randomPolicy } from './generate/policy';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { parseWithUnknowns } from './unknown-reader';
import { asList, isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { boundaryCuts } from '../../src/reasoning/boundary-cuts';
import { YES } from '../../src/reasoning/matching/match';
import { clauseMatches, policyEffect } from '../../src/reasoning/policy-effect';
import { Request, RequestContext } from '../../src/reasoning/request';
import { clausesOf } from '../../src/reasoning/symbolic/clause';

const policy = (...Statement: JsonObject[]) => parseWithUnknowns({ Version: '2012-10-17', Statement });
const allow = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Deny', Action, Resource, ...more });
const EVERYTHING = allow('*');
const BUCKET = { join: ['arn:aws:s3:::', { unknown: 'Bucket' }, '/*'] };
const IN_REGION = { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } };

describe('boundaryCuts', () => {
  test.each<[string, JsonObject[], JsonObject[], string[]]>([
    ['a boundary that allows everything cuts nothing', [allow('s3:*')], [EVERYTHING], []],
    ['a boundary without the service cuts everything', [allow('s3:*')], [allow('sqs:*')], ['0 everything']],
    ['a boundary with some of the actions cuts something', [allow('s3:*')], [allow('s3:Get*')], ['0 something']],
    ['a boundary with some of the resources cuts something', [allow('s3:Get*')], [allow('s3:*', 'arn:aws:s3:::orders/*')], ['0 something']],
    ['a boundary with other resources cuts everything', [allow('s3:Get*', 'arn:aws:s3:::logs/*')], [allow('s3:*', 'arn:aws:s3:::orders/*')], ['0 everything']],
    ['a deny of the boundary cuts something', [allow('s3:*')], [EVERYTHING, deny('s3:Put*')], ['0 something']],
    ['a deny of the boundary cuts everything', [allow('s3:*')], [EVERYTHING, deny('s3:*')], ['0 everything']],
    ['two statements of the boundary that leave a statement whole', [allow('s3:*')], [allow('s3:Get*'), { Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }], []],
    ['each statement for itself', [allow('s3:*'), allow('sqs:*'), allow('iam:*')], [allow(['s3:*', 'sqs:Send*'])], ['1 something', '2 everything']],
    ['nothing of what the policy denies itself', [allow('s3:*'), deny('s3:Put*')], [EVERYTHING, deny('s3:Put*')], []],
    ['nothing of a statement that is denied as a whole', [allow('s3:*'), deny('s3:*')], [allow('sqs:*')], []],
    ['a condition of the boundary cuts something', [allow('s3:*')], [allow('s3:*', '*', IN_REGION)], ['0 something']],
    ['the condition of the statement as well', [allow('s3:*', '*', IN_REGION)], [allow('s3:*', '*', IN_REGION)], []],
    ['the same bucket, whatever its name', [allow('s3:*', BUCKET)], [allow('s3:*', BUCKET)], []],
    ['another bucket', [allow('s3:*', BUCKET)], [allow('s3:*', { join: ['arn:aws:s3:::', { unknown: 'Other' }, '/*'] })], ['0 unknown']],
  ])('%s', (_, identity, boundary, expected) => {
    expect(boundaryCuts(policy(...identity), policy(...boundary)).map(({ statement, extent }) => `${statement} ${extent}`)).toEqual(expected);
  });

  test('shows a request that is lost', () => {
    const [{ loss }] = boundaryCuts(policy(allow('s3:*', 'arn:aws:s3:::orders/*', { Sid: 'Orders' })), policy(allow('s3:Get*')));

    expect(loss).toMatchObject({ verdict: 'fails', statement: 0, witness: { resource: expect.stringMatching(/^arn:aws:s3:::orders\//) } });
    expect(loss.reason).toMatch(/^statement 0 \(Orders\) loses: s3:\w+ on arn:aws:s3:::orders\/\w+ by /);
  });

  test('does not vouch for a boundary that cannot be read', () => {
    const [cut] = boundaryCuts(policy(allow('s3:*')), policy({ Effect: 'Allow', Resource: '*' }));

    expect(cut).toMatchObject({ extent: 'unknown', loss: { verdict: 'unknown', reason: expect.stringMatching(/^the boundary cannot be read: /) } });
  });

  test('agrees with the evaluator in small worlds', () => {
    const seen = { everything: 0, something: 0, unknown: 0, nothing: 0 };
    for (let seed = 1; seed <= 150; seed++) {
      const random = new Random(seed);
      const focus = { ...randomRequest(random), principal: random.pick(IDENTITIES) };
      const raw = [randomPolicy(random, 'identity', focus), randomPolicy(random, 'boundary', focus)];
      const [identity, boundary] = raw.map(document => parsePolicyDocument(document));
      const cuts = new Map(boundaryCuts(identity, boundary).map(cut => [cut.statement, cut]));
      for (const { witness } of [...cuts.values()].map(({ loss }) => loss)) {
        if (witness) { expect([policyEffect(identity, witness, 'identity'), policyEffect(boundary, witness, 'boundary')]).toEqual(['allow', expect.stringMatching(/none|deny/)]); }
      }
      const requests = requestsFor(random, focus, raw).filter(request => policyEffect(identity, request, 'identity') === 'allow');
      for (const clause of clausesOf(identity).filter(({ statement }) => statement.effect === 'Allow')) {
        const cut = cuts.get(clause.index);
        seen[cut?.extent ?? 'nothing']++;
        const own = requests.filter(request => clauseMatches(clause, request, 'identity') === YES);
        const kept = own.filter(request => policyEffect(boundary, request, 'boundary') === 'allow');
        if (!cut) { expect({ seed, lost: own.length - kept.length }).toEqual({ seed, lost: 0 }); }
        if (cut?.extent === 'everything') { expect({ seed, kept }).toEqual({ seed, kept: [] }); }
      }
    }
    expect(Math.min(seen.everything, seen.something, seen.nothing)).toBeGreaterThan(10);
    expect(seen.unknown).toBeLessThan(20);
  });
});

const IDENTITIES = [...PRINCIPALS.user, ...PRINCIPALS.role, ...PRINCIPALS.session];

function requestsFor(random: Random, focus: Request, documents: readonly JsonObject[]): readonly Request[] {
  const conditions = documents.flatMap(({ Statement }) => asList(Statement)).filter(isObject).map(({ Condition }) => Condition).filter(isObject);
  const met = conditions.map((condition): RequestContext => {
    const context = { ...focus.context };
    meet(random, condition, context);
    return context;
  });
  return [{}, focus.context, ...met, Object.assign({}, ...met) as RequestContext].flatMap(context => ACTION_NAMES.flatMap(action => (
    ACTIONS[action].map(resource => ({ principal: focus.principal, action, resource, context }))
  )));
}
