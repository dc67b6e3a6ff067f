import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as iam from 'aws-cdk-lib/aws-iam';
import { synthesise } from './synthesis';
import { buildOrderPlatform } from '../../examples/order-platform/order-platform';

const platform = synthesise('order-platform', buildOrderPlatform);
const resources = [...platform.resources.values()].flatMap(template => Object.values(template));

test('it passes our checks and the AwsSolutions pack with no open finding', () => {
  expect(platform.findings).toEqual([]);
  expect(platform.failed).toBe(false);
});

test('both packs judge it: a broad policy that somebody adds is refused by both', () => {
  const { findings, failed } = synthesise('order-platform', (props) => {
    const app = buildOrderPlatform(props);
    new iam.ManagedPolicy(app.node.findChild('Booking'), 'Broad', {
      statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::northwind-imports/*'] })],
    });
    return app;
  });
  expect(failed).toBe(true);
  expect(findings).toEqual([
    'Booking/Broad/Resource | error | AwsSolutions-IAM5[Action::s3:*]',
    'Booking/Broad/Resource | error | AwsSolutions-IAM5[Resource::arn:aws:s3:::northwind-imports/*]',
    'Booking/Broad/Resource | error | wildcard-action[s3:*]',
  ]);
});

test('it accepts one finding itself, which is not about IAM; our constructs accept the wildcards that AWS leaves no way around', () => {
  const others = platform.acknowledgements.filter(line => !/ \| (CloudFormation-Validate::|LeastPrivilege::wildcard-resource \|)/.test(line));
  expect(others).toEqual([
    'Access/Auditor/DefaultPolicy/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'S3 objects can be named ahead of time only by a pattern of their keys; the actions are exact',
    'Booking/Role/DefaultPolicy/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'S3 objects can be named ahead of time only by a pattern of their keys; the actions are exact',
    'Booking/Role/DefaultPolicy/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'log streams are named by the writer at run time; the log group and the actions are exact',
    'Guardrails/Boundary/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'A permissions boundary grants nothing: its Allow is the ceiling under which the policies of each role grant',
    'Intake/PartnerToken | Annotation::AwsSolutions-SMG4 | '
      + 'The partner issues the token and offers no interface to rotate it: it is replaced by hand, twice a year',
    'Intake/Roles/ExecutionRole/DefaultPolicy/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but *',
    'Intake/Roles/ExecutionRole/DefaultPolicy/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'log streams are named by the writer at run time; the log group and the actions are exact',
    'Intake/Roles/TaskRole/DefaultPolicy/Resource | Annotation::AwsSolutions-IAM5 | '
      + 'S3 objects can be named ahead of time only by a pattern of their keys; the actions are exact',
  ]);
});

test('what our constructs accept for cdk-nag they accept for our own rules, and say whose word it is', () => {
  const accepted = platform.acknowledgements.filter(line => line.includes('LeastPrivilege::'));
  expect(accepted).toHaveLength(6);
  for (const line of accepted) {
    expect(line).toMatch(/ \(owner: cdk-least-privilege\)$/);
    expect(platform.acknowledgements).toContain(line.replace('LeastPrivilege::wildcard-resource', 'Annotation::AwsSolutions-IAM5').replace(/ \(owner.*/, ''));
  }
});

test('its sources accept nothing about IAM', () => {
  const folder = join(__dirname, '..', '..', 'examples', 'order-platform');
  const sources = readdirSync(folder).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(folder, file), 'utf8'));
  expect(sources.join('\n').match(/AwsSolutions-\w+|LeastPrivilege::\S+/g)).toEqual(['AwsSolutions-SMG4']);
});

test('every role has the boundary and no AWS managed policy', () => {
  const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(roles).toHaveLength(5);
  for (const { Properties } of roles) {
    expect(Properties.PermissionsBoundary).toEqual({
      'Fn::GetStackOutput': expect.objectContaining({ OutputName: expect.stringMatching(/^PublishOutputRefBoundary/) }),
    });
    expect(Properties.ManagedPolicyArns).toBeUndefined();
  }
});

test.each([...platform.resources])('%s', (_, template) => {
  expect(template).toMatchSnapshot();
});
