/**
 * Systems Manager Session Manager: opening sessions on EC2 instances, and being such an instance.
 *
 * Facts (2026-11):
 * - A session is authorised on the instance and on the document, and its user needs ssmmessages:OpenDataChannel too:
 *   https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
 * - The tag that AWS puts on a session holds `${aws:userid}` of the one who started it, for users, roles and federated users alike;
 *   the name of the session does not (method 2 of example 4):
 *   https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 * - Names of documents that begin with aws, amazon or amzn are AWS's own, whose ARN has no account:
 *   https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
 * - Under a key of the sessions their user needs kms:GenerateDataKey and the instance kms:Decrypt:
 *   https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
 */
import { Aws, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { messageChannels } from './session-channel';
import { Conditions, mergeConditions } from './writing/conditions';
import { keyUse } from './writing/encryption-key';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { granteeConstruct } from './writing/identity-half';
import { requireKnownLength, requireNames, requireNonEmpty } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * How an instance takes part in sessions.
 */
export interface SessionGrantOptions extends GrantScope {
  /**
   * The customer-managed KMS key that the session preferences of the account name.
   *
   * @default - none
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Which sessions may be opened.
 */
export interface SessionStartGrantOptions extends SessionGrantOptions {
  /**
   * Only sessions of these documents, such as `AWS-StartPortForwardingSession`. Each session then has to name its document, so that a
   * grant of port forwarding opens no shell.
   *
   * @default - the shell of the account's session preferences, `SSM-SessionManagerRunShell`
   */
  readonly documents?: string[];
}

/**
 * Grants of Session Manager, on one instance or on all instances with certain tags.
 *
 * The statements go into the grantee's own policy. Sessions do not cross accounts, so a grantee of another account is an error; so is
 * a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-getting-started-restrict-access.html
 */
export class ScopedSessionGrants {
  /**
   * Starts the grants on one instance.
   *
   * @param instance an L2, L1 or imported instance
   */
  public static fromInstance(instance: ec2.IInstanceRef): ScopedSessionGrants {
    return new ScopedSessionGrants({}, instance);
  }

  /**
   * Starts the grants on all instances that carry all of these tags with these values, in the account and the region of the grantee.
   *
   * @param tags by key; at least one
   * @throws if there is no tag
   */
  public static fromTaggedInstances(tags: { [key: string]: string }): ScopedSessionGrants {
    requireNonEmpty('ScopedSessionGrants.fromTaggedInstances', 'tags', Object.keys(tags));
    return new ScopedSessionGrants(tags);
  }

  private constructor(private readonly tags: { [key: string]: string }, private readonly instance?: ec2.IInstanceRef) {}

  /**
   * Lets the grantee open sessions (`ssm:StartSession` on the instances and on the documents, `ssmmessages:OpenDataChannel`), and resume
   * and end its own, not those of others (`ssm:ResumeSession`, `ssm:TerminateSession`); with a key also `kms:GenerateDataKey`.
   *
   * @throws if `documents` is empty or holds a wildcard, if the key cannot be named, or if the grant would be lost
   */
  public start(grantee: iam.IGrantable, options: SessionStartGrantOptions = {}): iam.Grant {
    const { documents } = options;
    if (documents !== undefined) {
      requireKnownLength('ScopedSessionGrants.start', 'documents', documents);
      requireNames('ScopedSessionGrants.start', 'documents', documents, 'AWS-StartPortForwardingSession');
    }
    const arn = this.arnsFor(grantee);
    return this.grant('start', grantee, options, 'kms:GenerateDataKey', [
      {
        actions: ['ssm:StartSession'],
        resources: [arn('ec2', `instance/${this.instance?.instanceRef.instanceId ?? '*'}`)],
        conditions: mergeConditions(this.tagConditions, documents && { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } }),
        wildcardReason: 'instances come and go; their tags say which they are',
      },
      {
        actions: ['ssm:StartSession'],
        resources: (documents ?? ['SSM-SessionManagerRunShell']).map((name) => arn('ssm', `document/${name}`, isOfAws(name) ? '' : undefined)),
      },
      {
        actions: ['ssm:ResumeSession', 'ssm:TerminateSession'],
        resources: [arn('ssm', 'session/*')],
        conditions: { StringEquals: { 'ssm:resourceTag/aws:ssmmessages:session-id': '${aws:userid}' } },
        wildcardReason: 'sessions get their ids when they start; the tag that AWS puts on them says whose they are',
      },
      {
        actions: ['ssmmessages:OpenDataChannel'],
        resources: ['*'],
        wildcardReason: 'the ssmmessages actions accept no resource but *; the token of a session opens its channel',
      },
    ]);
  }

  /**
   * Lets the role of an instance register it and run sessions on it: `ssm:UpdateInstanceInformation` on instances, the four
   * `ssmmessages` actions, which AWS accepts on `*` only, and with a key `kms:Decrypt`. The AWS managed policy
   * `AmazonSSMManagedInstanceCore` reads every parameter of the account too.
   *
   * @throws if the key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
   */
  public receive(grantee: iam.IGrantable, options: SessionGrantOptions = {}): iam.Grant {
    return this.grant('receive', grantee, options, 'kms:Decrypt', [
      {
        actions: ['ssm:UpdateInstanceInformation'],
        resources: [this.arnsFor(grantee)('ec2', 'instance/*')],
        wildcardReason: 'an instance is made after its role, so the role cannot name it',
      },
      messageChannels(),
    ]);
  }

  private grant(
    method: string, grantee: iam.IGrantable, options: SessionGrantOptions, keyAction: string, statements: ScopedStatement[],
  ): iam.Grant {
    const call = `ScopedSessionGrants.${method}`;
    const { encryptionKey } = options;
    return addScopedGrant({
      call,
      grantee,
      resource: this.instance,
      scope: options,
      statements: [
        ...statements,
        ...(encryptionKey ? keyUse({ call, grantee, resource: encryptionKey, options, actions: [keyAction] }) : []),
      ],
      otherAccountRemedy: 'Let the grantee assume a role of the account of the instances.',
    });
  }

  private get tagConditions(): Conditions | undefined {
    const tags = Object.entries(this.tags).map(([key, value]) => [`ssm:resourceTag/${key}`, value]);
    return tags.length === 0 ? undefined : { StringEquals: Object.fromEntries(tags) };
  }

  /** In the environment of the instance, or else of the grantee. */
  private arnsFor(grantee: iam.IGrantable): (service: string, resource: string, account?: string) => string {
    const construct = granteeConstruct(grantee);
    const { account: own, region } = this.instance ? environmentOf(this.instance)
      : construct ? Stack.of(construct) : { account: Aws.ACCOUNT_ID, region: Aws.REGION };
    return (service, resource, account = own) => `arn:${Aws.PARTITION}:${service}:${region}:${account}:${resource}`;
  }
}

function isOfAws(document: string): boolean {
  return /^(aws|amazon|amzn)/i.test(document);
}
