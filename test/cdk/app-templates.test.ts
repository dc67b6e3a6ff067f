import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { richApp } from './rich-app';
import { elementsOf, logicalIdOf, readTemplatesInTree, readWrittenTemplates, StackTemplate, WrittenTemplate } from '../../src/cdk/app-templates';
import { Template } from '../../src/template/template';

/** The stacks of an assembly and of the stages in it, as a validation plugin is told of them. */
function writtenBy(assembly: CloudAssembly): WrittenTemplate[] {
  const own = assembly.stacks.map(stack => ({ stackConstructPath: stack.hierarchicalId, templatePath: stack.templateFullPath }));
  return [...own, ...assembly.nestedAssemblies.flatMap(nested => writtenBy(nested.nestedAssembly))];
}

const IDS = ['Workload', 'Workload/Inner', 'Workload/Inner/Innermost', 'Workload/Inner/Deep', 'Platform'];
const ALL_IDS = [...IDS, ...IDS.map(id => `Prod/${id}`)].sort();

/** What rules see of a resource; a property without a value is none. */
const seen = ({ Resources = {} }: Template) => JSON.parse(JSON.stringify(
  Object.fromEntries(Object.entries(Resources).map(([logicalId, { Type, Properties }]) => [logicalId, { Type, Properties }])))) as unknown;
const besideResources = ({ Parameters: { BootstrapVersion, ...Parameters } = {}, Mappings = {}, Outputs = {} }: Template) =>
  ({ Parameters, Mappings, Outputs });
const byId = <T>(templates: readonly StackTemplate[], value: (template: StackTemplate) => T) =>
  Object.fromEntries(templates.map(template => [template.id, value(template)]));

describe('a rich app', () => {
  const app = richApp();
  let inTree: { readonly [id: string]: unknown } = {};
  let others: { readonly [id: string]: unknown } = {};
  app.node.addValidation({
    validate: () => {
      const templates = readTemplatesInTree(app);
      inTree = byId(templates, ({ template }) => seen(template));
      others = byId(templates, ({ template }) => besideResources(template));
      return [];
    },
  });
  const assembly = app.synth();
  const written = readWrittenTemplates(app, writtenBy(assembly));

  test('every stack is found, nested ones and those of stages included', () => {
    expect(written.map(template => template.id).sort()).toEqual(ALL_IDS);
    expect(Object.keys(inTree).sort()).toEqual(ALL_IDS);
    expect(new Set(written.map(template => template.templatePath)).size).toBe(ALL_IDS.length);
  });

  test('the tree has the resources that are written', () => {
    expect(inTree).toEqual(byId(written, ({ template }) => seen(template)));
    expect(Object.keys(inTree.Workload as object)).toEqual(expect.arrayContaining(['Renamed', 'Retyped', 'IncludedRole', 'IncludedThing', 'Bare']));
  });

  test('the tree has the parameters, mappings and outputs that are written, but for what the synthesizer adds', () => {
    expect(others).toEqual(byId(written, ({ template }) => besideResources(template)));
  });

  test('overrides are in, what is not synthesised is out', () => {
    const resources = inTree.Workload as { [logicalId: string]: { Type: string; Properties: { [name: string]: unknown } } };
    expect(resources.Renamed.Properties).toMatchObject({ PolicyDocument: { Statement: [{ Action: 's3:*' }] } });
    expect(resources.Renamed.Properties).not.toHaveProperty('PolicyName');
    expect(resources.Retyped.Type).toBe('AWS::IAM::AccessKey');
    expect(Object.keys(resources).filter(id => id.startsWith('Empty'))).toEqual([]);
  });

  test('each template knows its stack, its environment and its parent', () => {
    const facts = byId(written, ({ stack, stackName, environment, parent }) => [stack.node.path, stackName, environment, parent?.id]);
    const env = { account: '111122223333', region: 'eu-west-1' };
    expect(facts).toMatchObject({
      'Platform': ['Platform', 'Platform', { account: undefined, region: undefined }, undefined],
      'Prod/Platform': ['Prod/Platform', 'Prod-Platform', env, undefined],
      'Workload/Inner': ['Workload/Inner', undefined, { account: undefined, region: undefined }, 'Workload'],
      'Prod/Workload/Inner/Deep': ['Prod/Workload/Inner/Deep', undefined, env, 'Prod/Workload/Inner'],
    });
    for (const { parent } of written) {
      if (!parent) { continue; }
      const [outer] = written.filter(template => template.id === parent.id);
      expect(outer.template.Resources![parent.logicalId].Type).toBe('AWS::CloudFormation::Stack');
    }
  });

  test('a stage alone has its own stacks', () => {
    const stage = app.node.findChild('Prod') as Stage;
    expect(readTemplatesInTree(stage).map(template => template.id).sort()).toEqual(ALL_IDS.filter(id => id.startsWith('Prod/')));
  });

  test('a stack that was not written is left out', () => {
    const only = writtenBy(assembly).filter(template => template.stackConstructPath === 'Platform');
    expect(readWrittenTemplates(app, only).map(template => template.id)).toEqual(['Platform']);
  });
});

describe('in the tree', () => {
  test('a resource is resolved only when its properties are asked for, and once', () => {
    const stack = new Stack();
    let resolved = 0;
    const count = { toJSON: () => undefined, resolve: () => { resolved++; return 'x'; }, creationStack: [] };
    new CfnResource(stack, 'It', { type: 'A::B::C', properties: { Name: count } });
    const [{ template }] = readTemplatesInTree(stack);
    expect(template.Resources!.It.Type).toBe('A::B::C');
    expect(resolved).toBe(0);
    expect(template.Resources!.It.Properties).toEqual({ Name: 'x' });
    expect(template.Resources!.It.Properties).toEqual({ Name: 'x' });
    expect(resolved).toBe(1);
  });

  test('a stack can be the root', () => {
    const stack = new Stack();
    new CfnResource(stack, 'It', { type: 'A::B::C' });
    expect(readTemplatesInTree(stack).map(({ template }) => Object.keys(template.Resources!))).toEqual([['It']]);
  });

  test('the elements of a stack are its own, under their logical ids', () => {
    const stack = new Stack(new App(), 'S');
    const renamed = new CfnResource(stack, 'It', { type: 'A::B::C' });
    renamed.overrideLogicalId('Other');
    new CfnResource(new Stack(stack, 'Below'), 'Not', { type: 'A::B::C' });
    expect(elementsOf(stack).map(logicalIdOf)).toEqual(['Other']);
  });
});
