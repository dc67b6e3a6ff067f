/**
 * What the groups of the corpus are made of: stacks as ordinary users write them, with the L2s and grants of aws-cdk-lib, none of
 * them with this library in mind.
 */
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Fills the stack; what needs a second one adds it to the app. */
export type OrdinaryStack = (stack: Stack, app: App) => void;

/** By the name of the stack. */
export type OrdinaryStacks = Readonly<Record<string, OrdinaryStack>>;

export const ENVIRONMENT = { account: '111122223333', region: 'eu-central-1' };

/** A function as in a tutorial, with the role that the CDK gives it. */
export function functionIn(scope: Construct, id = 'Function', props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => undefined;'),
    ...props,
  });
}
