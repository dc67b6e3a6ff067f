import { parseWithUnknowns } from './unknown-reader';
import { JsonValue } from '../../src/policy/json';
import { combinations } from '../../src/reasoning/combinations';
import { clausesOf } from '../../src/reasoning/symbolic/clause';

/** A statement for each text: its `Sid` and its action. */
function list(...actions: JsonValue[]) {
  return clausesOf(parseWithUnknowns({ Statement: actions.map(Action => ({ Effect: 'Allow', Action, Resource: '*' })) }));
}

function picks(...lists: (readonly JsonValue[])[]): string[] {
  const names = new Map(lists.flatMap((actions, place) => list(...actions).map((_, index) => [`${place}.${index}`, actions[index]])));
  const clauses = lists.map(actions => list(...actions));
  return [...combinations(clauses)].map(picked => picked.map((clause, place) => {
    const name = names.get(`${place}.${clauses[place].indexOf(clause)}`);
    return typeof name === 'string' ? name : '?';
  }).join(' + '));
}

describe('combinations', () => {
  test.each<[string, JsonValue[][], string[]]>([
    ['one of each list', [['s3:*'], ['s3:Get*', 's3:Put*']], ['s3:* + s3:Get*', 's3:* + s3:Put*']],
    ['in the order of the lists', [['s3:*', '*'], ['s3:Get*', 's3:Put*']], ['s3:* + s3:Get*', 's3:* + s3:Put*', '* + s3:Get*', '* + s3:Put*']],
    ['not those that have no action in common', [['s3:*', 'sqs:*'], ['s3:Get*', 'sqs:Send*']], ['s3:* + s3:Get*', 'sqs:* + sqs:Send*']],
    ['not those of which only each two have one', [['s3:GetObject', 's3:PutObject'], ['s3:*'], ['s3:Get*', 'ec2:*']], ['s3:GetObject + s3:* + s3:Get*']],
    ['those whose actions are known only at deployment', [['sqs:*'], [{ unknown: 'Action', shape: 'any' }]], ['sqs:* + ?']],
    ['those of services that are in no catalog', [['new:*'], ['new:Do']], ['new:* + new:Do']],
    ['nothing where a list is empty', [['s3:*'], []], []],
    ['one pick of no lists', [], ['']],
  ])('%s', (_, lists, expected) => {
    expect(picks(...lists)).toEqual(expected);
  });
});
