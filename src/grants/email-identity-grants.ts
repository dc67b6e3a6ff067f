/**
 * SES: sending mail from one verified identity, of named senders and to named recipients. Never identities, templates or settings.
 *
 * A mail that goes out through a configuration set needs the same action on that set, be it named in the request or the default of
 * the identity: https://github.com/aws/aws-cdk/issues/34402 (2026-11).
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Conditions, mergeConditions } from './writing/conditions';
import { readProperty } from './writing/encryption-key';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { likeOrEquals, oneOrMany, requireExact, requireNonEmpty, requirePatterns } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Which mails may be sent.
 */
export interface SendEmailGrantOptions extends GrantScope {
  /**
   * Only mails from these addresses, such as `orders@example.com`, compared exactly (`ses:FromAddress`).
   *
   * @default - any address of the identity
   */
  readonly fromAddresses?: string[];

  /**
   * Only mails all of whose recipients, "CC" and "BCC" included, are among these addresses or patterns, such as `*@example.com`
   * (`ses:Recipients`). A token stands for an exact address.
   *
   * @default - any recipient
   */
  readonly recipients?: string[];

  /**
   * The configuration sets that mails may go out through.
   *
   * @default - the default configuration set that the identity names in this app, if it names one
   */
  readonly configurationSets?: ses.IConfigurationSetRef[];
}

/**
 * Grants on an email identity that name exact actions.
 *
 * Works with L2, L1 and imported identities. The statements go into the grantee's own policy. A grantee of another account also
 * needs a sending authorization policy on the identity; CDK cannot write it, so it is a warning with the statements. A grant that
 * would be lost (immutable or imported principals) is an error.
 *
 * While an account is in the SES sandbox, SES asks for the same action on the identities of the recipients.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
export class ScopedEmailIdentityGrants {
  /**
   * Starts the grants of an email identity.
   *
   * @param emailIdentity an L2, L1 or imported identity: a domain or an address
   */
  public static fromEmailIdentity(emailIdentity: ses.IEmailIdentityRef): ScopedEmailIdentityGrants {
    return new ScopedEmailIdentityGrants(emailIdentity);
  }

  private constructor(private readonly emailIdentity: ses.IEmailIdentityRef) {}

  /**
   * Lets the grantee send mails that SES puts together (`ses:SendEmail`), on the identity and on its configuration sets.
   *
   * @throws if a list is empty, if `fromAddresses` holds a wildcard or `recipients` something that is no address, or if the grant
   * would be lost
   */
  public send(grantee: iam.IGrantable, options: SendEmailGrantOptions = {}): iam.Grant {
    return this.grant('send', grantee, options, 'ses:SendEmail');
  }

  /**
   * Lets the grantee send mails that it has put together itself, with headers and attachments, as SMTP clients do
   * (`ses:SendRawEmail`), on the identity and on its configuration sets.
   *
   * @throws if a list is empty, if `fromAddresses` holds a wildcard or `recipients` something that is no address, or if the grant
   * would be lost
   */
  public sendRaw(grantee: iam.IGrantable, options: SendEmailGrantOptions = {}): iam.Grant {
    return this.grant('sendRaw', grantee, options, 'ses:SendRawEmail');
  }

  private grant(method: string, grantee: iam.IGrantable, options: SendEmailGrantOptions, action: string): iam.Grant {
    const call = `ScopedEmailIdentityGrants.${method}`;
    const configurationSets = this.configurationSetArns(call, options);
    return addScopedGrant({
      call,
      grantee,
      resource: this.emailIdentity,
      scope: options,
      statements: [
        {
          actions: [action],
          resources: [sesArn(this.emailIdentity, 'identity', this.emailIdentity.emailIdentityRef.emailIdentity)],
          conditions: ofMails(call, options),
          resourcePolicy: { name: 'sending authorization policy', of: this.emailIdentity },
        },
        ...(configurationSets.length === 0 ? [] : [{ actions: [action], resources: configurationSets }]),
      ],
    });
  }

  private configurationSetArns(call: string, { configurationSets }: SendEmailGrantOptions): string[] {
    if (configurationSets !== undefined) {
      requireNonEmpty(call, 'configurationSets', configurationSets.map(({ configurationSetRef }) => configurationSetRef.configurationSetName));
      return configurationSets.map((set) => sesArn(set, 'configuration-set', set.configurationSetRef.configurationSetName));
    }
    const cfnIdentity = [this.emailIdentity, this.emailIdentity.node.defaultChild].find(ses.CfnEmailIdentity.isCfnEmailIdentity);
    const name = readProperty(cfnIdentity?.configurationSetAttributes, 'configurationSetName');
    return typeof name === 'string' ? [sesArn(this.emailIdentity, 'configuration-set', name)] : [];
  }
}

function sesArn(resource: Resource, type: string, name: string): string {
  return Stack.of(resource).formatArn({ ...environmentOf(resource), service: 'ses', resource: type, resourceName: name });
}

/** A mail has many recipients: all of them must be among the named ones, and there must be one at all. */
function ofMails(call: string, { fromAddresses, recipients }: SendEmailGrantOptions): Conditions | undefined {
  if (fromAddresses !== undefined) {
    requireExact(call, 'fromAddresses', fromAddresses, 'orders@example.com');
    requireAddresses(call, 'fromAddresses', fromAddresses, 'orders@example.com');
  }
  if (recipients !== undefined) {
    requirePatterns(call, 'recipients', recipients, '*@example.com');
    requireAddresses(call, 'recipients', recipients, '*@example.com');
  }
  return mergeConditions(
    fromAddresses && { StringEquals: { 'ses:FromAddress': oneOrMany(fromAddresses) } },
    recipients && {
      [`ForAllValues:${likeOrEquals(recipients)}`]: { 'ses:Recipients': oneOrMany(recipients) },
      Null: { 'ses:Recipients': 'false' },
    },
  );
}

/** A policy variable may stand for a whole address. */
function requireAddresses(call: string, option: string, values: string[], example: string): void {
  const isWrong = (value: string) => !Token.isUnresolved(value) && !/@|\$\{/.test(value);
  const wrong = Token.isUnresolved(values) ? undefined : values.find(isWrong);
  if (wrong !== undefined) {
    throw new Error(`${call}: \`${option}\` holds '${wrong}', which is no mail address; expected one such as '${example}'`);
  }
}
