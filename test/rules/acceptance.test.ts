import { findings, inventoryOfPolicy } from './example-inventory';
import { Acceptance } from '../../src/rules/acceptance';
import { selectRules } from '../../src/rules/rule-set';

const RULES = selectRules({});
const TABLES = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: '*' };

function problemsAfter(plainId: string): readonly string[] {
  const acceptance = new Acceptance([{ path: '', id: `LeastPrivilege::${plainId}`, plainId, reason: 'backup' }], RULES, { ids: new Set(), isComplete: false });
  for (const finding of findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: [TABLES] }))) { acceptance.accept(finding, 'Stack/Role'); }
  return acceptance.problems('').map(({ finding }) => finding.message);
}

test.each<[string, string, readonly string[]]>([
  ['all of a finding', 'wildcard-resource[dynamodb:*]', []],
  [
    'a part of a finding', 'wildcard-resource[dynamodb:Get*]',
    ['`wildcard-resource[dynamodb:Get*]` is acknowledged, but covers only a part of a finding, and so accepts nothing'],
  ],
  ['nothing', 'wildcard-resource[s3:*]', ['`wildcard-resource[s3:*]` is acknowledged, but nothing under it is found']],
])('an acknowledgement that covers %s', (_, plainId, problems) => {
  expect(problemsAfter(plainId)).toEqual(problems);
});
