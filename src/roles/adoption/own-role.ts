/**
 * A role that a construct of the CDK made for itself, as it will be written, and the changes to it.
 *
 * What is written is plain JSON of its stack: a value that refers to another stack is not to be handed to it.
 */
import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { writtenResource } from '../../cdk/app-templates';
import { referencesIn } from '../../cdk/references';

export class OwnRole {
  /** Why parts of it were left as they are. */
  public readonly left: string[] = [];

  public readonly stack: Stack;

  constructor(
    public readonly resource: CfnResource,
    public readonly construct: IConstruct,
    /** The resources that take it. */
    public readonly takers: readonly CfnResource[],
  ) {
    this.stack = Stack.of(resource);
  }

  public leave(reason: string): void {
    this.left.push(reason);
  }

  public get trust(): any {
    return writtenResource(this.resource).Properties?.AssumeRolePolicyDocument;
  }

  public set trust(document: any) {
    this.write('AssumeRolePolicyDocument', document);
  }

  public get managedPolicyArns(): any[] {
    return (writtenResource(this.resource).Properties?.ManagedPolicyArns ?? []) as any[];
  }

  public set managedPolicyArns(arns: any[]) {
    this.write('ManagedPolicyArns', arns.length === 0 ? undefined : arns);
  }

  public addPolicy(policyName: string, statements: any[]): void {
    const policyDocument = { Version: '2012-10-17', Statement: statements };
    if (this.resource instanceof iam.CfnRole) {
      const policies = this.resource.policies ?? [];
      this.resource.policies = [...Array.isArray(policies) ? policies : this.stack.resolve(policies), { policyName, policyDocument }];
    } else {
      const policies = (writtenResource(this.resource).Properties?.Policies ?? []) as any[];
      this.resource.addPropertyOverride('Policies', [...policies, { PolicyName: policyName, PolicyDocument: policyDocument }]);
    }
  }

  /** The policy into which the CDK puts what is granted to the role; `undefined` where there is none, or it refers to another stack. */
  public get defaultPolicy(): iam.CfnPolicy | undefined {
    const resource = this.construct.node.tryFindChild('DefaultPolicy')?.node.defaultChild;
    return resource instanceof iam.CfnPolicy && this.isOfThisStack(resource.policyDocument) ? resource : undefined;
  }

  public isOfThisStack(value: unknown): boolean {
    return [...referencesIn(value, this.resource)].every(target => Stack.of(target) === this.stack);
  }

  /** Where the resource is typed, its property is set, so that whoever reads that sees the change. */
  private write(property: string, value: any): void {
    if (this.resource instanceof iam.CfnRole) {
      Object.assign(this.resource, { [property[0].toLowerCase() + property.slice(1)]: value });
    } else if (value === undefined) {
      this.resource.addPropertyDeletionOverride(property);
    } else {
      this.resource.addPropertyOverride(property, value);
    }
  }
}
