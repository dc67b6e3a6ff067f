import { join } from 'path';
import { Severity } from '../../src/diagnostics/severity';
import { ReportedFinding } from '../../src/reporting/report';
import { formatSarif } from '../../src/reporting/sarif';

const RULE = { id: 'wildcard-action', summary: 'a wildcard stands for actions', why: 'It allows what nobody asked for.', references: ['https://docs.aws.amazon.com/a'] };

const REPORTED: ReportedFinding = {
  finding: {
    ruleId: 'wildcard-action',
    severity: Severity.INFO,
    cause: 's3:*',
    message: '`s3:*` allows 180 actions',
    fix: 'list them',
    reference: RULE.references[0],
    location: { templateId: '', logicalId: '', resourceType: '', propertyPath: 'Statement/0' },
  },
  file: 'policies/orders.json',
  place: '',
};

function sarifOf(...findings: ReportedFinding[]) {
  const [{ tool, results }] = JSON.parse(formatSarif({ findings, policies: 1, catalog: '' }, [RULE], '1.2.3')).runs;
  return { rules: tool.driver.rules, results };
}

const uriOf = (file: string) => sarifOf({ ...REPORTED, file }).results[0].locations[0].physicalLocation.artifactLocation.uri;
const fingerprintOf = (reported: Partial<ReportedFinding>) => sarifOf({ ...REPORTED, ...reported }).results[0].partialFingerprints;

test('a rule and a result have what code scanning asks for', () => {
  const { rules, results: [result] } = sarifOf(REPORTED);
  expect(rules).toEqual([expect.objectContaining({ id: RULE.id, help: { text: `${RULE.why}\n${RULE.references[0]}` } })]);
  expect(result).toMatchObject({ ruleId: 'wildcard-action', level: 'note', message: { text: '`s3:*` allows 180 actions. Fix: list them' } });
  expect(result.locations).toEqual([{
    physicalLocation: { artifactLocation: { uri: 'policies/orders.json' }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 } },
    logicalLocations: [{ fullyQualifiedName: 'Statement/0' }],
  }]);
});

test.each([
  ['in the working folder', join(process.cwd(), 'policies', 'orders.json'), 'policies/orders.json'],
  ['by a way around', './policies/../orders.json', 'orders.json'],
  ['with letters that a URI does not take', 'my policies/50%#1.json', 'my%20policies/50%25%231.json'],
  ['elsewhere', '/somewhere else/orders.json', 'file:///somewhere%20else/orders.json'],
])('the URI of a file %s', (_, file, uri) => {
  expect(uriOf(file)).toBe(uri);
});

test('a finding without a place has no empty name', () => {
  const { finding } = REPORTED;
  const { results: [{ locations: [location] }] } = sarifOf({ ...REPORTED, finding: { ...finding, location: { ...finding.location, propertyPath: '' } } });
  expect(location).not.toHaveProperty('logicalLocations');
});

test('a fingerprint survives that the statement moves, and is not that of another file or place', () => {
  const { finding } = REPORTED;
  const fingerprint = fingerprintOf({});
  expect(fingerprint).toEqual({ primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(fingerprintOf({ finding: { ...finding, location: { ...finding.location, propertyPath: 'Statement/7' } } })).toEqual(fingerprint);
  expect(fingerprintOf({ file: join(process.cwd(), REPORTED.file) })).toEqual(fingerprint);
  expect(fingerprintOf({ file: 'policies/other.json' })).not.toEqual(fingerprint);
  expect(fingerprintOf({ place: 'Role' })).not.toEqual(fingerprint);
});
