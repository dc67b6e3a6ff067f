import { App, Aws, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { actionNames, matchActions } from '../../src/catalog/actions';
import { SELF_WIDENING_ACTIONS } from '../../src/catalog/self-widening-actions';
import { WorkloadBoundaryProps } from '../../src/guardrails/boundary-props';
import { DEFAULT_DENIED_SERVICES } from '../../src/guardrails/default-denied-services';
import { GLOBAL_SERVICES } from '../../src/guardrails/global-services';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';

const ALLOW_ALL = { Sid: 'AllowUpToTheBoundary', Effect: 'Allow', Action: '*', Resource: '*' };
const DENY_DEFAULTS = {
  Sid: 'DenyServicesAndActions',
  Effect: 'Deny',
  Action: ['iam:*', 'organizations:*', 'account:*', 'sso:*', 'identitystore:*', 'sso-directory:*'],
  Resource: '*',
};
const DENY_ASSUME_ROOT = { Sid: 'DenyLeavingTheBoundary', Effect: 'Deny', Action: 'sts:AssumeRoot', Resource: '*' };
const DENY_SELF_WIDENING = { ...DENY_ASSUME_ROOT, Action: SELF_WIDENING_ACTIONS.map(({ action }) => action) };

function denyOutside(regions: unknown): object {
  return {
    Sid: 'DenyOtherRegions',
    Effect: 'Deny',
    NotAction: GLOBAL_SERVICES.map(({ action }) => action),
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
  };
}

function statementsFor(props: WorkloadBoundaryProps, stack = new Stack()): object[] {
  new WorkloadBoundary(stack, 'Boundary', props);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  return policy.Properties.PolicyDocument.Statement;
}

describe('the policy document', () => {
  test.each<[string, WorkloadBoundaryProps, object[]]>([
    ['without properties', {}, [ALLOW_ALL, DENY_DEFAULTS, DENY_ASSUME_ROOT]],
    ['with allowed services', { allowedServices: ['s3', 'dynamodb'] }, [
      { ...ALLOW_ALL, Action: ['s3:*', 'dynamodb:*'] }, DENY_DEFAULTS, DENY_ASSUME_ROOT,
    ]],
    ['with allowed regions', { allowedRegions: ['eu-central-1', 'eu-west-1'] }, [
      ALLOW_ALL, DENY_DEFAULTS, DENY_ASSUME_ROOT, denyOutside(['eu-central-1', 'eu-west-1']),
    ]],
    ['with denied services of its own', { deniedServices: ['sagemaker'] }, [
      ALLOW_ALL, { ...DENY_DEFAULTS, Action: 'sagemaker:*' }, DENY_SELF_WIDENING,
    ]],
    ['with the default denied services and one more', { deniedServices: [...WorkloadBoundary.DEFAULT_DENIED_SERVICES, 'sagemaker'] }, [
      ALLOW_ALL, { ...DENY_DEFAULTS, Action: [...DENY_DEFAULTS.Action, 'sagemaker:*'] }, DENY_ASSUME_ROOT,
    ]],
    ['with denied actions', { deniedActions: ['s3:DeleteBucket', 'ec2:*Vpc*', 's3:DeleteBucket'] }, [
      ALLOW_ALL, { ...DENY_DEFAULTS, Action: [...DENY_DEFAULTS.Action, 's3:DeleteBucket', 'ec2:*Vpc*'] }, DENY_ASSUME_ROOT,
    ]],
    ['with nothing denied', { deniedServices: [] }, [ALLOW_ALL, DENY_SELF_WIDENING]],
    ['with sts and IAM denied', { deniedServices: ['iam', 'sts'] }, [ALLOW_ALL, { ...DENY_DEFAULTS, Action: ['iam:*', 'sts:*'] }]],
  ])('%s', (_, props, expected) => {
    expect(statementsFor(props)).toEqual(expected);
  });

  test('leaves role passing to workloads when IAM is not denied, but nothing that leads out of the boundary', () => {
    const [, denial] = statementsFor({ deniedServices: [] }) as { Action: string[] }[];
    expect(denial.Action).not.toContain('iam:PassRole');
    expect(denial.Action).toEqual(expect.arrayContaining([
      'iam:DeleteRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary', 'iam:CreatePolicyVersion', 'iam:CreateRole',
    ]));
  });

  test('omits what denied action patterns cover, in any case of letters', () => {
    const statements = statementsFor({ deniedServices: [], deniedActions: ['IAM:*', 'sts:Assume*'] });
    expect(statements).toEqual([ALLOW_ALL, { ...DENY_DEFAULTS, Action: ['IAM:*', 'sts:Assume*'] }]);
  });

  test('keeps tokens', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'Service');
    const regions = new CfnParameter(stack, 'Regions', { type: 'CommaDelimitedList' });
    const statements = statementsFor({ deniedServices: [parameter.valueAsString], allowedRegions: regions.valueAsList }, stack);
    expect(statements).toEqual([
      ALLOW_ALL,
      { ...DENY_DEFAULTS, Action: { 'Fn::Join': ['', [{ Ref: 'Service' }, ':*']] } },
      DENY_SELF_WIDENING,
      denyOutside({ Ref: 'Regions' }),
    ]);
    expect(statementsFor({ allowedRegions: [Aws.REGION] })).toContainEqual(denyOutside([{ Ref: 'AWS::Region' }]));
  });

  test('takes further statements', () => {
    const stack = new Stack();
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    boundary.addStatements(new iam.PolicyStatement({
      sid: 'KeepLogs', effect: iam.Effect.DENY, actions: ['s3:*'], resources: ['arn:aws:s3:::logs'],
    }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'KeepLogs' })]) },
    });
  });

  test('goes by the given name, path and description', () => {
    const stack = new Stack();
    new WorkloadBoundary(stack, 'Boundary', { managedPolicyName: 'workloads', path: '/boundaries/', description: 'Ceiling' });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'workloads', Path: '/boundaries/', Description: 'Ceiling',
    });
  });
});

describe('the data behind it', () => {
  test.each(GLOBAL_SERVICES.map(({ action }) => action))('%s names actions of AWS', action => {
    expect(matchActions(action)).not.toEqual([]);
  });

  test.each(SELF_WIDENING_ACTIONS.map(({ action }) => action))('%s is an action of AWS', action => {
    expect(matchActions(action).map(({ service, name }) => `${service}:${name}`)).toEqual([action]);
  });

  test.each(DEFAULT_DENIED_SERVICES.map(({ service }) => service))('%s is a service of AWS', service => {
    expect(actionNames(service)).not.toEqual([]);
  });

  test.each([...GLOBAL_SERVICES, ...SELF_WIDENING_ACTIONS, ...DEFAULT_DENIED_SERVICES])('%j has a source and a date', ({ source, date }) => {
    expect(source).toMatch(/^https:\/\//);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('bad input is refused at construction', () => {
  const newer = 'if AWS is newer than this library, write a statement of your own';
  test.each<[string, WorkloadBoundaryProps, string]>([
    ['an unknown service', { deniedServices: ['dynamo'] },
      `deniedServices has \`dynamo\`, which is no service prefix of AWS: did you mean \`dynamodb\`? (${newer})`],
    ['an unknown service with no near name', { allowedServices: ['some-other-cloud'] },
      `allowedServices has \`some-other-cloud\`, which is no service prefix of AWS: check the spelling; ${newer}`],
    ['an action among the services', { deniedServices: ['s3:*'] },
      'deniedServices has `s3:*`, expected a service prefix alone: write `s3`, or put an action into deniedActions'],
    ['an action among the allowed services', { allowedServices: ['s3:GetObject'] },
      'allowedServices has `s3:GetObject`, expected a service prefix alone: write `s3`'],
    ['an unknown action', { deniedActions: ['s3:DeleteBuckets'] },
      `deniedActions has \`s3:DeleteBuckets\`, which names no action of AWS: did you mean \`s3:DeleteBucket\`? (${newer})`],
    ['a pattern that matches nothing', { deniedActions: ['s3:Explode*'] }, 'deniedActions has `s3:Explode*`, which names no action of AWS:'],
    ['an action of an unknown service', { deniedActions: ['s33:DeleteBucket'] },
      `deniedActions has \`s33:DeleteBucket\`, whose service prefix AWS does not know: did you mean \`s3\`? (${newer})`],
    ['a service among the actions', { deniedActions: ['s3'] },
      'deniedActions has `s3`, expected `service:Action`, such as `s3:DeleteBucket` or `s3:Delete*`: write `s3:*`, or put `s3` into deniedServices'],
    ['an action with too many colons', { deniedActions: ['s3:Delete:Bucket'] }, 'deniedActions has `s3:Delete:Bucket`, expected `service:Action`'],
    ['a denial of everything', { deniedActions: ['*'] }, 'deniedActions has `*`, which is every action'],
    ['a denial of everything in two parts', { deniedActions: ['*:*'] }, 'deniedActions has `*:*`, which is every action'],
    ['a misspelt region', { allowedRegions: ['eu-west1'] },
      'allowedRegions has `eu-west1`, expected a region name such as `eu-central-1`: did you mean `eu-west-1`?'],
    ['an availability zone', { allowedRegions: ['us-east-1a'] }, 'did you mean `us-east-1`?'],
    ['no region at all', { allowedRegions: [] },
      'allowedRegions is an empty list, which would leave workloads nothing: name at least one, or leave it out for any region'],
    ['no service at all', { allowedServices: [] }, 'allowedServices is an empty list'],
    ['a service that is allowed and denied by default', { allowedServices: ['s3', 'IAM'] },
      'allowedServices has `IAM`, which deniedServices denies (iam, organizations, account, sso, identitystore, sso-directory): '
      + 'drop it here, or give deniedServices without it'],
    ['a list of services that is known only at deployment', { deniedServices: Fn.split(',', Aws.STACK_NAME) },
      'deniedServices is a list that is known only at deployment'],
    ['a list of actions that is known only at deployment', { deniedActions: Fn.split(',', Aws.STACK_NAME) },
      'deniedActions is a list that is known only at deployment'],
    ['a name that IAM refuses', { managedPolicyName: 'my boundary' }, 'managedPolicyName is `my boundary` (11 characters), expected'],
    ['a path without slashes', { path: 'boundaries' }, 'path is `boundaries` (10 characters), expected'],
    ['a document that IAM refuses', { deniedActions: actionNames('ec2').slice(0, 300).map(name => `ec2:${name}`) },
      'characters without whitespace, expected at most 6144: it is 4063 too long. Deny or allow whole services, or use wildcards such as `ec2:Delete*`'],
  ])('%s', (_, props, message) => {
    expect(() => new WorkloadBoundary(new Stack(), 'Boundary', props)).toThrow(message);
  });

  test('regions that are newer than the CDK and actions that are tokens pass', () => {
    const stack = new Stack();
    const action = new CfnParameter(stack, 'Action').valueAsString;
    expect(() => new WorkloadBoundary(stack, 'Boundary', { allowedRegions: ['xy-northwest-7'], deniedActions: [action] })).not.toThrow();
  });

  test('statements that make the document too large fail synthesis', () => {
    const app = new App();
    const boundary = new WorkloadBoundary(new Stack(app, 'Stack'), 'Boundary');
    boundary.addStatements(new iam.PolicyStatement({
      effect: iam.Effect.DENY, actions: ['s3:*'], resources: Array.from({ length: 200 }, (_, i) => `arn:aws:s3:::some-bucket-of-logs-${i}`),
    }));
    expect(() => app.synth()).toThrow(/the boundary Stack\/Boundary has at least \d+ characters without whitespace, expected at most 6144/);
  });

  test('values that are known only at deployment count as nothing', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const bucket = new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket' });
    new WorkloadBoundary(stack, 'Boundary').addStatements(new iam.PolicyStatement({
      effect: iam.Effect.DENY, actions: ['s3:*'], resources: Array.from({ length: 100 }, () => `${bucket.getAtt('Arn')}`.repeat(3)),
    }));
    expect(() => app.synth()).not.toThrow();
  });
});
