/**
 * The resource that a service acts for, known by its name: a value for `aws:SourceArn`. The name stands in place of a reference because the
 * resource is given the role, and each would wait for the other.
 */
import { ArnComponents, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireNames } from '../../grants/writing/scope-list';

/** A name that the user may have given, and where it stands in an ARN. */
export interface NamedSource {
  /** The class of the role and the name of the option, for error messages. */
  readonly role: string;
  readonly option: string;

  readonly name: string | undefined;

  /** The ARN of the resource, but for what the stack adds. */
  readonly arn: ArnComponents;
}

/** Undefined without a name: then the pattern of the catalog holds. */
export function namedSource(scope: Construct, { role, option, name, arn }: NamedSource): string[] | undefined {
  if (name === undefined) { return undefined; }
  requireNames(role, option, [name], 'orders');
  return [Stack.of(scope).formatArn(arn)];
}
