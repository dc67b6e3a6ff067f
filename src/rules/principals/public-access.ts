/**
 * Errs to silence: what could not be decided, the reasoning leaves unknown and `undecidable-value` reports; a policy with more open
 * statements than are looked at is reported for the first of them.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { isObject, JsonObject } from '../../policy/json';
import { PolicyInventory, PolicySite, resourceKey, ResourceOrigin, ResourceSite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { noPublicAccess } from '../../reasoning/public-access';
import { Request } from '../../reasoning/request';
import { actionPatterns } from '../action-pattern';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule, Violation } from '../rule';
import { makesUrl } from './function-url-without-auth';
import { placedAt } from './placed';
import { allowedPrincipals, isAnybody } from './principal-values';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf, textsOf } from '../wording';

export const publicAccess: Rule = {
  id: 'public-access',
  severity: Severity.ERROR,
  checks: ['P-12', 'X-05', 'K-07'],
  summary: 'the policy of a resource lets in whoever asks',
  why: 'Anyone with an AWS account, often anyone at all, can do what the statement allows. The whole policy was read: no Deny and no condition '
    + 'ties the request to an account, an organization, a source or a network.',
  accept: 'For what is meant for the public, such as the files of a website.',
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
    'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html#apigateway-private-api-best-practices',
  ],
  examples: {
    flagged: [
      {
        title: 'a bucket that anyone can read, in a statement that is no list',
        kind: 'resource',
        policy: { Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'a condition that everyone can meet',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::111122223333:role/worker', '*'] },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          }],
        },
      },
      {
        title: 'a Deny that leaves most of it open',
        kind: 'resource',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/private/*' },
          ],
        },
      },
      {
        title: 'a function that anyone can invoke',
        resources: {
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: { Action: 'lambda:InvokeFunction', FunctionName: 'orders', Principal: '*' },
          },
        },
      },
      {
        title: 'an event bus that anyone can put events on',
        resources: {
          BusPolicy: {
            Type: 'AWS::Events::EventBusPolicy',
            Properties: { Action: 'events:PutEvents', EventBusName: 'orders', Principal: '*', StatementId: 'Anyone' },
          },
        },
      },
      {
        title: 'a private API that any network can call',
        resources: privateApi({ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }),
      },
    ],
    allowed: [
      {
        title: 'a private API that one network can call',
        resources: privateApi({
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
        }),
      },
      {
        title: 'the own organization',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: 'events:PutEvents',
            Resource: 'arn:aws:events:eu-west-1:111122223333:event-bus/orders',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          }],
        },
      },
      {
        title: 'what a Deny keeps out',
        kind: 'resource',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'],
              Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
            },
          ],
        },
      },
      {
        title: 'clients of a file system that come through its mount targets',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
            Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
          }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: 'arn:aws:s3:::orders/*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }],
        },
      },
      {
        title: 'a search domain inside of a VPC, where networks decide who gets near it',
        resources: {
          Domain: {
            Type: 'AWS::OpenSearchService::Domain',
            Properties: {
              AccessPolicies: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'es:ESHttpGet', Resource: '*' }] },
              VPCOptions: { SubnetIds: ['subnet-1a2b3c4d'] },
            },
          },
        },
      },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const site of app.sites) {
      if (site.kind !== 'resource' || OPEN_BY_NATURE.has(site.origin.resourceType)) { continue; }
      const open = openStatements(site.document);
      if (open.length === 0) { continue; }
      const graph = graphOf(app);
      for (const { statement, witness } of open) {
        if (!isAnsweredElsewhere(statement, app) && !isPublicRead(statement, site) && !isGuardedByResource(statement, site, graph)) {
          violations.push(placedAt(site, lettingIn(statement, site, witness)));
        }
      }
    }
    return violations;
  },
};

/**
 * Where `*` in the policy says nothing of who gets in: a domain name leads to APIs that ask for themselves, an API of SAM has its
 * authorizers beside the policy, and a Lattice service is reached from its own networks only.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
 */
const OPEN_BY_NATURE = new Set(['AWS::ApiGateway::DomainNameV2', 'AWS::Serverless::Api', 'AWS::VpcLattice::AuthPolicy']);
/** Each statement is looked at with all Denies, so fewer of them where these are many. */
const MOST_STATEMENTS = 16;
const MOST_DENIES = 1000;

interface OpenStatement {
  readonly statement: Statement;
  readonly witness?: Request;
}

const NONE_OPEN: readonly OpenStatement[] = [];

/** The Allow statements that let in strangers, each looked at together with all that the policy denies. */
const openStatements = rememberFor((document: PolicyDocument): readonly OpenStatement[] => {
  const candidates = document.statements.filter(statement => allowedPrincipals(statement).some(isAnybody));
  if (candidates.length === 0) { return NONE_OPEN; }
  const denies = document.statements.filter(({ effect }) => effect === 'Deny');
  const most = Math.max(1, Math.min(MOST_STATEMENTS, Math.floor(MOST_DENIES / Math.max(1, denies.length))));
  return candidates.slice(0, most).flatMap(statement => {
    const { verdict, witness } = noPublicAccess(only([statement, ...denies], document));
    return verdict === 'fails' ? [{ statement, witness }] : [];
  });
});

/** The document without the other statements, and without what is wrong with those or unknown in them. */
function only(statements: readonly Statement[], document: PolicyDocument): PolicyDocument {
  const { problems, undecided } = document;
  if (problems.length === 0 && undecided.length === 0) { return { ...document, statements }; }
  const leftOut = new Set(document.statements.map(({ path }) => path));
  for (const { path } of statements) { leftOut.delete(path); }
  const concerns = ({ path }: { readonly path: string }) => !leftOut.has(path.split('/', 2).join('/'));
  return { ...document, statements, problems: problems.filter(concerns), undecided: undecided.filter(concerns) };
}

/** What a function URL needs, `function-url-without-auth` reports at the URL, if the app makes one. */
function isAnsweredElsewhere({ conditions }: Statement, { resources }: PolicyInventory): boolean {
  return conditions.some(({ key, values }) => /^lambda:invokedviafunctionurl$/i.test(key)
    || /^lambda:functionurlauthtype$/i.test(key) && values.every(({ text }) => text.literal === 'NONE'))
    && resources.some(makesUrl);
}

/**
 * From a public repository anyone can pull, whatever its policy says; to push takes permissions.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policies.html
 */
function isPublicRead({ actions }: Statement, { origin }: PolicySite): boolean {
  return origin.resourceType === 'AWS::ECR::PublicRepository' && !actions.negated
    && actionPatterns(actions).every(({ isEverything, changing }) => !isEverything && changing.length === 0);
}

/** A search domain in a VPC, or one that asks for a password of its own; an API that asks its authorizers. */
function isGuardedByResource({ resources }: Statement, site: PolicySite, graph: AppGraph): boolean {
  if (site.origin.resourceType === REST_API) { return isGuardedApi(site.origin, graph); }
  const named = resources?.values.flatMap(({ text }) => text.unknowns.flatMap(unknown => unknown.resource ?? [])) ?? [];
  const own = graph.resource(resourceKey(site.origin));
  return [own, ...named.map(key => graph.resource(key)), ...domainsOfCall(site, own, graph)].some(isGuardedDomain);
}

/** The domain whose policy the CDK sets by an SDK call, which names it: `"DomainName":"orders"`. */
function domainsOfCall({ origin, propertyPath }: PolicySite, own: ResourceSite | undefined, graph: AppGraph): readonly ResourceSite[] {
  if (!own || !/^Custom::(?:OpenSearch|Elasticsearch)AccessPolicy$/.test(origin.resourceType)) { return []; }
  const calls = own.texts(propertyPath.split('/')[1]).map(({ text }) => text.toString());
  return graph.inventory.resources.filter(({ arn, origin: { templateId, resourceType } }) => {
    const name = SEARCH_DOMAINS.has(resourceType) && templateId === origin.templateId && arn?.toString().split(':domain/')[1];
    return name && calls.some(call => call.includes(`"DomainName":"${name}"`));
  });
}

const REST_API = 'AWS::ApiGateway::RestApi';

/**
 * `*` is usual where authorizers decide, and for the public. A private API without them lets in the endpoints of all networks, those of
 * strangers included; where its methods are not to be seen, it may have them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
function isGuardedApi(origin: ResourceOrigin, graph: AppGraph): boolean {
  const key = resourceKey(origin);
  const isPrivate = graph.resource(key)?.texts('EndpointConfiguration.Types[]').some(({ text }) => text.literal === 'PRIVATE');
  if (!isPrivate) { return true; }
  const methods = graph.inventory.resources.filter(({ origin: { resourceType }, references }) => resourceType === 'AWS::ApiGateway::Method'
    && references.some(({ path, target }) => path === 'Properties/RestApiId' && target === key));
  return methods.length === 0 || methods.some(method => !method.texts('AuthorizationType').some(({ text }) => text.literal === 'NONE'));
}

const SEARCH_DOMAINS = new Set(['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain']);

function isGuardedDomain(resource: ResourceSite | undefined): boolean {
  if (!resource || !SEARCH_DOMAINS.has(resource.origin.resourceType)) { return false; }
  const { VPCOptions: vpc, AdvancedSecurityOptions: security } = resource.properties;
  return vpc !== undefined || isObject(security) && security.Enabled !== undefined && String(security.Enabled) !== 'false';
}

function lettingIn(statement: Statement, { document }: PolicySite, witness: Request | undefined): Violation {
  const { actions, resources, conditions, path } = statement;
  const names = actions.values.map(({ text }) => text.toString());
  const loose = conditions.length > 0 ? `; ${listOf(conditions.map(({ key }) => key))} ${conditions.length === 1 ? 'does' : 'do'} not keep strangers out` : '';
  const denied = document.statements.some(({ effect }) => effect === 'Deny') ? ', whatever its Deny statements say' : '';
  return {
    cause: causeOf(actions.values.map(({ text }) => `${actions.negated ? 'not ' : ''}${stableText(text)}`)),
    path,
    message: `anyone can ${actions.negated ? 'do all but ' : ''}${listOf(names)}: the principal is \`*\`${loose}${denied}`,
    fix: 'name the principals, such as `{ "AWS": "arn:aws:iam::111122223333:role/NAME" }`, or require in the same statement `aws:PrincipalOrgID`, '
      + '`aws:SourceAccount` or `aws:SourceVpce` with StringEquals; serve the files of a website through CloudFront with origin access control',
    actions: textsOf(actions),
    resources: resources && textsOf(resources),
    witness,
  };
}

function privateApi(statement: JsonObject): JsonObject {
  const Policy = { Version: '2012-10-17', Statement: [statement] };
  return {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders', EndpointConfiguration: { Types: ['PRIVATE'] }, Policy } },
    Method: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'Api' }, HttpMethod: 'GET', AuthorizationType: 'NONE' } },
  };
}
