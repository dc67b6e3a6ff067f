import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Environment, PolicyInventory } from '../../../src/policy/policy-site';
import { readInventory } from '../../../src/template/inventory';
import { findings } from '../example-inventory';

const MEMBER = '111122223333';
const MANAGEMENT = '444455556666';

function app(targets: JsonValue, home: Environment, environment: Environment, content: JsonObject[] = [DENY]): PolicyInventory {
  const guardrails = {
    Guard: {
      Type: 'AWS::Organizations::Policy',
      Properties: { Name: 'guard', Type: 'SERVICE_CONTROL_POLICY', TargetIds: targets, Content: { Version: '2012-10-17', Statement: content } },
    },
  };
  const role = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
        Policies: [{
          PolicyName: 'own',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage', 's3:GetObject'], Resource: '*' }] },
        }],
      },
    },
  };
  return readInventory([
    { id: 'Guardrails', template: { Resources: guardrails } as {}, environment: home },
    { id: 'Orders', template: { Resources: role } as {}, environment },
  ]);
}

const DENY: JsonObject = { Sid: 'Queues', Effect: 'Deny', Action: 'sqs:*', Resource: '*' };
const found = (inventory: PolicyInventory) => findings(inventory).filter(({ ruleId }) => ruleId === 'grant-cut-by-service-control-policy');

test.each<[string, JsonValue, Environment, Environment, boolean]>([
  ['its account', [MEMBER], { account: MANAGEMENT }, { account: MEMBER }, true],
  ['another account', ['777788889999'], { account: MANAGEMENT }, { account: MEMBER }, false],
  ['a root, from another account', ['r-a1b2'], { account: MANAGEMENT }, { account: MEMBER }, true],
  ['a root, in the account of the policy, which may be the management account', ['r-a1b2'], { account: MANAGEMENT }, { account: MANAGEMENT }, false],
  ['a root, where the accounts are not known', ['r-a1b2'], {}, { account: MEMBER }, false],
  ['an organizational unit', ['ou-a1b2-c3d4e5f6'], { account: MANAGEMENT }, { account: MEMBER }, false],
  ['an account that is not known', [{ Ref: 'AWS::AccountId' }], {}, {}, false],
  ['nothing yet', [], { account: MANAGEMENT }, { account: MEMBER }, false],
])('a policy that is attached to %s', (_, targets, home, environment, isCut) => {
  expect(found(app(targets, home, environment))).toHaveLength(isCut ? 1 : 0);
});

test('the finding stands at the role and names permission, policy, statement and a request', () => {
  const [finding] = found(app([MEMBER], { account: MANAGEMENT }, { account: MEMBER }));
  expect(finding).toMatchObject({ location: { templateId: 'Orders', logicalId: 'Role' }, cause: 'sqs:SendMessage', actions: ['sqs:SendMessage'] });
  expect(finding.message).toMatch(/^`sqs:SendMessage` is allowed by the policies of the role, and the service control policy `guard` denies it in this account \(`Queues`\), for example sqs:SendMessage on /);
  expect(finding.witness?.principal.id).toMatch(new RegExp(`^arn:aws:iam::${MEMBER}:role/`));
});

test('a policy that allows a list is not taken for all that is allowed', () => {
  expect(found(app([MEMBER], {}, { account: MEMBER }, [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]))).toEqual([]);
});
