import { Stack } from 'aws-cdk-lib';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { DomainGrantOptions, ScopedDomainGrants } from '../../../src/grants/domain-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:es:${REGION}:${ACCOUNT}:domain/logs`;
const made = (stack: Stack) => new opensearch.Domain(stack, 'Target', { version: opensearch.EngineVersion.OPENSEARCH_2_19 });
const DOMAINS: Kinds<opensearch.IDomainRef> = {
  L2: made,
  L1: (stack) => new opensearch.CfnDomain(stack, 'Target'),
  imported: (stack) => opensearch.CfnDomain.fromDomainName(stack, 'Target', 'logs'),
};
const grant = (method: 'read' | 'write' | 'delete', options: DomainGrantOptions = {}) =>
  onEach(DOMAINS, (domain, role) => ScopedDomainGrants.fromDomain(domain)[method](role, options));
const READS = ['es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedDomainGrants.read',
    actions: READS,
    grant: grant('read'),
    cdk: { call: 'Domain.grantRead', grant: (stack, role) => made(stack).grantRead(role) },
    allows: [...requests(READS, `${ARN}/orders/_search`), request('es:ESHttpGet', `${ARN}/_cat/indices`), request('es:ESHttpPost', `${ARN}/_search`)],
    denies: [request('es:ESHttpPost', `${ARN}/orders/_doc`), request('es:ESHttpGet', `${ARN}-2/orders/_search`), request('es:ESHttpDelete', `${ARN}/orders`)],
  },
  {
    call: 'ScopedDomainGrants.read',
    scope: 'of one index',
    actions: READS,
    grant: grant('read', { indices: ['orders'] }),
    cdk: { call: "Domain.grantIndexRead('orders')", grant: (stack, role) => made(stack).grantIndexRead('orders', role) },
    allows: [...requests(READS, `${ARN}/orders/_search`), request('es:ESHttpHead', `${ARN}/orders`), request('es:ESHttpPost', `${ARN}/orders/_count`)],
    denies: [
      ...requests(READS, `${ARN}/orders-secret/_search`),
      ...requests(READS, `${ARN}/orders,secret/_search`),
      request('es:ESHttpGet', `${ARN}/_cat/indices`),
      request('es:ESHttpPost', `${ARN}/orders/_delete_by_query`),
    ],
  },
  {
    call: 'ScopedDomainGrants.write',
    scope: 'to one index',
    actions: ['es:ESHttpPut', 'es:ESHttpPost'],
    grant: grant('write', { indices: ['orders'] }),
    cdk: { call: "Domain.grantIndexWrite('orders')", grant: (stack, role) => made(stack).grantIndexWrite('orders', role) },
    allows: [
      request('es:ESHttpPut', `${ARN}/orders/_doc/1`),
      ...['_doc', '_update/1', '_bulk'].map((path) => request('es:ESHttpPost', `${ARN}/orders/${path}`)),
    ],
    denies: [
      request('es:ESHttpPut', `${ARN}/orders`),
      request('es:ESHttpPut', `${ARN}/orders/_mapping`),
      request('es:ESHttpPost', `${ARN}/orders/_search`),
      request('es:ESHttpPost', `${ARN}/_bulk`),
      request('es:ESHttpPut', `${ARN}/secret/_doc/1`),
      request('es:ESHttpDelete', `${ARN}/orders/_doc/1`),
    ],
  },
  {
    call: 'ScopedDomainGrants.delete',
    scope: 'from one index',
    actions: ['es:ESHttpDelete'],
    grant: grant('delete', { indices: ['orders'] }),
    allows: [request('es:ESHttpDelete', `${ARN}/orders/_doc/1`)],
    denies: [request('es:ESHttpDelete', `${ARN}/orders`), request('es:ESHttpDelete', `${ARN}/secret/_doc/1`)],
  },
];
