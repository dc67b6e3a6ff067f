/**
 * The images of EKS and its add-ons, which AWS keeps in a registry of its own in each region, in an account that differs by region.
 */
import { Stack, Token } from 'aws-cdk-lib';
import { ServiceRole } from './service-role';
import { addScopedGrant } from '../grants/writing/scoped-grant';

export interface EksImages {
  /** The account of the registry, checked by `requireRegistryAccount`. */
  readonly account: string;
  /** A pattern of the repositories' names. */
  readonly repositories: string;
}

export function pullEksImages(role: ServiceRole, call: string, { account, repositories }: EksImages): void {
  addScopedGrant({
    call,
    grantee: role,
    statements: [
      {
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
        resources: [Stack.of(role).formatArn({ service: 'ecr', account, resource: 'repository', resourceName: repositories })],
        wildcardReason: 'the images of EKS stand in several repositories of AWS; the registry and the actions are exact',
      },
      {
        actions: ['ecr:GetAuthorizationToken'],
        resources: ['*'],
        wildcardReason: 'ecr:GetAuthorizationToken belongs to the registry and accepts no resource but *',
      },
    ],
  });
}

export function requireRegistryAccount(account: string | undefined): void {
  if (account === undefined || Token.isUnresolved(account) || /^\d{12}$/.test(account)) { return; }
  throw new Error(`addOnRegistryAccount is \`${account}\`, expected 12 digits: the start of the registry that AWS lists for the region, such as \`602401143452\``);
}
