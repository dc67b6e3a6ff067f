import { synthesise } from './synthesis';
import { buildDeploymentBaseline } from '../../examples/deployment-baseline/deployment-baseline';

const baseline = synthesise('deployment-baseline', buildDeploymentBaseline);
const resources = Object.entries(baseline.resources.get('Baseline.template.json')!);

test('it passes the strict pack of our checks and the AwsSolutions pack with no open finding', () => {
  expect(baseline.findings).toEqual([]);
  expect(baseline.failed).toBe(false);
});

test('it accepts two findings itself, by design; our constructs accept what they cannot do without', () => {
  const own = baseline.acknowledgements.filter(line => !/ \(owner: cdk-least-privilege\)$| \| (Annotation::AwsSolutions-IAM5|CloudFormation-Validate::)/.test(line));
  expect(own.map(line => line.split(' | ').slice(0, 2).join(' '))).toEqual([
    'Baseline LeastPrivilege::fixed-role-name', 'Baseline LeastPrivilege::oidc-subject-needs-protection',
  ]);
});

test('the policies of the execution role', () => {
  expect(Object.fromEntries(resources.filter(([id]) => id.startsWith('Execution')))).toMatchSnapshot();
});
