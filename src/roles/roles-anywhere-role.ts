/**
 * The role of servers and programs outside AWS that show a certificate. The trust policy names the one trust anchor and what the certificate has
 * to say: a name is unique within one certificate authority only, and every certificate of an authority would be too many.
 */
import { Duration, Names } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rolesanywhere from 'aws-cdk-lib/aws-rolesanywhere';
import { Construct } from 'constructs';
import { hasWildcard } from './federation/names';
import { finishRole, roleSettings } from './role-settings';
import { WorkloadRoleProps } from './workload-role-props';
import { Conditions, mergeConditions } from '../grants/writing/conditions';

/**
 * Properties of a `RolesAnywhereRole`.
 */
export interface RolesAnywhereRoleProps extends WorkloadRoleProps {
  /**
   * The trust anchor that the certificates go back to: an L1 or imported one.
   */
  readonly trustAnchor: rolesanywhere.ITrustAnchorRef;

  /**
   * What the certificate has to say, such as `{ 'x509Subject/CN': ['orders.example.com'] }`: at least one of `x509Subject/` and `x509Issuer/` with the short
   * name of a part of the name, `x509SAN/DNS`, `x509SAN/URI` and `x509SAN/Name/`. Of each one of the values has to be there; values may hold the
   * wildcards `*` and `?`. Where a certificate has several values, AWS compares all of them, joined with `/`; of the SAN only the first.
   *
   * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
   */
  readonly certificate: { [field: string]: string[] };

  /**
   * How long a session lasts, from 15 minutes to `maxSessionDuration`. Not together with `withoutProfile`.
   *
   * @default Duration.hours(1)
   * @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html
   */
  readonly sessionDuration?: Duration;

  /**
   * Whether the role is put into a profile elsewhere, such as one for several roles.
   *
   * @default false
   */
  readonly withoutProfile?: boolean;
}

/**
 * Role of what runs outside AWS and shows a certificate, by IAM Roles Anywhere. It may do nothing until something is granted to it.
 *
 * The profile and the trust anchor are what the credential helper needs besides the role and the certificate. The common name of the certificate becomes
 * the source identity, and its fields become tags of the session.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export class RolesAnywhereRole extends iam.Role {
  /**
   * The profile with this role alone; none if the role is put into one elsewhere.
   */
  public readonly profile?: rolesanywhere.CfnProfile;

  /**
   * Throws when nothing is asked of the certificate, when a field is not one that AWS compares or has no value or any, when a session would be shorter than 15
   * minutes or longer than the role allows, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereRoleProps) {
    const { trustAnchor, certificate, sessionDuration, withoutProfile } = props;
    const fields = Object.entries(certificate);
    requireFields(fields);
    requireSessionDuration(props);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new CertificatePrincipal({
        ArnEquals: { 'aws:SourceArn': trustAnchor.trustAnchorRef.trustAnchorArn },
        ...fields.map(conditionOn).reduce<Conditions | undefined>(mergeConditions, undefined),
      }),
    });
    finishRole(this, props);
    if (!withoutProfile) {
      this.profile = new rolesanywhere.CfnProfile(this, 'Profile', {
        name: Names.uniqueResourceName(this, { maxLength: 255, allowedSpecialCharacters: '-_', separator: '-' }),
        roleArns: [this.roleArn],
        durationSeconds: (sessionDuration ?? DEFAULT_SESSION).toSeconds(),
        enabled: true,
      });
    }
  }
}

const DEFAULT_SESSION = Duration.hours(1);
const SHORTEST_SECONDS = 900;

/** The service makes no session without all three actions, and AWS documents them in one statement. */
class CertificatePrincipal extends iam.ServicePrincipal {
  public constructor(conditions: iam.Conditions) {
    super('rolesanywhere.amazonaws.com', { conditions });
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], principals: [this] }));
  }
}

function conditionOn([field, values]: [string, string[]]): Conditions {
  return { [values.some(hasWildcard) ? 'StringLike' : 'StringEquals']: { [`aws:PrincipalTag/${field}`]: values } };
}

const FIELD = /^(?:x509(?:Subject|Issuer|SAN\/Name)\/[A-Za-z0-9.]+|x509SAN\/(?:DNS|URI))$/;

function requireFields(fields: [string, string[]][]): void {
  if (fields.length === 0) {
    throw new Error(
      'certificate is empty, expected at least one field, since every certificate of the authority would open the role: '
      + 'write for example `{ \'x509Subject/CN\': [\'orders.example.com\'] }`',
    );
  }
  for (const [field, values] of fields) {
    if (!FIELD.test(field)) {
      throw new Error(`certificate has \`${field}\`, expected \`x509Subject/CN\` or another part of subject or issuer, \`x509SAN/DNS\`, \`x509SAN/URI\` or \`x509SAN/Name/CN\``);
    }
    const wrong = values.find(value => /^[*?]*$/.test(value));
    if (values.length === 0 || wrong !== undefined) {
      throw new Error(`certificate has ${wrong === undefined ? 'no values' : `\`${wrong}\``} for \`${field}\`, expected the values of which one has to be there: name them`);
    }
  }
}

function requireSessionDuration({ sessionDuration, maxSessionDuration = DEFAULT_SESSION, withoutProfile }: RolesAnywhereRoleProps): void {
  if (sessionDuration === undefined) { return; }
  if (withoutProfile) {
    throw new Error('sessionDuration is given together with withoutProfile, expected one of them: the profile says how long sessions last');
  }
  if (sessionDuration.isUnresolved() || maxSessionDuration.isUnresolved()) { return; }
  const seconds = sessionDuration.toSeconds({ integral: false });
  const longest = maxSessionDuration.toSeconds();
  if (!Number.isInteger(seconds) || seconds < SHORTEST_SECONDS || seconds > longest) {
    throw new Error(
      `sessionDuration is ${seconds} seconds, expected whole seconds from 900 (15 minutes) to the ${longest} of maxSessionDuration: `
      + 'raise maxSessionDuration for longer ones',
    );
  }
}
