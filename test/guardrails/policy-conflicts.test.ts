import { App, CfnParameter, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IConstruct } from 'constructs';
import { LambdaExecutionRole, ResourceControlPolicy, ResourceControlStatements, ServiceControlPolicy, ServiceControlStatements } from '../../src';

const ACCOUNT = '111122223333';
const IN_ACCOUNT = { env: { account: ACCOUNT, region: 'eu-west-1' } };

/** An app with the policies of the organization in one stack and a workload in another. */
function appWith(make: (workload: Stack) => void, guard: (organization: Stack) => { checkAgainst(scope: IConstruct): void }): string[] {
  const app = new App();
  const workload = new Stack(app, 'Workload', IN_ACCOUNT);
  make(workload);
  guard(new Stack(app, 'Organization', { env: { account: '444455556666', region: 'us-east-1' } })).checkAgainst(app);
  try {
    app.synth();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map(line => line.replace(/^\s*\[[^\]]*\]\s*/, ''));
  }
}

function roleWith(scope: Stack, ...statements: iam.PolicyStatement[]): iam.Role {
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  statements.forEach(statement => role.addToPolicy(statement));
  return role;
}

const allow = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
const scp = (...statements: iam.PolicyStatement[]) => (stack: Stack) => new ServiceControlPolicy(stack, 'Scp', { statements });
const rcp = (...statements: iam.PolicyStatement[]) => (stack: Stack) => new ResourceControlPolicy(stack, 'Rcp', { statements });
const { denyDisablingAudit, denyOtherRegions, denyUsersAndAccessKeys } = ServiceControlStatements;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;

describe('a service control policy', () => {
  test('fails on what it takes from a role: the permission, both statements and a request', () => {
    const errors = appWith(stack => roleWith(stack, allow(['cloudtrail:StopLogging', 's3:GetObject'], ['*'])), scp(denyDisablingAudit()));
    expect(errors).toEqual([expect.stringMatching(
      /^Workload\/Role\/Resource is granted \{"Effect":"Allow","Action":"cloudtrail:StopLogging","Resource":"\*"\}, of which Organization\/Scp leaves nothing by `DenyDisablingAudit` \{"Sid":"DenyDisablingAudit",.*…, for example cloudtrail:StopLogging on arn:aws:cloudtrail:.* by arn:aws:iam::111122223333:role\/.*: take the permission out of the role, or exempt the role$/,
    )]);
  });

  test.each<[string, (stack: Stack) => void, iam.PolicyStatement[], number]>([
    ['grants that it leaves', stack => new LambdaExecutionRole(stack, 'Role'), [denyDisablingAudit(), denyUsersAndAccessKeys()], 0],
    ['a queue in another region', stack => roleWith(stack, allow(['sqs:SendMessage'], [QUEUE])), denyOtherRegions({ regions: ['eu-west-1'] }), 1],
    ['a queue in an approved region', stack => roleWith(stack, allow(['sqs:SendMessage'], [QUEUE])), denyOtherRegions({ regions: ['us-east-1'] }), 0],
    ['a queue of the app', stack => new sqs.Queue(stack, 'Queue').grantSendMessages(roleWith(stack)), denyOtherRegions({ regions: ['eu-central-1'] }), 3],
    ['a trail of the app', stack => roleWith(stack, allow(['cloudtrail:StopLogging'], [new cloudtrail.Trail(stack, 'Trail').trailArn])), [denyDisablingAudit()], 1],
    ['a role that has the exempt tag', (stack) => {
      Tags.of(roleWith(stack, allow(['cloudtrail:StopLogging'], ['*']))).add('audit', 'true');
    }, [denyDisablingAudit({ principalTag: { key: 'audit', value: 'true' } })], 0],
    ['a role that lacks it', stack => roleWith(stack, allow(['cloudtrail:StopLogging'], ['*'])), [denyDisablingAudit({ principalTag: { key: 'audit', value: 'true' } })], 1],
    ['a managed policy of AWS', stack => roleWith(stack).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSCloudTrail_FullAccess')), [denyDisablingAudit()], 0],
    ['an action known at deployment', stack => roleWith(stack, allow([new CfnParameter(stack, 'Action').valueAsString], ['*'])), [denyDisablingAudit()], 0],
    ['grants made in another stage', (stack) => {
      roleWith(new Stack(new Stage(stack.node.root, 'Production', IN_ACCOUNT), 'Orders'), allow(['cloudtrail:StopLogging'], ['*']));
    }, [denyDisablingAudit()], 1],
  ])('%s', (_, make, statements, expected) => {
    expect(appWith(make, scp(...statements))).toHaveLength(expected);
  });

  test('exempts the role of the app that it names', () => {
    const app = new App();
    const workload = new Stack(app, 'Workload', IN_ACCOUNT);
    const role = roleWith(workload, allow(['cloudtrail:StopLogging'], ['*']));
    const policy = new ServiceControlPolicy(workload, 'Scp', { statements: [denyDisablingAudit({ principalArns: [role.roleArn] })] });
    policy.checkAgainst(workload);
    expect(() => app.synth()).not.toThrow();
  });

  test('fails on a scope without roles', () => {
    expect(appWith(() => {}, scp(denyDisablingAudit()))).toEqual(['Organization/Scp is checked against the app, where there is no role: name the scope of the roles, or the role where it is created']);
  });
});

describe('a resource control policy', () => {
  const GITHUB = 'token.actions.githubusercontent.com';
  const trustsGitHub = (stack: Stack) => new iam.Role(stack, 'Deploy', {
    assumedBy: new iam.WebIdentityPrincipal(`arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}`, {
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/orders:ref:refs/heads/main' },
    }),
  });
  const deletes = (stack: Stack, ...resources: string[]) => roleWith(stack, allow(['kms:ScheduleKeyDeletion'], resources));
  const { denyOtherOidcProviders, denyOtherOidcTenants, denyKeyDeletion, denyOtherOrganizations, denyInsecureTransport } = ResourceControlStatements;

  test.each<[string, (stack: Stack) => void, iam.PolicyStatement[], RegExp[]]>([
    ['an issuer that it does not have', trustsGitHub, [denyOtherOidcProviders(['gitlab.com'])], [/^the policy of Workload\/Deploy\/Resource allows .*of which Organization\/Rcp leaves nothing by `DenyOtherOidcProviders`/]],
    ['the issuer that it has', trustsGitHub, [denyOtherOidcProviders([GITHUB])], []],
    ['another tenant', trustsGitHub, [denyOtherOidcTenants({ issuer: GITHUB, claim: 'sub', values: ['repo:octo-org/*'] })], [/`DenyOtherOidcTenants`.*for example sts:AssumeRoleWithWebIdentity on arn:aws:iam::111122223333:role\/workload-deploy /]],
    ['its own tenant', trustsGitHub, [denyOtherOidcTenants({ issuer: GITHUB, claim: 'sub', values: ['repo:acme/*'] })], []],
    ['a role that may delete a key of the app', stack => deletes(stack, new kms.Key(stack, 'Key').keyArn), [denyKeyDeletion()], [/^Workload\/Role\/Resource is granted .*"kms:ScheduleKeyDeletion".*`DenyKeyDeletion`/]],
    ['a role that may delete a key of its account', stack => deletes(stack, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`), [denyKeyDeletion()], [/DenyKeyDeletion/]],
    ['a role that may delete a key of another account', stack => deletes(stack, 'arn:aws:kms:eu-west-1:999999999999:key/k'), [denyKeyDeletion()], []],
    ['an account of which the organization is not known', (stack) => {
      new s3.Bucket(stack, 'Bucket').addToResourcePolicy(new iam.PolicyStatement({
        actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'], principals: [new iam.AccountPrincipal('999999999999')],
      }));
    }, [denyOtherOrganizations({ organizationId: 'o-a1b2c3d4e5' }), denyInsecureTransport()], []],
  ])('%s', (_, make, statements, expected) => {
    expect(appWith(make, rcp(...statements))).toEqual(expected.map(pattern => expect.stringMatching(pattern)));
  });
});
