import { Stack } from 'aws-cdk-lib';
import * as cassandra from 'aws-cdk-lib/aws-cassandra';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { arnIn, Intent, request, requests, throughService } from './intent';
import { ScopedKeyspacesTableGrants } from '../../../src/grants/keyspaces-table-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:cassandra:${REGION}:${ACCOUNT}:/keyspace`;
type Give = (grants: ScopedKeyspacesTableGrants, role: iam.Role, encryptionKey?: kms.IKey) => iam.Grant;
const on = (give: Give) => ({
  L1: (stack: Stack, role: iam.Role) => give(ScopedKeyspacesTableGrants.fromTable(new cassandra.CfnTable(stack, 'Target', {
    keyspaceName: 'shop',
    tableName: 'orders',
    partitionKeyColumns: [{ columnName: 'id', columnType: 'text' }],
    encryptionSpecification: { encryptionType: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyIdentifier: new kms.CfnKey(stack, 'Key').attrArn },
  })), role),
  imported: (stack: Stack, role: iam.Role) => give(ScopedKeyspacesTableGrants.fromTableName(stack, 'Target', 'shop', 'orders'), role,
    kms.Key.fromKeyArn(stack, 'Key', arnIn(stack, 'kms', KEY_ARN.split(':')[5]))),
});
const viaKeyspaces = (tableName: string) => throughService('cassandra', REGION, { 'aws:cassandra:keyspaceName': 'shop', 'aws:cassandra:tableName': tableName });
const useOfKey = request('kms:Decrypt', KEY_ARN, viaKeyspaces('orders'));

export const INTENTS: Intent[] = [
  {
    call: 'ScopedKeyspacesTableGrants.read',
    actions: ['cassandra:Select', 'kms:Decrypt'],
    grant: on((grants, role, encryptionKey) => grants.read(role, { encryptionKey })),
    allows: [request('cassandra:Select', `${ARN}/shop/table/orders`), request('cassandra:Select', `${ARN}/system_schema/table/tables`), useOfKey],
    denies: [
      request('cassandra:Select', `${ARN}/shop/table/orders_archive`),
      ...requests(['cassandra:Modify', 'cassandra:Alter', 'cassandra:Drop'], `${ARN}/shop/table/orders`),
      request('cassandra:Modify', `${ARN}/system/table/local`),
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, viaKeyspaces('customers')),
    ],
  },
  {
    call: 'ScopedKeyspacesTableGrants.write',
    scope: 'from one VPC endpoint',
    actions: ['cassandra:Modify', 'cassandra:Select', 'kms:Decrypt'],
    grant: on((grants, role, encryptionKey) => grants.write(role, { encryptionKey, sourceVpcEndpoints: ['vpce-0123456789abcdef0'] })),
    allows: [
      request('cassandra:Modify', `${ARN}/shop/table/orders`, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
      request('cassandra:Select', `${ARN}/system/table/local`, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
      useOfKey,
    ],
    denies: [
      request('cassandra:Modify', `${ARN}/shop/table/orders`),
      request('cassandra:Select', `${ARN}/shop/table/orders`, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
      request('cassandra:Modify', `${ARN}/shop/table/customers`, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
    ],
  },
];
