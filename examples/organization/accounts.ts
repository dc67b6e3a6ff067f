/** The organization and the accounts of the app: one for each environment, and one that reports on all of them. */
export const ORGANIZATION_ID = 'o-a1b2c3d4e5';

const region = 'eu-central-1';
export const REPORTING = { account: '444455556666', region };

export interface Environment {
  /** Also that of the environment in GitHub. */
  readonly name: string;
  readonly env: { readonly account: string; readonly region: string };
}

export const ENVIRONMENTS: Environment[] = [
  { name: 'dev', env: { account: '222233334444', region } },
  { name: 'prod', env: { account: '111122223333', region } },
];

/** The role of people on call, as IAM Identity Center made it from a permission set. */
export const onCallRoleArn = ({ env }: Environment) =>
  `arn:aws:iam::${env.account}:role/aws-reserved/sso.amazonaws.com/${env.region}/AWSReservedSSO_OnCall_0123456789abcdef`;

/** The role of the reports. The other accounts trust it by path and name, before it is there. */
export const REPORTER = { path: '/reports/', roleName: 'reporter' };
