import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { PolicyKind } from '../../policy/policy-kind';
import { PolicySite } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { rewritten } from '../rewritten';
import { Rule, Violation } from '../rule';

/** Whether a kind of policy needs an element, refuses it, or leaves it open. */
type Need = 'needed' | 'refused' | 'open';

interface ElementNeeds {
  readonly name: string;
  readonly principal: Need;
  readonly resource: Need;
}

const IDENTITY: ElementNeeds = { name: 'an identity policy', principal: 'refused', resource: 'needed' };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const NEEDS: { readonly [kind in PolicyKind]: ElementNeeds } = {
  'identity': IDENTITY,
  'permission-set': { ...IDENTITY, name: 'the policy of a permission set' },
  'boundary': { ...IDENTITY, name: 'a permissions boundary' },
  'session': { ...IDENTITY, name: 'a session policy' },
  'scp': { ...IDENTITY, name: 'a service control policy' },
  'rcp': { name: 'a resource control policy', principal: 'needed', resource: 'needed' },
  'endpoint': { name: 'an endpoint policy', principal: 'needed', resource: 'needed' },
  'trust': { name: 'a trust policy', principal: 'needed', resource: 'refused' },
  'resource': { name: 'a resource policy', principal: 'needed', resource: 'open' },
};

/**
 * Resource policies that AWS refuses without `Resource`; others, such as a repository's, go without. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html
 */
const RESOURCE_NEEDED = new Set([
  'AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy',
]);

export const malformedPolicy: Rule = {
  id: 'malformed-policy',
  severity: Severity.ERROR,
  checks: ['G-01', 'G-02', 'G-03', 'G-04', 'G-05', 'G-06', 'G-07', 'G-08', 'G-09', 'G-10', 'C-01', 'P-01', 'P-02', 'P-03', 'P-04', 'T-03'],
  cdkRules: ['E3510', 'W3037'],
  summary: 'what stands there is not a policy as AWS reads it',
  why: 'AWS refuses the policy at deployment; the part that could not be read is not judged by the other rules either.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
  examples: {
    flagged: [
      {
        title: 'an effect in lower case',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a misspelt element',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Actions: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'no resource, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObject' } },
      },
      {
        title: 'a principal in an identity policy',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a resource in a trust policy',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole', Resource: '*' }] },
      },
      {
        title: 'a bucket policy that does not say for whom',
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      { title: 'no statement', kind: 'identity', policy: { Version: '2012-10-17' } },
    ],
    allowed: [
      {
        title: 'one statement, not in a list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'a repository policy, which has no resource',
        kind: 'resource',
        policy: { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: 'ecr:BatchGetImage' }] },
      },
    ],
  },

  judgePolicy(site) {
    const elements = elementViolations(site);
    return site.document.problems.length === 0 ? elements : [...problemViolations(site.document), ...elements];
  },
};

/** One statement mends a problem that stands in no other. */
function problemViolations({ problems }: PolicyDocument): readonly Violation[] {
  const places = new Map<string, number>();
  for (const { message } of problems) { places.set(essence(message), (places.get(essence(message)) ?? 0) + 1); }
  return problems.map(({ message, fix, path, replacement }) => {
    const cause = essence(message);
    return { cause, message, fix, path, replacement: places.get(cause) === 1 ? replacement : undefined };
  });
}

/** The message without values and positions that a change elsewhere moves. */
function essence(message: string): string {
  return message.split(': ')[0].replace(/`/g, '').slice(0, 80);
}

function elementViolations({ kind, origin, document }: PolicySite): readonly Violation[] {
  const needs = kind === 'resource' && RESOURCE_NEEDED.has(origin.resourceType) ? { ...NEEDS.resource, resource: 'needed' as const } : NEEDS[kind];
  const violations: Violation[] = [];
  for (const statement of document.statements) {
    const { principals, resources } = statement;
    if (isWrong(needs.principal, principals)) {
      violations.push({ ...violationOf(needs, principalName(statement), principals, statement), replacement: without('principals', statement, document) });
    }
    if (isWrong(needs.resource, resources)) {
      violations.push({ ...violationOf(needs, resourceName(statement), resources, statement), replacement: without('resources', statement, document) });
    }
  }
  return violations;
}

/** Only where no other statement has such an element; what `NotPrincipal` and `NotResource` are to keep out, nobody can tell. */
function without(part: 'principals' | 'resources', statement: Statement, document: PolicyDocument): JsonObject | undefined {
  const element = statement[part];
  if (!element || element.negated || document.statements.some(other => other !== statement && other[part] !== undefined)) { return undefined; }
  return rewritten(statement, document, { [part]: undefined });
}

function isWrong(need: Need, element: object | undefined): boolean {
  return need === (element ? 'refused' : 'needed');
}

function violationOf({ name: kindName }: ElementNeeds, elementName: string, element: object | undefined, { path }: Statement): Violation {
  return element
    ? { cause: elementName, path, message: `a statement of ${kindName} has \`${elementName}\``, fix: `remove \`${elementName}\`` }
    : { cause: `no ${elementName}`, path, message: `a statement of ${kindName} has no \`${elementName}\``, fix: `add \`${elementName}\`` };
}

function principalName({ principals }: Statement): string {
  return principals?.negated ? 'NotPrincipal' : 'Principal';
}

function resourceName({ resources }: Statement): string {
  return resources?.negated ? 'NotResource' : 'Resource';
}
