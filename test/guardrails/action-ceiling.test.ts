import { actionNames, findAction, matchActions } from '../../src/catalog/actions';
import { ESCALATION_PATHS } from '../../src/catalog/escalation-paths';
import { sensitiveTopics } from '../../src/catalog/sensitive-actions';
import { ceilingOf, sizesByService } from '../../src/guardrails/action-ceiling';
import { globCovers } from '../../src/policy/glob';

const NO_ROOM = 0;
const PLENTY = 6144;
const READS = ['sqs:ListQueues', 'sqs:ListQueueTags', 'sqs:ListDeadLetterSourceQueues'];

test.each<[string, string[], number, string[]]>([
  ['exact actions while they fit', READS, PLENTY, ['sqs:ListDeadLetterSourceQueues', 'sqs:ListQueues', 'sqs:ListQueueTags']],
  ['one spelling, that of AWS', ['SQS:listqueues', 'sqs:ListQueues'], PLENTY, ['sqs:ListQueues']],
  ['what was granted by a pattern, and nothing beside it that it covers', ['sqs:List*', 'sqs:ListQueues'], PLENTY, ['sqs:List*']],
  ['names that are newer than the catalog', ['sqs:Teleport', 'newservice:Do'], NO_ROOM, ['newservice:Do', 'sqs:Teleport']],
])('keeps %s', (_, granted, room, expected) => {
  expect(ceilingOf(granted, room, []).actions).toEqual(expected);
});

test('writes only as many patterns as it takes', () => {
  const granted = ['ec2', 'sqs', 'sns'].flatMap(service => actionNames(service).filter(name => /^(Describe|List)/.test(name)).map(name => `${service}:${name}`));
  const exact = ceilingOf(granted, Infinity, []);
  const { actions, size } = ceilingOf(granted, exact.size - 40, []);
  expect(size).toBeLessThanOrEqual(exact.size - 40);
  expect(actions.filter(action => action.includes('*')).length).toBeLessThan(3);
});

describe('as short as can be', () => {
  const SERVICES = ['s3', 'ec2', 'lambda', 'kms', 'secretsmanager', 'dynamodb', 'sts', 'ssm', 'iam'];
  const escalating = ESCALATION_PATHS.flatMap(({ actions }) => actions);

  test.each(SERVICES)('%s: the patterns add no other access level and no action that a ceiling is for', service => {
    const granted = actionNames(service).filter((_, index) => index % 2 === 0).map(name => `${service}:${name}`);
    const { actions } = ceilingOf(granted, NO_ROOM, ['s3:DeleteBucket', 'dynamodb:BatchGetItem']);
    expect(granted.filter(action => !actions.some(pattern => globCovers(pattern.toLowerCase(), action.toLowerCase())))).toEqual([]);
    for (const pattern of actions.filter(action => action.includes('*'))) {
      const matched = matchActions(pattern);
      const added = matched.map(({ name }) => `${service}:${name}`).filter(action => !granted.includes(action));
      expect(new Set(matched.map(({ accessLevels }) => accessLevels.join())).size).toBe(1);
      expect(added.filter(action => escalating.includes(action) || sensitiveTopics(action) !== undefined)).toEqual([]);
      expect(added.filter(action => findAction(service, action.split(':')[1])!.accessLevels.includes('Permissions management'))).toEqual([]);
      expect(added.filter(action => ['s3:DeleteBucket', 'dynamodb:BatchGetItem'].includes(action))).toEqual([]);
    }
  });

  test('actions of another access level stay out', () => {
    expect(ceilingOf(['lambda:GetFunction', 'lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:UpdateEventSourceMapping'], NO_ROOM, []).actions)
      .toEqual(['lambda:Get*', 'lambda:UpdateAlias', 'lambda:UpdateEventSourceMapping']);
  });
});

test('the services by their size', () => {
  expect(sizesByService(['s3:GetObject', 'sqs:SendMessage', 's3:PutObject'])).toEqual([['s3', 30], ['sqs', 18]]);
});
