/**
 * Every intent of every facade, held to AWS's reference, to the evaluator, to our strict pack and to cdk-nag.
 *
 * `WRITE_BENEFITS=1` writes the table of src/grants/README.md anew.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Environment, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { GrantOn, Intent, Request } from './intents/intent';
import { ACCOUNT, expectKnownToAws, REGION, statementsOf } from './testing';
import { matchActions } from '../../src/catalog/actions';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind, decide, documentOf } from '../decisions';

const GRANTS = join(__dirname, '../../src/grants');
const README = join(GRANTS, 'README.md');
const INTENTS: Intent[] = readdirSync(join(__dirname, 'intents'))
  .filter((file) => file.endsWith('-grants.ts'))
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  .flatMap((file) => require(`./intents/${file}`).INTENTS);
const titleOf = ({ call, scope }: Intent) => (scope ? `${call} ${scope}` : call);
const TITLED = INTENTS.map((intent): [string, Intent] => [titleOf(intent), intent]);

/** Rules of the strict pack that are about the role itself, which these are too small to satisfy. */
const UNRELATED = ['missing-source-account', 'undescribed-role', 'unused-role'];

const KNOWN = { account: ACCOUNT, region: REGION };
/** With whether every kind of resource is tried there, or one that stands for all. */
const ENVIRONMENTS: [string, Environment | undefined, boolean][] = [
  ['a known account', KNOWN, true],
  ['any account', undefined, false],
  ['aws-cn', { account: ACCOUNT, region: 'cn-north-1' }, true],
  ['aws-us-gov', { account: ACCOUNT, region: 'us-gov-west-1' }, false],
];

const MINIMIZED = { context: { '@aws-cdk/aws-iam:minimizePolicies': true } };

function grantIn(env: Environment | undefined, { tags = {} }: Pick<Intent, 'tags'>, grant: GrantOn) {
  const stack = new Stack(new App(MINIMIZED), 'Stack', { env });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  Object.entries(tags).forEach(([key, value]) => Tags.of(role).add(key, value));
  return { stack, role, result: grant(stack, role) };
}

const actionsOf = (statements: any[]) => [...new Set(statements.flatMap(({ Action }) => Action))].sort();
const isRoleFinding = (constructPath = '') => constructPath.startsWith('Stack/Role');
const typed = (intent: Intent) => intent.grant.imported ?? intent.grant.none;

describe.each(TITLED)('%s', (_, intent) => {
  /** One app a kind of resource for all tests that only look at it: to synthesise is what takes time here. */
  const inKnown = new Map<GrantOn, ReturnType<typeof grantIn>>();
  const inKnownAccount = (grant: GrantOn) => {
    const made = inKnown.get(grant) ?? grantIn(KNOWN, intent, grant);
    inKnown.set(grant, made);
    return made;
  };
  afterAll(() => inKnown.clear());

  test.each(ENVIRONMENTS)('grants exactly the actions of the intent, each on a resource type it applies to: in %s', (__, env, everyKind) => {
    for (const grant of everyKind ? Object.values(intent.grant) : [typed(intent)]) {
      const { stack, result } = env === KNOWN ? inKnownAccount(grant) : grantIn(env, intent, grant);
      const statements = statementsOf(stack).filter(({ Effect }) => Effect === 'Allow');
      expect(result.success).toBe(true);
      expect(actionsOf(statements)).toEqual([...intent.actions].sort());
      expectKnownToAws(statements);
      if (env?.region !== REGION) {
        expect(JSON.stringify(statements)).not.toContain('arn:aws:');
      }
    }
  });

  test('works on every kind of resource', () => {
    expect(Object.keys(intent.grant)).toEqual('none' in intent.grant ? ['none'] : expect.arrayContaining(['L1', 'imported']));
  });

  test('allows its own requests and denies the neighbours', () => {
    const { stack } = inKnownAccount(typed(intent));
    const decided = decider(bind(statementsOf(stack)), intent.tags);
    for (const request of intent.allows) {
      expect([request, decided(request)]).toEqual([request, 'allowed']);
      const elsewhere = { ...request, resource: request.resource.replace(ACCOUNT, '999999999999') };
      if (elsewhere.resource !== request.resource) {
        expect([elsewhere, decided(elsewhere)]).toEqual([elsewhere, 'implicitly-denied']);
      }
    }
    intent.denies.forEach((request) => expect([request, decided(request)]).toEqual([request, 'implicitly-denied']));
    expect([...new Set(intent.allows.map(({ action }) => action))].sort()).toEqual([...intent.actions].sort());
    expect(intent.denies).not.toEqual([]);
  });

  test('leaves a role clean under our strict pack and under cdk-nag', () => {
    const ofConstruct = intent.grant.L2 ?? intent.grant.L1 ?? intent.grant.none;
    for (const grant of new Set([ofConstruct, typed(intent)])) {
      const { stack } = inKnownAccount(grant);
      (stack.node.root as App).synth();
      const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, { packs: ['strict'], disabledRules: UNRELATED })];
      const findings = packs.flatMap((pack) => pack.validateScope(stack.node.root).violations)
        .filter(({ violatingResources }) => violatingResources.some(({ constructPath }) => isRoleFinding(constructPath)));
      expect(findings.map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
    }
  });
});

/** Decides as AWS does for a role of the account: its policy, and for a key or a role the key or trust policy that leaves the decision to IAM. */
function decider(statements: any[], tags: Intent['tags'] = {}) {
  const identity = [documentOf(statements)];
  const delegating = documentOf([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: ['kms:*', 'sts:*'], Resource: '*' }]);
  const principalTags = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
  return ({ action, resource, context, resourceAccount }: Request) => decide({ identity, resource: /^(kms|sts):/.test(action) ? delegating : null }, {
    principal: `arn:aws:iam::${ACCOUNT}:role/app`,
    action,
    resource,
    resourceAccount: resourceAccount ?? (resource.split(':')[4] || ACCOUNT),
    context: { ...principalTags, ...context },
  });
}

test('every method of every facade has an intent, and every intent a method', () => {
  const methods = readdirSync(GRANTS).filter((file) => file.endsWith('-grants.ts')).flatMap((file) => {
    const source = readFileSync(join(GRANTS, file), 'utf8');
    const facade = /export class (\w+)/.exec(source)![1];
    return [...source.matchAll(/^ {2}public (\w+)\(\s*grantee:/gm)].map(([, method]) => `${facade}.${method}`);
  });
  expect([...new Set(INTENTS.map(({ call }) => call))].sort()).toEqual(methods.sort());
  expect(new Set(INTENTS.map(titleOf)).size).toBe(INTENTS.length);
});

test('the table of src/grants/README.md is current', () => {
  const written = existsSync(README) ? readFileSync(README, 'utf8') : '';
  const table = benefits();
  const current = written.replace(/(<!-- benefits -->\n)[^]*(<!-- \/benefits -->)/, (__, open, close) => `${open}${table}${close}`);
  if (process.env.WRITE_BENEFITS) {
    writeFileSync(README, current);
  }
  expect(current).toContain(table);
  expect(readFileSync(README, 'utf8')).toBe(current);
});

function benefits(): string {
  const rows = INTENTS.map((intent) => {
    const ours = expand(statementsOf(grantIn(KNOWN, intent, typed(intent)).stack));
    const theirs = intent.cdk && expand(statementsOf(grantIn(KNOWN, intent, intent.cdk.grant).stack));
    return `| \`${intent.call}\`${intent.scope ? ` ${intent.scope}` : ''} | ${ours} | ${intent.cdk ? `\`${intent.cdk.call}\`` : 'none'} | ${theirs ?? '–'} |\n`;
  });
  return `| grant | actions | CDK's grant | actions |\n|---|---|---|---|\n${rows.join('')}`;
}

/** How many actions the Allow statements give after AWS has expanded their patterns. */
function expand(statements: any[]): number {
  const patterns = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action as string | string[]);
  return new Set(patterns.flatMap((pattern) => matchActions(pattern).map(({ service, name }) => `${service}:${name}`))).size;
}
