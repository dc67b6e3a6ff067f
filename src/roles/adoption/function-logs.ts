/**
 * Where a Lambda function writes its logs, as resources of IAM. Says nothing of a function whose log group cannot be told from the template.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html read 2026-11-22
 */
import { Arn, ArnFormat, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { logicalIdOf, typeOf, writtenResource } from '../../cdk/app-templates';
import { referencesIn } from '../../cdk/references';
import { rawProperty } from '../../cdk/resource-properties';
import { generatedName } from '../../deployment/generated-names';

/** The name of a log group, which may be a pattern, and whether Lambda makes the group when the function first runs, if nobody else did. */
export interface FunctionLogs {
  readonly logGroup: any;
  readonly isMadeByLambda: boolean;
}

const MOST_CHARACTERS_OF_A_NAME = 64;
/** What CloudFormation puts behind the names of the stack and the resource, 12 or 13 characters. */
const RANDOM_CHARACTERS = 13;

/** Of a function of the same stack; text where it cannot be told, with the reason. */
export function logsOf(lambdaFunction: CfnResource): FunctionLogs | string {
  const stack = Stack.of(lambdaFunction);
  const { Properties: properties = {} } = writtenResource(lambdaFunction) as { Properties?: any };
  const leadsElsewhere = ['LoggingConfig', 'FunctionName']
    .flatMap(property => [...referencesIn(rawProperty(lambdaFunction, property).value, lambdaFunction)])
    .some(target => Stack.of(target) !== stack);
  if (leadsElsewhere) { return `the log group of ${lambdaFunction.node.path} stands in another stack: give the function a LambdaExecutionRole`; }
  const given = properties.LoggingConfig?.LogGroup;
  if (given !== undefined) { return { logGroup: given, isMadeByLambda: !isOfTheApp(given, lambdaFunction) }; }
  const name = properties.FunctionName ?? nameMadeUp(stack, lambdaFunction);
  if (name === undefined) {
    return `the name of its stack, and with it that of the log group of ${lambdaFunction.node.path}, is only known at deployment: give the function a functionName or a logGroup`;
  }
  return { logGroup: typeof name === 'string' ? `/aws/lambda/${name}` : { 'Fn::Join': ['', ['/aws/lambda/', name]] }, isMadeByLambda: true };
}

/** Whether the name is that of a log group which is deployed with the function. One that is only named, by a text or a parameter, need not exist. */
function isOfTheApp(name: any, lambdaFunction: CfnResource): boolean {
  return [...referencesIn(rawProperty(lambdaFunction, 'LoggingConfig').value, lambdaFunction)]
    .some(target => CfnResource.isCfnResource(target) && typeOf(target) === 'AWS::Logs::LogGroup' && logicalIdOf(target) === name.Ref);
}

/** With the logical id, as long as nothing is cut: `STACK-LOGICALID-*`. */
function nameMadeUp(stack: Stack, lambdaFunction: CfnResource): string | undefined {
  if (Token.isUnresolved(stack.stackName)) { return undefined; }
  const start = `${stack.stackName}-${logicalIdOf(lambdaFunction)}-`;
  return start.length + RANDOM_CHARACTERS > MOST_CHARACTERS_OF_A_NAME ? generatedName(typeOf(lambdaFunction), stack.stackName) : `${start}*`;
}

/** The ARN of a log group or, with `:*` or `:log-stream:*` behind it, of what is in it. */
export function logGroupArn(stack: Stack, logGroup: any, { suffix = '', region = stack.region } = {}): any {
  const arn = Arn.format({ service: 'logs', resource: 'log-group', resourceName: 'NAME', region, arnFormat: ArnFormat.COLON_RESOURCE_NAME }, stack);
  const [before] = arn.split('NAME');
  const parts = stack.resolve(before);
  const joined: any[] = typeof parts === 'string' ? [parts] : parts['Fn::Join'][1];
  const [delimiter, items] = logGroup['Fn::Join'] ?? [];
  const name = delimiter === '' ? items : [logGroup];
  return stack.resolve({ 'Fn::Join': ['', [...joined, ...name, suffix]] });
}
