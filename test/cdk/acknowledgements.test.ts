import { App, CfnResource, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Acknowledgements } from '../../src/cdk/acknowledgements';

const acknowledge = (scope: IConstruct, ...ids: string[]) => {
  for (const id of ids) { Validations.of(scope).acknowledge({ id, reason: 'tested' }); }
};

const findAcknowledgement = (construct: IConstruct, ids: readonly string[]) => new Acknowledgements(construct.node.root).find(construct, ids);

function tree() {
  const app = new App();
  const stage = new Stage(app, 'Stage');
  const stack = new Stack(stage, 'Stack');
  const group = new Construct(stack, 'Group');
  const resource = new CfnResource(group, 'Resource', { type: 'A::B::C' });
  return { app, stage, stack, group, resource };
}

describe.each(['app', 'stage', 'stack', 'group', 'resource'] as const)('acknowledged on the %s', scope => {
  test('holds for the resource in it', () => {
    const constructs = tree();
    acknowledge(constructs[scope], 'LeastPrivilege::wildcard-action');
    expect(findAcknowledgement(constructs.resource, ['LeastPrivilege::wildcard-action'])).toBe('LeastPrivilege::wildcard-action');
  });

  test('holds before and after other acknowledgements', () => {
    const constructs = tree();
    acknowledge(constructs[scope], 'X::first', 'X::second', 'X::third[s3:*]');
    expect(['X::first', 'X::second', 'X::third[s3:*]'].map(id => findAcknowledgement(constructs.resource, [id])))
      .toEqual(['X::first', 'X::second', 'X::third[s3:*]']);
  });
});

test('it does not hold beside or above', () => {
  const { stack, group, resource } = tree();
  const sibling = new CfnResource(group, 'Sibling', { type: 'A::B::C' });
  acknowledge(sibling, 'X::rule');
  expect([resource, group, stack].map(construct => findAcknowledgement(construct, ['X::rule']))).toEqual([undefined, undefined, undefined]);
});

test('nothing acknowledged, nothing found', () => {
  const { resource } = tree();
  resource.node.addMetadata('aws:cdk:other', { 'X::rule': 'reason' });
  expect(findAcknowledgement(resource, ['X::rule'])).toBeUndefined();
  expect(findAcknowledgement(resource, [])).toBeUndefined();
});

test('the nearest scope wins, and at one scope the first id', () => {
  const { stack, group, resource } = tree();
  acknowledge(stack, 'X::rule[a]');
  acknowledge(group, 'X::rule');
  expect(findAcknowledgement(resource, ['X::rule[a]', 'X::rule'])).toBe('X::rule');
  acknowledge(group, 'X::rule[a]');
  expect(findAcknowledgement(resource, ['X::rule[a]', 'X::rule'])).toBe('X::rule[a]');
});

test('ids are compared exactly', () => {
  const { resource } = tree();
  acknowledge(resource, 'X::rule');
  expect(['X::rul', 'X::rule2', 'x::rule', 'rule', 'toString', '__proto__'].map(id => findAcknowledgement(resource, [id]))).toEqual(Array(6).fill(undefined));
});

test('metadata that others put there under the same name is no exception', () => {
  const { resource } = tree();
  for (const data of ['text', null, undefined, 5, ['X::rule']]) { resource.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, data); }
  expect(findAcknowledgement(resource, ['X::rule'])).toBeUndefined();
});

test('it is known whether there is any of a kind', () => {
  const { app, stage, resource } = tree();
  acknowledge(resource, 'X::rule[a]', 'plain');
  const has = (...prefixes: string[]) => new Acknowledgements(app).hasAny(prefixes);
  expect([has('X::'), has('Y::', 'X::rule'), has('Annotation::plain'), has('Y::'), has('::'), has()]).toEqual([true, true, true, false, false, false]);
  expect(new Acknowledgements(stage.node.children[0]).hasAny(['X::'])).toBe(true);
});
