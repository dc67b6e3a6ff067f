import { JsonValue } from '../../src/policy/json';
import { parsePolicyDocument, PolicyParser } from '../../src/policy/parse';
import { PLAIN_READER } from '../../src/policy/value-reader';
import { TemplateSet } from '../../src/template/template-set';

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };
const document = (...statements: JsonValue[]) => ({ Version: '2012-10-17', Statement: statements });
const withElements = (elements: object) => document({ ...STATEMENT, ...elements });

describe('what stands there is read', () => {
  test('a whole document', () => {
    const parsed = parsePolicyDocument({
      Version: '2012-10-17',
      Id: 'orders',
      Statement: [{
        Sid: 'Read',
        Effect: 'Deny',
        NotPrincipal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:root'], Service: 'sns.amazonaws.com' },
        NotAction: ['s3:Get*', 's3:List*'],
        NotResource: 'arn:aws:s3:::orders',
        Condition: { 'Bool': { 'aws:SecureTransport': false }, 'ForAnyValue:StringLike': { 'aws:TagKeys': ['a', 'b'], 'aws:x': 1 } },
      }],
    });
    expect(parsed).toMatchObject({ version: '2012-10-17', id: 'orders', problems: [], undecided: [] });
    const [{ sid, effect, path, when, actions, resources, principals, conditions }] = parsed.statements;
    expect({ sid, effect, path, when }).toEqual({ sid: 'Read', effect: 'Deny', path: 'Statement/0', when: [] });
    expect([actions, resources, principals].map(element => [element!.negated, element!.values.map(value => value.text.literal)])).toEqual([
      [true, ['s3:Get*', 's3:List*']],
      [true, ['arn:aws:s3:::orders']],
      [true, ['111122223333', 'arn:aws:iam::111122223333:root', 'sns.amazonaws.com']],
    ]);
    expect(principals!.values.map(value => value.type)).toEqual(['AWS', 'AWS', 'Service']);
    expect(conditions.map(({ operatorText, operator, key, values }) => [operatorText, operator.name, key, values.map(value => value.text.literal)]))
      .toEqual([
        ['Bool', 'Bool', 'aws:SecureTransport', ['false']],
        ['ForAnyValue:StringLike', 'StringLike', 'aws:TagKeys', ['a', 'b']],
        ['ForAnyValue:StringLike', 'StringLike', 'aws:x', ['1']],
      ]);
  });

  test.each<[string, JsonValue, string]>([
    ['one statement that is no list', { Statement: STATEMENT }, 'Statement'],
    ['a list', document(STATEMENT), 'Statement/0'],
    ['JSON text', JSON.stringify(document(STATEMENT)), 'Statement/0'],
    ['JSON text with white space', `\n  ${JSON.stringify({ Statement: STATEMENT }, null, 2)}\n`, 'Statement'],
    ['JSON text in JSON text', JSON.stringify(JSON.stringify(document(STATEMENT))), 'Statement/0'],
  ])('%s', (_, raw, path) => {
    const { statements, problems, undecided } = parsePolicyDocument(raw);
    expect(statements).toMatchObject([{ path, effect: 'Allow' }]);
    expect([...problems, ...undecided]).toEqual([]);
  });

  test.each<[string, JsonValue, string]>([
    ['the star', '*', '*'],
    ['the star of accounts', { AWS: '*' }, 'AWS'],
    ['a canonical user', { CanonicalUser: '79a5' }, 'CanonicalUser'],
    ['a federation', { Federated: 'accounts.google.com' }, 'Federated'],
  ])('principal: %s', (_, Principal, type) => {
    const { statements, problems } = parsePolicyDocument(withElements({ Principal }));
    expect(statements[0].principals!.values.map(value => value.type)).toEqual([type]);
    expect(problems).toEqual([]);
  });

  test('nothing at all is no policy and no problem', () => {
    expect(parsePolicyDocument(undefined)).toMatchObject({ statements: [], problems: [], undecided: [] });
  });

  test('what is left out of an element is not an element', () => {
    const absent = { Sid: undefined, Principal: undefined, NotResource: undefined, Condition: undefined };
    const { statements, problems } = parsePolicyDocument(withElements(absent));
    expect(problems).toEqual([]);
    expect(statements[0]).toMatchObject({ sid: undefined, principals: undefined, conditions: [] });
  });
});

describe('what is malformed is a problem with its place', () => {
  const ANY: [string, JsonValue][] = [['null', null], ['a number', 5], ['a boolean', true], ['an object', { a: 1 }], ['nested lists', [['a']]]];
  /** CloudFormation hands numbers and booleans over as text. */
  const SCALARS = ['a number', 'a boolean'];
  const wrong = (allowed: string[]) => ANY.filter(([name]) => !allowed.includes(name));
  const each = (place: string, at: (value: JsonValue) => JsonValue, path: string | RegExp, allowed: string[] = []) =>
    wrong(allowed).map(([name, value]) => [`${place}: ${name}`, at(value), path] as [string, JsonValue, string | RegExp]);

  test.each<[string, JsonValue, string | RegExp]>([
    ...each('document', value => value, '', ['an object']),
    ['document: a list of statements', [STATEMENT], ''],
    ['document: empty text', '', ''],
    ['document: text that is not JSON', '{"Version":', ''],
    ['document: JSON text of a list', '[]', ''],
    ['document: JSON text of null', 'null', ''],
    ['document: an unknown element', { ...document(STATEMENT), Statements: [] }, ''],
    ['document: a wrong-case element', { version: '2012-10-17', Statement: [STATEMENT] }, ''],
    ['document: no statement', { Version: '2012-10-17' }, ''],
    ...each('Version', Version => ({ ...document(STATEMENT), Version }), 'Version'),
    ['Version: of tomorrow', { Version: '2026-10-17', Statement: [STATEMENT] }, 'Version'],
    ['Version: empty', { Version: '', Statement: [STATEMENT] }, 'Version'],
    ...each('Statement', Statement => ({ Statement }), /^Statement/),
    ['Statement: text', { Statement: 'Allow' }, 'Statement'],
    ...each('a statement', value => document(STATEMENT, value), 'Statement/1'),
    ['a statement: text', document('Allow'), 'Statement/0'],
    ['a statement: an empty object', document({}), 'Statement/0'],
    ['a statement: an unknown element', withElements({ Ressource: '*' }), 'Statement/0'],
    ['a statement: a wrong-case element', withElements({ action: '*' }), 'Statement/0'],
    ['a statement: both actions', withElements({ NotAction: 'a:b' }), 'Statement/0'],
    ['a statement: both resources', withElements({ NotResource: '*' }), 'Statement/0'],
    ['a statement: both principals', withElements({ Principal: '*', NotPrincipal: '*' }), 'Statement/0'],
    ['a statement: no action', document({ Effect: 'Allow', Resource: '*' }), 'Statement/0'],
    ['a statement: no effect', document({ Action: 'a:b', Resource: '*' }), 'Statement/0'],
    ...each('Effect', Effect => withElements({ Effect }), 'Statement/0/Effect'),
    ['Effect: lower case', withElements({ Effect: 'allow' }), 'Statement/0/Effect'],
    ['Effect: empty', withElements({ Effect: '' }), 'Statement/0/Effect'],
    ['Effect: a list', withElements({ Effect: ['Allow'] }), 'Statement/0/Effect'],
    ...each('Sid', Sid => withElements({ Sid }), 'Statement/0/Sid', SCALARS),
    ...['Action', 'Resource'].flatMap(element => [
      ...each(element, value => withElements({ [element]: value }), new RegExp(`^Statement/0/${element}(/0)?$`), SCALARS),
      ...each(`an entry of ${element}`, value => withElements({ [element]: ['x', value] }), `Statement/0/${element}/1`, SCALARS),
    ]),
    ...each('NotAction', NotAction => document({ Effect: 'Allow', NotAction, Resource: '*' }), /^Statement\/0\/NotAction/, SCALARS),
    ...each('Principal', Principal => withElements({ Principal }), 'Statement/0/Principal'),
    ['Principal: text', withElements({ Principal: '111122223333' }), 'Statement/0/Principal'],
    ['Principal: empty', withElements({ Principal: '' }), 'Statement/0/Principal'],
    ['Principal: a list', withElements({ Principal: ['*'] }), 'Statement/0/Principal'],
    ['Principal: an unknown type', withElements({ Principal: { Account: '*' } }), 'Statement/0/Principal'],
    ['Principal: a type in lower case', withElements({ Principal: { aws: '*' } }), 'Statement/0/Principal'],
    ...each('a principal', AWS => withElements({ Principal: { AWS } }), /^Statement\/0\/Principal\/AWS/, SCALARS),
    ...each('Condition', Condition => withElements({ Condition }), /^Statement\/0\/Condition/),
    ['Condition: text', withElements({ Condition: 'x' }), 'Statement/0/Condition'],
    ['an unknown operator', withElements({ Condition: { StringIs: { k: 'v' } } }), 'Statement/0/Condition/StringIs'],
    ...each('an operator', StringLike => withElements({ Condition: { StringLike } }), /^Statement\/0\/Condition\/StringLike/, ['an object']),
    ...each('a condition value', k => withElements({ Condition: { StringLike: { k } } }), /^Statement\/0\/Condition\/StringLike\/k/, SCALARS),
  ])('%s', (_, raw, path) => {
    const { problems } = parsePolicyDocument(raw);
    const places = problems.map(problem => problem.path);
    expect(places.filter(place => typeof path === 'string' ? place === path : path.test(place))).not.toEqual([]);
    for (const { message, fix } of problems) {
      expect(message).toMatch(/^[^A-Z].*[^.]$/s);
      expect(fix).toMatch(/./);
      expect(message.length + fix.length).toBeLessThan(1_000);
    }
  });

  test('the wrong case is named with the right one', () => {
    const { problems } = parsePolicyDocument(document({ effect: 'Allow', Action: 'a:b', Resource: '*' }));
    expect(problems[0].fix).toContain('`Effect`');
  });

  test('all problems of a statement are reported at once', () => {
    const { problems } = parsePolicyDocument(document({ Effect: 'allow', Principal: 'x', Condition: { Is: {} } }));
    expect(problems.map(problem => problem.path)).toEqual(['Statement/0', 'Statement/0/Effect', 'Statement/0/Principal', 'Statement/0/Condition/Is']);
  });

  test('what is right beside it is kept', () => {
    const { statements } = parsePolicyDocument(document(
      { ...STATEMENT, Action: ['s3:GetObject', null, 's3:PutObject'] }, 'nonsense', { ...STATEMENT, Sid: 'Last' },
    ));
    expect(statements.map(({ path, actions }) => [path, actions.values.map(value => value.text.literal)])).toEqual([
      ['Statement/0', ['s3:GetObject', 's3:PutObject']],
      ['Statement/2', ['s3:GetObject']],
    ]);
  });

  test('without a template, an intrinsic function is no value', () => {
    const { problems } = parsePolicyDocument(withElements({ Resource: { Ref: 'Bucket' } }));
    expect(problems).toMatchObject([{ path: 'Statement/0/Resource' }]);
  });
});

describe('conditions of a template', () => {
  const NO_VALUE = { Ref: 'AWS::NoValue' };
  const reader = new TemplateSet([{ id: 'app', template: { Parameters: { P: { Type: 'String' } } }, environment: {} }]).readerOf('app');
  const either = (condition: string, whenTrue: JsonValue, whenFalse: JsonValue) => ({ 'Fn::If': [condition, whenTrue, whenFalse] });
  const guard = (when: readonly { condition: string; holds: boolean }[]) => when.map(({ condition, holds }) => `${holds ? '' : '!'}${condition}`).join(' ');
  /** Each statement as its guard, and its resources, each with its own. */
  const outline = (raw: JsonValue) => {
    const { statements, problems, undecided } = parsePolicyDocument(raw, reader);
    expect([problems, undecided]).toEqual([[], []]);
    return statements.map(({ when, resources }) => [guard(when), resources?.values.map(value => `${value.text}${value.when.length > 0 ? ` if ${guard(value.when)}` : ''}`)]);
  };

  test.each<[string, JsonValue, unknown[]]>([
    ['over an entry guard it', withElements({ Resource: ['x', either('A', 'y', 'z')] }), [['', ['x', 'y if A', 'z if !A']]]],
    ['over a list guard its entries', withElements({ Resource: either('A', ['x', 'y'], 'z') }), [['', ['x if A', 'y if A', 'z if !A']]]],
    ['over an element that may be left out split the statement', withElements({ Resource: either('A', 'x', NO_VALUE) }), [['A', ['x']], ['!A', undefined]]],
    ['over a list that is not known split the statement', withElements({ Resource: either('A', { Ref: 'P' }, 'z') }), [['A', ['<P>']], ['!A', ['z']]]],
    ['over the effect split the statement', withElements({ Effect: either('A', 'Allow', 'Deny'), Resource: 'x' }), [['A', ['x']], ['!A', ['x']]]],
    ['over a statement guard it', document(either('A', { ...STATEMENT, Resource: 'x' }, NO_VALUE)), [['A', ['x']]]],
    ['over the document guard its statements', either('A', withElements({ Resource: 'x' }), withElements({ Resource: 'y' })), [['A', ['x']], ['!A', ['y']]]],
    [
      'that a statement stands under decide the values in it',
      document(either('A', { ...STATEMENT, Resource: [either('A', 'x', 'never'), either('B', 'y', NO_VALUE)] }, NO_VALUE)),
      [['A', ['x', 'y if B']]],
    ],
    [
      'that split a statement decide the values in it',
      withElements({ Effect: either('A', 'Allow', 'Deny'), Resource: either('A', 'x', 'y') }),
      [['A', ['x']], ['!A', ['y']]],
    ],
    [
      'that contradict each other leave nothing',
      either('A', { Statement: either('A', [{ ...STATEMENT, Resource: 'x' }], [{ ...STATEMENT, Resource: 'never' }]) }, NO_VALUE),
      [['A', ['x']]],
    ],
    ['over an entry of nothing else leave no value', withElements({ Resource: [either('A', 'x', NO_VALUE)] }), [['', ['x if A']]]],
    ['that leave an element out leave it out', withElements({ Sid: NO_VALUE, Principal: NO_VALUE, Condition: NO_VALUE, Resource: 'x' }), [['', ['x']]]],
  ])('%s', (_, raw, expected) => {
    expect(outline(raw)).toEqual(expected);
  });

  test.each<[string, JsonValue, string | undefined, number]>([
    ['the same in both outcomes', either('A', withElements({}), withElements({ Sid: 'B' })), '2012-10-17', 0],
    ['a condition between equal versions', { ...withElements({}), Version: either('A', '2012-10-17', '2012-10-17') }, '2012-10-17', 0],
    ['a condition between versions', { ...withElements({}), Version: either('A', '2012-10-17', '2008-10-17') }, undefined, 1],
    ['different in each outcome', either('A', withElements({}), { Statement: STATEMENT }), undefined, 1],
    ['left out', { ...withElements({}), Version: NO_VALUE }, undefined, 0],
    ['a parameter', { ...withElements({}), Version: { Ref: 'P' } }, undefined, 1],
  ])('the version: %s', (_, raw, version, undecided) => {
    const parsed = parsePolicyDocument(raw, reader);
    expect([parsed.version, parsed.undecided.map(part => part.path)]).toEqual([version, Array(undecided).fill('Version')]);
    expect(parsed.problems).toEqual([]);
  });

  test('an action that a condition leaves out is missing under that condition', () => {
    const { statements, problems } = parsePolicyDocument(withElements({ Action: either('A', 'a:b', NO_VALUE) }), reader);
    expect(statements.map(statement => guard(statement.when))).toEqual(['A']);
    expect(problems).toMatchObject([{ path: 'Statement/0', message: expect.stringContaining('NotAction') }]);
  });

  test('more ways to turn out than are followed are reported', () => {
    const keys = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`aws:k${index}`, either(`C${index}`, 'x', NO_VALUE)]));
    const { statements, undecided } = parsePolicyDocument(withElements({ Condition: { StringEquals: keys } }), reader);
    expect(undecided).toMatchObject([{ path: 'Statement/0', name: 'more than 16 combinations of conditions' }]);
    expect(statements[0].conditions).toHaveLength(5);
  });

  test.each<[string, JsonValue, string]>([
    ['the document', { Ref: 'P' }, ''],
    ['the statements', { Statement: { Ref: 'P' } }, 'Statement'],
    ['a statement', document({ 'Fn::Transform': { Name: 'AWS::Include' } }), 'Statement/0'],
    ['the effect', withElements({ Effect: { Ref: 'P' } }), 'Statement/0/Effect'],
    ['the principal', withElements({ Principal: { Ref: 'P' } }), 'Statement/0/Principal'],
    ['the conditions', withElements({ Condition: { Ref: 'P' } }), 'Statement/0/Condition'],
    ['an operator', withElements({ Condition: { StringLike: { Ref: 'P' } } }), 'Statement/0/Condition/StringLike'],
  ])('%s known only at deployment is undecided', (_, raw, path) => {
    const { undecided, problems } = parsePolicyDocument(raw, reader);
    expect(undecided.map(part => part.path)).toEqual([path]);
    expect(problems).toEqual([]);
  });
});

describe('equal documents of one template', () => {
  const parse = (...raws: JsonValue[]) => {
    const parser = new PolicyParser(PLAIN_READER);
    return raws.map(raw => parser.parse(raw));
  };

  test('are one', () => {
    const [first, second] = parse(withElements({ Sid: 'A' }), withElements({ Sid: 'A' }));
    expect(second).toBe(first);
  });

  test('are not one when anything differs', () => {
    const documents = parse(withElements({}), withElements({ Sid: 'A' }), { ...withElements({}), Version: '2008-10-17' }, { Statement: STATEMENT },
      { ...withElements({}), Id: 'A' }, document(STATEMENT, STATEMENT), document(STATEMENT, STATEMENT, STATEMENT), document());
    expect(new Set(documents.map(each => JSON.stringify(each))).size).toBe(documents.length);
  });

  test('are not one when only what holds the statements differs', () => {
    const documents = parse({ Statement: [] }, { Statement: 0 }, { Statement: '[]' }, { Statement: [[]] }, { Statement: [STATEMENT] }, { Statement: STATEMENT });
    expect(new Set(documents).size).toBe(documents.length);
  });

  test('are not one when what differs stands beside what is nested too deep to be written', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const documents = parse({ ...withElements({}), Id: deep }, { ...withElements({}), Id: deep, Version: '2008-10-17' });
    expect(documents.map(({ version }) => version)).toEqual(['2012-10-17', '2008-10-17']);
  });

  test('tell their problems each time', () => {
    const wrong = withElements({ Effect: 'allow' });
    expect(parse(wrong, wrong, document(STATEMENT, { Effect: 'allow' })).map(each => each.problems.length)).toEqual([1, 1, 2]);
  });
});

describe('keys of the prototype are keys like any other', () => {
  test.each(['__proto__', 'constructor', 'toString'])('%s', key => {
    const raw = JSON.parse(`{
      "${key}": 1,
      "Statement": [{
        "${key}": 1, "Effect": "Allow", "Action": "a:b", "Resource": "*", "Principal": { "${key}": "x" },
        "Condition": { "${key}": { "a": "b" }, "StringEquals": { "${key}": "v" } }
      }]
    }`) as JsonValue;
    const { problems, statements } = parsePolicyDocument(raw);
    expect(problems.map(problem => problem.path))
      .toEqual(['', 'Statement/0', 'Statement/0/Principal', `Statement/0/Condition/${key}`]);
    expect(statements[0].conditions.map(condition => condition.key)).toEqual([key]);
  });
});

describe('whatever is given, the answer comes at once', () => {
  const nested = (depth: number, wrap: (inner: JsonValue) => JsonValue) => {
    let value: JsonValue = 'x';
    for (let level = 0; level < depth; level++) { value = wrap(value); }
    return value;
  };
  const deepList = nested(100_000, inner => [inner]);
  const deepObject = nested(100_000, inner => ({ Statement: inner }));
  const many = (count: number, entry: (index: number) => JsonValue) => Array.from({ length: count }, (_, index) => entry(index));
  const keys = (count: number, value: JsonValue) => Object.fromEntries(many(count, index => [`key${index}`, value] as JsonValue[]) as [string, JsonValue][]);

  test.each<[string, JsonValue, number]>([
    ['10,000 statements', document(...many(10_000, index => ({ ...STATEMENT, Sid: `S${index}` }))), 10_000],
    ['10,000 statements as JSON text', JSON.stringify(document(...many(10_000, () => STATEMENT))), 10_000],
    ['100,000 malformed statements', document(...many(100_000, () => ({ a: 1 }))), 0],
    ['100,000 actions', withElements({ Action: many(100_000, index => `s3:Get${index}`) }), 1],
    ['an action of 1 MB', withElements({ Action: 'a'.repeat(1_000_000) }), 1],
    ['100,000 condition keys', withElements({ Condition: { StringEquals: keys(100_000, 'v') } }), 1],
    ['100,000 unknown operators', withElements({ Condition: keys(100_000, { a: 'b' }) }), 1],
    ['100,000 unknown elements', { ...document(STATEMENT), ...keys(100_000, 1) }, 1],
    ['100,000 principal types', withElements({ Principal: keys(100_000, 'x') }), 1],
    ['deep lists as the document', deepList, 0],
    ['deep lists as a statement', { Statement: deepList }, 0],
    ['deep lists as an action', withElements({ Action: deepList }), 1],
    ['deep lists as a condition value', withElements({ Condition: { StringEquals: { k: deepList } } }), 1],
    ['deep objects', { Statement: deepObject }, 0],
    ['deep lists as text', '['.repeat(500_000) + ']'.repeat(500_000), 0],
    ['unfinished lists as text', '['.repeat(1_000_000), 0],
    ['text in text in text', nested(12, inner => JSON.stringify(inner)), 0],
  ])('%s', (_, raw, statements) => {
    expect(parsePolicyDocument(raw).statements).toHaveLength(statements);
  });
});
