/**
 * The services that a statement of a resource's policy allows, and what is known of the sources that they send.
 */
import { findResourceSource, ResourceSource } from './resource-sources';
import { accountIn, serviceName, sourceArnIn } from './trusted-services';
import { JsonObject } from '../../policy/json';
import { Environment } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { allowedServices } from '../principals/principal-values';

export interface UsedService {
  readonly name: string;
  /** `undefined` when it is not known to send its source to a resource of this kind. */
  readonly source?: ResourceSource;
}

const NO_SERVICES: readonly UsedService[] = [];

export const usedServices = rememberFor((statement: Statement): readonly UsedService[] => {
  const services = allowedServices(statement);
  if (services.length === 0) { return NO_SERVICES; }
  const uses = new Set(statement.actions.negated ? [] : actionPatterns(statement.actions).map(({ service }) => service));
  return services.flatMap(text => {
    const name = serviceName(text);
    if (name === undefined || name === '*') { return []; }
    return [{ name, source: findResourceSource(name, uses) }];
  });
});

/** The condition that holds a service to the account of the app, with what is known of account and region filled in. */
export function accountCondition({ sourceAccount, sourceArn }: ResourceSource, environment: Environment): JsonObject {
  return sourceAccount || sourceArn === undefined
    ? { StringEquals: { 'aws:SourceAccount': accountIn(environment) } }
    : { ArnLike: { 'aws:SourceArn': sourceArnIn(sourceArn, environment) } };
}
