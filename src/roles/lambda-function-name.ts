/** The bare name of a Lambda function, as it becomes part of ARNs and of log groups. */
import { Token } from 'aws-cdk-lib';

export function requireFunctionName(name: string): void {
  if (!Token.isUnresolved(name) && !/^[\w-]{1,64}$/.test(name)) {
    throw new Error(`functionName is \`${name}\`, expected 1 to 64 letters, digits, \`-\` and \`_\`: give the bare name, not an ARN and not a pattern`);
  }
}
