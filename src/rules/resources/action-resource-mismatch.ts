import { Severity } from '../../diagnostics/severity';
import { NO_GUARDS } from '../../policy/guard';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { actionName, ActionPattern, actionPatterns } from '../action-pattern';
import { ArnFormat, arnFormats } from '../arn-format';
import { rewritten } from '../rewritten';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { causeOf, listOf } from '../wording';
import { deadPatterns, workingServices } from './dead-patterns';
import { isGrantLeftover } from './grant-leftovers';
import { PairBudget } from './pair-budget';

export const actionResourceMismatch: Rule = {
  id: 'action-resource-mismatch',
  severity: Severity.ERROR,
  checks: ['R-08', 'R-09'],
  summary: 'no resource of the statement is of a type that the action works on',
  why: 'The statement never applies to the action: an Allow gives the workload nothing and it fails when it runs, a Deny protects nothing.',
  accept: 'When AWS has given the action a resource type that the catalog of this library does not know yet.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an object action on a bucket, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders' } },
      },
      {
        title: 'a bucket action on the objects',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'an action that accepts only `*`, on an ARN',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'],
            Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/orders',
          }],
        },
      },
      {
        title: 'a wildcard of which no action fits',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject*', Resource: 'arn:aws:s3:::orders' }] },
      },
      {
        title: 'a bucket policy on objects that names only the bucket',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          Policy: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: { Ref: 'Bucket' },
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
                  Action: 's3:GetObject',
                  Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
                }],
              },
            },
          },
        },
      },
      {
        title: 'a Deny that never applies',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*' }] },
      },
    ],
    allowed: [
      {
        title: 'bucket and objects, each action with one that fits',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }] },
      },
      {
        title: 'the ARN of a log group names its streams',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders:*',
          }],
        },
      },
      {
        title: 'a name that is filled in when the request is made',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::${aws:PrincipalTag/bucket}' }] },
      },
      {
        title: 'a version or alias of a function',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live' }] },
      },
      {
        title: 'an action without a resource type that a page of AWS allows on a cluster all the same',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'kafka:GetBootstrapBrokers',
            Resource: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/abcdefab-1234-abcd-5678-cdef0123ab01-2',
          }],
        },
      },
      {
        title: 'a value that is known only at deployment',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::ImportValue': 'OrdersArn' } }] } },
          },
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'resource'],

  judgePolicy(site) {
    if (!isJudgedForMismatch(site)) { return NO_VIOLATIONS; }
    const budget = new PairBudget();
    const judged: Statement[] = [];
    let dead: DeadPattern[] | undefined;
    for (const statement of site.document.statements) {
      if (!budget.covers(statement)) { break; }
      judged.push(statement);
      for (const pattern of deadPatterns(statement)) { (dead ??= []).push({ pattern, statement }); }
    }
    if (!dead) { return NO_VIOLATIONS; }
    const working = new Set(judged.flatMap(workingServices));
    return grouped(dead.filter(({ pattern }) => !isLeftover(pattern, working))).map(group => describe(group, site));
  },
};

/** Of resource policies only those of buckets: S3 refuses them, while others name their resource in forms of their own. */
export function isJudgedForMismatch({ kind, origin }: PolicySite): boolean {
  return kind === 'resource' ? origin.resourceType === 'AWS::S3::BucketPolicy' : kind !== 'scp' && kind !== 'rcp' && kind !== 'endpoint' && kind !== 'trust';
}

/** An action, or all that a wildcard stands for, that fits no resource of its statement. */
interface DeadPattern {
  readonly pattern: ActionPattern;
  readonly statement: Statement;
}

function isLeftover(pattern: ActionPattern, working: ReadonlySet<string>): boolean {
  return working.has(pattern.service) && pattern.actions.every(action => isGrantLeftover(actionName(action)));
}

/** The dead patterns of one service that are dead for the same reason: one cause. */
interface DeadGroup {
  readonly path: string;
  readonly statements: Set<Statement>;
  readonly names: Set<string>;
  readonly resources: Set<string>;
  /** What the actions work on; empty when they accept only `*`. */
  readonly formats: Set<ArnFormat>;
}

function grouped(dead: readonly DeadPattern[]): readonly DeadGroup[] {
  const groups = new Map<string, DeadGroup>();
  for (const { pattern, statement } of dead) {
    const { path, resources } = statement;
    const formats = pattern.actions.flatMap(action => arnFormats(action) ?? []);
    const key = `${pattern.service} ${formats.length > 0}`;
    const group = groups.get(key) ?? { path, statements: new Set<Statement>(), names: new Set(), resources: new Set(), formats: new Set() };
    groups.set(key, group);
    group.statements.add(statement);
    group.names.add(pattern.name);
    resources?.values.slice(0, 3).forEach(value => group.resources.add(value.text.toString()));
    formats.forEach(format => group.formats.add(format));
  }
  return [...groups.values()];
}

function describe({ path, statements, names, resources, formats }: DeadGroup, site: PolicySite): Violation {
  const sorted = [...names].sort();
  const subject = `${listOf(sorted)} never ${sorted.length === 1 ? 'applies' : 'apply'} to ${listOf(resources, 2, 'or')}`;
  if (formats.size === 0) {
    return {
      cause: causeOf(names),
      path,
      message: `${subject}: AWS accepts ${sorted.length === 1 ? 'it' : 'them'} only on \`*\``,
      fix: 'write `"Resource": "*"` in a statement of its own, or remove the action',
      replacement: onEverything(statements, names, site),
    };
  }
  const plainest = [...formats].sort((one, other) => one.template.length - other.template.length);
  return {
    cause: causeOf(names),
    path,
    message: `${subject}: ${sorted.length === 1 ? 'it takes' : 'they take'} an ARN of type ${listOf(plainest.map(format => format.type), 3, 'or')}`,
    fix: `write an ARN in the form ${listOf(plainest.map(format => format.template), 3, 'or')}, or remove the action`,
  };
}

/** Where the actions have a statement of their own already. A resource policy is about one resource, whatever it says. */
function onEverything(statements: Iterable<Statement>, names: ReadonlySet<string>, { document, kind }: PolicySite): JsonObject | undefined {
  const [statement, ...others] = statements;
  const areAlone = kind !== 'resource' && others.length === 0 && actionPatterns(statement.actions).every(({ name }) => names.has(name));
  const everything = { text: SymbolicText.literal('*'), raw: '*', when: NO_GUARDS };
  return areAlone ? rewritten(statement, document, { resources: { negated: false, values: [everything] } }) : undefined;
}
