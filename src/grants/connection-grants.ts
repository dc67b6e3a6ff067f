/**
 * EventBridge connections: using the credentials of one connection, as a Step Functions HTTP task does. Never changing it.
 *
 * EventBridge keeps the credentials in a secret, which it reads in the caller's name:
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#connect-http-task-permissions (2026-11)
 */
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { keyUse } from './writing/encryption-key';
import { EncryptedGrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a connection that name exact actions.
 *
 * Works with L2 and L1 connections and with those imported by L2, which name their secret. Every method writes into the grantee's
 * own policy only, and throws if that is not possible (immutable or imported principals) or if the grantee belongs to another
 * account.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/encryption-connections.html
 */
export class ScopedConnectionGrants {
  /**
   * Starts the grants of a connection.
   *
   * @param connection an L2, L1 or imported connection
   */
  public static fromConnection(connection: events.IConnectionRef): ScopedConnectionGrants {
    return new ScopedConnectionGrants(connection);
  }

  private constructor(private readonly connection: events.IConnectionRef) {}

  /**
   * Lets the grantee call HTTPS APIs with the credentials of the connection: `events:RetrieveConnectionCredentials` on the connection,
   * `secretsmanager:GetSecretValue` and `secretsmanager:DescribeSecret` on its secret, and with the connection's key `kms:Decrypt`.
   *
   * The grantee can read the credentials too, not only use them.
   *
   * @throws if the secret or the key of the connection cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
   */
  public retrieveCredentials(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    const call = 'ScopedConnectionGrants.retrieveCredentials';
    const secretArn = this.secretArn(call);
    return addScopedGrant({
      call,
      grantee,
      resource: this.connection,
      scope: options,
      statements: [
        { actions: ['events:RetrieveConnectionCredentials'], resources: [this.connection.connectionRef.connectionArn] },
        { actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], resources: [secretArn] },
        ...keyUse({
          call,
          grantee,
          resource: this.connection,
          options: { ...options, withoutEncryptionKey: true }, // of another account nothing is granted at all
          keyId: this.cfnConnection?.kmsKeyIdentifier,
          service: 'secretsmanager',
          actions: ['kms:Decrypt'],
          context: { StringEquals: { SecretARN: secretArn } },
        }),
      ],
      otherAccountRemedy: 'Make a role in the account of the connection that the grantee may assume, and grant to that.',
    });
  }

  private get cfnConnection(): events.CfnConnection | undefined {
    return [this.connection, this.connection.node.defaultChild].find(events.CfnConnection.isCfnConnection);
  }

  private secretArn(call: string): string {
    const arn = (this.connection as Partial<events.IConnection>).connectionSecretArn ?? this.cfnConnection?.attrSecretArn;
    if (arn === undefined) {
      throw new Error(`${call}: '${this.connection.node.path}' was imported without its secret, which holds the credentials. Import it by `
        + 'events.Connection.fromConnectionAttributes, which takes the ARN of the secret');
    }
    return arn;
  }
}
