/**
 * Judges the document, not the name. Errs towards silence: only statements without a condition for all resources count, and only whole
 * services and the few actions that reach everybody's secrets, files and roles; the policies that AWS writes for the roles of its
 * services need `*` for much else.
 */
import { administration, isWholeService } from './aws-managed-admin-policy';
import { judgeHolders } from './aws-policy-holder';
import { permissionSetWith, roleWith } from './role-with-managed-policy';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isEverything } from '../../policy/everything';
import { globCovers } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { ActionPattern, actionPatterns } from '../action-pattern';
import { Rule } from '../rule';
import { listOf } from '../wording';

/** On every resource, these reach the roles and secrets of other workloads. */
const FAR_REACHING = ['iam:PassRole', 'sts:AssumeRole', 'secretsmanager:GetSecretValue'];
/** Reaches all files; where a policy names it without a wildcard, it is one that AWS wrote for the files of one service. */
const READS_FILES = 's3:GetObject';

export const broadAwsManagedPolicy: Rule = {
  id: 'broad-aws-managed-policy',
  severity: Severity.WARNING,
  checks: ['W-16'],
  summary: 'an AWS managed policy is attached that allows whole services, or reaches the roles, secrets or files of others',
  why: 'It is written for all customers of AWS, so it names no resource of yours: the workload can read and change what belongs to every other '
    + 'workload of the account. AWS adds actions over time.',
  accept: 'For people and tools that administer the service as a whole, in an account of their own.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  ],
  examples: {
    flagged: [
      { title: 'a whole service', resources: roleWith('arn:aws:iam::aws:policy/AmazonSQSFullAccess') },
      { title: 'the files of all buckets', resources: roleWith({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess' }) },
      { title: 'any role, to any service', resources: roleWith('arn:aws:iam::aws:policy/service-role/AmazonElasticMapReduceRole') },
      { title: 'a permission set of IAM Identity Center', resources: permissionSetWith('arn:aws:iam::aws:policy/AmazonSQSFullAccess') },
    ],
    allowed: [
      { title: 'what AWS writes for one purpose', resources: roleWith('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole') },
      { title: 'an administrator is reported by aws-managed-admin-policy', resources: roleWith('arn:aws:iam::aws:policy/AdministratorAccess') },
      { title: 'a policy of your own that only shares the name', resources: roleWith('arn:aws:iam::111122223333:policy/AmazonSQSFullAccess') },
    ],
  },

  ...judgeHolders(({ type, policies, property, remedy }) => policies.flatMap(({ name, document }) => {
    const actions = document ? broadActions(document) : [];
    return actions.length > 0 ? [{
      cause: name,
      message: `the ${type} has the AWS managed policy \`${name}\`, which allows ${listOf(actions)} on every resource`,
      fix: remedy,
      path: property,
      actions,
    }] : [];
  })),
};

/** Empty for those of administrators, which `aws-managed-admin-policy` reports. */
export const broadActions = rememberFor((document: PolicyDocument): readonly string[] => {
  if (administration(document) !== '') { return []; }
  return [...new Set(document.statements.flatMap(broadActionsOf))];
});

function broadActionsOf({ effect, actions, resources, conditions }: Statement): readonly string[] {
  if (effect !== 'Allow' || conditions.length > 0 || actions.negated || !isEverything(resources)) { return []; }
  return actionPatterns(actions).flatMap(pattern => {
    if (isWholeService(pattern)) { return pattern.text; }
    if (pattern.hasWildcard && covers(pattern, READS_FILES)) { return pattern.text; }
    return FAR_REACHING.filter(action => covers(pattern, action));
  });
}

function covers({ text, service }: ActionPattern, action: string): boolean {
  return action.startsWith(`${service}:`) && globCovers(text.toLowerCase(), action.toLowerCase());
}
