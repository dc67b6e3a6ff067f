import { parsePolicyDocument } from '../../../src/policy/parse';
import { evaluate } from '../../../src/reasoning/evaluate';
import { parsePrincipal } from '../../../src/reasoning/principal';
import { suggestedRequest } from '../../../src/rules/escalation/plain-request';

const ROLE = parsePrincipal('arn:aws:iam::111122223333:role/worker')!;
const ADMIN = 'arn:aws:iam::111122223333:role/admin';

function suggest(Condition: object, demand: { [operator: string]: { [key: string]: string[] } }) {
  const document = parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition }] as never });
  const request = suggestedRequest(document.statements[0], ROLE, 'iam:PassRole', [ADMIN], demand)!;
  return { ...request, decision: evaluate(request, { identity: [document], scp: [], rcp: [] }).decision };
}

test('of what is demanded, a suggested request brings a value that the conditions let through, and besides what they ask for', () => {
  const Condition = { StringLike: { 'aws:CalledVia': ['cloudformation.*'], 'iam:PassedToService': 'ec2.amazonaws.com' } };
  const demand = { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } };
  expect(suggest(Condition, demand)).toMatchObject({
    resource: ADMIN,
    context: { 'iam:PassedToService': 'ec2.amazonaws.com', 'aws:CalledVia': 'cloudformation.any' },
    decision: 'allowed',
  });
});

test('the resource has no tags but those that are demanded', () => {
  expect(suggest({ StringEquals: { 'iam:ResourceTag/team': 'orders' } }, {})).toMatchObject({ context: {}, decision: 'implicitly-denied' });
});
