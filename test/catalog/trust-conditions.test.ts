import { findTrustConditions, TRUST_CONDITIONS } from '../../src/catalog/trust-conditions';

describe('the rows', () => {
  test('are sorted by principal and name each one once', () => {
    const principals = TRUST_CONDITIONS.map(row => row.servicePrincipal);
    expect(principals).toEqual([...new Set(principals)].sort());
  });

  test.each(TRUST_CONDITIONS.map(row => [row.servicePrincipal, row] as const))('%s carries its sources and a date', (_, row) => {
    expect(row.sources.length).toBeGreaterThan(0);
    for (const source of row.sources) {
      expect(source).toMatch(/^https:\/\/\S+$/);
    }
    expect(row.date).toMatch(/^\d{4}-\d\d(-\d\d)?$/);
  });

  test.each(TRUST_CONDITIONS.filter(row => row.grade !== 'weak').map(row => [row.servicePrincipal, row.sources] as const))(
    '%s rests on more than the general page of IAM', (_, sources) => {
      expect(sources.filter(source => !source.includes('/IAM/latest/UserGuide/'))).not.toEqual([]);
    },
  );

  test.each(TRUST_CONDITIONS.filter(row => row.grade === 'strong').map(row => [row.servicePrincipal, row] as const))(
    '%s is strong because some key is known to be sent', (_, row) => {
      expect(row.sourceAccount || row.sourceArn !== undefined).toBe(true);
    },
  );

  test.each(TRUST_CONDITIONS.filter(row => row.grade === 'medium').map(row => [row.servicePrincipal, row] as const))(
    '%s is medium because the account is known to be sent', (_, row) => {
      expect(row.sourceAccount).toBe(true);
    },
  );

  test.each(TRUST_CONDITIONS.filter(row => row.grade === 'never').map(row => [row.servicePrincipal, row] as const))(
    '%s sends no key and so offers none', (_, row) => {
      expect([row.sourceAccount, row.sourceArn]).toEqual([false, undefined]);
    },
  );

  test.each(TRUST_CONDITIONS.flatMap(row => row.sourceArn === undefined ? [] : [[row.servicePrincipal, row.sourceArn]]))(
    '%s has an ARN pattern with known placeholders only', (_, sourceArn) => {
      expect(sourceArn).toMatch(/^arn:\$\{Partition\}:[a-z0-9-]+:(\$\{Region\}:\$\{Account\}|:):[\w\/:*-]+$/);
    },
  );
});

describe('findTrustConditions', () => {
  test.each([
    ['logs.amazonaws.com', 'logs.amazonaws.com'],
    ['logs.us-east-1.amazonaws.com', 'logs.amazonaws.com'],
    ['states.us-gov-west-1.amazonaws.com', 'states.amazonaws.com'],
    ['ec2.amazonaws.com.cn', 'ec2.amazonaws.com'],
    ['logs.cn-north-1.amazonaws.com.cn', 'logs.amazonaws.com'],
    ['pods.eks.amazonaws.com', 'pods.eks.amazonaws.com'],
    ['export.rds.amazonaws.com', 'export.rds.amazonaws.com'],
  ])('reads %s as %s', (given, expected) => {
    expect(findTrustConditions(given)?.servicePrincipal).toBe(expected);
  });

  test.each(['', 'lambda', 'nosuch.amazonaws.com', 'lambda.example.com', 'gamelift.amazonaws.com'])('knows nothing about `%s`', given => {
    expect(findTrustConditions(given)).toBeUndefined();
  });
});
