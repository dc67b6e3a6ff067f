import { CfnParameter, Fn, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScopedBucketGrants } from '../../../src/grants/bucket-grants';
import { GrantScope, narrow, requireTagged } from '../../../src/grants/writing/grant-scope';
import { ScopedStatement } from '../../../src/grants/writing/scoped-statement';
import { KEY_ARN, newRole, newStack, REGION, statementsOf } from '../testing';

const ALL: GrantScope = {
  sourceVpcEndpoints: ['vpce-0123456789abcdef0', 'vpce-01234567'],
  principalOrgId: 'o-a1b2c3d4e5',
  regions: ['eu-west-1', 'us-gov-west-1'],
  resourceTags: { stage: 'prod', team: 'orders' },
};
const onObjects: ScopedStatement = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'], conditions: { StringLike: { 's3:prefix': 'a*' } } };
const onKey: ScopedStatement = { actions: ['kms:Decrypt'], resources: [KEY_ARN], viaService: true };
const onAny: ScopedStatement = { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] };

describe('what a scope adds to a statement', () => {
  test.each<[string, GrantScope, object]>([
    ['no scope', {}, {}],
    ['one VPC endpoint', { sourceVpcEndpoints: ['vpce-01234567'] }, { 'aws:SourceVpce': 'vpce-01234567' }],
    ['several VPC endpoints', { sourceVpcEndpoints: ALL.sourceVpcEndpoints }, { 'aws:SourceVpce': ALL.sourceVpcEndpoints }],
    ['an organization', { principalOrgId: 'o-a1b2c3d4e5' }, { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }],
    ['regions', { regions: ['eu-west-1'] }, { 'aws:RequestedRegion': 'eu-west-1' }],
    ['tags', { resourceTags: ALL.resourceTags }, { 'aws:ResourceTag/stage': 'prod', 'aws:ResourceTag/team': 'orders' }],
  ])('%s', (_, scope, added) => {
    expect(narrow('Some.grant', scope, { ...onObjects, conditions: { StringEquals: { 'aws:ResourceAccount': '111122223333' } } }))
      .toEqual({ StringEquals: { 'aws:ResourceAccount': '111122223333', ...added } });
  });

  test('all scopes hold together with the conditions that the statement had', () => {
    expect(narrow('Some.grant', ALL, onObjects)).toEqual({
      StringLike: { 's3:prefix': 'a*' },
      StringEquals: {
        'aws:SourceVpce': ALL.sourceVpcEndpoints,
        'aws:PrincipalOrgID': ALL.principalOrgId,
        'aws:RequestedRegion': ALL.regions,
        'aws:ResourceTag/stage': 'prod',
        'aws:ResourceTag/team': 'orders',
      },
    });
  });

  test('what a service does in the grantee\'s name has neither its network, nor the region of the request, nor the tags of its resource', () => {
    expect(narrow('Some.grant', ALL, onKey)).toEqual({ StringEquals: { 'aws:PrincipalOrgID': ALL.principalOrgId } });
  });

  test('a statement on no resource has no tags', () => {
    expect(Object.keys(narrow('Some.grant', ALL, onAny)!.StringEquals)).toEqual(['aws:SourceVpce', 'aws:PrincipalOrgID', 'aws:RequestedRegion']);
  });

  test('no scope and no conditions leave none', () => {
    expect(narrow('Some.grant', {}, onKey)).toBeUndefined();
  });
});

describe('wrong values', () => {
  test.each<[GrantScope, RegExp]>([
    [{ sourceVpcEndpoints: [] }, /Some.grant: `sourceVpcEndpoints` is \[\].*Leave `sourceVpcEndpoints` out/],
    [{ sourceVpcEndpoints: [''] }, /`sourceVpcEndpoints` is \[""\]/],
    [{ sourceVpcEndpoints: ['vpc-0123456789abcdef0'] }, /`sourceVpcEndpoints` has 'vpc-0123456789abcdef0'; expected an endpoint id such as 'vpce-/],
    [{ sourceVpcEndpoints: ['vpce-*'] }, /(?:is|has) 'vpce-\*'/],
    [{ principalOrgId: '' }, /`principalOrgId` is \[""\]/],
    [{ principalOrgId: 'r-ab12' }, /`principalOrgId` is 'r-ab12'; expected an organization id such as 'o-a1b2c3d4e5'/],
    [{ principalOrgId: 'o-*' }, /(?:is|has) 'o-\*'/],
    [{ regions: [] }, /`regions` is \[\]/],
    [{ regions: ['eu-wset-1'] }, /`regions` has 'eu-wset-1'; expected a region that this version knows; did you mean 'eu-west-1'\?/],
    [{ regions: ['everywhere'] }, /(?:is|has) 'everywhere'/],
    [{ regions: ['eu-*'] }, /(?:is|has) 'eu-\*'/],
    [{ resourceTags: {} }, /`resourceTags` is \[\]/],
    [{ resourceTags: { '': 'prod' } }, /`resourceTags` is \[""\]/],
  ])('%j is an error', (scope, message) => {
    expect(() => narrow('Some.grant', scope, onObjects)).toThrow(message);
  });

  test('tags are an error for an action that does not evaluate those of its resource, even beside one that does', () => {
    const statement = { actions: ['dynamodb:GetItem', 'sns:Publish', 'sts:GetCallerIdentity'], resources: ['arn:aws:sns:eu-west-1:111122223333:orders'] };
    expect(() => narrow('Some.grant', { resourceTags: { stage: 'prod' } }, statement))
      .toThrow(/Some.grant: `resourceTags` cannot narrow sts:GetCallerIdentity, which does not evaluate the tags/);
  });

  test('tags are an error where no statement names a resource that could have them', () => {
    const scope = { resourceTags: { stage: 'prod' } };
    expect(() => requireTagged('Some.grant', scope, [onAny, onKey])).toThrow(/`resourceTags` cannot narrow ecr:GetAuthorizationToken, kms:Decrypt, which name no resource/);
    expect(() => requireTagged('Some.grant', scope, [onAny, onObjects])).not.toThrow();
    expect(() => requireTagged('Some.grant', {}, [onAny])).not.toThrow();
  });
});

test('tokens are taken as they are', () => {
  const stack = newStack();
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  const scope: GrantScope = {
    sourceVpcEndpoints: Fn.split(',', Fn.importValue('endpoints')),
    principalOrgId: parameter('Organization'),
    regions: [Token.asString({ Ref: 'AWS::Region' }), 'eu-west-1'],
    resourceTags: { stage: parameter('Stage') },
  };
  expect(stack.resolve(narrow('Some.grant', scope, { ...onObjects, conditions: undefined }))).toEqual({
    StringEquals: {
      'aws:SourceVpce': { 'Fn::Split': [',', { 'Fn::ImportValue': 'endpoints' }] },
      'aws:PrincipalOrgID': { Ref: 'Organization' },
      'aws:RequestedRegion': [{ Ref: 'AWS::Region' }, 'eu-west-1'],
      'aws:ResourceTag/stage': { Ref: 'Stage' },
    },
  });
});

test('a grant narrows what the grantee asks itself, and the use of the key by its service', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
  ScopedBucketGrants.fromBucket(bucket).read(newRole(stack), { sourceVpcEndpoints: ['vpce-01234567'], regions: [REGION] });
  const fromNetwork = { 'aws:SourceVpce': 'vpce-01234567', 'aws:RequestedRegion': REGION };
  expect(statementsOf(stack).map(({ Action, Condition }) => [Action, Condition.StringEquals])).toEqual([
    ['s3:GetObject', fromNetwork],
    ['s3:ListBucket', fromNetwork],
    ['kms:Decrypt', { 'kms:ViaService': `s3.${REGION}.amazonaws.com` }],
  ]);
});
