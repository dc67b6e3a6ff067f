/**
 * Finds the customer-managed key behind a resource and writes the narrowest use of it: one key, by one service, in one region.
 *
 * Promises: the ARN is that of the very key, never a pattern and never an alias (IAM does not match a key by its alias ARN).
 * A key that is certainly there but cannot be named is an error that asks for `encryptionKey`; keys managed by AWS need no
 * statement, because their own key policies admit the account's principals through the service.
 *
 * The identity policy is enough only if the key policy delegates to IAM, as the default one of CDK and of AWS does:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { environmentOf } from './environment';
import { ScopedStatement } from './scoped-grant';

type Encrypted = IConstruct & IEnvironmentAware;

/**
 * @param key the key as the user or the L2 construct gives it
 * @param keyId the key as an L1 property gives it: key id, ARN, alias, or a token
 */
export function findKeyArn(resource: Encrypted, key?: kms.IKeyRef, keyId?: unknown): string | undefined {
  if (key) {
    return arnOfKey(resource, key);
  }
  return keyId === undefined ? undefined : arnOfKeyId(resource, keyId);
}

/**
 * The service name in `kms:ViaService` ends in amazonaws.com whatever the partition.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service (2026-11)
 */
export function keyStatements(resource: Encrypted, keyArn: string | undefined, service: string, actions: string[]): ScopedStatement[] {
  return keyArn === undefined ? [] : [{
    actions,
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `${service}.${environmentOf(resource).region}.amazonaws.com` } },
  }];
}

/** Reads a nested L1 property. A token on the way is the answer: what it hides is not guessed. */
export function readProperty(properties: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<any>((value, step) => (value === undefined || Token.isUnresolved(value) ? value : value[step]), properties);
}

function arnOfKey(resource: Encrypted, key: kms.IKeyRef): string {
  const target = 'aliasName' in key ? targetOf(key as kms.IAlias) : key;
  if (!target || /:alias\//.test(target.keyRef.keyArn)) {
    throw unknownKey(resource, `'${key.node.path}' is an alias whose key is not known`);
  }
  return target.keyRef.keyArn;
}

function targetOf(alias: kms.IAlias): kms.IKeyRef | undefined {
  try {
    return alias.aliasTargetKey;
  } catch {
    return undefined; // imported by name: CDK throws
  }
}

function arnOfKeyId(resource: Encrypted, keyId: unknown): string | undefined {
  if (typeof keyId === 'string') {
    if (/^arn:.*:key\//.test(keyId)) {
      return keyId;
    }
    if (/^(arn:.*:)?alias\/aws\//.test(keyId)) {
      return undefined;
    }
    if (/^(arn:.*:)?alias\//.test(keyId)) {
      throw unknownKey(resource, `its key is given as the alias '${keyId}'`);
    }
    if (!Token.isUnresolved(keyId)) {
      return Stack.of(resource).formatArn({ ...environmentOf(resource), service: 'kms', resource: 'key', resourceName: keyId });
    }
  }
  const token = Tokenization.reverse(keyId, { failConcat: false });
  if (Reference.isReference(token) && kms.CfnKey.isCfnKey(token.target)) {
    return token.target.attrArn;
  }
  throw unknownKey(resource, 'its key is a value that is known only at deployment');
}

function unknownKey(resource: Encrypted, why: string): Error {
  return new Error(`cannot name the KMS key of '${resource.node.path}': ${why}, and a policy has to name the key by its ARN. `
    + "Pass the key itself as `encryptionKey`, for example kms.Key.fromKeyArn(this, 'DataKey', 'arn:aws:kms:…:key/…')");
}
