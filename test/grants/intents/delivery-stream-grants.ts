import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedDeliveryStreamGrants } from '../../../src/grants/delivery-stream-grants';
import { GrantScope } from '../../../src/grants/writing/grant-scope';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/audit`;
const PUT = ['firehose:PutRecord', 'firehose:PutRecordBatch'];
/** Without L2: its destination brings a role with a policy of its own. */
const STREAMS: Kinds<firehose.IDeliveryStreamRef> = {
  L1: (stack) => new firehose.CfnDeliveryStream(stack, 'Target'),
  imported: (stack) => firehose.DeliveryStream.fromDeliveryStreamArn(stack, 'Target', arnIn(stack, 'firehose', 'deliverystream/audit')),
};
const put = (options: GrantScope) =>
  onEach(STREAMS, (stream, role) => ScopedDeliveryStreamGrants.fromDeliveryStream(stream).put(role, options));

export const INTENTS: Intent[] = [
  {
    call: 'ScopedDeliveryStreamGrants.put',
    actions: PUT,
    grant: put({}),
    cdk: {
      call: 'DeliveryStream.grantPutRecords',
      grant: (stack, role) => (STREAMS.imported(stack) as firehose.IDeliveryStream).grantPutRecords(role),
    },
    allows: requests(PUT, ARN),
    denies: [
      ...requests(PUT, `${ARN}-other`),
      ...requests(['firehose:UpdateDestination', 'firehose:DeleteDeliveryStream', 'firehose:StopDeliveryStreamEncryption'], ARN),
    ],
  },
  {
    call: 'ScopedDeliveryStreamGrants.put',
    scope: 'while in one organization',
    actions: PUT,
    grant: put({ principalOrgId: 'o-a1b2c3d4e5' }),
    allows: requests(PUT, ARN, { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }),
    denies: [request('firehose:PutRecord', ARN), request('firehose:PutRecord', ARN, { 'aws:PrincipalOrgID': 'o-other00000' })],
  },
];
