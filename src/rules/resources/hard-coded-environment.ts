/**
 * Only in templates, and only for what the stack leaves open: where its account or region is fixed, the CDK writes them out itself.
 * Whether another account is meant, nobody can tell; so this is a hint.
 */
import { Severity } from '../../diagnostics/severity';
import { isPlain } from '../arn-parts';
import { listedResourcePatterns, ResourcePattern } from '../resource-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { FlaggedArns } from './flagged-arns';

type Part = 'partition' | 'region' | 'account';

const PARTS: readonly Part[] = ['partition', 'region', 'account'];
const NOTHING: readonly Part[] = [];
const PSEUDO_PARAMETERS: { readonly [part in Part]: string } = { partition: 'AWS::Partition', region: 'AWS::Region', account: 'AWS::AccountId' };

const policyOn = (resource: string | object) => ({
  Policy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: resource as string } },
    },
  },
});

export const hardCodedEnvironment: Rule = {
  id: 'hard-coded-environment',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['R-15'],
  summary: 'an ARN has its account, region or partition written out, in a stack that may be deployed to any',
  why: 'Deployed to another account, region or partition, the stack still names the old one: it fails there, or works on the data of another stage.',
  accept: 'When the resource is in another account or region, and stays there.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html'],
  examples: {
    flagged: [
      { title: 'all three written out, in a statement that is no list', resources: policyOn('arn:aws:sqs:eu-west-1:111122223333:orders') },
      { title: 'a partition between pseudo parameters', resources: policyOn({ 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders' }) },
    ],
    allowed: [
      { title: 'pseudo parameters', resources: policyOn({ 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders' }) },
      {
        title: 'a policy that stands in no template',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }] },
      },
    ],
  },

  judgePolicy({ document, origin, environment }) {
    if (origin.resourceType === '' || (environment.account !== undefined && environment.region !== undefined)) { return NO_VIOLATIONS; }
    let flagged: FlaggedArns | undefined;
    for (const statement of document.statements) {
      const { resources } = statement;
      if (!resources) { continue; }
      const patterns = listedResourcePatterns(resources);
      for (let index = 0; index < patterns.length; index++) {
        const parts = writtenOut(patterns[index]);
        if (parts.length === 0) { continue; }
        const open = parts.filter(part => (part === 'account' ? environment.account : environment.region) === undefined);
        if (open.length === 0) { continue; }
        flagged ??= new FlaggedArns();
        flagged.add(open.join(','), statement, resources.values[index].text.toString(), {
          message: `has the ${listWords(open)} written out, in a stack that may be deployed to any`,
          fix: `write ${open.map(part => `\`\${${PSEUDO_PARAMETERS[part]}}\``).join(', ')} there, as \`Stack.of(this).formatArn(…)\` does`,
        });
      }
    }
    return flagged?.violations() ?? NO_VIOLATIONS;
  },
};

function listWords(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

function writtenOut({ arn, fault }: ResourcePattern): readonly Part[] {
  if (!arn || fault || arn.account === 'aws') { return NOTHING; }
  return PARTS.filter(part => arn[part] !== '' && isPlain(arn[part]));
}
