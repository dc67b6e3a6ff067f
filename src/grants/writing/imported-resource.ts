/**
 * A resource known by its ARN only, for the types that CDK has no import for.
 *
 * Promises: its account and region are those in the ARN; a wildcard is an error, since the grant would cover other resources too.
 */
import { Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { hasWildcard } from './scope-list';

export class ImportedResource extends Resource {
  /**
   * @param call the call that the user wrote, for error messages
   * @param form a piece that every ARN of this type holds, such as `:guardrail/`
   */
  public constructor(scope: Construct, id: string, public readonly arn: string, call: string, form: string) {
    super(scope, id, { environmentFromArn: requireArn(call, arn, form) });
  }
}

/** A token may hide any part of an ARN, so only what is certainly wrong is refused. */
export function requireArn(call: string, arn: string, form: string): string {
  const isPlain = !/\$\{Token\[/.test(arn);
  if (hasWildcard(arn) || (isPlain && !(arn.startsWith('arn:') && arn.includes(form)))) {
    throw new Error(`${call}: got '${arn}'; expected the ARN of one resource, which holds '${form}' and no wildcard`);
  }
  return arn;
}
