/**
 * Finds the construct behind a resource of a template. A stack is indexed when it is first asked about: most analyses end without
 * a finding and never need to know.
 */
import { CfnElement } from 'aws-cdk-lib';
import { elementsOf, logicalIdOf, StackTemplate } from './app-templates';

export class ConstructIndex {
  private readonly templates: Map<string, StackTemplate>;
  private readonly elements = new Map<string, Map<string, CfnElement>>();

  public constructor(templates: readonly StackTemplate[]) {
    this.templates = new Map(templates.map(template => [template.id, template]));
  }

  public template(templateId: string): StackTemplate {
    return this.templates.get(templateId)!;
  }

  /** The element with this logical id; `undefined` for a resource that no construct stands for, as in an included fragment. */
  public find(templateId: string, logicalId: string): CfnElement | undefined {
    let elements = this.elements.get(templateId);
    if (!elements) {
      elements = new Map(elementsOf(this.template(templateId).stack).map(element => [logicalIdOf(element), element]));
      this.elements.set(templateId, elements);
    }
    return elements.get(logicalId);
  }
}
