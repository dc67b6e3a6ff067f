/**
 * Decides a request under every layer at once: identity, SCP, RCP, resource and endpoint policy, of which only the given ones are closed.
 */
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { evaluate } from '../../src/reasoning/evaluate';

export const ACCOUNT = '111122223333';
export const PARTNER = '444455556666';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
export const STRANGER = 'arn:aws:iam::999999999999:role/stranger';

export type Principal = string | { type: string; id?: string };
export type Context = Record<string, string | string[]>;

const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
export const OPEN = { Version: '2012-10-17', Statement: [ALLOW_ALL] };
export const OPEN_TO_ALL = { Version: '2012-10-17', Statement: [{ ...ALLOW_ALL, Principal: '*' }] };

/** What CloudTrail sends when it writes for an account. */
export function cloudTrailFor(account: string, organization?: string): Context {
  return {
    'aws:PrincipalIsAWSService': 'true',
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${account}:trail/audit`,
    ...organization && { 'aws:SourceOrgID': organization },
  };
}

export const CLOUDTRAIL = { type: 'service', id: 'cloudtrail.amazonaws.com' };

export function decide(
  layers: { rcp?: unknown; resource?: unknown; endpoint?: unknown }, principal: Principal, action: string, resource: string, context: Context = {},
): string {
  const isArn = typeof principal === 'string';
  const policies = {
    identity: [OPEN],
    scp: [[OPEN]],
    rcp: [[OPEN_TO_ALL, ...(layers.rcp ? [layers.rcp] : [])]],
    resource: layers.resource ?? OPEN_TO_ALL,
    ...layers.endpoint ? { endpoint: layers.endpoint } : {},
  };
  const known = isArn ? { 'aws:PrincipalIsAWSService': 'false', 'aws:PrincipalAccount': principal.split(':')[4] } : {};
  return evaluate(
    readRequest({ principal, action, resource, resourceAccount: ACCOUNT, context: { ...known, ...context } } as any),
    readPolicies(policies as any, new PolicyReader()),
  ).decision;
}

const PSEUDO: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::Region': 'eu-west-1', 'AWS::AccountId': ACCOUNT };

/** A policy as CloudFormation deploys it in eu-west-1; references to the one guarded resource become `arn` (of an ARN) or `name`. */
export function deployed(value: any, arn: string = '', name: string = ''): any {
  if (Array.isArray(value)) { return value.map((member) => deployed(member, arn, name)); }
  if (typeof value !== 'object' || value === null) { return value; }
  if ('Ref' in value) { return PSEUDO[value.Ref] ?? (arn.startsWith('arn:aws:sns') ? arn : name); }
  if ('Fn::GetAtt' in value) { return arn; }
  if ('Fn::Join' in value) { return deployed(value['Fn::Join'][1], arn, name).join(value['Fn::Join'][0]); }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deployed(member, arn, name)]));
}
