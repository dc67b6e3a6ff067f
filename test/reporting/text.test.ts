import { Finding } from '../../src/diagnostics/finding';
import { Severity } from '../../src/diagnostics/severity';
import { formatFinding, formatReport } from '../../src/reporting/text';

const FINDING: Finding = {
  ruleId: 'wildcard-without-like-operator',
  severity: Severity.WARNING,
  cause: 'aws:PrincipalArn',
  message: '`StringEquals` takes the wildcard as a letter',
  fix: 'write `StringLike`',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  location: { templateId: 'Orders', logicalId: 'Role', resourceType: 'AWS::IAM::Role', propertyPath: 'Properties/Policies/0' },
};

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::GetAtt': ['Orders', 'Arn'] } };

function linesOf(finding: Partial<Finding>): readonly string[] {
  return formatFinding({ ...FINDING, ...finding }).split('\n');
}

describe('a finding', () => {
  test('says what, where, what to write and which page', () => {
    expect(linesOf({})).toEqual([
      'wildcard-without-like-operator[aws:PrincipalArn]: `StringEquals` takes the wildcard as a letter',
      '    at  AWS::IAM::Role Properties/Policies/0',
      '    fix write `StringLike`',
      `    see ${FINDING.reference}`,
    ]);
  });

  test('says no place where there is none, and no type of a resource that a bare policy does not have', () => {
    const nowhere = { ...FINDING.location, resourceType: '', propertyPath: '' };
    expect(linesOf({ location: nowhere }).join('\n')).not.toContain('  at ');
    expect(linesOf({ location: { ...nowhere, propertyPath: 'Statement/0' } })).toContain('    at  Statement/0');
  });

  test('shows the statement to write below the fix, as a template has it', () => {
    expect(linesOf({ replacement: STATEMENT })).toContain(
      '        {"Effect":"Allow","Action":"s3:GetObject","Resource":{"Fn::GetAtt":["Orders","Arn"]}}',
    );
  });

  test('leaves out a statement that would fill the terminal', () => {
    expect(linesOf({ replacement: { ...STATEMENT, Action: Array.from({ length: 50 }, (_, index) => `s3:Get${index}`) } })).toEqual(linesOf({}));
  });

  test.each([['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/app'], ['*', 'anyone']])('shows a request of %s', (id, who) => {
    const witness = { principal: { id }, action: 's3:GetObject', resource: 'arn:aws:s3:::orders/1', context: {} };
    expect(linesOf({ witness })).toContain(`    for example s3:GetObject on arn:aws:s3:::orders/1 by ${who}`);
  });
});

describe('a report', () => {
  const reported = (severity: Severity, accepted?: string) => ({ finding: { ...FINDING, severity }, file: 'orders.json', place: 'Orders/Role', accepted });

  test('begins with the most severe and sums up, also what is accepted', () => {
    const findings = [reported(Severity.WARNING), reported(Severity.ERROR), reported(Severity.WARNING, 'backup'), reported(Severity.INFO)];
    const text = formatReport({ findings, policies: 2, catalog: 'catalog of today' });
    expect(text.match(/^(ERROR|WARNING|INFO) .*$/gm)).toEqual(['ERROR orders.json Orders/Role', 'WARNING orders.json Orders/Role', 'INFO orders.json Orders/Role']);
    expect(text).toMatch(/\n1 error, 1 warning, 1 info in 2 policies; 1 finding accepted \(catalog of today\)\n$/);
  });

  test('does not say that nothing is found where something is accepted or tolerated', () => {
    const text = formatReport({ findings: [reported(Severity.ERROR, 'backup')], tolerated: 2, policies: 2, catalog: 'catalog of today' });
    expect(text).toBe('nothing else found in 2 policies; 1 finding accepted; 2 findings tolerated by the baseline (catalog of today)\n');
  });

  test('says so when there is nothing', () => {
    expect(formatReport({ findings: [], policies: 1, catalog: 'catalog of today' })).toBe('nothing found in 1 policy (catalog of today)\n');
  });
});
