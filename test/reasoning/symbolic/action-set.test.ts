import { actionNames } from '../../../src/catalog/actions';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PolicyElement } from '../../../src/policy/statement';
import { ActionSet, leastActions, mostActions } from '../../../src/reasoning/symbolic/action-set';
import { parseWithUnknowns } from '../unknown-reader';

function element(actions: JsonObject): PolicyElement {
  return parseWithUnknowns({ Statement: { Effect: 'Allow', Resource: '*', ...actions } }).statements[0].actions;
}

function only(action: JsonValue): PolicyElement {
  return element({ Action: action });
}

function except(action: JsonValue): PolicyElement {
  return element({ NotAction: action });
}

function actionsIn(elements: readonly PolicyElement[], avoided: readonly PolicyElement[] = []): string[] {
  return [...ActionSet.inAll(elements.map(mostActions), avoided.map(leastActions)).list()];
}

/** What is left of the actions of one element beside those of another. */
function beside(own: PolicyElement, other: PolicyElement): string[] {
  return [...ActionSet.inAll([mostActions(own)], [leastActions(other)]).outside(leastActions(other)).list()];
}

test('actions come in the spelling of AWS, whatever that of the policy', () => {
  expect(actionsIn([only(['S3:GETOBJECT', 's3:Get?bject'])])).toEqual(['s3:GetObject', 's3:Getxbject']);
});

test('a pattern brings the actions of the catalog, and one that AWS has yet to add', () => {
  const actions = actionsIn([only('s3:*')]);
  expect(actions).toEqual(expect.arrayContaining(actionNames('s3').map(name => `s3:${name}`)));
  expect(actions.filter(action => !actionNames('s3').includes(action.slice(3)))).toHaveLength(1);
});

test('what is written out in full counts, though no catalog has it', () => {
  expect(actionsIn([only(['new:Thing', 's3:NoSuchThing'])])).toEqual(['new:Thing', 's3:NoSuchThing']);
});

test.each<[string, PolicyElement]>([['s3*', only('s3*')], ['GetObject', only('GetObject')], ['', only('')], ['no entry', only([])]])('%s names no action', (_, own) => {
  expect(actionsIn([own])).toEqual([]);
});

test('two elements leave what is in both', () => {
  expect(actionsIn([only(['s3:Get*Acl', 's3:PutObject']), except('s3:GetB*'), only('s3:*Acl')])).toEqual(['s3:GetObjectAcl', 's3:GetObjectVersionAcl', 's3:GetuncataloguedAcl']);
});

test.each<[string, PolicyElement, PolicyElement, readonly string[]]>([
  ['nothing', only('s3:GetObject'), only('s3:Get*'), []],
  ['nothing, whatever the case', only('S3:getobject'), only('s3:GetObject'), []],
  ['nothing', only('*'), only('*:*'), []],
  ['nothing', except(['s3:*', 'sqs:*']), except('s3:*'), []],
  ['the exception', only('*'), except('s3:GetObject'), ['s3:GetObject']],
  ['an exception that no catalog has', only('*'), except('new:Thing'), ['new:Thing']],
  ['what AWS may add to a service that no catalog has', only('*'), except('new:*'), ['new:uncatalogued']],
  ['what AWS may add to a service', only('s3:*'), only(actionNames('s3').map(name => `s3:${name}`)), ['s3:uncatalogued']],
  ['everything, since the other names no action', only('s3:GetObject'), only('s3*'), ['s3:GetObject']],
])('leaves %s', (_, own, other, expected) => {
  expect(beside(own, other)).toEqual(expected);
});

describe('values under a condition of the template', () => {
  const guarded: JsonValue = ['s3:GetObject', { if: ['IsProd', 's3:PutObject', 's3:DeleteObject'] }];

  test('are there at most, and not at least', () => {
    expect(actionsIn([only(guarded)])).toEqual(['s3:DeleteObject', 's3:GetObject', 's3:PutObject']);
    expect(beside(only(['s3:GetObject', 's3:PutObject']), only(guarded))).toEqual(['s3:PutObject']);
  });

  test('are not excluded at most, and are at least', () => {
    expect(actionsIn([except(guarded), only(['s3:GetObject', 's3:PutObject'])])).toEqual(['s3:PutObject']);
    expect(beside(only(['s3:GetObject', 's3:PutObject']), except(guarded))).toEqual(['s3:GetObject', 's3:PutObject']);
  });
});

test('an action that is known only at deployment is told', () => {
  expect(mostActions(only(['s3:GetObject', { join: ['s3:', { unknown: 'Verb', shape: 'any' }] }])).undecided).toBe('s3:<Verb>');
});
