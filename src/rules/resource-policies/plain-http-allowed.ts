import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue, ownValue } from '../../policy/json';
import { PolicyInventory, ResourceSite } from '../../policy/policy-site';
import { Condition, Statement } from '../../policy/statement';
import { namesEveryone } from '../everyone';
import { Rule } from '../rule';
import { isUndecided, policiesOf } from './policies-of-resource';

interface HttpService {
  /** What is reached, for messages. */
  readonly noun: string;
  readonly fix: string;
  /** Whether a Deny must reach beyond the resource itself, to what is in it. */
  readonly hasContents?: boolean;
}

const SWITCH = 'set `enforceSSL: true` on the construct, which adds a Deny where `aws:SecureTransport` is `false`';
const DOMAIN: HttpService = { noun: 'domain', fix: 'set `enforceHttps: true` on the construct (`DomainEndpointOptions.EnforceHTTPS`)' };

/** The resources that can be reached over plain HTTP, and whose policy or settings can forbid it. */
const HTTP_SERVICES: { readonly [resourceType: string]: HttpService } = {
  'AWS::S3::Bucket': { noun: 'bucket', fix: SWITCH, hasContents: true },
  'AWS::SNS::Topic': { noun: 'topic', fix: SWITCH },
  'AWS::SQS::Queue': { noun: 'queue', fix: SWITCH },
  'AWS::MediaStore::Container': { noun: 'container', fix: 'add to its policy a Deny for everyone where `aws:SecureTransport` is `false`' },
  'AWS::OpenSearchService::Domain': DOMAIN,
  'AWS::Elasticsearch::Domain': DOMAIN,
};

/** Silent where a policy of the resource could not be read in full. */
export const plainHttpAllowed: Rule = {
  id: 'plain-http-allowed',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['K-01'],
  summary: 'a resource can be reached over plain HTTP',
  why: 'AWS still answers plain HTTP at these services. What is sent that way can be read and changed on its way, and so can the signature of the request.',
  accept: 'When a policy of the organization denies it for all accounts.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html',
  ],
  examples: {
    flagged: [
      { title: 'a bucket without a policy', resources: { Bucket: { Type: 'AWS::S3::Bucket' } } },
      { title: 'a Deny for the bucket, and none for its objects', resources: bucketWith({ 'Fn::GetAtt': ['Bucket', 'Arn'] }) },
      { title: 'a domain', resources: { Domain: { Type: 'AWS::OpenSearchService::Domain', Properties: { DomainEndpointOptions: { EnforceHTTPS: false } } } } },
    ],
    allowed: [
      {
        title: 'a Deny for the bucket and its objects',
        resources: bucketWith([{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }]),
      },
      {
        title: 'a topic',
        resources: {
          Topic: { Type: 'AWS::SNS::Topic' },
          Policy: {
            Type: 'AWS::SNS::TopicPolicy',
            Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: httpsOnly('sns:Publish', { Ref: 'Topic' }) } },
          },
        },
      },
      { title: 'a domain', resources: { Domain: { Type: 'AWS::OpenSearchService::Domain', Properties: { DomainEndpointOptions: { EnforceHTTPS: true } } } } },
    ],
  },

  judgeApp(app) {
    return app.resources.flatMap(resource => {
      const service = ownValue(HTTP_SERVICES, resource.origin.resourceType);
      return !service || refusesHttp(resource, service, app) ? [] : [{
        cause: '',
        origin: resource.origin,
        message: `the ${service.noun} can be reached over plain HTTP: nothing denies requests in which \`aws:SecureTransport\` is \`false\``,
        fix: service.fix,
      }];
    });
  },
};

function refusesHttp(resource: ResourceSite, service: HttpService, app: PolicyInventory): boolean {
  if (service === DOMAIN && settingRefusesHttp(resource)) { return true; }
  return policiesOf(resource, app)
    .some(({ document }) => isUndecided(document) || document.statements.some(statement => deniesHttp(statement, service)));
}

/** A setting that is not written out may turn out on. */
function settingRefusesHttp({ properties }: ResourceSite): boolean {
  const options = properties.DomainEndpointOptions;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) { return false; }
  const setting = options.EnforceHTTPS;
  return setting !== undefined && setting !== false && setting !== 'false';
}

function deniesHttp({ effect, principals, conditions, resources }: Statement, { hasContents }: HttpService): boolean {
  if (effect !== 'Deny' || !namesEveryone(principals) || !conditions.some(asksForHttp)) { return false; }
  return !hasContents || !resources || resources.negated || resources.values.some(({ text: { parts } }) => {
    const last = parts[parts.length - 1];
    return typeof last === 'string' ? last.endsWith('*') : last.shape === 'any';
  });
}

function asksForHttp({ key, operator, values }: Condition): boolean {
  const name = key.toLowerCase();
  return name === 's3:tlsversion' && operator.family === 'numeric'
    || name === 'aws:securetransport' && values.some(({ text }) => text.literal === undefined || text.literal.toLowerCase() === 'false');
}

function httpsOnly(action: string, resource: JsonValue): JsonObject {
  return { Effect: 'Deny', Principal: { AWS: '*' }, Action: action, Resource: resource, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
}

function bucketWith(resource: JsonValue): JsonObject {
  return {
    Bucket: { Type: 'AWS::S3::Bucket' },
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [httpsOnly('s3:*', resource)] } } },
  };
}
