import { ACTION_NAMES, ACTIONS } from './generate/alphabet';
import { meet } from './generate/condition';
import { randomPolicy } from './generate/policy';
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { parseWithUnknowns } from './unknown-reader';
import { asList, isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { evaluate } from '../../src/reasoning/evaluate';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { parsePrincipal } from '../../src/reasoning/principal';
import { noPublicAccess } from '../../src/reasoning/public-access';
import { Request, RequestContext } from '../../src/reasoning/request';
import { Verdict } from '../../src/reasoning/verdict';

const policy = (...Statement: JsonObject[]) => parseWithUnknowns({ Version: '2012-10-17', Statement });
const OWNER = '111122223333';

function statement(Principal: JsonValue, more: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: '*', ...more };
}

function when(operator: string, key: string, values: JsonValue): JsonObject {
  return statement('*', { Condition: { [operator]: { [key]: values } } });
}

function denyUnless(operator: string, key: string, values: JsonValue): JsonObject {
  return { ...when(operator, key, values), Effect: 'Deny', Action: '*' };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "The meaning of public" */
const BLOCK_PUBLIC_ACCESS: [string, JsonObject[], Verdict][] = [
  ['anyone', [statement('*')], 'fails'],
  ['anyone, as AWS', [statement({ AWS: '*' })], 'fails'],
  ['anyone from a VPC given by a pattern', [when('StringLike', 'aws:SourceVpc', 'vpc-*')], 'fails'],
  ['anyone from one VPC', [when('StringEquals', 'aws:SourceVpc', 'vpc-91237329')], 'holds'],
  ['anyone from one VPC, by another operator', [when('StringLike', 'aws:SourceVpc', 'vpc-91237329')], 'holds'],
  ['anyone from a policy variable\'s VPC', [when('StringEquals', 'aws:SourceVpc', '${aws:PrincipalTag/vpc}')], 'fails'],
  ['one service, one account and anyone', [statement({ Service: 'cloudtrail.amazonaws.com' }), statement({ AWS: '444455556666' }), statement('*')], 'fails'],
  ['one service and one account', [statement({ Service: 'cloudtrail.amazonaws.com' }), statement({ AWS: '444455556666' })], 'holds'],
  ['one organization', [when('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid')], 'holds'],
  ['one organization, whatever the case', [when('StringEqualsIgnoreCase', 'aws:PrincipalOrgID', 'O-ExampleOrgID')], 'holds'],
  ['half the internet', [when('IpAddress', 'aws:SourceIp', '0.0.0.0/1')], 'fails'],
  ['all the internet, in halves', [when('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1'])], 'fails'],
  ['a range broader than /8', [when('IpAddress', 'aws:SourceIp', '8.0.0.0/7')], 'fails'],
  ['a range of /8', [when('IpAddress', 'aws:SourceIp', '9.0.0.0/8')], 'holds'],
  ['the widest private range', [when('IpAddress', 'aws:SourceIp', '10.0.0.0/8')], 'holds'],
  ['one address', [when('IpAddress', 'aws:SourceIp', '203.0.113.7')], 'holds'],
  ['a range of IPv6 broader than /32', [when('IpAddress', 'aws:SourceIp', '2001:db8::/31')], 'fails'],
  ['a range of IPv6 of /32', [when('IpAddress', 'aws:SourceIp', '2001:db8::/32')], 'holds'],
  ['all but one range', [when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')], 'fails'],
  ['one source ARN', [when('ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::orders')], 'holds'],
  ['one endpoint', [when('StringEquals', 'aws:SourceVpce', ['vpce-1a2b3c4d', 'vpce-5e6f7a8b'])], 'holds'],
  ['one source owner', [when('StringEquals', 'aws:SourceOwner', OWNER)], 'holds'],
  ['one source account', [when('StringEquals', 'aws:SourceAccount', OWNER)], 'holds'],
  ['one user id', [when('StringEquals', 'aws:userid', 'AIDAEXAMPLEID')], 'holds'],
  ['all sessions of a role by user id', [when('StringLike', 'aws:userid', 'AROAEXAMPLEID:*')], 'fails'],
  ['all access points of an account in a region', [when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:accesspoint/*')], 'holds'],
  ['all access points of a name', [when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:*:accesspoint/data')], 'fails'],
  ['all access points of an account', [when('StringEquals', 's3:DataAccessPointAccount', OWNER)], 'holds'],
];

/**
 * Policies of AWS's pages that share a resource with an organization, a network or a service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
const SHARED: [string, JsonObject[], Verdict][] = [
  ['the account\'s root, as the default key policy has it', [statement({ AWS: `arn:aws:iam::${OWNER}:root` }, { Action: 'kms:*' })], 'holds'],
  ['callers of one account through a service, as AWS managed keys have it', [statement({ AWS: '*' }, {
    Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com', 'kms:CallerAccount': OWNER } },
  })], 'holds'],
  ['callers through a service', [statement({ AWS: '*' }, { Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } })], 'fails'],
  ['one organizational unit', [when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*')], 'holds'],
  ['all of an organization by path', [when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*')], 'holds'],
  ['any organization by path', [when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*/r-ab12/*')], 'fails'],
  ['those without another path', [when('ForAllValues:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*')], 'fails'],
  ['one organization, unless the key is absent', [when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-exampleorgid')], 'fails'],
  ['all but one organization', [when('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorgid')], 'fails'],
  ['the endpoints of one organization', [when('StringEquals', 'aws:VpceOrgID', 'o-exampleorgid')], 'holds'],
  ['roles of one account', [when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${OWNER}:role/*`)], 'holds'],
  ['roles of one name in any account', [when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deploy')], 'fails'],
  ['topics of one account', [when('ArnLike', 'aws:SourceArn', `arn:aws:sns:*:${OWNER}:*`)], 'holds'],
  ['topics of any account', [when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:us-east-1:*:orders')], 'fails'],
  ['one AWS service', [when('StringEquals', 'aws:PrincipalServiceName', 'cloudtrail.amazonaws.com')], 'holds'],
  ['one AWS service by its names', [when('ForAnyValue:StringEquals', 'aws:PrincipalServiceNamesList', 'logs.amazonaws.com')], 'holds'],
  ['any AWS service', [when('Bool', 'aws:PrincipalIsAWSService', 'True')], 'holds'],
  ['no AWS service', [when('Bool', 'aws:PrincipalIsAWSService', 'false')], 'fails'],
  ['who signs by TLS', [when('Bool', 'aws:SecureTransport', 'true')], 'fails'],
  ['who has a tag', [when('StringEquals', 'aws:PrincipalTag/team', 'orders')], 'fails'],
  ['who asks with a referer', [when('StringLike', 'aws:Referer', 'https://www.example.com/*')], 'fails'],
  ['anyone, but denied by plain HTTP', [statement('*'), denyUnless('Bool', 'aws:SecureTransport', 'false')], 'fails'],
  ['anyone, but denied from other endpoints', [statement('*'), denyUnless('StringNotEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d')], 'holds'],
  ['anyone, but denied from other networks', [statement('*'), denyUnless('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')], 'holds'],
  ['anyone, but denied to other organizations', [statement('*'), denyUnless('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorgid')], 'holds'],
  ['anyone, but denied to other organizations that say so', [statement('*'), denyUnless('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-exampleorgid')], 'holds'],
  ['anyone, but some other action denied', [statement('*'), { ...statement('*'), Effect: 'Deny', Action: 's3:Delete*' }], 'fails'],
  ['anyone, and all denied', [statement('*'), { ...statement('*'), Effect: 'Deny', Action: 's3:*' }], 'holds'],
  ['anyone but one account', [{ Effect: 'Allow', NotPrincipal: { AWS: '444455556666' }, Action: 's3:*', Resource: '*' }], 'fails'],
  ['anyone, but denied to all but one account', [statement('*'), { Effect: 'Deny', NotPrincipal: { AWS: `arn:aws:iam::${OWNER}:root` }, Action: '*', Resource: '*' }], 'holds'],
  ['nobody', [], 'holds'],
  ['nobody, for want of a principal', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], 'holds'],
  ['a function URL without sign-in', [statement('*', { Action: 'lambda:InvokeFunctionUrl', Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } })], 'fails'],
];

const TEMPLATES: [string, JsonObject[], Verdict][] = [
  ['a VPC of the template', [when('StringEquals', 'aws:SourceVpc', { unknown: 'Vpc' })], 'holds'],
  ['a source ARN with a name of the template', [when('ArnEquals', 'aws:SourceArn', { join: ['arn:aws:sns:us-east-1:', { unknown: 'AWS::AccountId', shape: 'account' }, ':', { unknown: 'Topic' }] })], 'holds'],
  ['an organization that the deployer gives', [when('StringEquals', 'aws:PrincipalOrgID', { unknown: 'OrganizationId', shape: 'any' })], 'unknown'],
  ['a principal that the deployer gives', [statement({ AWS: { unknown: 'Who', shape: 'any' } })], 'unknown'],
  ['a role of the template', [statement({ AWS: { unknown: 'Role.Arn', shape: 'opaque' } })], 'holds'],
  ['anyone under a condition of the template', [statement({ AWS: { if: ['IsOpen', '*', OWNER] } })], 'unknown'],
];

/** Keys that tell a principal, a source or a network, or follow from who asks. */
const TYING = /^(aws:(source|vpce|principal(?!tag)|userid|username|resourceaccount)|s3:dataaccess|kms:caller)/i;

/** Contexts that the conditions ask for, as far as a stranger can meet them. */
function contextsFor(random: Random, { Statement }: JsonObject): readonly RequestContext[] {
  const conditions = asList(Statement).filter(isObject).map(({ Condition }) => Condition).filter(isObject);
  const met = conditions.map(condition => {
    const context: { [key: string]: string | readonly string[] } = {};
    meet(random, condition, context);
    return context;
  });
  const all: readonly RequestContext[] = [{}, ...met, Object.assign({}, ...met) as RequestContext];
  return all.map(context => Object.fromEntries(Object.entries(context).filter(([key]) => !TYING.test(key))));
}

describe('noPublicAccess', () => {
  test.each([...BLOCK_PUBLIC_ACCESS, ...SHARED, ...TEMPLATES])('a policy for %s', (_, statements, verdict) => {
    expect(noPublicAccess(policy(...statements))).toMatchObject({ verdict });
  });

  test.each([...BLOCK_PUBLIC_ACCESS, ...SHARED].filter(([,, verdict]) => verdict === 'fails'))('shows what a policy for %s lets in', (_, statements) => {
    const document = policy(...statements);
    const { witness } = noPublicAccess(document);

    expect(witness!.principal.account).not.toBe(OWNER);
    expect(evaluate({ ...witness!, resourceAccount: OWNER }, {
      identity: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })], resource: document, scp: [], rcp: [],
    }).decision).toBe('allowed');
  });

  test.each<[string, JsonObject, string]>([
    ['a value', when('StringEquals', 'aws:PrincipalOrgID', { unknown: 'OrganizationId', shape: 'any' }), 'OrganizationId'],
    ['a principal', statement({ AWS: { unknown: 'Who', shape: 'any' } }), 'Who'],
    ['a condition of the template', statement({ AWS: { if: ['IsOpen', '*', OWNER] } }), 'IsOpen'],
  ])('says that it depends on %s', (_, open, name) => {
    expect(noPublicAccess(policy(open)).reason).toBe(`statement 0: request could not be decided: it depends on ${name}`);
  });

  test('in small worlds it holds only where the evaluator lets no stranger in', () => {
    const strangers = [parsePrincipal('arn:aws:iam::999988887777:role/stranger')!, parsePrincipal({ type: 'anonymous' })!];
    const verdicts = { holds: 0, fails: 0, unknown: 0 };
    for (let seed = 1; seed <= 400; seed++) {
      const random = new Random(seed);
      const raw = randomPolicy(random, 'resource', randomRequest(random));
      const document = parsePolicyDocument(raw);
      const { verdict } = noPublicAccess(document);
      verdicts[verdict]++;
      if (verdict !== 'holds') { continue; }
      const requests = contextsFor(random, raw).flatMap(context => strangers.flatMap(principal => ACTION_NAMES.flatMap(action => (
        ACTIONS[action].map((resource): Request => ({ principal, action, resource, context }))
      ))));
      expect({ seed, allowed: requests.find(request => policyEffect(document, request, 'resource') === 'allow') }).toEqual({ seed, allowed: undefined });
    }
    expect(Math.min(verdicts.holds, verdicts.fails)).toBeGreaterThan(50);
    expect(verdicts.unknown).toBeLessThan(40);
  });

  test('says so in one line', () => {
    expect(noPublicAccess(policy(statement('*', { Sid: 'Upload', Resource: 'arn:aws:s3:::orders/*' }))).reason)
      .toBe('statement 0 (Upload) lets in whoever asks: s3:PutObject on arn:aws:s3:::orders/example by anyone');
  });
});
