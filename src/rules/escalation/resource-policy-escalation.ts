import { escalationsOf } from './escalations';
import { byStatements, placed } from './findings';
import { Gains } from './gains';
import { ResourcePolicyWriter, RESOURCE_POLICY_WRITERS } from './resource-policy-writers';
import { findAction } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { globsOverlap } from '../../policy/glob';
import { ArnFormat, arnFormats } from '../arn-format';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { Grant } from './access';

export const resourcePolicyEscalation: Rule = {
  id: 'resource-policy-escalation',
  severity: Severity.WARNING,
  checks: ['E-03'],
  summary: 'a principal may write who uses a resource, and so give itself what it is not allowed',
  why: 'Within an account the policy of the resource is enough to be allowed in. What the policy of the principal leaves out is so left out in vain.',
  accept: 'For a principal that manages the policies of such resources and must not touch what is in them, where somebody looks at the changes.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the policy of a bucket, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: 'arn:aws:s3:::orders' } },
      },
      {
        title: 'who uses a key, without the right to use it',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'], Resource: 'arn:aws:kms:eu-west-1:111122223333:key/0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6' }],
        },
      },
    ],
    allowed: [
      {
        title: 'a principal that may do all of it anyway',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: 'arn:aws:s3:::orders' },
          ],
        },
      },
      {
        title: 'a wildcard on objects, which have no policy',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:Put*', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'to read the policy of a bucket',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetBucketPolicy', Resource: 'arn:aws:s3:::orders' }] },
      },
    ],
  },

  judgeApp(app) {
    return escalationsOf(app).judged.flatMap(gains => {
      const found = gains.abilities.length > 0 ? [] : RESOURCE_POLICY_WRITERS.flatMap(writer => detour(writer, gains) ?? []);
      return found.length > 0 ? [violation(found, gains)] : [];
    });
  },
};

interface Detour {
  readonly writer: ResourcePolicyWriter;
  readonly grant: Grant;
  /** What it could give itself. */
  readonly lacking: readonly string[];
}

function detour(writer: ResourcePolicyWriter, { role }: Gains): Detour | undefined {
  const patterns = role.patternsOf(writer.action) ?? [];
  if (patterns.length === 0) { return undefined; }
  const formats = formatsOf(writer);
  const resources = patterns.filter(pattern => formats.some(({ glob }) => globsOverlap(glob, pattern)));
  const grant = resources.length > 0 ? role.find(writer.action, resources) : undefined;
  if (!grant) { return undefined; }
  const given = resources.map(pattern => pattern === '*' ? pattern : `${pattern}${writer.suffix}`);
  const lacking = writer.gives.filter(action => !role.find(action, given));
  return lacking.length > 0 ? { writer, grant, lacking } : undefined;
}

/** An object is no bucket. */
function formatsOf({ action }: ResourcePolicyWriter): readonly ArnFormat[] {
  const [service, name] = action.split(':');
  const known = findAction(service, name);
  return known ? arnFormats(known) ?? [] : [];
}

function violation(found: readonly Detour[], gains: Gains): PlacedViolation {
  const grants = found.map(({ grant }) => grant);
  const written = [...new Set(found.map(({ writer }) => writer.writes))].join(' and ');
  const lacking = listOf(found.flatMap(each => each.lacking));
  return placed(gains, grants, {
    cause: causeOf(grants.map(({ action }) => action)),
    message: `${gains.holder.name} may write ${written}, and so give itself ${lacking}, which it is not allowed, by ${byStatements(gains, grants)}`,
    fix: `take ${listOf(grants.map(({ action }) => action))} away and let CloudFormation write it; or allow ${lacking} openly, so that a reader of the policy sees it`,
  });
}
