/**
 * The role with which AppSync reaches one data source of an API. It may do nothing until something is granted to it.
 */
import * as appsync from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `AppSyncDataSourceRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: APIs of this account and region only, or the one that is given.
 */
export interface AppSyncDataSourceRoleProps extends ServiceRoleOptions {
  /**
   * The GraphQL API that the data source belongs to. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - any API of this account and region that is given the role, or `eventApi`
   */
  readonly graphQlApi?: appsync.IGraphQLApiRef;

  /**
   * The Event API that the data source belongs to. Not with another `confusedDeputy` than `STRICT`, and not together with `graphQlApi`.
   *
   * @default - any API of this account and region that is given the role, or `graphQlApi`
   */
  readonly eventApi?: appsync.IApiRef;
}

/**
 * Role of one data source of an AppSync API. Grant it what the resolvers do: `ScopedTableGrants.fromTable(table).query(role)`,
 * `ScopedFunctionGrants.fromFunction(fn).invoke(role)`, `ScopedEventBusGrants`, `ScopedDataApiGrants`, `ScopedDomainGrants`.
 *
 * A data source of the CDK that is given the role adds the grants of the CDK to it, and these are wider. Give it `role.withoutPolicyUpdates()` where
 * the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html
 */
export class AppSyncDataSourceRole extends ServiceRole {
  /**
   * Throws when both kinds of API are given, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: AppSyncDataSourceRoleProps = {}) {
    const { graphQlApi, eventApi } = props;
    if (graphQlApi && eventApi) {
      throw new Error(
        `AppSyncDataSourceRole: \`graphQlApi\` '${graphQlApi.node.path}' and \`eventApi\` '${eventApi.node.path}' are both given, expected at most one: `
        + 'a data source belongs to one API, so make a role for each',
      );
    }
    const apiArn = graphQlApi?.graphQlApiRef.graphQlApiArn ?? eventApi?.apiRef.apiArn;
    super(scope, id, {
      ...props,
      servicePrincipal: 'appsync.amazonaws.com',
      _source: apiArn === undefined ? undefined : { arns: [apiArn], option: graphQlApi ? 'graphQlApi' : 'eventApi' },
    });
  }
}
