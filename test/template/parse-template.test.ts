import { parseTemplate } from '../../src/template/parse-template';

test.each<[string, string, unknown]>([
  ['JSON', '{ "Resources": { "A": { "Type": "T" } } }', { Resources: { A: { Type: 'T' } } }],
  ['YAML', 'Resources:\n  A:\n    Type: T', { Resources: { A: { Type: 'T' } } }],
  ['a version that looks like a date', 'Version: 2012-10-17', { Version: '2012-10-17' }],
  ['!Ref', 'A: !Ref Bucket', { A: { Ref: 'Bucket' } }],
  ['!Condition', 'A: !Condition IsProduction', { A: { Condition: 'IsProduction' } }],
  ['!GetAtt with a dot', 'A: !GetAtt Bucket.Arn', { A: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }],
  ['!GetAtt of an attribute with a dot', 'A: !GetAtt Stack.Outputs.Arn', { A: { 'Fn::GetAtt': ['Stack', 'Outputs.Arn'] } }],
  ['!GetAtt as a list', 'A: !GetAtt [Bucket, Arn]', { A: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }],
  ['!Sub of text', 'A: !Sub "${Bucket}/*"', { A: { 'Fn::Sub': '${Bucket}/*' } }],
  ['!Sub with a map', 'A: !Sub ["${X}", { X: !Ref Bucket }]', { A: { 'Fn::Sub': ['${X}', { X: { Ref: 'Bucket' } }] } }],
  ['!Join with functions in it', 'A: !Join ["/", [!GetAtt B.Arn, "*"]]', { A: { 'Fn::Join': ['/', [{ 'Fn::GetAtt': ['B', 'Arn'] }, '*']] } }],
  ['!If', 'A: !If [IsProd, a, !Ref AWS::NoValue]', { A: { 'Fn::If': ['IsProd', 'a', { Ref: 'AWS::NoValue' }] } }],
  ['!Transform of a map', 'A: !Transform { Name: Include }', { A: { 'Fn::Transform': { Name: 'Include' } } }],
  ['anchors', 'A: &x [1]\nB: *x', { A: [1], B: [1] }],
  ['merge keys', 'A: &x { Type: T, Properties: 1 }\nB:\n  <<: *x\n  Properties: 2', { A: { Type: 'T', Properties: 1 }, B: { Type: 'T', Properties: 2 } }],
  ['a merge key with a function', 'A: &x { B: !Ref C }\nD: { <<: [*x] }', { A: { B: { Ref: 'C' } }, D: { B: { Ref: 'C' } } }],
  ['tags of others', 'A: !Mine text', { A: 'text' }],
  ['nothing', '', null],
])('%s', (_, text, expected) => {
  expect(parseTemplate(text)).toEqual(expected);
});

test.each([
  ['a brace that is not closed', '{ "A": '],
  ['a tab for indentation', 'A:\n\tB: 1\n  C: ['],
  ['a key that stands twice', 'A: 1\nA: 2'],
])('%s is refused, with its line', (_, text) => {
  expect(() => parseTemplate(text)).toThrow(/at line \d+, column \d+/);
});

test('what the parser says in words of its own is said in words of templates', () => {
  expect(() => parseTemplate('A: 1\n---\nB: 2')).toThrow('a second YAML document starts at line 2, column 1');
  expect(() => parseTemplate(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toThrow(/^it is nested too deep at line 1, column \d+$/);
});

test('aliases do not multiply without end', () => {
  const lines = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)];
  expect(() => parseTemplate(lines.join('\n'))).toThrow(/alias/i);
});
