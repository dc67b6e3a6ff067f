import { richApp } from './rich-app';
import { readTemplatesInTree } from '../../src/cdk/app-templates';
import { ConstructIndex } from '../../src/cdk/construct-index';

const templates = readTemplatesInTree(richApp());
const index = new ConstructIndex(templates);

test('every resource leads to its construct', () => {
  let count = 0;
  for (const { id: templateId, template, stack } of templates) {
    for (const [logicalId, { Type: resourceType }] of Object.entries(template.Resources!)) {
      const construct = index.find({ templateId, logicalId, resourceType })!;
      expect([logicalId, construct?.stack, construct?.stack.resolve(construct.logicalId)]).toEqual([logicalId, stack, logicalId]);
      count++;
    }
  }
  expect(count).toBeGreaterThan(30);
});

test.each([
  ['overridden', 'Renamed', 'AWS::IAM::Policy', 'Workload/Overridden'],
  ['of another type than its construct', 'Retyped', 'AWS::IAM::AccessKey', 'Workload/Retyped'],
  ['included', 'IncludedRole', 'AWS::IAM::Role', 'Workload/Included/IncludedRole'],
])('a resource that is %s', (_, logicalId, resourceType, path) => {
  expect(index.find({ templateId: 'Workload', logicalId, resourceType })?.node.path).toBe(path);
});

test('an id of another stack, or of none, leads nowhere', () => {
  expect(index.find({ templateId: 'Platform', logicalId: 'Renamed', resourceType: 'AWS::IAM::Policy' })).toBeUndefined();
  expect(index.find({ templateId: 'Workload', logicalId: 'Nobody', resourceType: 'AWS::IAM::Policy' })).toBeUndefined();
});

test('the templates are found by id', () => {
  for (const template of templates) { expect(index.template(template.id)).toBe(template); }
});
