import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { agnosticStack, expectNoManagedPolicy, onlyPolicy } from './synth';
import { EcsExecutionRole } from '../../src/roles/ecs-execution-role';

function actionsOn(statements: any[], part: string): string[] {
  return statements.filter(statement => JSON.stringify(statement.Resource).includes(part)).flatMap(statement => statement.Action).sort();
}

test('may pull the named images, write the one log group and read the listed secrets', () => {
  const stack = agnosticStack();
  new EcsExecutionRole(stack, 'Role', {
    logGroup: new logs.LogGroup(stack, 'Group'),
    repositories: [new ecr.Repository(stack, 'Api'), new ecr.Repository(stack, 'Sidecar')],
    secrets: [new secretsmanager.Secret(stack, 'Password')],
  });
  expectNoManagedPolicy(stack);
  const statements = onlyPolicy(stack);
  const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  expect(actionsOn(statements, '"Api')).toEqual(pull);
  expect(actionsOn(statements, '"Sidecar')).toEqual(pull);
  expect(actionsOn(statements, '"Group')).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  expect(actionsOn(statements, '"Password')).toEqual(expect.arrayContaining(['secretsmanager:GetSecretValue']));
  const wildcard = statements.filter(statement => statement.Resource === '*');
  expect(wildcard.map(statement => statement.Action)).toEqual(['ecr:GetAuthorizationToken']);
});
