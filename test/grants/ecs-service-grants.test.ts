import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ACCOUNT, newRole, newStack, REGION } from './testing';
import { ScopedEcsServiceGrants } from '../../src/grants/ecs-service-grants';

test.each<[string, (stack: ReturnType<typeof newStack>) => ecs.IServiceRef]>([
  ['imported', (stack) => ecs.BaseService.fromServiceArnWithCluster(stack, 'S', `arn:aws:ecs:${REGION}:${ACCOUNT}:service/prod/orders`)],
  ['L1 that names its task definition by text', (stack) => new ecs.CfnService(stack, 'S', { taskDefinition: 'orders' })],
])('roles that are not known are asked for: %s', (_, make) => {
  const stack = newStack();
  expect(() => ScopedEcsServiceGrants.fromService(make(stack)).deploy(newRole(stack))).toThrow(
    /ScopedEcsServiceGrants.deploy: nothing is known of the roles of the task definition.*Give its task role and its execution role as `roles`/,
  );
});
