import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { FlaggedArns } from './flagged-arns';
import { openArns } from './open-arns';
import { requiresValueOf } from '../trust/required-keys';

export const wildcardRegion: Rule = {
  id: 'wildcard-region',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['R-14'],
  summary: 'the region of an ARN is a wildcard',
  why: 'The workload reaches resources of that name in every region, those of other stages and of regions that nobody watches among them.',
  accept: 'When the workload works in several regions, as one with global tables or multi-region keys does.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html'],
  examples: {
    flagged: [
      {
        title: 'a table of any region, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:111122223333:table/orders' } },
      },
    ],
    allowed: [
      {
        title: 'a table of one region',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }] },
      },
      {
        title: 'two regions, by a condition',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: 'dynamodb:GetItem',
            Resource: 'arn:aws:dynamodb:*:111122223333:table/orders',
            Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
          }],
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy({ document }) {
    let flagged: FlaggedArns | undefined;
    for (const statement of document.statements) {
      const region = openArns(statement, 'region');
      if (region.length === 0 || requiresValueOf(statement, 'aws:RequestedRegion')) { continue; }
      flagged ??= new FlaggedArns();
      for (const { service, text } of region) {
        flagged.add(service, statement, text, {
          message: 'names resources in any region',
          fix: 'write the region, `${AWS::Region}` for that of the stack, or limit the regions by the condition key `aws:RequestedRegion`',
        });
      }
    }
    return flagged?.violations() ?? NO_VIOLATIONS;
  },
};
