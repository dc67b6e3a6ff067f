import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ApiInvokeGrantOptions } from '../../src/grants/invoke-scope';
import { ScopedRestApiGrants } from '../../src/grants/rest-api-grants';

const grantsOn = (stack: Stack) => ScopedRestApiGrants.fromRestApi(apigateway.RestApi.fromRestApiId(stack, 'Api', 'a1b2c3d4e5'));
const API = `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1b2c3d4e5`;

test.each<[ApiInvokeGrantOptions, RegExp]>([
  [{ stages: [] }, /ScopedRestApiGrants.invoke: `stages` is \[\].*Leave `stages` out/],
  [{ stages: ['*'] }, /`stages` has '\*'; expected a name without wildcards.*'prod'/],
  [{ methods: ['get'] }, /`methods` has 'get'; expected an HTTP method in capital letters/],
  [{ methods: ['ANY'] }, /`methods` has 'ANY'.*Leave `methods` out for any method/],
  [{ paths: ['orders'] }, /`paths` has 'orders'; expected a path with its first slash/],
  [{ paths: ['/orders/*'] }, /`paths` has '\/orders\/\*'.*'\/orders\/\{id\}'/],
  [{ paths: Fn.split(',', Fn.importValue('paths')) }, /`paths` is a list that is known only at deployment/],
  [{ resourceTags: { team: 'orders' } }, /`resourceTags` cannot narrow execute-api:Invoke/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => grantsOn(stack).invoke(newRole(stack), options)).toThrow(message);
});

test.each<[ApiInvokeGrantOptions, string | string[]]>([
  [{}, '*/*/*'],
  [{ paths: ['/'] }, '*/*/'],
  [{ stages: ['prod', 'test'], methods: ['GET'], paths: ['/a/{b}/c'] }, ['prod/GET/a/*/c', 'test/GET/a/*/c']],
])('%j becomes the ARNs of the calls', (options, calls) => {
  const stack = newStack();
  grantsOn(stack).invoke(newRole(stack), options);
  const [{ Resource }] = statementsOf(stack);
  expect([Resource].flat().map(arnText)).toEqual([calls].flat().map((call) => `${API}/${call}`));
});

test('a stage may be a token', () => {
  const stack = newStack();
  grantsOn(stack).invoke(newRole(stack), { stages: [new CfnParameter(stack, 'Stage').valueAsString], methods: ['GET'], paths: ['/orders'] });
  expect(statementsOf(stack)[0].Resource['Fn::Join'][1]).toEqual([
    'arn:', { Ref: 'AWS::Partition' }, `:execute-api:${REGION}:${ACCOUNT}:a1b2c3d4e5/`, { Ref: 'Stage' }, '/GET/orders',
  ]);
});

test('another account is let in by the resource policy, which does not name the API itself', () => {
  const app = new App();
  const stack = newStack(app);
  const api = new apigateway.RestApi(stack, 'Api');
  api.root.addMethod('GET');
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  const role = new iam.Role(other, 'Role', { roleName: 'app', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  ScopedRestApiGrants.fromRestApi(api).invoke(role, { stages: ['prod'], methods: ['GET'] });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::RestApi'));
  expect(Properties.Policy.Statement).toEqual([expect.objectContaining({ Action: 'execute-api:Invoke', Resource: 'execute-api:/prod/GET/*' })]);
});

function arnText(arn: any): string {
  return arn['Fn::Join'][1].map((part: any) => (part.Ref === 'AWS::Partition' ? 'aws' : part)).join('');
}
