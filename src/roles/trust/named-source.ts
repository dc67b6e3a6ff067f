/**
 * The resource that a service acts for, known by its name: a value for `aws:SourceArn`. The name stands in place of a reference because the
 * resource is given the role, and each would wait for the other.
 */
import { ArnComponents, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TrustedSource } from './service-trust';
import { requireNames } from '../../grants/writing/scope-list';

/** A name that the user may have given, and where it stands in an ARN. */
export interface NamedSource {
  /** The class of the role and the name of the option, for error messages. */
  readonly role: string;
  readonly option: string;

  readonly name: string | undefined;

  /** The ARN of the resource, but for what the stack adds. */
  readonly arn: ArnComponents;

  /** The type of the resource that takes the role, and the property of it that holds the name. */
  readonly taker: { readonly resourceType: string; readonly property: string };

  /** Whether the name has another use in the role, so that it may be given without `STRICT`. */
  readonly hasOtherUse?: boolean;
}

/** Undefined without a name: then the pattern of the catalog holds. */
export function namedSource(scope: Construct, { role, option, name, arn, taker, hasOtherUse }: NamedSource): TrustedSource | undefined {
  if (name === undefined) { return undefined; }
  requireNames(role, option, [name], 'orders');
  return { arns: [Stack.of(scope).formatArn(arn)], option: hasOtherUse ? undefined : option, workload: { ...taker, option, name } };
}
