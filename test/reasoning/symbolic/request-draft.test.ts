import { SymbolicText } from '../../../src/policy/symbolic-text';
import { parsePrincipal } from '../../../src/reasoning/principal';
import { Request } from '../../../src/reasoning/request';
import { codesOfString, resourcePattern } from '../../../src/reasoning/symbolic/pattern';
import { draftRequests, plausibleActions, Region } from '../../../src/reasoning/symbolic/request-draft';

const ALICE = parsePrincipal('arn:aws:iam::444455556666:user/alice')!;

function resources(text: SymbolicText | string) {
  return resourcePattern(typeof text === 'string' ? SymbolicText.literal(text) : text, { variables: true });
}

function drafts(action: string, resource: SymbolicText | string, region: Partial<Region> = {}): readonly Request[] {
  const base = resources(resource);
  return [...draftRequests({ action, base, word: base.codes, values: new Map(), spelling: new Map(), unknowns: new Map(), ...region })];
}

test.each<[action: string, resource: string, first: string]>([
  ['s3:GetObject', 'arn:aws:s3:::orders/*', 'arn:aws:s3:::orders/example'],
  ['s3:GetObject', 'arn:aws:s3:::orders*', 'arn:aws:s3:::ordersexample/example'],
  ['s3:ListBucket', 'arn:aws:s3:::*', 'arn:aws:s3:::example'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:*:jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs'],
  ['sqs:SendMessage', 'arn:*:*:*:*:*', 'arn:aws:sqs:us-east-1:111122223333:example'],
  ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:444455556666:table/a', 'arn:aws:dynamodb:eu-west-1:444455556666:table/a'],
  ['new:Thing', 'arn:*:*:*:*:?', 'arn:aws:example:us-east-1:111122223333:x'],
])('%s on %s is first tried on %s', (action, resource, first) => {
  expect(drafts(action, resource)[0].resource).toBe(first);
});

test('the word of the region is tried last', () => {
  expect(drafts('s3:GetObject', 'arn:aws:s3:::b/*', { word: codesOfString('arn:aws:s3:::b/1') }).at(-1)!.resource).toBe('arn:aws:s3:::b/1');
});

test('the principal is of the account of the resource, unless it is given', () => {
  const [own] = drafts('sqs:SendMessage', 'arn:aws:sqs:us-east-1:444455556666:*');
  expect(own.principal).toMatchObject({ kind: 'role', account: '444455556666' });
  expect(drafts('sqs:SendMessage', 'arn:aws:sqs:*:*:*', { principals: [ALICE] })[0].principal).toBe(ALICE);
  const values = new Map([['aws:principalaccount', ['777788889999']]]);
  expect(drafts('sqs:SendMessage', 'arn:aws:sqs:*:*:*', { values })[0].principal.account).toBe('777788889999');
});

test('variables and their keys get one value', () => {
  const resource = 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*';
  expect(drafts('s3:GetObject', resource, { values: new Map([['aws:principaltag/team', ['red']]]) })[0])
    .toMatchObject({ resource: 'arn:aws:s3:::b/red/example', context: { 'aws:principaltag/team': 'red' } });
  expect(drafts('s3:GetObject', resource)[0]).toMatchObject({ resource: 'arn:aws:s3:::b/example/example', context: { 'aws:PrincipalTag/team': 'example' } });
  expect(drafts('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/*', { principals: [ALICE] })[0].resource).toBe('arn:aws:s3:::b/alice/example');
  expect(drafts('s3:GetObject', "arn:aws:s3:::b/${aws:PrincipalTag/team, 'blue'}/*")[0]).toMatchObject({ resource: 'arn:aws:s3:::b/blue/example', context: {} });
});

test('values of the template are what they are taken to be', () => {
  const resource = SymbolicText.of(['arn:aws:s3:::', { name: 'Orders', shape: 'name' }, '/*']);
  expect(drafts('s3:GetObject', resource, { unknowns: new Map([['Orders', 'orders-1']]) })[0].resource).toBe('arn:aws:s3:::orders-1/example');
});

test('keys keep their spelling, and lists stay lists', () => {
  const values = new Map([['aws:tagkeys', ['a', 'b']], ['aws:sourcevpc', ['vpc-1']]]);
  expect(drafts('s3:GetObject', 'arn:aws:s3:::b/*', { values, spelling: new Map([['aws:tagkeys', 'aws:TagKeys']]) })[0].context)
    .toEqual({ 'aws:TagKeys': ['a', 'b'], 'aws:sourcevpc': 'vpc-1' });
});

test('a context that contradicts who asks is no request', () => {
  expect(drafts('s3:GetObject', 'arn:aws:s3:::b/*', { principals: [ALICE], values: new Map([['aws:principalaccount', ['111122223333']]]) })).toEqual([]);
});

test('actions that fit the resources come first', () => {
  expect(plausibleActions(['iam:GetUser', 's3:ListAllMyBuckets', 'sqs:SendMessage', 's3:GetObject'], resources('arn:aws:s3:::orders/*'), 2)).toEqual(['s3:GetObject', 'iam:GetUser']);
});
