import { bindText, bindUnknowns } from '../../src/policy/bind-unknowns';
import { JsonValue } from '../../src/policy/json';
import { printPolicyDocument } from '../../src/policy/print';
import { SymbolicText, Unknown } from '../../src/policy/symbolic-text';
import { parseWithUnknowns } from '../reasoning/unknown-reader';

const BUCKET: Unknown = { name: 'Bucket', shape: 'name' };
const REGION: Unknown = { name: 'Region', shape: 'region' };
const VALUES = new Map([['Bucket', 'orders'], ['Who', 'arn:aws:iam::111122223333:role/app'], ['Vpc', 'vpc-1']]);

describe('bindText', () => {
  test.each<[string, SymbolicText, string, boolean]>([
    ['a text that is known', SymbolicText.literal('arn:aws:s3:::logs'), 'arn:aws:s3:::logs', true],
    ['an unknown between texts', SymbolicText.of(['arn:aws:s3:::', BUCKET, '/*']), 'arn:aws:s3:::orders/*', true],
    ['an unknown that stands twice', SymbolicText.of([BUCKET, '-', BUCKET]), 'orders-orders', true],
    ['an unknown without a value', SymbolicText.of(['arn:aws:sqs:', REGION, ':', BUCKET]), 'arn:aws:sqs:<Region>:orders', false],
  ])('%s', (_, text, expected, isKnown) => {
    const bound = bindText(text, VALUES);

    expect(bound.toString()).toBe(expected);
    expect(bound.literal !== undefined).toBe(isKnown);
  });

  test('an empty value leaves an empty text', () => {
    expect(bindText(SymbolicText.unknown(BUCKET), new Map([['Bucket', '']])).literal).toBe('');
  });
});

describe('bindUnknowns', () => {
  function bound(statement: { [element: string]: JsonValue }, conditions: { [name: string]: boolean } = {}) {
    const document = parseWithUnknowns({ Version: '2012-10-17', Statement: [statement] });
    return bindUnknowns(document, VALUES, new Map(Object.entries(conditions)));
  }

  test('replaces unknowns in all elements', () => {
    const document = bound({
      Effect: 'Allow',
      Principal: { AWS: { unknown: 'Who', shape: 'any' } },
      Action: { unknown: 'Act', shape: 'any' },
      NotResource: { join: ['arn:aws:s3:::', { unknown: 'Bucket' }] },
      Condition: { StringEquals: { 'aws:SourceVpc': { unknown: 'Vpc' } } },
    });
    const [{ principals, actions, resources, conditions }] = document.statements;

    expect([principals!, actions, resources!, conditions[0]].map(({ values: [{ text }] }) => text.toString()))
      .toEqual(['arn:aws:iam::111122223333:role/app', '<Act>', 'arn:aws:s3:::orders', 'vpc-1']);
    expect(resources!.negated).toBe(true);
    expect(document.version).toBe('2012-10-17');
  });

  const EITHER = { Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::a', { if: ['IsProd', 'arn:aws:s3:::prod', 'arn:aws:s3:::test'] }] };

  test.each<[string, { [name: string]: boolean }, string[], number]>([
    ['one way', { IsProd: true }, ['arn:aws:s3:::a', 'arn:aws:s3:::prod'], 0],
    ['the other', { IsProd: false }, ['arn:aws:s3:::a', 'arn:aws:s3:::test'], 0],
    ['not at all', { IsTest: true }, ['arn:aws:s3:::a', 'arn:aws:s3:::prod', 'arn:aws:s3:::test'], 2],
  ])('keeps the values of a condition that falls %s', (_, conditions, expected, guarded) => {
    const { values } = bound(EITHER, conditions).statements[0].resources!;

    expect(values.map(({ text }) => text.literal)).toEqual(expected);
    expect(values.filter(({ when }) => when.length > 0)).toHaveLength(guarded);
  });

  test('nested conditions: those that are still open stay', () => {
    const resource = { if: ['IsProd', { if: ['IsEast', 'arn:aws:s3:::east', 'arn:aws:s3:::west'] }, 'arn:aws:s3:::test'] };
    const { values } = bound({ Effect: 'Allow', Action: 's3:*', Resource: resource }, { IsProd: true }).statements[0].resources!;

    expect(values.map(({ text, when }) => [text.literal, when])).toEqual([
      ['arn:aws:s3:::east', [{ condition: 'IsEast', holds: true }]],
      ['arn:aws:s3:::west', [{ condition: 'IsEast', holds: false }]],
    ]);
  });

  test('leaves out statements whose condition falls the other way, and keeps the places of the others', () => {
    const document = parseWithUnknowns({ Statement: [EITHER, { ...EITHER, Sid: 'Second' }] });
    const [first, second] = document.statements;
    const guarded = { ...document, statements: [{ ...first, when: [{ condition: 'IsProd', holds: true }] }, second] };

    expect(bindUnknowns(guarded, VALUES, new Map([['IsProd', false]])).statements.map(({ sid, path }) => [sid, path])).toEqual([['Second', 'Statement/1']]);
    expect(bindUnknowns(guarded, VALUES, new Map([['IsProd', true]])).statements[0].when).toEqual([]);
  });

  test('says the same of a document without unknowns', () => {
    const document = parseWithUnknowns({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } } });

    expect(printPolicyDocument(bindUnknowns(document, VALUES, new Map()))).toEqual(printPolicyDocument(document));
  });

  test('carries over what could not be read', () => {
    const document = parseWithUnknowns({ Statement: { Effect: 'Allow', Resource: '*' } });

    expect(bindUnknowns(document, VALUES, new Map()).problems).toEqual(document.problems);
  });
});
