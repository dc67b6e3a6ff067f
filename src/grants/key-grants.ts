/**
 * KMS: exact cryptographic operations with one key, by request, through named services only, or for data of one encryption context.
 * Never the administration of the key: no policies, aliases, deletion, tags or revocation.
 *
 * Within an account the identity policy is enough only if the key policy delegates to IAM, as the default one of CDK and of AWS does.
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Conditions, mergeConditions } from './writing/conditions';
import { keyBehind } from './writing/encryption-key';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { hasWildcard, oneOrMany, requireKnownLength, requireMatching, requireNonEmpty } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * By which way a key may be used.
 */
export interface KeyServiceGrantOptions extends GrantScope {
  /**
   * Only requests that one of these AWS services makes in the grantee's name (`kms:ViaService`), in the region of the key. Written as KMS
   * knows them, without region and domain: `s3`, `dynamodb`, `secretsmanager`, `ssm`, `ec2`.
   *
   * Not together with `sourceVpcEndpoints`: what a service does comes from its own network.
   *
   * @default - requests of the grantee itself and of any service in its name
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  readonly viaServices?: string[];
}

/**
 * By which way, and under which name, a key may be used.
 */
export interface KeyGrantOptions extends KeyServiceGrantOptions {
  /**
   * Only requests that name the key by this alias, such as `alias/orders` (`kms:RequestAlias`).
   *
   * @default - requests may name the key by its id, its ARN or any alias
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  readonly requestAlias?: string;
}

/**
 * By which way, under which name, and for which data a key may be used.
 */
export interface KeyDataGrantOptions extends KeyGrantOptions {
  /**
   * Only for data whose encryption context has all of these pairs (`kms:EncryptionContext`), such as `{ tenant: 'blue' }`. It may have more.
   * Values may hold IAM policy variables (`${aws:PrincipalTag/tenant}`), tokens, and the wildcards `*` and `?`.
   *
   * @default - any encryption context or none
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
   */
  readonly encryptionContext?: { [key: string]: string };
}

/**
 * Grants on a KMS key that name exact operations.
 *
 * Works with L2, L1 and imported keys, and with aliases. Of an alias that was imported by name the key is not known: the grant then covers
 * the keys of that account and region which carry the alias (`kms:ResourceAliases`), so whoever may move the alias decides about the key.
 * For the keys of buckets, tables, secrets and the like you need none of this: the grants of the resource bring the use of its key.
 *
 * The statements go into the grantee's own policy; for a grantee of another account also into the key policy. A half that this app cannot
 * write is a warning with the statements; a grant that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
export class ScopedKeyGrants {
  /**
   * Starts the grants of a key.
   *
   * @param key an L2, L1 or imported key, or an alias
   */
  public static fromKey(key: kms.IKeyRef): ScopedKeyGrants {
    return new ScopedKeyGrants(key);
  }

  private constructor(private readonly key: kms.IKeyRef) {}

  /**
   * Lets the grantee encrypt up to 4 KB under the key: `kms:Encrypt`. It cannot decrypt.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public encrypt(grantee: iam.IGrantable, options: KeyDataGrantOptions = {}): iam.Grant {
    return this.grantOnData('encrypt', grantee, options, ['kms:Encrypt']);
  }

  /**
   * Lets the grantee decrypt what was encrypted under the key, data keys included: `kms:Decrypt`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public decrypt(grantee: iam.IGrantable, options: KeyDataGrantOptions = {}): iam.Grant {
    return this.grantOnData('decrypt', grantee, options, ['kms:Decrypt']);
  }

  /**
   * Lets the grantee encrypt and decrypt: `kms:Encrypt`, `kms:Decrypt`. Envelope encryption needs `generateDataKey` and `decrypt` instead.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public encryptDecrypt(grantee: iam.IGrantable, options: KeyDataGrantOptions = {}): iam.Grant {
    return this.grantOnData('encryptDecrypt', grantee, options, ['kms:Encrypt', 'kms:Decrypt']);
  }

  /**
   * Lets the grantee make data keys for envelope encryption: `kms:GenerateDataKey`. Reading the data again needs `decrypt`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public generateDataKey(grantee: iam.IGrantable, options: KeyDataGrantOptions = {}): iam.Grant {
    return this.grantOnData('generateDataKey', grantee, options, ['kms:GenerateDataKey']);
  }

  /**
   * Lets the grantee sign with the private key: `kms:Sign`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public sign(grantee: iam.IGrantable, options: KeyGrantOptions = {}): iam.Grant {
    return this.grant('sign', grantee, options, ['kms:Sign'], this.named('sign', options));
  }

  /**
   * Lets the grantee verify signatures: `kms:Verify` and, to verify them outside of KMS, `kms:GetPublicKey`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public verify(grantee: iam.IGrantable, options: KeyGrantOptions = {}): iam.Grant {
    return this.grant('verify', grantee, options, ['kms:Verify', 'kms:GetPublicKey'], this.named('verify', options));
  }

  /**
   * Lets the grantee compute message authentication codes: `kms:GenerateMac`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public generateMac(grantee: iam.IGrantable, options: KeyGrantOptions = {}): iam.Grant {
    return this.grant('generateMac', grantee, options, ['kms:GenerateMac'], this.named('generateMac', options));
  }

  /**
   * Lets the grantee check message authentication codes: `kms:VerifyMac`. It cannot compute them.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public verifyMac(grantee: iam.IGrantable, options: KeyGrantOptions = {}): iam.Grant {
    return this.grant('verifyMac', grantee, options, ['kms:VerifyMac'], this.named('verifyMac', options));
  }

  /**
   * Lets AWS services that hold encrypted resources, such as EC2 for its volumes, create grants on the key in the grantee's name:
   * `kms:CreateGrant` with `kms:GrantIsForAWSResource`. The grantee itself can create none. Name the service as `viaServices`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
   */
  public createGrants(grantee: iam.IGrantable, options: KeyServiceGrantOptions = {}): iam.Grant {
    return this.grant('createGrants', grantee, options, ['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': 'true' } });
  }

  /**
   * Lets the grantee see what kind of key it is: `kms:DescribeKey`.
   *
   * @throws if a scope is empty or malformed, or if the grant would be lost
   */
  public describe(grantee: iam.IGrantable, options: KeyGrantOptions = {}): iam.Grant {
    return this.grant('describe', grantee, options, ['kms:DescribeKey'], this.named('describe', options));
  }

  private grantOnData(method: string, grantee: iam.IGrantable, options: KeyDataGrantOptions, actions: string[]): iam.Grant {
    return this.grant(method, grantee, options, actions, mergeConditions(this.named(method, options), encryptionContext(method, options)));
  }

  private grant(method: string, grantee: iam.IGrantable, options: KeyServiceGrantOptions, actions: string[], conditions?: Conditions): iam.Grant {
    const statement: ScopedStatement = { actions, ...this.target(grantee) };
    return addScopedGrant({
      call: callOf(method),
      grantee,
      resource: this.key,
      scope: options,
      statements: [{ ...statement, conditions: [conditions, this.through(method, options)].reduce(mergeConditions, statement.conditions) }],
    });
  }

  private target(grantee: iam.IGrantable): Pick<ScopedStatement, 'resources' | 'conditions' | 'wildcardReason' | 'resourcePolicy'> {
    const key = keyBehind(this.key);
    const resourcePolicy = {
      name: 'key policy',
      of: key ?? this.key,
      isElsewhere: key === undefined,
      resources: ['*'],
      conditions: { StringEquals: { 'kms:CallerAccount': grantee.grantPrincipal.principalAccount } },
    };
    return key ? { resources: [key.keyRef.keyArn], resourcePolicy } : {
      resources: [Stack.of(this.key).formatArn({ ...environmentOf(this.key), service: 'kms', resource: 'key', resourceName: '*' })],
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': (this.key as kms.IAlias).aliasName } },
      wildcardReason: 'the key is known by its alias only, and IAM does not match a key by the ARN of an alias; the condition on the alias limits it',
      resourcePolicy,
    };
  }

  private through(method: string, { viaServices, sourceVpcEndpoints }: KeyServiceGrantOptions): Conditions | undefined {
    if (viaServices === undefined) { return undefined; }
    const call = callOf(method);
    requireKnownLength(call, 'viaServices', viaServices);
    requireMatching(call, 'viaServices', viaServices, /^(?!.*amazonaws)[a-z][a-z0-9.-]*$/, "the name of the service in kms:ViaService without region and domain, such as 's3'");
    if (sourceVpcEndpoints !== undefined) {
      throw new Error(`${call}: \`viaServices\` and \`sourceVpcEndpoints\` exclude each other: requests that a service makes in the grantee's name come from `
        + 'the network of the service. Leave one of them out');
    }
    const { region } = environmentOf(this.key);
    return { StringEquals: { 'kms:ViaService': oneOrMany(viaServices.map((service) => `${service}.${region}.amazonaws.com`)) } };
  }

  private named(method: string, { requestAlias }: KeyGrantOptions): Conditions | undefined {
    if (requestAlias === undefined) { return undefined; }
    requireMatching(callOf(method), 'requestAlias', [requestAlias], /^alias\/[\w/-]+$/, "the name of an alias without wildcards, such as 'alias/orders'");
    return { StringEquals: { 'kms:RequestAlias': requestAlias } };
  }
}

function encryptionContext(method: string, { encryptionContext: context }: KeyDataGrantOptions): Conditions | undefined {
  if (context === undefined) { return undefined; }
  const call = callOf(method);
  requireNonEmpty(call, 'encryptionContext', Object.keys(context));
  requireNonEmpty(call, 'encryptionContext', Object.values(context));
  return Object.entries(context).map(([key, value]): Conditions =>
    ({ [hasWildcard(value) ? 'StringLike' : 'StringEquals']: { [`kms:EncryptionContext:${key}`]: value } })).reduce<Conditions | undefined>(mergeConditions, undefined);
}

function callOf(method: string): string {
  return `ScopedKeyGrants.${method}`;
}
