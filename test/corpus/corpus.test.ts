/**
 * No false alarm: what the recommended rules say of ordinary stacks. `findings.json` has all of it, one line for each finding; it was
 * read by a person, and so must each change of it. `UPDATE_CORPUS=1` writes it anew.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CORPUS, judgementsOf } from './corpus';
import { findingId } from '../../src/diagnostics/finding';
import { Severity } from '../../src/diagnostics/severity';
import { Judgement } from '../../src/validation/judgement';

const GOLDEN = join(__dirname, 'findings.json');

type Findings = { [stack: string]: string[] };

/** Each error of the corpus, by stack and rule, with why it is right. */
const RIGHT_ERRORS: { readonly [stackAndRule: string]: string } = {
  'AnalyticsWorkflow wildcard-resource': 'the tasks for Athena and EMR allow S3, query results and clusters of everybody',
  'Bastion wildcard-resource': 'the role of the bastion may report for every instance; AmazonSSMManagedInstanceCore does the same, so it is one to accept',
  'CentralBus wildcard-resource': 'the target stops one cluster and may stop each',
  'ComputeWorkflow wildcard-resource': 'the task for ECS may stop every task of the account',
  'Domain wildcard-resource': 'the deprecated certificate provider may delete every certificate',
  'Ec2Cluster wildcard-resource': 'the instances write to every log group',
  'FunctionWithLogRetention wildcard-resource': 'the deprecated provider sets the retention of every log group',
  'GithubOidc wildcard-resource': 'the deprecated provider may change every identity provider; OidcProviderNative needs none',
  'GraphqlApi wildcard-resource': 'the deprecated provider sets the retention of every log group',
  'HandwrittenStatements wildcard-resource': 'the function sends mail as every identity of the account',
  'KubernetesCluster wildcard-resource': 'the controller and the provider of clusters may change and delete those of others',
  'LegacyGitHubDeployer oidc-broad-subject': 'pull requests that nobody has reviewed can take the role',
  'LegacyGitHubDeployer wildcard-resource': 'the deprecated provider may change every identity provider; OidcProviderNative needs none',
  'LegacyGlobalTable wildcard-action': 'the provider of the deprecated global table has `dynamodb:*`',
  'PostgresWithProxy wildcard-resource': 'the deprecated provider sets the retention of every log group',
  'Schedules wildcard-resource': 'the target stops one cluster and may stop each, of which the CDK itself warns',
  'StaffRoles wildcard-resource': 'the operator may change every service',
  'StaticSite wildcard-resource': 'the deployment invalidates the caches of every distribution',
  'Tables wildcard-action': '`grantFullAccess` is `dynamodb:*`',
  'UserPool wildcard-resource': 'the role may publish to every topic; messages to phones need it, so it is one to accept',
  'Warehouse wildcard-resource': 'the function runs statements on every cluster',
  'WebsiteBucket public-access': 'the bucket is open to everyone, as `publicReadAccess` says',
};

const MOST_WARNINGS = 12;

const judged = new Map<string, readonly Judgement[]>();
beforeAll(() => {
  // What the CDK prints of the stacks.
  const printed = (['error', 'warn'] as const).map(method => jest.spyOn(console, method).mockImplementation(() => undefined));
  for (const [name, fill] of Object.entries(CORPUS)) { judged.set(name, judgementsOf(name, fill)); }
  for (const spy of printed) { spy.mockRestore(); }
  if (process.env.UPDATE_CORPUS) { writeFileSync(GOLDEN, JSON.stringify(findings(), null, 2) + '\n'); }
}, 300_000);

test('the corpus is large enough to say something', () => {
  expect(Object.keys(CORPUS).length).toBeGreaterThanOrEqual(60);
});

test('no rule fails', () => {
  expect(judgementsWith(({ finding }) => finding.ruleId === 'failed-rule')).toEqual([]);
});

test('each error is right', () => {
  const open = judgementsWith(({ finding }) => finding.severity === Severity.ERROR);
  expect([...new Set(open.map(([name, { finding }]) => `${name} ${finding.ruleId}`))].sort()).toEqual(Object.keys(RIGHT_ERRORS));
});

test('no stack drowns in warnings', () => {
  expect([...judged].filter(([, judgements]) => judgements.length > MOST_WARNINGS).map(([name]) => name)).toEqual(['KubernetesCluster']);
});

test('each finding was read', () => {
  expect(findings()).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
});

function judgementsWith(wanted: (judgement: Judgement) => boolean): [string, Judgement][] {
  return [...judged].flatMap(([name, judgements]) => judgements.filter(wanted).map((judgement): [string, Judgement] => [name, judgement]));
}

/** `severity id @ construct path`, sorted, for each stack that has any. */
function findings(): Findings {
  const all: Findings = {};
  for (const [name, judgements] of [...judged].sort(([one], [other]) => one < other ? -1 : 1)) {
    const lines = judgements.map(({ finding, construct }) => `${finding.severity} ${findingId(finding)} @ ${withoutHashes(construct.node.path)}`);
    if (lines.length > 0) { all[name] = lines.sort(); }
  }
  return all;
}

/** The hashes that the CDK puts into the ids of its own constructs change from version to version. */
function withoutHashes(path: string): string {
  return path.split('/').map(id => id.replace(/[0-9a-f]{32,}|[0-9A-F]{32}|[0-9A-F]{8}(?=\b|-)/g, '…').replace(/\+?[0-9A-Za-z+]*--[0-9A-Za-z+=-]{20,}/g, '…')).join('/');
}
