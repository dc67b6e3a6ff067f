/** What the role tests share: stacks of every kind of environment and the documents that come out of them. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export const ACCOUNT = '111122223333';

export function agnosticStack(): Stack {
  return new Stack(new App(), 'Stack');
}

export function stackIn(region: string): Stack {
  return new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region } });
}

/** The properties of the only role of the stack. */
export function onlyRole(stack: Stack): any {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(roles).toHaveLength(1);
  return roles[0].Properties;
}

/** The statements of the only policy of the stack. */
export function onlyPolicy(stack: Stack): any[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies).toHaveLength(1);
  return policies[0].Properties.PolicyDocument.Statement;
}

export function expectNoManagedPolicy(stack: Stack): void {
  const template = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(template).not.toContain('ManagedPolicyArns');
  expect(template).not.toContain(':aws:policy/');
}

export function trust(statements: object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

export function serviceStatement(service: string, condition?: object): object {
  return {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  };
}
