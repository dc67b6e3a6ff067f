/**
 * A request that a finding shows is one that the policy allows: for every flagged example of the rules that judge one policy and show
 * a request, the evaluator is asked.
 */
import { findings, inventoryOfExample } from './example-inventory';
import { JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { leftToAccount } from '../../src/reasoning/effective-layers';
import { evaluate } from '../../src/reasoning/evaluate';
import { Policies } from '../../src/reasoning/policies';
import { Request } from '../../src/reasoning/request';
import { packNames } from '../../src/rules/packs';
import { RULES } from '../../src/rules/registry';

const EVERYTHING = parsePolicyDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const NOTHING_ELSE: Policies = { identity: [], scp: [], rcp: [] };

const SHOWN = RULES.flatMap(rule => rule.examples.flagged.filter(({ policy }) => policy !== undefined).flatMap(example => {
  const inventory = inventoryOfExample(example);
  return findings(inventory, example.context, { packs: packNames() })
    .filter(({ ruleId, witness }) => ruleId === rule.id && witness)
    .map(({ witness }) => [`${rule.id}: ${example.title}`, witness as Request, inventory.sites[0]] as const);
}));

test.each(SHOWN)('%s', (_, request, { document, kind }) => {
  const isHeld = kind === 'identity' || kind === 'permission-set';
  const { account } = request.principal;
  // Whoever is let in from another account needs the permission there too, and keys and roles leave it to their account whom they let in.
  const own = account === undefined ? [] : [EVERYTHING];
  const policies = isHeld
    ? { ...NOTHING_ELSE, identity: [document], resource: leftToAccount(account) }
    : { ...NOTHING_ELSE, identity: own, resource: document };
  expect(evaluate(request, policies)).toMatchObject({ decision: 'allowed' });
});

test.each([
  'trust-any-principal', 'trust-account-root', 'missing-confused-deputy-condition', 'missing-source-account', 'service-without-source', 'oidc-missing-subject',
  'pass-role-wildcard', 'pass-role-without-service', 'role-editing-without-boundary', 'service-linked-role-without-service',
  'credentials-on-all-resources', 'unconditioned-sharing', 'log-tampering', 'destructive-action', 'billing-or-account-action',
])('%s shows a request', id => {
  expect(SHOWN.filter(([name]) => name.startsWith(`${id}:`))).not.toEqual([]);
});

test('what the policy denies elsewhere is not shown', () => {
  const policy = {
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'orders' } } },
    ],
  };
  const [finding] = findings(inventoryOfExample({ title: '', kind: 'trust', policy })).filter(({ ruleId }) => ruleId === 'trust-any-principal');
  expect(finding.witness).toBeUndefined();
});

test('of a policy that is longer than AWS takes nothing is shown', () => {
  const witness = (resources: string[]) => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: resources }] };
    return findings(inventoryOfExample({ title: '', kind: 'identity', policy })).find(({ ruleId }) => ruleId === 'pass-role-wildcard')?.witness;
  };
  expect(witness(['arn:aws:iam::111122223333:role/app-*'])).toMatchObject({ action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/app-any' });
  expect(witness(['arn:aws:iam::111122223333:role/app-*', `arn:aws:iam::111122223333:role/${'a*'.repeat(20_000)}`])).toBeUndefined();
});

test.each<[string, JsonObject, string | undefined]>([
  ['one action', { Action: 'sqs:SendMessage' }, 'sqs:SendMessage'],
  ['all but one, where there is no first', { NotAction: 'sqs:DeleteQueue' }, undefined],
])('a request that a statement allows is shown with its first action, here of %s', (_, action, shown) => {
  const policy = { Statement: [{ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, ...action, Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }] };
  const [finding] = findings(inventoryOfExample({ title: '', kind: 'resource', policy })).filter(({ ruleId }) => ruleId === 'allow-not-principal');
  expect((finding.witness as Request | undefined)?.action).toBe(shown);
});

test.each([
  ['the role that may use the policy', { Resource: 'arn:aws:iam::*:role/app', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/setup-*' } } }, {
    principal: { id: 'arn:aws:iam::111122223333:role/setup-any' },
  }],
  ['the tags that the policy asks of it', { Resource: 'arn:aws:iam::*:role/${aws:PrincipalTag/team}-*' }, {
    resource: 'arn:aws:iam::111122223333:role/any-any', context: { 'aws:PrincipalTag/team': 'any' },
  }],
])('the holder of a policy is shown as %s', (_, statement, witness) => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:CreateRole', ...statement }] };
  const [finding] = findings(inventoryOfExample({ title: '', kind: 'identity', policy })).filter(({ ruleId }) => ruleId === 'role-editing-without-boundary');
  expect(finding.witness).toMatchObject(witness);
});
