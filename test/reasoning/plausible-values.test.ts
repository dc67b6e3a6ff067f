import { parseWithUnknowns } from './unknown-reader';
import { SymbolicText, Unknown } from '../../src/policy/symbolic-text';
import { PlausibleValues } from '../../src/reasoning/plausible-values';

const unknown = (name: string, shape: Unknown['shape'], more: Partial<Unknown> = {}): Unknown => ({ name, shape, ...more });
const bucket = unknown('Documents8FA81320', 'name', { resource: 'Orders#Documents8FA81320' });

describe('PlausibleValues', () => {
  test.each<[string, (string | Unknown)[], string]>([
    ['an account, a region, a partition', ['arn:', unknown('P', 'partition'), ':sqs:', unknown('R', 'region'), ':', unknown('A', 'account'), ':jobs'], 'arn:aws:sqs:us-east-1:111122223333:jobs'],
    ['a URL suffix', ['https://x.', unknown('S', 'url-suffix')], 'https://x.amazonaws.com'],
    ['the name of a resource', ['arn:aws:s3:::', bucket, '/*'], 'arn:aws:s3:::orders-documents/*'],
    ['an attribute of a resource', ['arn:aws:s3:::', unknown('Documents8FA81320.Name', 'name', { resource: 'Orders#Documents8FA81320' })], 'arn:aws:s3:::orders-documents8-fa81320-name'],
    ['a name alone', [bucket], 'orders-documents'],
    ['an ARN alone', [unknown('Role.Arn', 'opaque')], 'arn:aws:example:us-east-1:111122223333:role-arn'],
    ['a value of those that it can take', [unknown('Stage', 'any', { allowedValues: ['prod', 'test'] })], 'prod'],
    ['what a deployer may pass', ['arn:aws:s3:::', unknown('BucketName', 'any')], 'arn:aws:s3:::bucket-name'],
    ['what has no letters', ['arn:aws:s3:::', unknown('***', 'name')], 'arn:aws:s3:::name'],
  ])('gives %s a value', (_, parts, expected) => {
    expect(new PlausibleValues(true).bindText(SymbolicText.of(parts)).toString()).toBe(expected);
  });

  test('leaves what a deployer may pass, unless told otherwise', () => {
    const values = new PlausibleValues(false);

    expect(values.bindText(SymbolicText.of([unknown('BucketName', 'any')])).toString()).toBe('<BucketName>');
    expect(values.bindText(SymbolicText.of([unknown('Role.Arn', 'opaque')])).toString()).toBe('role-arn');
  });

  test('gives an unknown the same value wherever it stands', () => {
    const values = new PlausibleValues(true);

    expect(values.bindText(SymbolicText.of([bucket])).literal).toBe(values.bindText(SymbolicText.of([bucket])).literal);
  });

  test('never gives two resources one name', () => {
    const values = new PlausibleValues(true);
    const names = ['Orders#Documents8FA81320', 'Orders#Documents00000000', 'Orders#documents'].map(resource => (
      values.bindText(SymbolicText.of([unknown(resource.split('#')[1], 'name', { resource })])).literal
    ));

    expect(names).toEqual(['orders-documents', 'orders-documents-2', 'orders-documents-3']);
  });

  test('leaves a name that stands for two things in one document', () => {
    const text = (resource: string) => SymbolicText.of(['x/', unknown('Id', 'name', { resource })]);
    const document = parseWithUnknowns({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: ['a', 'b'] } });
    const [statement] = document.statements;
    const resources = { ...statement.resources!, values: ['A#Id', 'B#Id'].map(resource => ({ text: text(resource), raw: '', when: [] })) };

    expect(new PlausibleValues(true).valuesIn([{ ...document, statements: [{ ...statement, resources }] }])).toEqual(new Map());
  });

  test('binds documents, conditions of the template included', () => {
    const document = parseWithUnknowns({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: { if: ['IsProd', { join: ['arn:aws:s3:::', { unknown: 'Bucket' }] }, '*'] } } });
    const [{ resources }] = new PlausibleValues(true).bindDocument(document, new Map([['IsProd', true]])).statements;

    expect(resources!.values.map(({ text }) => text.literal)).toEqual(['arn:aws:s3:::bucket']);
  });
});
