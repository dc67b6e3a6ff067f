import { App, CfnResource, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgementsUnder } from '../../src/cdk/acknowledgements';

function tree() {
  const app = new App();
  const stage = new Stage(app, 'Stage');
  const stack = new Stack(stage, 'Stack');
  const group = new Construct(stack, 'Group');
  const resource = new CfnResource(group, 'Resource', { type: 'A::B::C' });
  return { app, stage, stack, group, resource };
}

const idsUnder = (root: Construct) => acknowledgementsUnder(root).map(({ path, id }) => `${path} ${id}`);

test.each([
  ['app', ''],
  ['stage', 'Stage'],
  ['stack', 'Stage/Stack'],
  ['group', 'Stage/Stack/Group'],
  ['resource', 'Stage/Stack/Group/Resource'],
] as const)('what is acknowledged on the %s is read with its path', (scope, path) => {
  const constructs = tree();
  Validations.of(constructs[scope]).acknowledge({ id: 'LeastPrivilege::wildcard-action', reason: 'tested' }, { id: 'plain[s3:*]', reason: 'tested' });
  expect(idsUnder(constructs.app)).toEqual([`${path} LeastPrivilege::wildcard-action`, `${path} Annotation::plain[s3:*]`]);
});

test('what stands above or beside is not under it', () => {
  const { app, stack, group } = tree();
  Validations.of(app).acknowledge({ id: 'above', reason: 'tested' });
  Validations.of(new Construct(stack, 'Sibling')).acknowledge({ id: 'beside', reason: 'tested' });
  expect(idsUnder(group)).toEqual([]);
});

test('metadata that others put there is no exception', () => {
  const { app, resource } = tree();
  resource.node.addMetadata('aws:cdk:other', { 'LeastPrivilege::rule': 'reason' });
  for (const data of ['text', null, undefined, 5, ['X::rule']]) { resource.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, data); }
  expect(idsUnder(app)).toEqual([]);
});
