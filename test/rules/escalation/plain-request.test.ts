import { parsePolicyDocument } from '../../../src/policy/parse';
import { evaluate } from '../../../src/reasoning/evaluate';
import { parsePrincipal } from '../../../src/reasoning/principal';
import { suggestedRequest } from '../../../src/rules/escalation/plain-request';

const ROLE = parsePrincipal('arn:aws:iam::111122223333:role/worker')!;

function suggest(statement: object, action: string, pattern: string, demand = {}) {
  const document = parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, ...statement }] as never });
  const request = suggestedRequest(document.statements[0], ROLE, action, [pattern], demand);
  return request && { ...request, decision: evaluate(request, { identity: [document], scp: [], rcp: [] }).decision };
}

test.each([
  ['the narrower of two patterns', 'arn:aws:cloudformation:*:*:stack/app-*/*', 'arn:aws:cloudformation:*:*:stack/*', 'arn:aws:cloudformation:us-east-1:111122223333:stack/app-any/any'],
  ['the beginning of the one with the end of the other', 'arn:aws:s3:::logs-*', 'arn:aws:s3:::*/*', 'arn:aws:s3:::logs-any/any'],
  ['the account of who asks', 'arn:aws:iam::${aws:PrincipalAccount}:role/*', 'arn:aws:iam::*:role/admin', 'arn:aws:iam::111122223333:role/admin'],
])('a statement suggests a resource that it has in common with a pattern: %s', (_, Resource, pattern, resource) => {
  expect(suggest({ Resource }, 'sqs:SendMessage', pattern)).toMatchObject({ resource, decision: 'allowed' });
});

test.each([
  ['of one service, on the resource of another', 'arn:aws:s3:::orders', 'arn:aws:sqs:*:*:orders'],
  ['with a variable that the request must bring', 'arn:aws:s3:::${aws:PrincipalTag/team}', 'arn:aws:s3:::*'],
  ['of part of the regions', 'arn:aws:sqs:us-*:*:orders', 'arn:aws:sqs:*:*:orders'],
])('it suggests none: %s', (_, Resource, pattern) => {
  expect(suggest({ Resource }, 'sqs:SendMessage', pattern)).toBeUndefined();
});

test('a suggested request brings what the conditions ask for, and of what is demanded a value that they let through', () => {
  const Condition = {
    StringLike: { 'aws:CalledVia': ['cloudformation.*'], 'iam:PassedToService': 'ec2.amazonaws.com' },
    Null: { 'aws:CalledVia': 'false', 'aws:SourceVpc': 'false' },
    StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
  };
  const demand = { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } };
  expect(suggest({ Resource: '*', Condition }, 'iam:PassRole', 'arn:aws:iam::111122223333:role/admin', demand)).toMatchObject({
    context: { 'iam:PassedToService': 'ec2.amazonaws.com', 'aws:CalledVia': 'cloudformation.any', 'aws:SourceVpc': 'any' },
    decision: 'allowed',
  });
});
