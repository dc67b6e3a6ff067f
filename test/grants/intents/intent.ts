/**
 * One intent of a grant facade as a row: what it grants, on every kind of resource, and which requests it lets through.
 *
 * `test/grants/intents.test.ts` holds every row to AWS's own reference, to the evaluator, to our strict pack and to cdk-nag, and
 * prints `src/grants/README.md` from all of them.
 */
import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

export type GrantOn = (stack: Stack, grantee: iam.Role) => iam.Grant;

export interface Intent {
  /** The facade and its method, such as `ScopedBucketGrants.read`. */
  readonly call: string;
  /** What the options narrow it to, such as `under a prefix`. */
  readonly scope?: string;
  /** Every action that the intent names, and no other; those on its key included. */
  readonly actions: string[];
  /** The grant, by kind of resource: `L2`, `L1` and `imported`, or `none` for a facade without a resource. */
  readonly grant: { readonly [kind: string]: GrantOn };
  /** The grant of CDK that people would take instead. */
  readonly cdk?: { readonly call: string; readonly grant: GrantOn };
  /** The tags that the role needs, for policy variables. */
  readonly tags?: { readonly [key: string]: string };
  /** Requests on the `imported` resource (or `none`) in `ACCOUNT` and `REGION`; each action of the intent has one at least. */
  readonly allows: Request[];
  /** The neighbours: other resources, other scopes, the key without its service. */
  readonly denies: Request[];
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** @default - the account in the ARN, or `ACCOUNT` */
  readonly resourceAccount?: string;
  readonly context?: Context;
}

export type Context = { readonly [key: string]: string | string[] };

export function request(action: string, resource: string, context?: Context): Request {
  return { action, resource, context };
}

/** The same request for each of several actions. */
export function requests(actions: string[], resource: string, context?: Context): Request[] {
  return actions.map((action) => request(action, resource, context));
}

/** The use of a key through a service, as the service asks KMS. */
export function throughService(service: string, region: string, encryptionContext: { readonly [key: string]: string } = {}) {
  const context = Object.entries(encryptionContext).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]);
  return { 'kms:ViaService': `${service}.${region}.amazonaws.com`, ...Object.fromEntries(context) };
}

/** The ways to come by one type of resource, each with the id `Target`. */
export interface Kinds<R> {
  readonly L2?: (stack: Stack) => R;
  readonly L1: (stack: Stack) => R;
  readonly imported: (stack: Stack) => R;
}

/** The same grant on every kind of resource. */
export function onEach<R>(kinds: Kinds<R>, grant: (resource: R, grantee: iam.Role, stack: Stack) => iam.Grant): Intent['grant'] {
  return Object.fromEntries(Object.entries(kinds).map(([kind, make]) =>
    [kind, (stack: Stack, grantee: iam.Role) => grant((make as (scope: Stack) => R)(stack), grantee, stack)]));
}

/** An ARN in the partition, region and account of the stack. `rest` begins after the account, such as `queue/orders`. */
export function arnIn(stack: Stack, service: string, rest: string, { region = stack.region, account = stack.account } = {}): string {
  return `arn:${Aws.PARTITION}:${service}:${region}:${account}:${rest}`;
}
