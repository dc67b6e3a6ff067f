import { Severity } from '../../../src/diagnostics/severity';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const OBJECTS = 'arn:aws:s3:::orders/*';

const RULES = ['wildcard-action', 'wildcard-read-action', 'widened-grant'];
const ONLY_THESE = { packs: [], severities: new Map(RULES.map(rule => [rule, Severity.ERROR])) };

function ids(action: JsonValue): string[] {
  const statement = { Effect: 'Allow', Action: action, Resource: OBJECTS };
  return RULES.flatMap(rule => idsOf(rule, statement));
}

test.each<[string, JsonValue, string[]]>([
  ['all actions of a service', 's3:*', ['wildcard-action[s3:*]']],
  ['a prefix in capitals', 'S3:*', ['wildcard-action[S3:*]']],
  ['a wildcard that changes data', 's3:PutObject*', ['wildcard-action[s3:PutObject*]']],
  ['a wildcard that changes permissions', 'sqs:Add*', ['wildcard-action[sqs:Add*]']],
  ['a wildcard that changes tags', 'sqs:Tag*', ['wildcard-action[sqs:Tag*]']],
  ['a wildcard that reads', 's3:GetObjectT*', ['wildcard-read-action[s3:GetObjectT*]']],
  ['a wildcard that a grant of the CDK writes', 's3:GetObject*', ['widened-grant[s3:GetObject*]']],
  ['all that a grant writes is one finding', ['s3:Abort*', 's3:List*', 's3:DeleteObject*'], ['widened-grant[s3:Abort*,s3:DeleteObject*,s3:List*]']],
  ['what a grant writes beside what a person writes', ['s3:List*', 's3:Put*'], ['wildcard-action[s3:Put*]', 'widened-grant[s3:List*]']],
  ['a wildcard that lists', 's3:ListBucket*', ['wildcard-read-action[s3:ListBucket*]']],
  ['one character open', 's3:?utObject', ['wildcard-action[s3:?utObject]']],
  ['a wildcard in the middle', 's3:Get*Acl', ['wildcard-read-action[s3:Get*Acl]']],
  ['several of one service are one finding', ['s3:ListB*', 's3:Get*'], ['wildcard-read-action[s3:Get*,s3:ListB*]']],
  ['each service is a finding', ['s3:Put*', 'sqs:*'], ['wildcard-action[s3:Put*]', 'wildcard-action[sqs:*]']],
  ['reading and writing are told apart', ['s3:Put*', 's3:Get*'], ['wildcard-action[s3:Put*]', 'wildcard-read-action[s3:Get*]']],
  ['a wildcard over services', ['*:Get*', 's*:List*'], ['wildcard-action[*:Get*,s*:List*]']],
  ['a wildcard that matches nothing is left to unknown-action', 's3:Frobnicate*', []],
  ['a wildcard of an unknown service is left to unknown-service', 'nosuch:*', []],
  ['exact actions', ['s3:GetObject', 's3:PutObject'], []],
])('%s', (_, action, expected) => {
  expect(ids(action)).toEqual(expected);
});

test('many wildcards give an id that is short, and tells them apart', () => {
  const letters = [...'ABCDEFGHIJKLMNOP'];
  const [one] = idsOf('wildcard-action', { Effect: 'Allow', Action: letters.map(letter => `ec2:${letter}*`), Resource: '*' });
  const [other] = idsOf('wildcard-action', { Effect: 'Allow', Action: [...letters.slice(1), 'R'].map(letter => `ec2:${letter}*`), Resource: '*' });
  expect(one.length).toBeLessThan(120);
  expect(one).not.toBe(other);
});

test('a short expansion is given in full, as what to write', () => {
  const policy = { Statement: [{ Effect: 'Allow', Action: 'kms:ReEncrypt?*', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/a' }] };
  const [{ message, fix }] = findings(inventoryOfPolicy(policy), {}, ONLY_THESE);
  expect(message).toBe('`kms:ReEncrypt?*` allows 2 actions that can do more than read: `kms:ReEncryptFrom` and `kms:ReEncryptTo`');
  expect(fix).toBe('list the actions that the workload calls, out of `kms:ReEncryptFrom` and `kms:ReEncryptTo`; `ScopedKeyGrants` writes such statements');
});

describe('a key policy', () => {
  const ids2 = (principal: JsonValue, effect = 'Allow'): string[] => findings(inventoryOfResources({
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: effect, Principal: principal, Action: 'kms:*', Resource: '*' }] } },
    },
  }), {}, ONLY_THESE).map(finding => finding.ruleId);

  test.each<[string, JsonObject, boolean]>([
    ['the account', { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, false],
    ['the account by its number', { AWS: { Ref: 'AWS::AccountId' } }, false],
    ['an account that is written out', { AWS: 'arn:aws:iam::111122223333:root' }, false],
    ['a role', { AWS: 'arn:aws:iam::111122223333:role/admin' }, true],
    ['the account and a role', { AWS: [{ Ref: 'AWS::AccountId' }, 'arn:aws:iam::111122223333:role/admin'] }, true],
    ['a service', { Service: 'logs.amazonaws.com' }, true],
  ])('that lets in %s', (_, principal, flagged) => {
    expect(ids2(principal)).toEqual(flagged ? ['wildcard-action'] : []);
  });
});

test.each<[string, string, string[]]>([
  ['what it allows on its key', 'kms:Dis*', ['`kms:Dis*` allows 2 actions that can do more than read: `kms:DisableKey` and `kms:DisableKeyRotation`']],
  ['nothing, where it allows nothing on its key', 'kms:Connect*', []],
  ['that `*` is every action of the key', '*', ['`*` allows every action on the resource, with all that change its data and its permissions']],
])('a wildcard in a key policy, where the resource `*` is its key: %s', (_, action, messages) => {
  const statement = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/admin' }, Action: action, Resource: '*' };
  const key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement] } } };
  const policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ ...statement, Principal: undefined }] } } };
  const found = findings(inventoryOfResources({ Policy: policy, Key: key }), {}, ONLY_THESE);
  expect(found.filter(({ location }) => location.logicalId === 'Key').map(({ message }) => message)).toEqual(messages);
});

test('a pattern that is known to take one of a few values is judged by each', () => {
  const inventory = (values: string[]) => inventoryOfResources({
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: { 'Fn::Sub': 's3:${Verb}Object' }, Resource: OBJECTS }] } },
    },
  }, { Verb: { Type: 'String', AllowedValues: values } });
  expect(findings(inventory(['Get', 'Put']), {}, ONLY_THESE)).toEqual([]);
  expect(findings(inventory(['Get', '*']), {}, ONLY_THESE).map(finding => finding.cause)).toEqual(['s3:*Object']);
});

describe('what the policy denies is not reached', () => {
  const reached = (...denied: JsonObject[]) => findings(inventoryOfPolicy({
    Statement: [
      { Effect: 'Allow', Action: 'sqs:*Message', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' },
      ...denied.map(deny => ({ Effect: 'Deny', Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource: '*', ...deny })),
    ],
  }), {}, ONLY_THESE).map(({ ruleId }) => ruleId);

  test.each<[string, JsonObject[], boolean]>([
    ['nothing denied', [], true],
    ['all of it', [{}], false],
    ['all of it on this queue', [{ Resource: 'arn:aws:sqs:*:*:orders' }], false],
    ['all of it on another queue', [{ Resource: 'arn:aws:sqs:eu-west-1:111122223333:invoices' }], true],
    ['all of it but on this queue', [{ Resource: undefined as never, NotResource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }], true],
    ['in other letters', [{ Action: 'SQS:*' }], false],
    ['everything but reading', [{ Action: undefined as never, NotAction: 'sqs:Get*' }], false],
    ['everything but another service', [{ Action: undefined as never, NotAction: 's3:*' }], false],
    ['everything but it', [{ Action: undefined as never, NotAction: 'sqs:*' }], true],
    ['a part of it', [{ Action: 'sqs:SendMessage' }], true],
    ['in two statements', [{ Action: 'sqs:SendMessage' }, { Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'] }], false],
    ['under a condition', [{ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }], true],
  ])('%s', (_, denied, flagged) => {
    expect(reached(...denied)).toEqual(flagged ? ['wildcard-action'] : []);
  });
});
