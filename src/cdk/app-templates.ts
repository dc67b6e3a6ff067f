/**
 * Construct tree → the templates of its stacks, nested ones included, each with the stack it came from.
 *
 * Two sources with one result: the templates that synthesis wrote (what will be deployed), and the tree itself, for judgements
 * that fall before anything is written. In the tree only what is asked for is resolved.
 */
import * as fs from 'fs';
import * as path from 'path';
import { CfnElement, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Template, TemplateResource, TemplateSource } from '../template/template';

export interface StackTemplate extends TemplateSource {
  readonly stack: Stack;
  /** Where the template lies on disk, once synthesis has written it. */
  readonly templatePath?: string;
}

const NESTED_STACK_TYPE = 'AWS::CloudFormation::Stack';

/** A template file, and the construct path of the stack that it belongs to. */
export interface WrittenTemplate {
  readonly stackConstructPath: string;
  readonly templatePath: string;
}

/** The written templates, and those of the nested stacks in them. */
export function readWrittenTemplates(root: IConstruct, written: readonly WrittenTemplate[]): StackTemplate[] {
  const paths = new Map(written.map(entry => [entry.stackConstructPath, entry.templatePath]));
  return stacksAt(root, paths).flatMap(stack => readWithNested(stack, paths.get(stack.node.path)!));
}

/** In the order of the tree, of which only the way to the stacks is walked: an app has thousands of other constructs. */
function stacksAt(root: IConstruct, stackPaths: ReadonlyMap<string, string>): Stack[] {
  const onTheWay = new Set(['', ...[...stackPaths.keys()].flatMap(stackPath => {
    const ids = stackPath.split('/');
    return ids.slice(1).map((_, index) => ids.slice(0, index + 1).join('/'));
  })]);
  const stacks: Stack[] = [];
  const visit = (construct: IConstruct, constructPath: string) => {
    if (stackPaths.has(constructPath)) { stacks.push(construct as Stack); }
    if (!onTheWay.has(constructPath)) { return; }
    for (const child of construct.node.children) {
      visit(child, constructPath === '' ? child.node.id : `${constructPath}/${child.node.id}`);
    }
  };
  visit(root, '');
  return stacks;
}

function readWithNested(stack: Stack, templatePath: string): StackTemplate[] {
  const text = fs.readFileSync(templatePath, 'utf8');
  const own = { ...sourceOf(stack), stack, templatePath, template: JSON.parse(text) as Template };
  if (!text.includes(NESTED_STACK_TYPE)) { return [own]; }
  const nested = stacksUnder(stack).filter(({ nestedStackParent }) => nestedStackParent === stack);
  return [own, ...nested.flatMap(inner => readWithNested(inner, path.join(path.dirname(templatePath), inner.templateFile)))];
}

/**
 * The templates as the tree stands now.
 *
 * @param isWanted which resources to read; all others are left out
 */
export function readTemplatesInTree(root: IConstruct, isWanted: (resource: CfnResource) => boolean = () => true): StackTemplate[] {
  return stacksUnder(root).map(stack => ({ ...sourceOf(stack), stack, template: templateInTree(stack, isWanted) }));
}

function stacksUnder(root: IConstruct): Stack[] {
  return root.node.findAll().filter(construct => Stack.isStack(construct));
}

function sourceOf(stack: Stack): Omit<TemplateSource, 'template'> {
  const parent = stack.nestedStackParent;
  return {
    id: stack.node.path,
    stackName: known(stack.stackName),
    environment: { account: known(stack.account), region: known(stack.region) },
    parent: parent && { id: parent.node.path, logicalId: String(parent.resolve(stack.nestedStackResource!.logicalId)) },
  };
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

function templateInTree(stack: Stack, isWanted: (resource: CfnResource) => boolean): Template {
  const template = { Resources: {}, Parameters: {}, Mappings: {}, Outputs: {} };
  for (const element of elementsOf(stack)) {
    if (CfnResource.isCfnResource(element)) {
      if (!isWanted(element) || !internalsOf(element).shouldSynthesize()) { continue; }
      Object.assign(template.Resources, { [logicalIdOf(element)]: lazyResource(element) });
    } else {
      const fragment = fragmentOf(element);
      Object.assign(template.Parameters, fragment.Parameters);
      Object.assign(template.Mappings, fragment.Mappings);
      Object.assign(template.Outputs, fragment.Outputs);
      Object.assign(template.Resources, fragment.Resources);
    }
  }
  return template;
}

/** The elements that make up a stack's template; those of its nested stacks belong to theirs. */
export function elementsOf(stack: Stack): CfnElement[] {
  const elements: CfnElement[] = [];
  const visit = (construct: IConstruct) => {
    if (CfnElement.isCfnElement(construct)) { elements.push(construct); }
    for (const child of construct.node.children) {
      if (!Stack.isStack(child)) { visit(child); }
    }
  };
  visit(stack);
  return elements;
}

export function logicalIdOf(element: CfnElement): string {
  return String(element.stack.resolve(element.logicalId));
}

/** Members that the CDK keeps to itself, and that decide what is written; to read them costs less than to resolve the resource. */
interface CfnResourceInternals {
  readonly rawOverrides: { readonly Type?: unknown };
  shouldSynthesize(): boolean;
}

function internalsOf(resource: CfnResource): CfnResourceInternals {
  return resource as unknown as CfnResourceInternals;
}

/** The type that is written, which `addOverride('Type', …)` can change. */
export function typeOf(resource: CfnResource): string {
  const { Type: overridden } = internalsOf(resource).rawOverrides;
  return typeof overridden === 'string' ? overridden : resource.cfnResourceType;
}

function lazyResource(resource: CfnResource): TemplateResource {
  let written: TemplateResource | undefined;
  const resolve = () => {
    written ??= writtenResource(resource);
    return written;
  };
  return {
    Type: typeOf(resource),
    get Properties() { return resolve().Properties; },
    get Metadata() { return resolve().Metadata; },
  };
}

/** The resource as it would be written now; references to other stacks are not yet what they will be. */
export function writtenResource(resource: CfnResource): TemplateResource {
  return fragmentOf(resource).Resources?.[logicalIdOf(resource)] ?? { Type: typeOf(resource) };
}

/** What the element writes into the template, overrides included; the CDK calls it at synthesis. */
function fragmentOf(element: CfnElement): Template {
  return element.stack.resolve(element._toCloudFormation()) as Template;
}
