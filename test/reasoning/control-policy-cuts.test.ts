import { ACTION_NAMES, ACTIONS, PRINCIPALS } from './generate/alphabet';
import { meet } from './generate/condition';
import { randomPolicy } from './generate/policy';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { asList, isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { Identity } from '../../src/policy/policy-site';
import { ControlPolicyCut, controlPolicyCuts } from '../../src/reasoning/control-policy-cuts';
import { evaluate } from '../../src/reasoning/evaluate';
import { roleFacts, tokenFacts } from '../../src/reasoning/known-facts';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { Request, RequestContext } from '../../src/reasoning/request';
import { readInventory } from '../../src/template/inventory';

const ACCOUNT = '111122223333';
const document = (...Statement: JsonObject[]) => parsePolicyDocument({ Version: '2012-10-17', Statement });
const allow = (Action: JsonValue, Resource: JsonValue = '*', more: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: JsonValue, Resource: JsonValue = '*', Condition: JsonObject = {}, more: JsonObject = {}): JsonObject => ({ Effect: 'Deny', Action, Resource, Condition, ...more });
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const OPEN = document(allow('*'));

function roleWith(properties: JsonObject, statements: JsonObject[], trust: JsonValue = 'sts:AssumeRole'): Identity {
  return readInventory([{
    id: 'app',
    template: {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'importer',
            AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: trust }] },
            Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
            ...properties,
          },
        },
        Topic: { Type: 'AWS::SNS::Topic' },
      },
    },
    environment: { account: ACCOUNT, region: 'eu-west-1' },
  }]).identities[0];
}

function cutsOf(scp: JsonObject[], statements: JsonObject[], properties: JsonObject = {}, trust?: JsonValue): readonly ControlPolicyCut[] {
  const role = roleWith(properties, statements, trust);
  const control = document(...scp);
  const documents = role.inlinePolicies.map(site => site.document);
  const cuts = controlPolicyCuts(control, { kind: 'identity', documents, facts: roleFacts(role, control) });
  for (const { witness } of cuts) {
    const layers = (scps: typeof control[]) => ({ identity: [document(...statements)], scp: [scps], rcp: [] });
    const request = { ...witness, resourceAccount: ACCOUNT };
    if (!statements.some(statement => JSON.stringify(statement).includes('Ref'))) {
      expect([evaluate(request, layers([OPEN])).decision, evaluate(request, layers([OPEN, control])).decision]).toEqual(['allowed', 'explicitly-denied']);
    }
  }
  return cuts;
}

const textsOf = (cuts: readonly ControlPolicyCut[]) => cuts.map(({ permission: { actions, resources } }) => (
  `${actions.values[0].text} on ${resources!.values.map(({ text }) => text).join(' ')}`
));

const OTHER_REGIONS = deny('*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } });
const UNLESS_BREAK_GLASS = { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/break-glass` } };
const UNLESS_TAGGED = { StringNotEquals: { 'aws:PrincipalTag/exempt': 'true' } };
const tagged = (Value: JsonValue) => ({ Tags: [{ Key: 'exempt', Value }] });
const IN_ANOTHER_PLACE = { 'Fn::ImportValue': 'QueueArn' };

type Row = [string, JsonObject[], JsonObject[], string[], JsonObject?, JsonValue?];

describe('of a role', () => {
  test.each<Row>([
    ['an action that is denied', [deny('sqs:*')], [allow(['sqs:SendMessage', 's3:GetObject'])], ['sqs:SendMessage on *']],
    ['an action that is denied elsewhere', [deny('sqs:*', 'arn:aws:sqs:*:*:audit')], [allow('sqs:SendMessage', QUEUE)], []],
    ['the resource of which nothing is left', [deny('sqs:*', 'arn:aws:sqs:*:*:audit')], [allow('sqs:SendMessage', [QUEUE, `arn:aws:sqs:eu-west-1:${ACCOUNT}:audit`])],
      [`sqs:SendMessage on arn:aws:sqs:eu-west-1:${ACCOUNT}:audit`]],
    ['all but some actions are denied', [{ Effect: 'Deny', NotAction: ['s3:*'], Resource: '*' }], [allow(['s3:GetObject', 'sqs:SendMessage'], QUEUE)], [`sqs:SendMessage on ${QUEUE}`]],
    ['a pattern of which a part is left', [deny('sqs:SendMessage')], [allow('sqs:*', QUEUE)], []],
    ['a pattern of which nothing is left', [deny('sqs:*')], [allow('sqs:Send*', QUEUE)], [`sqs:Send* on ${QUEUE}`]],
    ['several denies together', [deny('sqs:SendMessage'), deny('sqs:SendMessageBatch')], [allow('sqs:SendMessage*', QUEUE)], []],
    ['a condition that requests can meet', [deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })], [allow('s3:GetObject')], []],
    ['two conditions that leave none', [deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } }), deny('s3:*', '*', { BoolIfExists: { 'aws:SecureTransport': 'true' } })], [allow('s3:GetObject')], ['s3:GetObject on *']],
    ['what the role denies itself', [deny('sqs:*')], [allow('sqs:SendMessage'), deny('sqs:*')], []],
    ['a queue in a region that is denied', [OTHER_REGIONS], [allow('sqs:SendMessage', QUEUE)], [`sqs:SendMessage on ${QUEUE}`]],
    ['a queue in the region that is left', [OTHER_REGIONS], [allow('sqs:SendMessage', QUEUE.replace('eu-west', 'eu-central'))], []],
    ['a resource without a region', [OTHER_REGIONS], [allow('s3:GetObject', 'arn:aws:s3:::data/*')], []],
    ['a model that answers from another region', [OTHER_REGIONS], [allow('bedrock:InvokeModel', 'arn:aws:bedrock:eu-west-1::foundation-model/m')], []],
    ['a role that is not exempt', [deny('sqs:*', '*', UNLESS_BREAK_GLASS)], [allow('sqs:SendMessage', QUEUE)], [`sqs:SendMessage on ${QUEUE}`]],
    ['a role that is exempt', [deny('sqs:*', '*', UNLESS_BREAK_GLASS)], [allow('sqs:SendMessage', QUEUE)], [], { RoleName: 'break-glass' }],
    ['a role whose name is not known', [deny('sqs:*', '*', { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/app-*` } })], [allow('sqs:SendMessage', QUEUE)], [], { RoleName: { Ref: 'Name' } }],
    ['a role without the tag', [deny('sqs:*', '*', UNLESS_TAGGED)], [allow('sqs:SendMessage', QUEUE)], [`sqs:SendMessage on ${QUEUE}`]],
    ['a role with the tag', [deny('sqs:*', '*', UNLESS_TAGGED)], [allow('sqs:SendMessage', QUEUE)], [], tagged('true')],
    ['a role with another value', [deny('sqs:*', '*', UNLESS_TAGGED)], [allow('sqs:SendMessage', QUEUE)], [`sqs:SendMessage on ${QUEUE}`], tagged('false')],
    ['a value known at deployment', [deny('sqs:*', '*', UNLESS_TAGGED)], [allow('sqs:SendMessage', QUEUE)], [], tagged({ Ref: 'Exempt' })],
    ['sessions that bring tags', [deny('sqs:*', '*', UNLESS_TAGGED)], [allow('sqs:SendMessage', QUEUE)], [], {}, ['sts:AssumeRole', 'sts:TagSession']],
    ['a resource that is known at deployment', [deny('sqs:*', QUEUE)], [allow('sqs:SendMessage', IN_ANOTHER_PLACE)], []],
    ['a resource of the app', [deny('sns:*')], [allow('sns:Publish', { Ref: 'Topic' })], ['sns:Publish on arn:aws:sns:eu-west-1:111122223333:<Topic>']],
    ['an action that is known at deployment', [deny('sqs:*')], [allow({ Ref: 'Action' }, QUEUE)], []],
    ['a control policy that cannot be read', [deny('sqs:*', '*', { StringNotEqual: { 'aws:PrincipalTag/exempt': 'true' } })], [allow('sqs:SendMessage', QUEUE)], []],
    ['a policy that only allows', [allow('s3:*')], [allow('sqs:SendMessage', QUEUE)], []],
  ])('%s', (...[, scp, statements, expected, properties, trust]: Row) => {
    expect(textsOf(cutsOf(scp, statements, properties, trust))).toEqual(expected);
  });

  test('names the statement that cuts, and a request of the role', () => {
    const [cut] = cutsOf([deny('s3:*', 'arn:aws:s3:::audit/*', {}, { Sid: 'Audit' }), deny('sqs:*', '*', {}, { Sid: 'Queues' })], [allow('sqs:SendMessage', QUEUE)]);
    expect(cut.deny.sid).toBe('Queues');
    expect(cut.witness).toMatchObject({ principal: { id: `arn:aws:iam::${ACCOUNT}:role/importer` }, action: 'sqs:SendMessage', resource: QUEUE });
  });
});

describe('of a trust policy', () => {
  const GITHUB = 'token.actions.githubusercontent.com';
  const trusting = (principal: JsonValue, condition: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition });
  const provider = (issuer: string) => ({ Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` });
  const ofRepository = (repository: string) => ({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: `repo:${repository}:ref:refs/heads/main` } });
  const denyWeb = (condition: JsonObject): JsonObject => ({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity', Resource: '*', Condition: condition });
  const ONLY_GITLAB = denyWeb({ Null: { 'gitlab.com:sub': 'true' } });
  const ONLY_ACME = denyWeb({ StringNotLikeIfExists: { [`${GITHUB}:sub`]: ['repo:acme/*'] }, Null: { [`${GITHUB}:sub`]: 'false' } });

  test.each<[string, JsonObject, JsonObject, number]>([
    ['an issuer that is not trusted', ONLY_GITLAB, trusting(provider(GITHUB), ofRepository('acme/orders')), 1],
    ['the issuer that is trusted', ONLY_GITLAB, trusting(provider('gitlab.com'), { StringEquals: { 'gitlab.com:sub': 'project_path:a/b' } }), 0],
    ['a tenant that is not trusted', ONLY_ACME, trusting(provider(GITHUB), ofRepository('evil/orders')), 1],
    ['the tenant that is trusted', ONLY_ACME, trusting(provider(GITHUB), ofRepository('acme/orders')), 0],
    ['one of two providers', ONLY_GITLAB, trusting({ Federated: [provider(GITHUB).Federated, provider('gitlab.com').Federated] }), 1],
    ['an organization that is not known', { ...denyWeb({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), Action: 'sts:AssumeRole' },
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' }, 0],
  ])('%s', (_, rcp, statement, expected) => {
    const control = document(rcp);
    expect(controlPolicyCuts(control, { kind: 'resource', documents: [document(statement)], facts: tokenFacts(control) })).toHaveLength(expected);
  });
});

test('agrees with the evaluator in small worlds', () => {
  let cut = 0;
  let left = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Random(seed);
    const focus = { ...randomRequest(random), principal: random.pick([...PRINCIPALS.user, ...PRINCIPALS.role]) };
    const bound = randomPolicy(random, 'boundary', focus);
    const raw = [randomPolicy(random, 'identity', focus), { ...bound, Statement: asList(bound.Statement).filter(isObject).map(statement => ({ ...statement, Effect: 'Deny' })) }];
    const [identity, denies] = raw.map(policy => parsePolicyDocument(policy));
    const cuts = controlPolicyCuts(denies, { kind: 'identity', documents: [identity], facts: () => [] });
    const requests = requestsFor(random, focus, raw).filter(request => policyEffect(identity, request, 'identity') === 'allow');
    for (const { permission, witness } of cuts) {
      cut++;
      expect([policyEffect(identity, witness, 'identity'), policyEffect(denies, witness, 'scp')]).toEqual(['allow', 'deny']);
      const alone = { ...identity, statements: [{ ...permission, path: 'Statement/0' }] };
      const kept = requests.filter(request => policyEffect(alone, request, 'identity') === 'allow' && policyEffect(denies, request, 'scp') === 'none');
      expect({ seed, kept }).toEqual({ seed, kept: [] });
    }
    left += cuts.length === 0 && requests.length > 0 && denies.statements.length > 0 ? 1 : 0;
  }
  expect(Math.min(cut, left)).toBeGreaterThan(10);
});

function requestsFor(random: Random, focus: Request, documents: readonly JsonObject[]): readonly Request[] {
  const conditions = documents.flatMap(policy => asList(policy.Statement)).filter(isObject).map(({ Condition }) => Condition).filter(isObject);
  const met = conditions.map((condition): RequestContext => {
    const context = { ...focus.context };
    meet(random, condition, context);
    return context;
  });
  return [{}, focus.context, ...met, Object.assign({}, ...met) as RequestContext].flatMap(context => ACTION_NAMES.flatMap(action => (
    ACTIONS[action].map(resource => ({ principal: focus.principal, action, resource, context }))
  )));
}
