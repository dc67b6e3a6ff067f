import { JsonValue } from '../../src/policy/json';
import { withLoops } from '../../src/template/loops';
import { Template } from '../../src/template/template';

function resources(written: JsonValue, parameters?: object): unknown {
  return withLoops({ Resources: written, Parameters: parameters } as unknown as Template)?.Resources;
}

const topic = (name: JsonValue) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: name } });

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
test.each<[string, JsonValue, object, unknown]>([
  ['a list', ['Name', ['Success', 'Failure'], { 'Topic${Name}': topic({ 'Fn::Join': ['.', [{ Ref: 'Name' }, 'fifo']] }) }], {}, {
    TopicSuccess: topic({ 'Fn::Join': ['.', ['Success', 'fifo']] }), TopicFailure: topic({ 'Fn::Join': ['.', ['Failure', 'fifo']] }),
  }],
  ['values that are no logical ids', ['Name', ['a.b-c'], { 'Topic&{Name}': topic({ 'Fn::Sub': '${Name}-${AWS::Region}' }) }], {},
    { Topicabc: topic({ 'Fn::Sub': 'a.b-c-${AWS::Region}' }) }],
  ['a parameter, by its default', ['Name', { Ref: 'Names' }, { 'Topic${Name}': topic('${Name}') }], { Names: { Type: 'CommaDelimitedList', Default: 'A, B' } },
    { TopicA: topic('A'), TopicB: topic('B') }],
  ['a parameter without a default, once', ['Name', { Ref: 'Names' }, { 'Topic${Name}': topic('${Name}') }], { Names: { Type: 'CommaDelimitedList' } },
    { TopicName: topic('Name') }],
  ['another loop', ['One', ['A', 'B'], { 'Fn::ForEach::Inner': ['Other', ['1', '2'], { 'Topic${One}${Other}': topic('${One}') }] }], {},
    { TopicA1: topic('A'), TopicA2: topic('A'), TopicB1: topic('B'), TopicB2: topic('B') }],
  ['what is none', ['Name', ['A']], {}, {}],
])('over %s', (_, loop, parameters, expected) => {
  expect(resources({ 'Fn::ForEach::Topics': loop }, parameters)).toEqual(expected);
});

test('in properties, beside others', () => {
  const Properties = { 'Path': '/', 'Fn::ForEach::Names': ['Name', ['RoleName'], { '${Name}': 'orders' }] };
  expect(resources({ Role: { Type: 'AWS::IAM::Role', Properties } })).toEqual({ Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/', RoleName: 'orders' } } });
});

test('a template without loops is itself', () => {
  const template = { Resources: { Topic: topic('orders') } } as unknown as Template;
  expect(withLoops(template)).toBe(template);
});

test('loops in loops that never end are given up', () => {
  const values = Array.from({ length: 100 }, (_, index) => `v${index}`);
  const nested = (depth: number): JsonValue => ({ 'Fn::ForEach::Loop': [`I${depth}`, values, depth === 0 ? { Topic: topic('orders') } : nested(depth - 1)] });
  expect(resources(nested(9))).toBeUndefined();
});
