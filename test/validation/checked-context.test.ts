import { Aws } from 'aws-cdk-lib';
import { checkContext } from '../../src/validation/checked-context';
import { PolicyValidationProps } from '../../src/validation/policy-validation-props';

const PAYROLL = 'arn:aws:s3:::payroll/*';

test.each<[string, PolicyValidationProps]>([
  ['nothing', {}],
  ['actions and their patterns', { sensitiveAccess: [{ actions: ['s3:GetObject', 'S3:get*', '*:Delete*', '*'], resources: [PAYROLL, '*', '*:secret:*'] }] }],
  ['a key that an action needs', { requiredConditions: [{ action: 'ec2:RunInstances', key: 'aws:RequestedRegion' }] }],
  ['an action that is newer', { additionalActions: ['origami:FoldPaper'], sensitiveAccess: [{ actions: ['origami:Fold*'], resources: ['*'] }] }],
  ['limits and accounts', { maxStatements: 1, maxActions: 20, trustedAccounts: ['111122223333'] }],
])('%s may be asked for', (_, props) => {
  expect(() => checkContext(props)).not.toThrow();
});

test.each<[string, PolicyValidationProps, string]>([
  ['an action', { sensitiveAccess: [{ actions: ['s3:GetObjct'], resources: ['*'] }] }, '`sensitiveAccess` has `s3:GetObjct`, which names no action of AWS; did you mean `s3:GetObject`?'],
  ['a service', { requiredConditions: [{ action: 'dynamdb:PutItem', key: 'aws:RequestedRegion' }] }, 'did you mean `dynamodb:PutItem`?'],
  ['one that is like no other', { sensitiveAccess: [{ actions: ['s3:FoldAllThePaper'], resources: ['*'] }] }, 'is named in `additionalActions`'],
  ['a service alone', { sensitiveAccess: [{ actions: ['s3'], resources: ['*'] }] }, '`sensitiveAccess` has `s3`, expected an action such as `s3:GetObject` or `s3:Get*`'],
  ['a resource', { sensitiveAccess: [{ actions: ['s3:*'], resources: ['payroll'] }] }, '`sensitiveAccess` has `payroll`, expected an ARN such as'],
  [
    'a resource of the app',
    { sensitiveAccess: [{ actions: ['s3:*'], resources: [`arn:aws:sqs:eu-west-1:${Aws.ACCOUNT_ID}:q`] }] },
    '`sensitiveAccess` has a value that is known only at deployment, expected an ARN such as',
  ],
  ['a key', { requiredConditions: [{ action: 'ec2:RunInstances', key: 'RequestedRegion' }] }, '`requiredConditions` has `RequestedRegion`, expected a condition key such as'],
  ['an additional action', { additionalActions: ['FoldPaper'] }, '`additionalActions` has `FoldPaper`, expected an action such as `s3:NewAction`'],
  ['a limit', { maxStatements: 0 }, '`maxStatements` is `0`, expected a whole number above 0'],
  ['an account', { trustedAccounts: ['1111-2222-3333'] }, '`trustedAccounts` has `1111-2222-3333`, expected an account id of twelve digits'],
])('what could never hold is refused: %s', (_, props, message) => {
  expect(() => checkContext(props)).toThrow(message);
});
