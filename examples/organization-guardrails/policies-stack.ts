import { Stack, StackProps } from 'aws-cdk-lib';
import { ResourceControlPolicy, ResourceControlStatements, ServiceControlPolicy, ServiceControlStatements } from 'cdk-least-privilege';
import { Construct, IConstruct } from 'constructs';
import { APPROVAL, APPROVER_ROLE, AUDIT, ORGANIZATION_ID, PLATFORM_ROLE, WORKLOADS } from './organization';

/** The policies of the organization. They are deployed in the management account, to which they do not apply. */
export class PoliciesStack extends Stack {
  private readonly audit: ServiceControlPolicy;
  private readonly baseline: ServiceControlPolicy;
  private readonly perimeter: ResourceControlPolicy;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const platform = { principalArns: [PLATFORM_ROLE] };

    this.audit = new ServiceControlPolicy(this, 'AuditPolicy', {
      policyName: 'protect-audit',
      description: 'What records and watches stays on',
      statements: [
        ServiceControlStatements.denyLeavingOrganization(),
        ServiceControlStatements.denyDisablingAudit(platform),
        ServiceControlStatements.protectRoles(['platform/*'], platform),
        ServiceControlStatements.protectTags([APPROVAL.key], { principalArns: [PLATFORM_ROLE, APPROVER_ROLE] }),
      ],
      targetIds: [WORKLOADS, AUDIT.account],
    });

    this.baseline = new ServiceControlPolicy(this, 'BaselinePolicy', {
      policyName: 'baseline',
      description: 'Regions, credentials, public access and encryption',
      statements: [
        ...ServiceControlStatements.denyOtherRegions({ regions: [AUDIT.region, 'eu-west-1'] }, platform),
        ServiceControlStatements.denyRootUser(true),
        ServiceControlStatements.denyLongLivedCredentials(platform),
        ServiceControlStatements.denyFederationChanges(platform),
        ...ServiceControlStatements.denyPublicAccess(platform),
        ...ServiceControlStatements.denyUnencryptedStorage(),
      ],
      targetIds: [WORKLOADS, AUDIT.account],
    });

    this.perimeter = new ResourceControlPolicy(this, 'PerimeterPolicy', {
      policyName: 'perimeter',
      description: 'Who reaches the resources of the organization',
      statements: [
        ResourceControlStatements.denyOtherOrganizations({ organizationId: ORGANIZATION_ID }),
        ResourceControlStatements.denyConfusedDeputy({ organizationId: ORGANIZATION_ID }),
        ResourceControlStatements.denyInsecureTransport(),
        ResourceControlStatements.denyOtherOidcProviders(['token.actions.githubusercontent.com']),
        ResourceControlStatements.denyOtherOidcTenants({ issuer: 'token.actions.githubusercontent.com', claim: 'sub', values: ['repo:octo-org/*'] }),
        ResourceControlStatements.denyKeyDeletion({ principalArns: [PLATFORM_ROLE] }),
      ],
      targetIds: [WORKLOADS, AUDIT.account],
    });
  }

  /** Fails synthesis when one of the policies takes back what an app grants. */
  public checkAgainst(app: IConstruct): void {
    this.audit.checkAgainst(app);
    this.baseline.checkAgainst(app);
    this.perimeter.checkAgainst(app);
  }
}
