import { withGlobals } from '../../src/template/serverless-globals';
import { Template } from '../../src/template/template';

const FUNCTION = 'AWS::Serverless::Function';

function inherited(own: object, globals: object): unknown {
  const template = { Globals: { Function: globals }, Resources: { Handler: { Type: FUNCTION, Properties: own } } } as unknown as Template;
  return withGlobals(template).Resources!.Handler.Properties;
}

// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
test.each([
  ['what it does not have itself', {}, { PermissionsBoundary: 'arn' }, { PermissionsBoundary: 'arn' }],
  ['no value in place of its own', { Timeout: 3 }, { Timeout: 180 }, { Timeout: 3 }],
  ['the keys of an object that its own lacks', { Environment: { Variables: { A: 'own' } } }, { Environment: { Variables: { A: 'all', B: 'all' } } },
    { Environment: { Variables: { A: 'own', B: 'all' } } }],
  ['the entries of a list, before its own', { Layers: ['own'] }, { Layers: ['all'] }, { Layers: ['all', 'own'] }],
  ['nothing of a function of CloudFormation', { KmsKeyArn: { Ref: 'Own' } }, { KmsKeyArn: { 'Fn::GetAtt': ['All', 'Arn'] } }, { KmsKeyArn: { Ref: 'Own' } }],
])('a resource inherits %s', (_, own, globals, properties) => {
  expect(inherited(own, globals)).toEqual(properties);
});

test('resources of other types inherit nothing, and what is no resource stays', () => {
  const Resources = { 'Role': { Type: 'AWS::IAM::Role' }, 'Machine': { Type: 'AWS::Serverless::StateMachine' }, 'Fn::Transform': 'macro' };
  expect(withGlobals({ Globals: { Function: { Timeout: 3 } }, Resources } as unknown as Template).Resources).toEqual(Resources);
});

test.each([[undefined], ['text'], [[]]])('a template with `Globals: %p` is itself', Globals => {
  const template = { Globals, Resources: {} } as Template;
  expect(withGlobals(template)).toBe(template);
});
