/**
 * Finds the customer-managed key behind a resource and writes the narrowest use of it: one key, by one service, in one region, and
 * for the data of this resource only where the service says so in the encryption context.
 *
 * Promises: the ARN is that of the very key, never a pattern and never an alias (IAM does not match a key by its alias ARN).
 * A key that is certainly there but cannot be named is an error that asks for `encryptionKey`; so is a resource of another account
 * of whose key nothing is said. Keys managed by AWS need no statement: their own key policies admit the account's principals
 * through the service, and nobody of another account.
 *
 * The identity policy is enough only if the key policy delegates to IAM, as the default one of CDK and of AWS does:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Conditions, mergeConditions } from './conditions';
import { environmentOf, isImported, isOtherAccount, Resource } from './environment';
import { EncryptedGrantScope } from './grant-scope';
import { referencedConstruct } from './referenced-construct';
import { ScopedStatement } from './scoped-statement';

/** The use of a resource's key that a grant needs. */
export interface KeyUse {
  /** The call that the user wrote, for error messages. */
  readonly call: string;
  readonly grantee: iam.IGrantable;
  readonly resource: Resource;
  readonly options: EncryptedGrantScope;
  /** The key that an L2 construct names. */
  readonly key?: kms.IKeyRef;
  /** The key as an L1 property gives it: key id, ARN, alias, or a token. */
  readonly keyId?: unknown;
  /** The service's name in `kms:ViaService`, such as `s3`. Left out where AWS's pages name none. */
  readonly service?: string;
  readonly actions: string[];
  /** What the service writes into the encryption context of this resource's data: condition operator, then context key, then values. */
  readonly context?: Conditions;
}

interface EncryptionKey {
  readonly arn: string;
  readonly construct?: Resource;
}

/**
 * The service name in `kms:ViaService` ends in amazonaws.com whatever the partition.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service (2026-11)
 */
export function keyUse(use: KeyUse): ScopedStatement[] {
  const key = findKey(use);
  if (!key) { return []; }
  return [{
    actions: use.actions,
    resources: [key.arn],
    conditions: mergeConditions(viaService(use), encryptionContext(use.context)),
    viaService: true,
    resourcePolicy: {
      name: 'key policy',
      of: key.construct ?? use.resource,
      isElsewhere: key.construct === undefined,
      resources: ['*'],
      conditions: { StringEquals: { 'kms:CallerAccount': use.grantee.grantPrincipal.principalAccount } },
    },
  }];
}

/** Reads a nested L1 property. A token on the way is the answer: what it hides is not guessed. */
export function readProperty(properties: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<any>((value, step) => (value === undefined || Token.isUnresolved(value) ? value : value[step]), properties);
}

function viaService({ service, resource }: KeyUse): Conditions | undefined {
  return service === undefined ? undefined
    : { StringEquals: { 'kms:ViaService': `${service}.${environmentOf(resource).region}.amazonaws.com` } };
}

function encryptionContext(context: Conditions = {}): Conditions {
  return Object.fromEntries(Object.entries(context).map(([operator, keys]) =>
    [operator, Object.fromEntries(Object.entries(keys).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]))]));
}

function findKey({ call, grantee, resource, options, key, keyId }: KeyUse): EncryptionKey | undefined {
  const given = options.encryptionKey ?? key;
  const found = given ? keyOf(resource, given) : keyId === undefined ? undefined : keyOfId(resource, keyId);
  const isForeign = isOtherAccount(grantee, resource);
  if (!found && isForeign && keyId !== undefined) {
    throw new Error(`${call}: '${resource.node.path}' is encrypted under the AWS-managed key '${String(keyId)}', which no other account can use. `
      + 'Encrypt it under a customer-managed key');
  }
  if (!found && isForeign && isImported(resource) && !options.withoutEncryptionKey) {
    throw new Error(`${call}: '${resource.node.path}' belongs to account ${environmentOf(resource).account}, and nothing is said of its KMS key. `
      + 'Pass the key as `encryptionKey`, or `withoutEncryptionKey: true` if it is encrypted without a customer-managed one');
  }
  return found;
}

function keyOf(resource: Resource, key: kms.IKeyRef): EncryptionKey {
  const target = keyBehind(key);
  if (!target) {
    throw unknownKey(resource, `'${key.node.path}' is an alias whose key is not known`);
  }
  return { arn: target.keyRef.keyArn, construct: target };
}

/** The key itself, also for an alias; undefined for an alias whose key this app does not know. */
export function keyBehind(key: kms.IKeyRef): kms.IKeyRef | undefined {
  const target = 'aliasName' in key ? targetOf(key as kms.IAlias) : key;
  return target && !/:alias\//.test(target.keyRef.keyArn) ? target : undefined;
}

function targetOf(alias: kms.IAlias): kms.IKeyRef | undefined {
  try {
    return alias.aliasTargetKey;
  } catch {
    return undefined; // imported by name: CDK throws
  }
}

function keyOfId(resource: Resource, keyId: unknown): EncryptionKey | undefined {
  if (typeof keyId === 'string') {
    if (/^arn:.*:key\//.test(keyId)) {
      return { arn: keyId, construct: Token.isUnresolved(keyId) ? undefined : importedKey(resource, keyId) };
    }
    if (/^(arn:.*:)?alias\/aws\//.test(keyId)) {
      return undefined;
    }
    if (/^(arn:.*:)?alias\//.test(keyId)) {
      throw unknownKey(resource, `its key is given as the alias '${keyId}'`);
    }
    if (!Token.isUnresolved(keyId)) {
      return { arn: Stack.of(resource).formatArn({ ...environmentOf(resource), service: 'kms', resource: 'key', resourceName: keyId }) };
    }
  }
  const key = referencedConstruct(keyId);
  if (kms.CfnKey.isCfnKey(key)) {
    return { arn: key.attrArn, construct: key };
  }
  throw unknownKey(resource, 'its key is a value that is known only at deployment');
}

/** The account that the ARN names, which need not be the resource's, has a key policy of its own. */
function importedKey(resource: Resource, keyArn: string): kms.IKeyRef {
  const scope = Stack.of(resource);
  return (scope.node.tryFindChild(keyArn) ?? kms.CfnKey.fromKeyArn(scope, keyArn, keyArn)) as kms.IKeyRef;
}

function unknownKey(resource: Resource, why: string): Error {
  return new Error(`cannot name the KMS key of '${resource.node.path}': ${why}, and a policy has to name the key by its ARN. `
    + "Pass the key itself as `encryptionKey`, for example kms.Key.fromKeyArn(this, 'DataKey', 'arn:aws:kms:…:key/…')");
}
