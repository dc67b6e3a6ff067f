import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Intent, request, requests } from './intent';
import { ScopedSageMakerEndpointGrants } from '../../../src/grants/sagemaker-endpoint-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/churn`;
const INVOKE = ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'];
const grant = (give: (grants: ScopedSageMakerEndpointGrants, role: iam.Role, stack: Stack) => iam.Grant): Intent['grant'] => ({
  L1: (stack, role) => give(
    ScopedSageMakerEndpointGrants.fromEndpoint(new sagemaker.CfnEndpoint(stack, 'Target', { endpointConfigName: 'churn' })), role, stack,
  ),
  imported: (stack, role) => give(ScopedSageMakerEndpointGrants.fromEndpointName(stack, 'Target', 'churn'), role, stack),
});

export const INTENTS: Intent[] = [
  {
    call: 'ScopedSageMakerEndpointGrants.invoke',
    actions: INVOKE,
    grant: grant((endpoint, role) => endpoint.invoke(role)),
    allows: requests(INVOKE, ARN),
    denies: [...requests(INVOKE, `${ARN}-2`), request('sagemaker:InvokeEndpointAsync', ARN), request('sagemaker:UpdateEndpoint', ARN)],
  },
  {
    call: 'ScopedSageMakerEndpointGrants.invoke',
    scope: 'with the model of a tenant',
    actions: ['sagemaker:InvokeEndpoint'],
    tags: { tenant: 'blue' },
    grant: grant((endpoint, role) => endpoint.invoke(role, { targetModels: ['${aws:PrincipalTag/tenant}/model.tar.gz'] })),
    allows: [request('sagemaker:InvokeEndpoint', ARN, { 'sagemaker:TargetModel': 'blue/model.tar.gz' })],
    denies: [request('sagemaker:InvokeEndpoint', ARN, { 'sagemaker:TargetModel': 'green/model.tar.gz' }), ...requests(INVOKE, ARN)],
  },
  {
    call: 'ScopedSageMakerEndpointGrants.invokeAsync',
    actions: ['sagemaker:InvokeEndpointAsync'],
    grant: grant((endpoint, role) => endpoint.invokeAsync(role)),
    allows: [request('sagemaker:InvokeEndpointAsync', ARN)],
    denies: [request('sagemaker:InvokeEndpointAsync', `${ARN}-2`), ...requests(INVOKE, ARN)],
  },
];
