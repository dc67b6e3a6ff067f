/**
 * Adds the conditions that the catalog knows a service to meet to a trust policy that has one plain statement for one service. Any other that trusts a
 * service without a condition stays as it is, and so does that of a role of which it is not known what takes it: a condition that is not met stops a
 * workload. Of services that send nothing to ask for, such as EC2, there is nothing to say.
 */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { OwnRole } from './own-role';
import { findTrustConditions } from '../../catalog/trust-conditions';
import { typeOf } from '../../cdk/app-templates';
import { serviceTrust } from '../trust/service-trust';

/**
 * Resources of which no source was found (2026-11-22) that says whether their service meets the conditions of the catalog when it takes their role: the
 * pages behind its row are about data sources.
 */
const UNDOCUMENTED = new Map([['AWS::AppSync::GraphQLApi', 'a merged API of AppSync']]);

export function narrowTrust(role: OwnRole): void {
  const document = role.trust;
  const statements = [document?.Statement ?? []].flat();
  const trusted = statements.filter(({ Condition }) => Condition === undefined).flatMap(({ Principal }) => Principal?.Service ?? []);
  if (!trusted.every(each => typeof each === 'string')) { return; }
  const services = trusted.filter(each => findTrustConditions(each)?.grade !== 'never');
  const [service] = services;
  if (service === undefined) { return; }
  const conditions = isPlain(statements) ? conditionsFor(role, service) : 'conditions are added for a service that is trusted alone';
  if (typeof conditions === 'string') {
    role.leave(`the trust of ${services.join(' and ')}, since ${conditions}`);
  } else {
    role.trust = { ...document, Statement: [{ ...statements[0], Condition: role.stack.resolve(conditions) }] };
  }
}

function isPlain([{ Principal }, ...others]: any[]): boolean {
  return others.length === 0 && Object.keys(Principal).length === 1 && typeof Principal.Service === 'string';
}

/** The reason where there are none. */
function conditionsFor(role: OwnRole, service: string): object | string {
  const row = findTrustConditions(service);
  if (!row) { return 'nothing is known of what that service sends'; }
  if (row.grade === 'weak') { return 'it is not known for sure which conditions that service meets'; }
  if (role.takers.length === 0) { return 'what takes the role cannot be told from the template'; }
  const undocumented = role.takers.map(typeOf).find(type => UNDOCUMENTED.has(type));
  if (undocumented !== undefined) { return `no page was found that names conditions for ${UNDOCUMENTED.get(undocumented)}`; }
  const elsewhere = role.takers.find(taker => !isInEnvironmentOf(role, taker));
  if (elsewhere) { return `${elsewhere.node.path}, which takes the role, may stand in another account or region`; }
  return serviceTrust(role.resource, { servicePrincipal: service }).policyFragment.conditions;
}

function isInEnvironmentOf({ stack }: OwnRole, taker: CfnResource): boolean {
  const { account, region } = Stack.of(taker);
  return account === stack.account && region === stack.region;
}
