/**
 * Buckets that no template of the app makes, by a written-out name. A name with the account of the stack in it counts as ours;
 * one that is known only at deployment is left aside, and so are statements on all buckets, which `wildcard-resource` reports.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyInventory, PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { listedResourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, PlacedViolation, Rule } from '../rule';
import { requiresValueOf } from '../trust/required-keys';
import { causeOf, listOf } from '../wording';

/** Keys that limit the account of a bucket. */
const ACCOUNT_KEYS = ['aws:ResourceAccount', 's3:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'];

const policyOn = (bucket: string, condition?: object) => ({
  Policy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucket}/*`, ...condition },
      },
    },
  },
});

export const bucketWithoutAccountGuard: Rule = {
  id: 'bucket-without-account-guard',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['R-17'],
  summary: 'a bucket that the app does not make is named without the account that owns it',
  why: 'The ARN of a bucket has no account. Once the bucket is deleted anyone can make one of the same name, and the workload writes its data there.',
  accept: 'When the bucket belongs to AWS or to another company, and the account is not known.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount',
  ],
  examples: {
    flagged: [{ title: 'a bucket of another app, in a statement that is no list', resources: policyOn('invoices') }],
    allowed: [
      {
        title: 'with the account that owns it',
        resources: policyOn('invoices', { Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } }),
      },
      { title: 'a bucket of the app', resources: { ...policyOn('orders'), Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } } } },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const site of app.sites) {
      if (site.kind !== 'identity' && site.kind !== 'permission-set') { continue; }
      const violation = judge(site, app);
      if (violation) { violations.push(violation); }
    }
    return violations.length === 0 ? NO_VIOLATIONS as readonly PlacedViolation[] : violations;
  },
};

function judge(site: PolicySite, app: PolicyInventory): PlacedViolation | undefined {
  let buckets: Set<string> | undefined;
  const resources = new Set<string>();
  let place = '';
  for (const statement of site.document.statements) {
    for (const { bucket, text } of unguardedBuckets(statement)) {
      if (isOurs(bucket, site, app)) { continue; }
      if (!buckets) { place = statement.path; }
      buckets ??= new Set();
      buckets.add(bucket);
      resources.add(text);
    }
  }
  return buckets && {
    origin: site.origin,
    cause: causeOf(buckets),
    path: `${site.propertyPath.replace(/^Properties\/?/, '')}/${place}`,
    message: `the ${buckets.size === 1 ? 'bucket' : 'buckets'} ${listOf(buckets)} ${buckets.size === 1 ? 'is' : 'are'} not made by the app, and no condition says which account ${buckets.size === 1 ? 'it belongs' : 'they belong'} to`,
    fix: 'add the condition `{ "StringEquals": { "aws:ResourceAccount": "…" } }` with the account that owns the bucket',
    resources: [...resources],
  };
}

function isOurs(bucket: string, { environment: { account } }: PolicySite, app: PolicyInventory): boolean {
  return (account !== undefined && bucket.includes(account)) || bucketNames(app).has(bucket);
}

interface NamedBucket {
  readonly bucket: string;
  readonly text: string;
}

const NOTHING: readonly NamedBucket[] = [];

function unguardedBuckets(statement: Statement): readonly NamedBucket[] {
  const { effect, resources } = statement;
  if (effect === 'Deny' || !resources || resources.negated) { return NOTHING; }
  const buckets = namedBuckets(resources);
  return buckets.length > 0 && ACCOUNT_KEYS.some(key => requiresValueOf(statement, key)) ? NOTHING : buckets;
}

const namedBuckets = rememberFor((element: PolicyElement): readonly NamedBucket[] => {
  const found: NamedBucket[] = [];
  listedResourcePatterns(element).forEach(({ arn }, index) => {
    if (arn?.service !== 's3' || arn.region !== '' || arn.account !== '') { return; }
    const [bucket] = arn.resource.split('/', 1);
    if (/^[a-z0-9.*?-]+$/.test(bucket) && !/^[*?]+$/.test(bucket)) { found.push({ bucket, text: element.values[index].text.toString() }); }
  });
  return found.length === 0 ? NOTHING : found;
});

const bucketNames = rememberFor(({ resources }: PolicyInventory): ReadonlySet<string> => new Set(
  resources.filter(({ origin }) => origin.resourceType === 'AWS::S3::Bucket')
    .flatMap(bucket => bucket.texts('BucketName').flatMap(({ text }) => text.literal ?? [])),
));
