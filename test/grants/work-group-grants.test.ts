import * as athena from 'aws-cdk-lib/aws-athena';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { newRole, newStack, statementsOf } from './testing';
import { QueryGrantOptions, ScopedWorkGroupGrants } from '../../src/grants/work-group-grants';

const workGroupIn = (stack: ReturnType<typeof newStack>) => ScopedWorkGroupGrants.fromWorkGroup(athena.CfnWorkGroup.fromWorkGroupName(stack, 'Group', 'analysts'));

test.each<[QueryGrantOptions, RegExp]>([
  [{ sources: [] }, /`sources` is empty; expected the tables to query/],
  [{ sources: [{ database: '*' }] }, /`database` is '\*'/],
  [{ sources: [{ database: 'sales', tables: [] }] }, /`tables` is \[\]/],
  [{ sources: [{ database: 'sales', tables: ['order*'] }] }, /`tables` has 'order\*'/],
  [{ sources: [{ database: 'sales' }], resourceTags: { a: 'b' } }, /`resourceTags` cannot narrow this grant/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => workGroupIn(stack).query(newRole(stack), options)).toThrow(message);
});

test('the prefix of a location is checked as that of a bucket', () => {
  const stack = newStack();
  const results = { bucket: new s3.Bucket(stack, 'Bucket'), prefix: '/analysts' };
  expect(() => workGroupIn(stack).query(newRole(stack), { sources: [{ database: 'sales' }], results })).toThrow(/`prefix` is '\/analysts'/);
});

test('an endpoint of your network narrows the calls of Athena and not what Athena does in Glue and S3', () => {
  const stack = newStack();
  const results = { bucket: new s3.Bucket(stack, 'Bucket') };
  workGroupIn(stack).query(newRole(stack), { sources: [{ database: 'sales' }], results, sourceVpcEndpoints: ['vpce-0123456789abcdef0'] });
  const narrowed = statementsOf(stack).filter(({ Condition }) => Condition?.StringEquals?.['aws:SourceVpce']);
  expect(narrowed.flatMap(({ Action }) => Action)).toEqual([
    'athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StopQueryExecution',
  ]);
});
