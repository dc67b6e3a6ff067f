export { Severity } from './diagnostics/severity';

export { ConfusedDeputyProtection } from './roles/confused-deputy-protection';
export { CrossAccountRole, CrossAccountRoleProps } from './roles/cross-account-role';
export { EcsExecutionRole, EcsExecutionRoleProps } from './roles/ecs-execution-role';
export { EcsTaskRole, EcsTaskRoleProps } from './roles/ecs-task-role';
export { EcsTaskRoles, EcsTaskRolesProps } from './roles/ecs-task-roles';
export { GitHubActionsRole, GitHubActionsRoleProps } from './roles/github-actions-role';
export { LambdaExecutionRole, LambdaExecutionRoleProps } from './roles/lambda-execution-role';
export { GitHubOidcProvider } from './roles/trust/github-oidc-provider';
export { GitHubRepository, GitHubRepositoryIds } from './roles/trust/github-repository';
export { GitHubReusableWorkflow, GitHubSubject } from './roles/trust/github-subject';
export { ServiceRoleProps, WorkloadRoleOptions, WorkloadRoleProps } from './roles/workload-role-props';

export { BucketDataGrantOptions, BucketGrantOptions, ScopedBucketGrants } from './grants/bucket-grants';
export { EncryptedGrantScope, GrantScope } from './grants/grant-scope';
export { ScopedLogGroupGrants } from './grants/log-group-grants';
export { ScopedQueueGrants } from './grants/queue-grants';
export { ScopedRepositoryGrants } from './grants/repository-grants';
export { AssumeRoleGrantOptions, PassRoleGrantOptions, ScopedRoleGrants } from './grants/role-grants';
export { ScopedSecretGrants, SecretReadGrantOptions } from './grants/secret-grants';
export { ScopedTableGrants, TableGrantOptions, TableReadGrantOptions } from './grants/table-grants';

export { WorkloadBoundary, WorkloadBoundaryProps } from './guardrails/workload-boundary';

export { FindingAcceptance } from './validation/finding-acceptance';
export { EnforceProps, LeastPrivilege } from './validation/least-privilege';
export { LeastPrivilegeChecks, LeastPrivilegeChecksProps } from './validation/least-privilege-checks';
export { IPolicyRule, PolicyRuleViolation, PolicyStatementView, PolicyView } from './validation/policy-rule';
export { PolicyValidationAspect } from './validation/policy-validation-aspect';
export { PolicyValidationPlugin, PolicyValidationPluginProps } from './validation/policy-validation-plugin';
export { PolicyValidationProps, RequiredCondition, SensitiveAccess } from './validation/policy-validation-props';

export { Access } from './assertions/access';
export { AccessRequestOptions, AccessTemplateProps, NeverAllowsOptions } from './assertions/access-options';
