/**
 * The channels through which Session Manager and ECS Exec talk to a machine or a container (2026-11):
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
import { ScopedStatement } from './writing/scoped-statement';

/** The side that runs the commands. */
export function messageChannels(): ScopedStatement {
  return {
    actions: ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`),
    resources: ['*'],
    wildcardReason: 'the ssmmessages actions accept no resource but *',
  };
}
