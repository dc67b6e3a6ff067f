/**
 * What the CDK's log retention handler needs: to make and to age the log groups that its custom resources name, and its own.
 *
 * @see https://github.com/aws/aws-cdk/blob/v2.271.0/packages/%40aws-cdk/custom-resource-handlers/lib/aws-logs/log-retention-handler/index.ts read 2026-11-22
 */
import { CfnResource } from 'aws-cdk-lib';
import { FunctionLogs, logGroupArn, logsOf } from './function-logs';
import { OwnRole } from './own-role';
import { elementsOf, logicalIdOf, writtenResource } from '../../cdk/app-templates';

export const LOG_RETENTION = 'Custom::LogRetention';

const ON_ANY_GROUP = ['logs:DeleteRetentionPolicy', 'logs:PutRetentionPolicy'];

/** Quota of the inline policies of a role, less what the rest of them takes. */
const MOST_CHARACTERS = 8_000;

/** Puts the statement for the groups in the place of the one for all groups. */
export interface Replacement {
  readonly replace: () => void;
}

/** The reason where it cannot be told. */
export function narrowedRetention(role: OwnRole, own: FunctionLogs, retentions: readonly CfnResource[]): Replacement | string {
  const resources = new Map<string, any>();
  const add = (logGroup: any, region?: string) => ['', ':*'].forEach(suffix => {
    const arn = logGroupArn(role.stack, logGroup, { suffix, region });
    resources.set(JSON.stringify(arn), arn);
  });
  add(own.logGroup);
  for (const retention of retentions) {
    const { LogGroupName: name, LogGroupRegion: region } = (writtenResource(retention).Properties ?? {}) as any;
    const logGroup = groupNamed(role, name);
    if (logGroup === undefined || (region !== undefined && typeof region !== 'string')) {
      return `the log group of ${retention.node.path} cannot be told: give the function a logGroup instead of logRetention`;
    }
    add(logGroup, region);
  }
  const Resource = [...resources.values()];
  if (JSON.stringify(Resource).length > MOST_CHARACTERS) {
    return `its ${retentions.length} log groups do not fit into one policy: give the functions a logGroup instead of logRetention`;
  }
  const policy = role.defaultPolicy;
  const document = policy && writtenResource(policy).Properties?.PolicyDocument as any;
  const isForAll = ({ Action, Resource: on }: any) => on === '*' && [Action].flat().sort().join() === ON_ANY_GROUP.join();
  if (!document?.Statement.some(isForAll)) { return 'its policy is not the one that the CDK writes: nothing is known of the function'; }
  const statement = { Effect: 'Allow', Action: ['logs:CreateLogGroup', ...ON_ANY_GROUP], Resource };
  return {
    replace: () => { policy!.policyDocument = { ...document, Statement: document.Statement.map((each: any) => isForAll(each) ? statement : each) }; },
  };
}

/** A name that is written out, or that of the group of a function of this stack. */
function groupNamed({ stack }: OwnRole, name: any): any {
  if (typeof name === 'string') { return name; }
  const [, [start, end, ...rest]] = name?.['Fn::Join'] ?? [undefined, []];
  if (start !== '/aws/lambda/' || rest.length > 0 || end?.Ref === undefined) { return undefined; }
  const lambdaFunction = elementsOf(stack).find(element => CfnResource.isCfnResource(element) && logicalIdOf(element) === end.Ref);
  const logs = lambdaFunction && logsOf(lambdaFunction as CfnResource);
  return typeof logs === 'object' ? logs.logGroup : undefined;
}
