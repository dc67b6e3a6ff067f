import { JsonValue } from '../../../src/policy/json';
import { actionDimension } from '../../../src/reasoning/symbolic/action-dimension';
import { ActionSet, leastActions, mostActions } from '../../../src/reasoning/symbolic/action-set';
import { atomsIn } from '../../../src/reasoning/symbolic/atom-set';
import { parseWithUnknowns } from '../unknown-reader';

function only(action: JsonValue) {
  return parseWithUnknowns({ Statement: { Effect: 'Allow', Resource: '*', Action: action } }).statements[0].actions;
}

test('the classes are those that no statement to avoid tells apart', () => {
  const actions = ActionSet.inAll([mostActions(only(['s3:GetObject', 's3:PutObject', 'sqs:SendMessage']))]);
  const { dimension, classes } = actionDimension(actions, [only('s3:*'), only('*'), only('s3:Get*')].map(leastActions));
  expect(classes.map(set => [...set.list()]).sort()).toEqual([['s3:GetObject'], ['s3:PutObject'], ['sqs:SendMessage']]);
  expect(dimension.covers.map(side => side && atomsIn(side).flatMap(atom => [...classes[atom].list()]).sort()))
    .toEqual([['s3:GetObject', 's3:PutObject'], undefined, ['s3:GetObject']]);
});
