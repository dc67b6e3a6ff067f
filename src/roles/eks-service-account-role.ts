/**
 * The role of the pods of one Kubernetes service account, handed out by the cluster's OpenID Connect issuer (IRSA).
 *
 * The issuer's name is part of the condition keys, and of a cluster of the same app it is known only at deployment. CloudFormation computes values,
 * not keys, so the trust policy is then written as JSON text, as people do with `Fn::Sub`: the custom resource of CDK's `CfnJson`, with its function
 * and its role, is not needed.
 */
import { Fn, Lazy, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { issuerIn, urlOrArnOf } from './federation/provider-resource';
import { finishRole, roleSettings } from './role-settings';
import { requireServiceAccount } from './trust/service-account';
import { WorkloadRoleProps } from './workload-role-props';
import { findOidcIssuer } from '../catalog/oidc-issuers';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';

/** Its name in the catalog. Issuers that the catalog does not know may be those of other clusters. */
const EKS = 'Amazon EKS';
const UNKNOWN_ISSUER = 'the issuer of a cluster that is made with the role is known only at deployment; the audience and the subject are exact';

/**
 * Properties of an `EksServiceAccountRole`.
 */
export interface EksServiceAccountRoleProps extends WorkloadRoleProps {
  /**
   * The provider of the cluster's issuer in this account: `cluster.openIdConnectProvider`, or an imported one. It has to list the audience
   * `sts.amazonaws.com`.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
   */
  readonly provider: iam.IOIDCProviderRef;

  /**
   * The namespace of the service account: 1 to 63 small letters, digits and `-`.
   */
  readonly namespace: string;

  /**
   * The name of the service account: 1 to 253 small letters, digits, `-` and `.`. It carries the role's ARN in its annotation
   * `eks.amazonaws.com/role-arn`.
   */
  readonly serviceAccount: string;
}

/**
 * Role of the pods of one service account in the clusters of one issuer, by IAM roles for service accounts. It may do nothing until something is
 * granted to it.
 *
 * The trust policy names the namespace and the service account exactly, and the audience `sts.amazonaws.com`. In new clusters prefer
 * `EksPodIdentityRole`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export class EksServiceAccountRole extends iam.Role {
  /**
   * Throws when the namespace or the service account is not a name or holds a wildcard, when the provider is not one of OpenID Connect or is known to be
   * of someone else, such as GitHub, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EksServiceAccountRoleProps) {
    const { namespace, serviceAccount } = props;
    requireServiceAccount(namespace, serviceAccount);
    requireCluster(props.provider);
    const { oidcProviderArn } = props.provider.oidcProviderRef;
    const issuer = issuerOf(oidcProviderArn);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new iam.WebIdentityPrincipal(oidcProviderArn, {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
        },
      }),
    });
    finishRole(this, props);
    if (Token.isUnresolved(issuer)) {
      const resource = this.node.defaultChild as iam.CfnRole;
      resource.assumeRolePolicyDocument = Lazy.string({ produce: () => JSON.stringify(this.assumeRolePolicy) });
      acknowledgeRules(this, { 'undecidable-value': UNKNOWN_ISSUER });
    }
  }
}

function requireCluster(provider: iam.IOIDCProviderRef): void {
  const given = urlOrArnOf(provider);
  const known = findOidcIssuer(issuerIn(given) ?? '');
  if (known !== undefined && known.name !== EKS) {
    throw new Error(
      `provider is \`${given}\` of ${known.name}, expected that of the issuer of a cluster, whose tokens name the service account: `
      + `pass \`cluster.openIdConnectProvider\`, or make a role for ${known.name} with OidcRole`,
    );
  }
}

/** The provider's name: its URL without `https://`. */
function issuerOf(providerArn: string): string {
  const [, written] = providerArn.split(':oidc-provider/');
  if (written !== undefined) { return written; }
  if (!Token.isUnresolved(providerArn)) {
    throw new Error(
      `provider is \`${providerArn}\`, expected the ARN of an OpenID Connect provider, \`arn:aws:iam::111122223333:oidc-provider/oidc.eks.REGION.amazonaws.com/id/ID\`: `
      + 'pass the provider that was made for the issuer of the cluster',
    );
  }
  return Fn.select(1, Fn.split(':oidc-provider/', providerArn));
}
