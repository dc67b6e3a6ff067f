/**
 * What the request of a test is about: constructs and text → an ARN.
 */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { AppPolicies } from './app-policies';
import { describe, ValueResolution } from './value-resolution';
import { nearestName } from '../diagnostics/nearest-name';
import { isObject } from '../policy/json';

const EXPECTED = 'expected a construct with an ARN, an ARN, a logical id, or `*` for an action that knows no resource';

export class Resources {
  public constructor(private readonly app: AppPolicies, private readonly values: ValueResolution) {}

  /** The ARN, or `*`. */
  public resolve(value: any): string {
    if (typeof value === 'string') { return this.fromText(value); }
    if (Construct.isConstruct(value)) { return this.fromConstruct(value); }
    if (isObject(value) && Object.keys(value).length === 1) { return this.values.text(value, 'resource'); }
    throw new Error(`resource is ${describe(value)}, ${EXPECTED}`);
  }

  private fromText(text: string): string {
    const resolved = this.values.text(text, 'resource');
    if (resolved === '*' || resolved.startsWith('arn:')) { return resolved; }
    const named = this.app.withLogicalId(resolved);
    if (named.length === 1) { return named[0].arn; }
    if (named.length > 1) { throw new Error(`resource \`${resolved}\` is the logical id of several resources: give the construct or its ARN`); }
    const nearest = nearestName(resolved, this.app.resources.map(({ origin }) => origin.logicalId));
    throw new Error(`resource is \`${resolved}\`, which is no ARN and no logical id${nearest ? `; did you mean \`${nearest}\`?` : `, ${EXPECTED}`}`);
  }

  private fromConstruct(construct: IConstruct): string {
    const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
    const held = CfnResource.isCfnResource(resource) ? this.arnOfResource(resource) : undefined;
    if (held !== undefined) { return held; }
    const arn = referencedArn(construct);
    if (arn !== undefined) { return this.values.text(arn, 'resource'); }
    throw new Error(`resource '${construct.node.path}' has no ARN that is known here: give the ARN, such as \`bucket.arnForObjects('key')\``);
  }

  private arnOfResource(resource: CfnResource): string | undefined {
    const stack = Stack.of(resource);
    const logicalId = String(stack.resolve(resource.logicalId));
    return this.app.arnOf({ templateId: stack.node.path, logicalId, resourceType: resource.cfnResourceType });
  }
}

/** The ARN in the reference that constructs of the CDK give of themselves: `bucketRef.bucketArn`. */
function referencedArn(construct: any): string | undefined {
  for (let object = construct; object && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const name of Object.getOwnPropertyNames(object)) {
      const [, kind] = /^(\w+)Ref$/.exec(name) ?? [];
      const arn = kind && (construct[name]?.[`${kind}Arn`] ?? construct[`${kind}Arn`]);
      if (typeof arn === 'string') { return arn; }
    }
  }
  return undefined;
}
