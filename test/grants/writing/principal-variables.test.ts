import { App, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScopedBucketGrants } from '../../../src/grants/bucket-grants';
import { ACCOUNT, newRole, newStack } from '../testing';

const TENANT = '${aws:PrincipalTag/tenant}/';

const listUnder = (stack: Stack, grantee: iam.IGrantable, prefix: string) =>
  ScopedBucketGrants.fromBucket(new s3.CfnBucket(stack, 'Bucket')).list(grantee, { prefix });
const synthesize = (prefix: string, make: (stack: Stack) => iam.IGrantable) => {
  const app = new App();
  const stack = newStack(app);
  listUnder(stack, make(stack), prefix);
  return app.synth();
};
const trusting = (principal: iam.IPrincipal) => (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: principal });
const lambda = new iam.ServicePrincipal('lambda.amazonaws.com');
const cognito = new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com');
const saml = new iam.FederatedPrincipal(`arn:aws:iam::${ACCOUNT}:saml-provider/corp`, {}, 'sts:AssumeRoleWithSAML');
const tagged = (key: string) => (stack: Stack) => {
  const role = newRole(stack);
  Tags.of(role).add(key, 'blue');
  return role;
};
const trustingWith = (action: string) => (stack: Stack) => {
  const role = newRole(stack);
  role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: [action], principals: [lambda] }));
  return role;
};

describe('a variable that no session of the role has is an error at synthesis, with the remedy', () => {
  test.each<[string, string, (stack: Stack) => iam.IGrantable, RegExp]>([
    ['tag', TENANT, trusting(lambda),
      /ScopedBucketGrants.list is narrowed by \$\{aws:PrincipalTag\/tenant\}.*tag the role with 'tenant', or allow sts:TagSession in its trust policy/],
    ['Cognito identity', '${cognito-identity.amazonaws.com:sub}/', trusting(saml), /let the role trust cognito-identity.amazonaws.com/],
    ['SAML', '${saml:sub}/', trusting(cognito), /let the role trust a SAML provider/],
    ['source identity', '${aws:SourceIdentity}/', trusting(lambda), /allow sts:SetSourceIdentity in its trust policy/],
    ['one of two', '${aws:userid}/${aws:PrincipalTag/tenant}/', trusting(lambda), /\$\{aws:PrincipalTag\/tenant\}/],
    ['behind conditions', TENANT, (stack) => new iam.PrincipalWithConditions(newRole(stack), {}), /tag the role with 'tenant'/],
  ])('%s', (_, prefix, make, message) => {
    expect(() => synthesize(prefix, make)).toThrow(message);
  });
});

describe('a variable that sessions have passes', () => {
  test.each<[string, string, (stack: Stack) => iam.IGrantable]>([
    ['tag of the role', TENANT, tagged('tenant')],
    ['tag in another case, which IAM does not tell apart', TENANT, tagged('Tenant')],
    ['session tags', TENANT, trusting(new iam.SessionTagsPrincipal(lambda))],
    ['session tags allowed by another statement', TENANT, trustingWith('sts:TagSession')],
    ['Cognito identity', '${cognito-identity.amazonaws.com:sub}/', trusting(cognito)],
    ['SAML', '${saml:sub}/', trusting(saml)],
    ['source identity', '${aws:SourceIdentity}/', trustingWith('sts:SetSourceIdentity')],
    ['user id, which every session has', '${aws:userid}/', trusting(lambda)],
    ['default value', "${aws:PrincipalTag/tenant, 'shared'}/", trusting(lambda)],
    ['no variable but an escape', 'a${*}b/', trusting(lambda)],
  ])('%s', (_, prefix, make) => {
    expect(() => synthesize(prefix, make)).not.toThrow();
  });

  test('also when the tag or the trust comes after the grant', () => {
    const app = new App();
    const stack = newStack(app);
    const role = newRole(stack);
    listUnder(stack, role, '${aws:PrincipalTag/tenant}/${aws:SourceIdentity}/');
    Tags.of(stack).add('tenant', 'blue');
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:SetSourceIdentity'], principals: [lambda] }));
    expect(() => app.synth()).not.toThrow();
  });
});

describe('nothing is said of principals whose sessions this app does not know', () => {
  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['imported role', (stack) => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/app`)],
    ['user', (stack) => new iam.User(stack, 'User')],
    ['managed policy', (stack) => new iam.ManagedPolicy(stack, 'Policy', { roles: [newRole(stack)] })],
    ['role whose trust policy is a value of the deployment', (stack) => {
      const role = newRole(stack);
      (role.node.defaultChild as iam.CfnRole).assumeRolePolicyDocument = { 'Fn::Transform': { Name: 'Trust' } };
      return role;
    }],
  ])('%s', (_, make) => {
    expect(() => synthesize(TENANT, make)).not.toThrow();
  });
});

test('${aws:username} on a role is an error at once', () => {
  const stack = newStack();
  expect(() => listUnder(stack, newRole(stack), 'home/${aws:username}/')).toThrow(
    /ScopedBucketGrants.list: \$\{aws:username\} has a value for IAM users only, and 'Stack\/Role' is a role.*\$\{aws:userid\}/,
  );
});

test('${aws:username} is right for a user', () => {
  expect(() => synthesize('home/${aws:username}/', (stack) => new iam.User(stack, 'User'))).not.toThrow();
});
