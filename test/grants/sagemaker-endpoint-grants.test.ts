import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedSageMakerEndpointGrants } from '../../src/grants/sagemaker-endpoint-grants';

test('a name with a wildcard is an error', () => {
  expect(() => ScopedSageMakerEndpointGrants.fromEndpointName(newStack(), 'Endpoint', 'churn*')).toThrow(/`endpointName` is 'churn\*'/);
});

test('a target model with a wildcard is an error', () => {
  const stack = newStack();
  expect(() => ScopedSageMakerEndpointGrants.fromEndpointName(stack, 'Endpoint', 'churn').invoke(newRole(stack), { targetModels: ['*.gz'] }))
    .toThrow(/`targetModels` has '\*.gz'; expected names without wildcards/);
});

test('inference components are granted next to their endpoint', () => {
  const stack = newStack();
  const component = new sagemaker.CfnInferenceComponent(stack, 'Component', { endpointName: 'churn', specification: {} });
  const endpoint = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointConfigName: 'churn' });
  ScopedSageMakerEndpointGrants.fromEndpoint(endpoint).invoke(newRole(stack), { inferenceComponents: [component] });
  expect(statementsOf(stack)[0].Resource).toEqual([{ Ref: 'Endpoint' }, stack.resolve(component.inferenceComponentRef.inferenceComponentArn)]);
});
