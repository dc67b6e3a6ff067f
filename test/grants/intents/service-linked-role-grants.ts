import { Intent, request } from './intent';
import { ScopedServiceLinkedRoleGrants } from '../../../src/grants/service-linked-role-grants';
import { ACCOUNT } from '../testing';

const CREATE = 'iam:CreateServiceLinkedRole';
const role = (service: string) => `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${service}/AWSServiceRole`;
const named = (service: string) => ({ 'iam:AWSServiceName': service });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedServiceLinkedRoleGrants.create',
    actions: [CREATE],
    grant: { none: (_, grantee) => ScopedServiceLinkedRoleGrants.fromService('ecs.amazonaws.com').create(grantee) },
    allows: [request(CREATE, role('ecs.amazonaws.com'), named('ecs.amazonaws.com'))],
    denies: [
      request(CREATE, role('rds.amazonaws.com'), named('rds.amazonaws.com')),
      request(CREATE, role('ecs.amazonaws.com')),
      request('iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/app`),
      request('iam:DeleteServiceLinkedRole', role('ecs.amazonaws.com')),
    ],
  },
];
