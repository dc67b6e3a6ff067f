/**
 * Finds the construct behind a resource of a template. Logical ids cost time to compute, so a stack is indexed type by type, when
 * one of the type is first asked about: most analyses end without a finding and never need to know.
 */
import { CfnResource } from 'aws-cdk-lib';
import { elementsOf, logicalIdOf, StackTemplate, typeOf } from './app-templates';
import { ResourceOrigin } from '../policy/policy-site';

export class ConstructIndex {
  private readonly templates: Map<string, StackTemplate>;
  private readonly resources = new Map<string, readonly CfnResource[]>();
  private readonly byLogicalId = new Map<string, Map<string, CfnResource>>();

  public constructor(templates: readonly StackTemplate[]) {
    this.templates = new Map(templates.map(template => [template.id, template]));
  }

  public template(templateId: string): StackTemplate {
    return this.templates.get(templateId)!;
  }

  /** The construct of a resource; `undefined` for one that no construct stands for, as in an included fragment. */
  public find({ templateId, logicalId, resourceType }: ResourceOrigin): CfnResource | undefined {
    const key = `${templateId} ${resourceType}`;
    let ids = this.byLogicalId.get(key);
    if (!ids) {
      const typed = this.resourcesOf(templateId).filter(resource => typeOf(resource) === resourceType);
      ids = new Map(typed.map(resource => [logicalIdOf(resource), resource]));
      this.byLogicalId.set(key, ids);
    }
    return ids.get(logicalId);
  }

  private resourcesOf(templateId: string): readonly CfnResource[] {
    let resources = this.resources.get(templateId);
    if (!resources) {
      resources = elementsOf(this.template(templateId).stack).filter(element => CfnResource.isCfnResource(element));
      this.resources.set(templateId, resources);
    }
    return resources;
  }
}
