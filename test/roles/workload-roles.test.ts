/**
 * Every role of an AWS workload, held to its snapshot, the evaluator, our strict pack and cdk-nag.
 *
 * `WRITE_ROLES=1` writes the table of src/roles/README.md anew.
 */
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Workload } from './workloads/workload';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind, decide, documentOf } from '../decisions';
import { ACCOUNT, expectKnownToAws, REGION, statementsOf } from '../grants/testing';

const ROLES = join(__dirname, '../../src/roles');
const README = join(ROLES, 'README.md');
const WORKLOADS: Workload[] = readdirSync(join(__dirname, 'workloads'))
  .filter(file => file !== 'workload.ts')
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  .flatMap(file => require(`./workloads/${file}`).WORKLOADS);
const titleOf = ({ role, variant }: Workload) => (variant ? `${role} ${variant}` : role);

const FOREIGN_ACCOUNT = '999999999999';
const KNOWN = { account: ACCOUNT, region: REGION };
const { STRICT, ACCOUNT: ACCOUNT_ONLY, OFF } = ConfusedDeputyProtection;

/** The policy of a key or role that leaves the decision to IAM, as CDK's default does. */
const DELEGATING = documentOf([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: ['kms:*', 'sts:*'], Resource: '*' }]);

/** Rules of the strict pack that are about how the role is described and used, which a row does not show. */
const UNRELATED = ['undescribed-role', 'unused-role'];

function makeIn(env: Environment | undefined, { make }: Workload, confusedDeputy?: ConfusedDeputyProtection) {
  const stack = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } }), 'Stack', { env });
  return { stack, role: make(stack, confusedDeputy) };
}

const trustOf = ({ stack, role }: { readonly stack: Stack; readonly role: iam.Role }) => bind(stack.resolve(role.assumeRolePolicy));

describe.each(WORKLOADS.map((workload): [string, Workload] => [titleOf(workload), workload]))('%s', (_, workload) => {
  test('trust and permissions are those that were reviewed', () => {
    const made = makeIn(KNOWN, workload);
    const statements = statementsOf(made.stack);
    expectKnownToAws(statements);
    expect([...trustOf(made).Statement, ...bind(statements)].map(textOf).join('\n')).toMatchSnapshot();
  });

  test('one service may assume it, as far as the protection says', () => {
    const { service, sourceArn, byDefault } = workload;
    const own = { 'aws:SourceAccount': ACCOUNT, ...(sourceArn && { 'aws:SourceArn': sourceArn }) };
    const foreign = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, value.replace(ACCOUNT, FOREIGN_ACCOUNT)]));
    const decisions = Object.fromEntries([undefined, STRICT, ACCOUNT_ONLY, OFF].map(choice => {
      try {
        const trust = trustOf(makeIn(KNOWN, workload, choice));
        const decided = (id: string, context: object) => decide({ identity: [], resource: trust }, {
          principal: { type: 'service', id },
          action: 'sts:AssumeRole',
          resource: `arn:aws:iam::${ACCOUNT}:role/Role`,
          resourceAccount: ACCOUNT,
          context: { ...context },
        });
        return [choice, [decided(service, own), decided(service, foreign), decided(service, {}), decided('other.amazonaws.com', own)]];
      } catch (error) {
        return [choice, String(error).replace(/^Error: confusedDeputy is \w+, (?:but|expected).*/, 'refused')];
      }
    }));
    const denied = 'implicitly-denied';
    const bound = ['allowed', denied, denied, denied];
    const free = ['allowed', 'allowed', 'allowed', denied];
    expect(decisions.undefined).toEqual(byDefault === OFF ? free : bound);
    expect(decisions[byDefault]).toEqual(decisions.undefined);
    expect([free, 'refused']).toContainEqual(decisions.OFF);
    expect([bound, 'refused']).toContainEqual(decisions.STRICT);
    expect([bound, 'refused']).toContainEqual(decisions.ACCOUNT);
  });

  test('it reaches what it needs and no neighbour', () => {
    const { stack } = makeIn(KNOWN, workload);
    const statements = bind(statementsOf(stack));
    const decided = (request: Workload['allows'][number]) => decide({
      identity: [documentOf(statements)],
      resource: /^(kms|sts):/.test(request.action) ? DELEGATING : null,
    }, {
      principal: `arn:aws:iam::${ACCOUNT}:role/Role`,
      resourceAccount: request.resource.split(':')[4] || ACCOUNT,
      ...request,
      context: { ...request.context },
    });
    workload.allows.forEach(request => expect([request, decided(request)]).toEqual([request, 'allowed']));
    workload.denies.forEach(request => expect([request, decided(request)]).toEqual([request, 'implicitly-denied']));
    const granted = statements.filter(({ Effect }: any) => Effect === 'Allow').flatMap(({ Action }: any) => Action);
    expect([...new Set(workload.allows.map(({ action }) => action))].sort()).toEqual([...new Set(granted)].sort());
    expect(granted.length > 0 && workload.denies.length === 0).toBe(false);
  });

  test.each([[undefined], [{ account: ACCOUNT, region: 'cn-north-1' }]])('it can be made in %j', env => {
    const { stack } = makeIn(env, workload);
    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(template).not.toContain('arn:aws:');
    expect(template).not.toContain('ManagedPolicyArns');
    expect(template).not.toContain(':aws:policy/');
  });

  test('it is clean under our strict pack and under cdk-nag', () => {
    const { stack, role } = makeIn(KNOWN, workload);
    (stack.node.root as App).synth();
    const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, { packs: ['strict'], disabledRules: UNRELATED })];
    const findings = packs.flatMap(pack => pack.validateScope(stack.node.root).violations)
      .filter(({ violatingResources }) => violatingResources.some(({ constructPath = '' }) => constructPath.startsWith(role.node.path)));
    const expected = workload.findings ?? {};
    expect(findings.filter(({ ruleName }) => !(ruleName in expected)).map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
    expect(Object.keys(expected).filter(rule => !findings.some(({ ruleName }) => ruleName === rule))).toEqual([]);
  });

  const refusals = workload.refuses ?? [];
  if (refusals.length > 0) {
    test.each(refusals)('is refused %s', (__, make, message) => {
      expect(() => make(new Stack(new App(), 'Stack', { env: KNOWN }))).toThrow(message);
    });
  }
});

/** A statement on one line, the way a reviewer reads it. */
function textOf({ Effect, Principal, Action, Resource, Condition }: any): string {
  const list = (value: any) => [value].flat().join(', ');
  return [
    Effect,
    ...(Principal ? [JSON.stringify(Principal)] : []),
    list(Action),
    ...(Resource ? [`on ${list(Resource)}`] : []),
    ...(Condition ? [`if ${JSON.stringify(Condition)}`] : []),
  ].join(' ');
}

test('every role that is a ServiceRole has a row, and the rows are unique', () => {
  const roles = readdirSync(ROLES).filter(file => file.endsWith('-role.ts'))
    .flatMap(file => /export class (\w+) extends ServiceRole /.exec(readFileSync(join(ROLES, file), 'utf8'))?.[1] ?? []);
  expect([...new Set(WORKLOADS.map(({ role }) => role))].sort()).toEqual(expect.arrayContaining(roles.sort()));
  expect(new Set(WORKLOADS.map(titleOf)).size).toBe(WORKLOADS.length);
});

test('the table of src/roles/README.md is current', () => {
  const rows = [...WORKLOADS].sort((left, right) => (titleOf(left) < titleOf(right) ? -1 : 1)).map(workload => {
    const { role, variant, service, byDefault } = workload;
    const actions = new Set(statementsOf(makeIn(KNOWN, workload).stack).flatMap(({ Action }) => Action));
    return `| \`${role}\`${variant ? ` ${variant}` : ''} | \`${service}\` | \`${byDefault}\` | ${actions.size} |\n`;
  });
  const table = `| role | service | trust by default | actions |\n|---|---|---|---|\n${rows.join('')}`;
  const written = readFileSync(README, 'utf8');
  const current = written.replace(/(<!-- roles -->\n)[^]*(<!-- \/roles -->)/, (_, open, close) => `${open}${table}${close}`);
  if (process.env.WRITE_ROLES) {
    writeFileSync(README, current);
  }
  expect(current).toContain(table);
  expect(readFileSync(README, 'utf8')).toBe(current);
});
