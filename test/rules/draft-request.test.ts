import { parsePolicyDocument } from '../../src/policy/parse';
import { evaluate } from '../../src/reasoning/evaluate';
import { parsePrincipal } from '../../src/reasoning/principal';
import { draftRequest } from '../../src/rules/draft-request';

const ROLE = parsePrincipal('arn:aws:iam::111122223333:role/worker')!;

function draft(statement: object, action: string, pattern: string, isLeftOut?: (key: string) => boolean) {
  const document = parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, ...statement }] as never });
  const request = draftRequest(document.statements[0], ROLE, action, [pattern], {}, isLeftOut);
  return request && { ...request, decision: evaluate(request, { identity: [document], scp: [], rcp: [] }).decision };
}

test.each([
  ['the narrower of two patterns', 'arn:aws:cloudformation:*:*:stack/app-*/*', 'arn:aws:cloudformation:*:*:stack/*', 'arn:aws:cloudformation:us-east-1:111122223333:stack/app-any/any'],
  ['the beginning of the one with the end of the other', 'arn:aws:s3:::logs-*', 'arn:aws:s3:::*/*', 'arn:aws:s3:::logs-any/any'],
  ['the account of who asks', 'arn:aws:iam::${aws:PrincipalAccount}:role/*', 'arn:aws:iam::*:role/admin', 'arn:aws:iam::111122223333:role/admin'],
])('the resource is one that the statement has in common with a pattern: %s', (_, Resource, pattern, resource) => {
  expect(draft({ Resource }, 'sqs:SendMessage', pattern)).toMatchObject({ resource, decision: 'allowed' });
});

test.each([
  ['of one service, on the resource of another', 'arn:aws:s3:::orders', 'arn:aws:sqs:*:*:orders'],
  ['with a variable that the request must bring', 'arn:aws:s3:::${aws:PrincipalTag/team}', 'arn:aws:s3:::*'],
  ['of part of the regions', 'arn:aws:sqs:us-*:*:orders', 'arn:aws:sqs:*:*:orders'],
])('there is none: %s', (_, Resource, pattern) => {
  expect(draft({ Resource }, 'sqs:SendMessage', pattern)).toBeUndefined();
});

test('the request has what the conditions ask for, but for keys that are left out', () => {
  const Condition = {
    StringLike: { 'aws:CalledVia': ['cloudformation.*'], 'aws:ResourceTag/team': 'orders' },
    Null: { 'aws:CalledVia': 'false', 'aws:SourceVpc': 'false' },
    StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
  };
  const context = { 'aws:CalledVia': 'cloudformation.any', 'aws:ResourceTag/team': 'orders', 'aws:SourceVpc': 'any' };
  expect(draft({ Resource: '*', Condition }, 'sqs:SendMessage', 'arn:aws:sqs:*:*:*')).toMatchObject({ context, decision: 'allowed' });
  const without = draft({ Resource: '*', Condition }, 'sqs:SendMessage', 'arn:aws:sqs:*:*:*', key => key === 'aws:resourcetag/team')!;
  expect(without.context).not.toHaveProperty(['aws:ResourceTag/team']);
  expect(without.decision).not.toBe('allowed');
});

test('variables of which the context has the value are filled in', () => {
  const document = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:*:*:${aws:PrincipalTag/team}-*',
      Condition: { StringEquals: { 'aws:RequestTag/team': '${aws:PrincipalTag/team}' } },
    }],
  });
  const request = draftRequest(document.statements[0], ROLE, 'sqs:SendMessage', ['arn:aws:sqs:*:*:*'], { 'aws:PrincipalTag/team': 'orders' })!;
  expect(request).toMatchObject({ resource: 'arn:aws:sqs:us-east-1:111122223333:orders-any', context: { 'aws:RequestTag/team': 'orders' } });
  expect(evaluate(request, { identity: [document], scp: [], rcp: [] }).decision).toBe('allowed');
});

test('what must be of another account is', () => {
  const Condition = { StringNotEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } };
  expect(draft({ Resource: '*', Condition }, 'sqs:SendMessage', 'arn:aws:sqs:*:*:*'))
    .toMatchObject({ resource: 'arn:aws:sqs:us-east-1:444455556666:any', resourceAccount: '444455556666' });
});
