/**
 * Step Functions: starting, watching and steering the executions of one state machine, and answering its waiting tasks. Never the
 * definition of the machine.
 *
 * Facts (2026-11):
 * - A request for a version or an alias is authorised on the ARN of the machine; states:StateMachineQualifier tells them apart:
 *   https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 * - Executions are resources of their own, and the three SendTask actions have none:
 *   https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Conditions } from './writing/conditions';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { oneOrMany, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which versions and aliases of a state machine may be started.
 */
export interface StateMachineStartGrantOptions extends GrantScope {
  /**
   * Only these aliases and versions, such as `live` or `3` (`states:StateMachineQualifier`). A request without a qualifier is then
   * denied.
   *
   * @default - the machine, and all its versions and aliases
   */
  readonly qualifiers?: string[];
}

/**
 * Grants on a state machine that name exact actions.
 *
 * Works with L2, L1 and imported state machines. The statements go into the grantee's own policy. Step Functions has no
 * resource-based policies, so a grantee of another account is an error; so is a grant that would be lost (immutable or imported
 * principals). A key of the machine needs no grant to start it: Step Functions uses it with the role of the execution.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export class ScopedStateMachineGrants {
  /**
   * Starts the grants of a state machine.
   *
   * @param stateMachine an L2, L1 or imported state machine
   * @throws if the ARN is that of a version or an alias, on which Step Functions authorises nothing
   */
  public static fromStateMachine(stateMachine: sfn.IStateMachineRef): ScopedStateMachineGrants {
    const { stateMachineArn } = stateMachine.stateMachineRef;
    const [, qualifier] = Token.isUnresolved(stateMachineArn) ? [] : stateMachineArn.split(':').slice(6);
    if (qualifier !== undefined) {
      throw new Error(`ScopedStateMachineGrants.fromStateMachine: '${stateMachineArn}' names the version or alias '${qualifier}', but Step Functions `
        + `authorises on the state machine. Import it without ':${qualifier}', and start it with \`qualifiers: ['${qualifier}']\``);
    }
    return new ScopedStateMachineGrants(stateMachine);
  }

  private constructor(private readonly stateMachine: sfn.IStateMachineRef) {}

  /**
   * Lets the grantee start executions: `states:StartExecution`.
   *
   * @throws if `qualifiers` is empty or holds a wildcard, or if the grant would be lost
   */
  public start(grantee: iam.IGrantable, options: StateMachineStartGrantOptions = {}): iam.Grant {
    return this.grant('start', grantee, options, [this.onMachine('states:StartExecution', qualifierConditions('start', options))]);
  }

  /**
   * Lets the grantee run an express state machine and wait for its result: `states:StartSyncExecution`.
   *
   * @throws if `qualifiers` is empty or holds a wildcard, or if the grant would be lost
   */
  public startSync(grantee: iam.IGrantable, options: StateMachineStartGrantOptions = {}): iam.Grant {
    return this.grant('startSync', grantee, options, [this.onMachine('states:StartSyncExecution', qualifierConditions('startSync', options))]);
  }

  /**
   * Lets the grantee find executions and read their state, input, output and history: `states:ListExecutions` on the machine,
   * `states:DescribeExecution` and `states:GetExecutionHistory` on its executions.
   *
   * @throws if the grant would be lost
   */
  public readExecutions(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('readExecutions', grantee, options, [
      this.onMachine('states:ListExecutions'),
      this.onExecutions('states:DescribeExecution', 'states:GetExecutionHistory'),
    ]);
  }

  /**
   * Lets the grantee stop executions: `states:StopExecution`.
   *
   * @throws if the grant would be lost
   */
  public stop(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('stop', grantee, options, [this.onExecutions('states:StopExecution')]);
  }

  /**
   * Lets the grantee continue failed executions at the step that failed: `states:RedriveExecution`.
   *
   * @throws if the grant would be lost
   */
  public redrive(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('redrive', grantee, options, [this.onExecutions('states:RedriveExecution')]);
  }

  /**
   * Lets the grantee answer tasks that wait for a callback: `states:SendTaskSuccess`, `states:SendTaskFailure`,
   * `states:SendTaskHeartbeat`, which AWS accepts on `*` only. The task token, which the machine hands out, says which task it is.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
   */
  public answerTasks(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('answerTasks', grantee, options, [{
      actions: ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'],
      resources: ['*'],
      wildcardReason: 'the SendTask actions accept no resource but *; the task token decides which task is answered',
    }]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedStateMachineGrants.${method}`,
      grantee,
      resource: this.stateMachine,
      scope,
      statements,
      otherAccountRemedy: 'Let the grantee assume a role of the state machine\'s account.',
    });
  }

  private onMachine(action: string, conditions?: Conditions): ScopedStatement {
    return { actions: [action], resources: [this.stateMachine.stateMachineRef.stateMachineArn], conditions };
  }

  private onExecutions(...actions: string[]): ScopedStatement {
    const executions = Stack.of(this.stateMachine).formatArn({
      ...environmentOf(this.stateMachine),
      service: 'states',
      resource: 'execution',
      resourceName: `${nameOf(this.stateMachine)}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return {
      actions,
      resources: [executions],
      wildcardReason: 'executions get their names when they start; the state machine and the actions are exact',
    };
  }
}

function nameOf({ stateMachineRef: { stateMachineArn } }: sfn.IStateMachineRef): string {
  return Arn.split(stateMachineArn, ArnFormat.COLON_RESOURCE_NAME).resourceName!;
}

function qualifierConditions(method: string, { qualifiers }: StateMachineStartGrantOptions): Conditions | undefined {
  if (qualifiers === undefined) { return undefined; }
  requireNames(`ScopedStateMachineGrants.${method}`, 'qualifiers', qualifiers, 'live');
  return { 'ForAnyValue:StringEquals': { 'states:StateMachineQualifier': oneOrMany(qualifiers) } };
}
