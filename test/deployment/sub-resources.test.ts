/**
 * The actions of resources that change others, beside those that the handlers of public resource schemas ask for.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html (schemas of the providers, in copies, read 2026-11-22)
 */
import { parentTypes } from '../../src/deployment/sub-resources';
import { managingActions, resourceTypesOf } from '../../src/deployment/type-actions';

test.each<[string, string]>([
  ['AWS::EC2::SubnetRouteTableAssociation', 'ec2: AssociateRouteTable DescribeRouteTables DescribeSubnets DisassociateRouteTable ReplaceRouteTableAssociation'],
  ['AWS::Logs::SubscriptionFilter', 'logs: DeleteSubscriptionFilter DescribeSubscriptionFilters PutSubscriptionFilter'],
  ['AWS::SQS::QueueInlinePolicy', 'sqs: GetQueueAttributes GetQueueUrl SetQueueAttributes'],
  ['AWS::SQS::QueuePolicy', 'sqs: SetQueueAttributes'],
])('%s: all that its handlers ask for, but passing roles', (type, permissions) => {
  const [service, ...names] = permissions.split(/:? /);
  const found = [type, ...parentTypes(type)].flatMap(each => managingActions(each, resourceTypesOf(each))).map(action => `${action.service}:${action.name}`);
  expect(names.map(name => `${service}:${name}`).filter(action => !found.includes(action))).toEqual([]);
});

test('a type of its own has no parents', () => {
  expect(parentTypes('AWS::SQS::Queue')).toEqual([]);
});
