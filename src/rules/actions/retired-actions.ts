/**
 * Actions and services that AWS has ended, though the Service Authorization Reference may still list them. Not complete: a service
 * that is absent here may be ended as well.
 */
export interface RetiredActions {
  /** An action pattern in lower case. */
  readonly pattern: string;
  readonly what: string;
  /** What AWS names in its place. */
  readonly instead: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const BILLING = 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/migrate-granularaccess-iam-mapping-reference.html';
const FINER = 'the finer actions that the mapping of AWS Billing names, such as `account:GetAccountInformation` and `billing:GetBillingData`';
const PURCHASE_ORDERS = 'the finer actions of `purchase-orders`, such as `purchase-orders:GetPurchaseOrder`';

export const RETIRED_ACTIONS: readonly RetiredActions[] = [
  row('aws-portal:*', 'AWS has ended the actions of `aws-portal`', FINER, BILLING),
  row('purchase-orders:viewpurchaseorders', 'AWS has ended the action', PURCHASE_ORDERS, BILLING),
  row('purchase-orders:modifypurchaseorders', 'AWS has ended the action', PURCHASE_ORDERS, BILLING),
  row('elastictranscoder:*', 'AWS ended Elastic Transcoder on 13 November 2025', 'those of AWS Elemental MediaConvert, `mediaconvert`',
    'https://docs.aws.amazon.com/elastictranscoder/latest/developerguide/accessing.html'),
  row('qldb:*', 'AWS ended Amazon QLDB on 31 July 2025', 'those of the database that took its place, such as Aurora PostgreSQL',
    'https://docs.aws.amazon.com/qldb/latest/developerguide/document-history.html'),
];

function row(pattern: string, what: string, instead: string, source: string): RetiredActions {
  return { pattern, what, instead, source, date: '2026-11-22' };
}
