import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { newRole, newStack, statementsOf } from './testing';
import { RecordChangeGrantOptions, ScopedHostedZoneGrants } from '../../src/grants/hosted-zone-grants';

const grantsOn = (stack: Stack) => ScopedHostedZoneGrants.fromHostedZone(route53.HostedZone.fromHostedZoneId(stack, 'Z', 'Z1ABCDEF234567'));
const names = (stack: Stack) => statementsOf(stack)[0].Condition['ForAllValues:StringEquals']['route53:ChangeResourceRecordSetsNormalizedRecordNames'];

test.each<[RecordChangeGrantOptions, RegExp]>([
  [{ names: [] }, /ScopedHostedZoneGrants.changeRecords: `names` is \[\].*Leave `names` out/],
  [{ names: ['www example.com'] }, /`names` has 'www example.com'; expected the full name of a record/],
  [{ types: ['txt'] }, /`types` has 'txt'; expected the type of a record in capital letters/],
  [{ actions: ['upsert'] }, /`actions` has 'upsert'; expected one of CREATE, UPSERT, DELETE/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => grantsOn(stack).changeRecords(newRole(stack), options)).toThrow(message);
});

test.each([
  ['WWW.Example.com.', 'www.example.com'],
  ['*.example.com', '\\052.example.com'],
  ['${aws:userid}.example.com', '${aws:userid}.example.com'],
])('the name %s is compared as %s', (name, compared) => {
  const stack = newStack();
  grantsOn(stack).changeRecords(newRole(stack), { names: [name] });
  expect(names(stack)).toBe(compared);
});

test('names may be tokens, one or all', () => {
  const stack = newStack();
  grantsOn(stack).changeRecords(newRole(stack), { names: [new CfnParameter(stack, 'Name').valueAsString, 'www.example.com'] });
  expect(names(stack)).toEqual([{ Ref: 'Name' }, 'www.example.com']);
  const other = newStack(undefined, 'Other');
  grantsOn(other).changeRecords(newRole(other), { names: new CfnParameter(other, 'Names', { type: 'CommaDelimitedList' }).valueAsList });
  expect(names(other)).toEqual({ Ref: 'Names' });
});
