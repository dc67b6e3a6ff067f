/**
 * The wildcards of the CDK's own grants: one finding for all that a grant writes on one service, in place of those of
 * `wildcard-action` and `wildcard-read-action`.
 *
 * Wildcards that stand for nothing but what the grant is for, such as `kms:ReEncrypt*`, are no finding. Nor are those in a resource
 * policy for AWS services, to which AWS's own pages give them, and for the providers that the CDK brings along (such as that which
 * empties buckets): neither runs code of yours that could misuse them.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyKind } from '../../policy/policy-kind';
import { PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { PolicyValue, Statement } from '../../policy/statement';
import { actionName, ActionPattern, wildcardsIn } from '../action-pattern';
import { rewritten } from '../rewritten';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { scopedGrantHint } from '../scoped-grants';
import { causeOf, listOf } from '../wording';
import { insteadOf } from './grant-wildcards';
import { delegatesKeyToAccount, isFromGrant, isKeyPolicy } from './wildcard-patterns';

export const widenedGrant: Rule = {
  id: 'widened-grant',
  severity: Severity.WARNING,
  checks: ['W-14'],
  summary: 'a grant of the CDK allows more than it is for, by wildcards such as `s3:GetObject*`',
  why: '`grantRead` reads the tags, access lists and policies of the bucket beside its objects, `grantDelete` deletes old versions, which are the backup. '
    + 'What AWS adds under these names comes with them.',
  accept: 'When the workload uses what the wildcards stand for, or a construct of the CDK makes the grant and cannot be told otherwise.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://github.com/aws/aws-cdk/issues/24074',
    'https://github.com/aws/aws-cdk/issues/34545',
  ],
  examples: {
    flagged: [
      {
        title: 'what `grantReadWrite` writes',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:DeleteObject*', 's3:PutObject', 's3:Abort*'],
            Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'],
          }],
        },
      },
      {
        title: 'what `grantDelete` writes, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:DeleteObject*', Resource: 'arn:aws:s3:::orders/*' } },
      },
    ],
    allowed: [
      {
        title: 'what `grantEncrypt` writes, as AWS writes it for users of a key',
        kind: 'identity',
        policy: {
          Statement: { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'], Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b' },
        },
      },
      {
        title: 'the agent of Systems Manager, which uses all that the wildcards stand for',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['ssmmessages:*', 'ec2messages:*'], Resource: '*' }] },
      },
      {
        title: 'the same for a role in the policy of the key, where `*` is the key',
        resources: {
          Key: {
            Type: 'AWS::KMS::Key',
            Properties: {
              KeyPolicy: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
                  Action: ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
                  Resource: '*',
                }],
              },
            },
          },
        },
      },
      {
        title: 'what `ScopedBucketGrants` writes',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' },
          ],
        },
      },
      {
        title: 'wildcards that stand for no more than the grant is for',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:PutObject', 's3:Abort*'], Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a service that uses the key',
        resources: {
          Key: {
            Type: 'AWS::KMS::Key',
            Properties: {
              KeyPolicy: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
                  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
                  Resource: '*',
                }],
              },
            },
          },
        },
      },
      {
        title: 'the administrators of a key, as the console writes it',
        resources: {
          Key: {
            Type: 'AWS::KMS::Key',
            Properties: {
              KeyPolicy: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' },
                  Action: ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:Update*', 'kms:Revoke*', 'kms:Disable*', 'kms:Get*', 'kms:Delete*'],
                  Resource: '*',
                }],
              },
            },
          },
        },
      },
      {
        title: 'on every resource it is no grant, and reported by wildcard-action',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:DeleteObject*', Resource: '*' }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 's3:DeleteObject*', Resource: 'arn:aws:s3:::orders/*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgePolicy(site) {
    const groups = new Map<string, GrantGroup>();
    for (const statement of site.document.statements) {
      if (statement.effect === 'Deny' || statement.actions.negated) { continue; }
      for (const pattern of wildcardsIn(statement.actions)) {
        if (!isFromGrant(pattern, statement, site)) { continue; }
        if (site.kind === 'resource' && (isForForeignCode(statement) || delegatesKeyToAccount(statement, site))) { break; }
        const group = groups.get(pattern.service) ?? { statements: new Set(), patterns: new Map() };
        groups.set(pattern.service, group);
        group.statements.add(statement);
        group.patterns.set(pattern.text, site.kind === 'resource' ? onResource(pattern) : pattern);
      }
    }
    return groups.size === 0 ? NO_VIOLATIONS : [...groups].flatMap(([service, group]) => describe(service, group, site));
  },
};

/** All wildcards on one service. */
interface GrantGroup {
  readonly statements: Set<Statement>;
  readonly patterns: Map<string, ActionPattern>;
}

/** Without actions that take no resource: a policy of a resource cannot allow them. */
const onResource = rememberFor((pattern: ActionPattern): ActionPattern => (
  { ...pattern, actions: pattern.actions.filter(({ resourceTypes }) => resourceTypes.length > 0) }
));

/** What the CDK calls the roles of its own `CustomResourceProvider`s. */
const CDK_PROVIDER = /^Custom\w+CustomResourceProviderRole/;

function isForForeignCode({ principals }: Statement): boolean {
  return principals !== undefined && !principals.negated && principals.values.every(({ type, text }) =>
    type === 'Service' || (type === 'AWS' && text.unknowns.some(({ name, resource }) => CDK_PROVIDER.test(resource?.split('#').pop() ?? name))));
}

function describe(service: string, { statements, patterns }: GrantGroup, site: PolicySite): readonly Violation[] {
  const hint = isKeyPolicy(site) ? '' : scopedGrantHint(service);
  const wording = rememberedWording(patterns, hint, site.kind);
  if (!wording) { return NO_VIOLATIONS; }
  const [first, ...others] = statements;
  const replacement = others.length === 0 ? rewritten(first, site.document, withoutWildcards(first, patterns)) : undefined;
  return [{ ...wording, path: first.path, replacement }];
}

/** What is said of the wildcards, wherever they stand; `undefined` where they allow nothing more. */
type Wording = Omit<Violation, 'path' | 'replacement'> | undefined;

/** The functions of an app have the same grants. */
const MEMO_LIMIT = 1024;
const memo = new Map<string, Wording>();

function rememberedWording(patterns: ReadonlyMap<string, ActionPattern>, hint: string, kind: PolicyKind): Wording {
  const key = [kind, hint, ...patterns.keys()].join('\n');
  if (memo.has(key)) { return memo.get(key); }
  const wording = wordingOf([...patterns.values()], hint);
  if (memo.size >= MEMO_LIMIT) { memo.clear(); }
  memo.set(key, wording);
  return wording;
}

function wordingOf(wildcards: readonly ActionPattern[], hint: string): Wording {
  const texts = wildcards.map(({ text }) => text).sort();
  const instead = new Set(wildcards.flatMap(insteadOf));
  const beyond = new Set(wildcards.flatMap(({ actions }) => actions).map(actionName).filter(name => !instead.has(name)));
  if (beyond.size === 0) { return undefined; }
  return {
    cause: causeOf(texts),
    actions: texts,
    message: `${listOf(texts, 6)} ${texts.length === 1 ? 'allows' : 'allow'} more than the grant is for, such as ${listOf(beyond, 3)}`,
    fix: `write the actions that the workload calls, out of ${listOf([...instead].sort(), 12)}${hint}`,
  };
}

function withoutWildcards(statement: Statement, patterns: ReadonlyMap<string, ActionPattern>): Statement {
  const values = statement.actions.values.flatMap((value): readonly PolicyValue[] => {
    const pattern = patterns.get(value.text.literal ?? '');
    return pattern ? insteadOf(pattern).map(name => ({ ...value, raw: name })) : [value];
  });
  const written = new Set<string>();
  const unique = values.filter(({ raw, when }) => {
    const key = JSON.stringify([raw, when]);
    return !written.has(key) && written.add(key);
  });
  return { ...statement, actions: { ...statement.actions, values: unique } };
}
