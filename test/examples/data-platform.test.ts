import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { IConstruct } from 'constructs';
import { synthesise } from './synthesis';
import { buildDataPlatform } from '../../examples/data-platform/data-platform';
import { LakeStack } from '../../examples/data-platform/lake-stack';
import { Access } from '../../src';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'data-platform');
const platform = synthesise('data-platform', buildDataPlatform);

test('it passes our strict pack and the AwsSolutions pack with no open finding', () => {
  expect(platform.findings).toEqual([]);
  expect(platform.failed).toBe(false);
});

test('its sources accept nothing', () => {
  const sources = readdirSync(EXAMPLE).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(EXAMPLE, file), 'utf8'));
  expect(sources.join('\n')).not.toMatch(/acknowledge/);
});

describe('access', () => {
  const app = buildDataPlatform({ context: JSON.parse(readFileSync(join(EXAMPLE, 'cdk.json'), 'utf8')).context });
  const access = Access.fromApp(app);
  const { bucket, key } = app.node.findChild('Lake') as LakeStack;
  const find = (path: string) => path.split('/').reduce((scope: IConstruct, id) => scope.node.findChild(id), app);
  const objects = (prefix: string) => bucket.arnForObjects(`${prefix}/2026/1.parquet`);

  test('an analyst reads the refined events and the results of the own tenant, and nothing of another one', () => {
    const analyst = find('Northwind/Analyst');
    access.allows(analyst, 's3:GetObject', objects('refined/northwind'));
    access.allows(analyst, 's3:ListBucket', bucket, { context: { 's3:prefix': 'refined/northwind/' } });
    access.denies(analyst, 's3:ListBucket', bucket, { context: { 's3:prefix': 'refined/' } });
    access.neverAllows(analyst, 's3:*', { resources: ['refined/contoso/*', 'results/contoso/*', 'raw/*'].map(keys => bucket.arnForObjects(keys)) });
    access.neverAllows(analyst, 'athena:*', { resources: ['arn:aws:athena:eu-central-1:111122223333:workgroup/contoso'] });
    access.neverAllows(analyst, 'glue:*', { resources: ['arn:aws:glue:eu-central-1:111122223333:table/events/contoso'] });
  });

  test('the key decrypts for the portal what the session may read, and nothing else', () => {
    const session = { 'aws:PrincipalTag/tenant': 'northwind', 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
    const decrypts = (prefix: string) => ({ context: { ...session, 'kms:EncryptionContext:aws:s3:arn': objects(prefix) } });
    access.allows(find('Portal/Reader'), 'kms:Decrypt', key, decrypts('refined/northwind'));
    access.denies(find('Portal/Reader'), 'kms:Decrypt', key, decrypts('refined/contoso'));
  });

  test.each<[string, { [key: string]: string }, 'allows' | 'denies']>([
    ['tagged northwind', { 'aws:PrincipalTag/tenant': 'northwind' }, 'allows'],
    ['tagged contoso', { 'aws:PrincipalTag/tenant': 'contoso' }, 'denies'],
    ['without a tag', {}, 'denies'],
  ])('the events of northwind: a session of the portal %s', (_, tags, verdict) => {
    access[verdict](find('Portal/Reader'), 's3:GetObject', objects('refined/northwind'), { context: { ...tags } });
  });

  test('nobody of a tenant writes to the lake but Firehose, under the raw and rejected events of the tenant', () => {
    access.neverAllows(find('Northwind/Producer'), 's3:*');
    access.neverAllows(find('Northwind/DeliveryRole'), 's3:PutObject', { resources: ['raw/contoso/*', 'refined/*'].map(keys => bucket.arnForObjects(keys)) });
    access.neverAllows(find('Refinery/CrawlerRole'), 's3:PutObject');
  });

  test('nobody changes roles or keys, nor deletes the lake', () => {
    for (const path of ['Northwind/Analyst', 'Portal/Reader', 'Refinery/JobRole', 'Refinery/Run/Role']) {
      access.neverAllows(find(path), 'iam:*');
      access.neverAllows(find(path), 's3:DeleteBucket');
    }
  });
});
