/**
 * Passing the roles of an ECS task definition to ECS: the one its containers have, and the one that starts them.
 *
 * Promises: roles that CDK makes only later, as it does with the execution role, are passed too. Where the roles cannot be known
 * (imported task definitions) their absence is not assumed: it is an error that asks for them. The grantee's own role is never passed.
 */
import { Lazy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { isOwnRole, passRoles } from './pass-role';
import { ScopedStatement } from './writing/scoped-statement';

export interface TaskRoles {
  /** The call that the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  /** The construct that the roles are looked for on. */
  readonly taskDefinition?: IConstruct;
  /** The roles that the user gave instead. */
  readonly roles?: iam.IRoleRef[];
}

const SERVICE = 'ecs-tasks.amazonaws.com';

export function passTaskRoles({ call, grantee, taskDefinition, roles }: TaskRoles): ScopedStatement[] {
  if (roles !== undefined) {
    return roles.length === 0 ? [] : [passRoles({ call, grantee, option: 'roles', roles, service: SERVICE })];
  }
  const imported = taskDefinition as Partial<ecs.ITaskDefinition> | undefined;
  const known = [orUndefined(() => imported?.taskRole), orUndefined(() => imported?.executionRole)].filter((role) => role !== undefined);
  const cfn = [taskDefinition, taskDefinition?.node.defaultChild].find(ecs.CfnTaskDefinition.isCfnTaskDefinition);
  if (!cfn) {
    if (known.length > 0) { return [passRoles({ call, grantee, option: 'roles', roles: known, service: SERVICE })]; }
    throw new Error(`${call}: nothing is known of the roles of the task definition, which the grantee has to pass to ECS. `
      + 'Give its task role and its execution role as `roles`, or `roles: []` if it has none');
  }
  const own = known.find((role) => isOwnRole(grantee, role));
  if (own) {
    throw new Error(`${call}: the grantee would pass its own role '${own.node.path}', which the task definition has; `
      + 'it would hand its permissions to anything that it can start. Make a role of its own for the tasks');
  }
  const arns = [cfn.taskRoleArn, cfn.executionRoleArn].filter((arn) => arn !== undefined);
  return arns.length === 0 ? [] : [{
    actions: ['iam:PassRole'],
    resources: Lazy.uncachedList({ produce: (context) => arns.filter((arn) => context.resolve(arn) !== undefined) }),
    conditions: { StringEquals: { 'iam:PassedToService': SERVICE } },
    viaService: true,
  }];
}

/** Imported task definitions throw for what was not given at the import. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
