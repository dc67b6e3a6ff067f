/**
 * Denials in the policy of one resource, which hold whatever else the policy allows.
 *
 * Promises: principals of the resource's own account are never kept out, its root user and key administrators included, even under a
 * mistyped organization; nor are AWS services that work for the account. A guard that could not be written is an error.
 */
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { requireAccountIds, requireOrganizationId } from './organization-ids';

/** SNS takes no wildcard for all actions in the policy of a topic; these are those of AWS's own sample. */
const TOPIC_ACTIONS = [
  'sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:RemovePermission', 'sns:DeleteTopic', 'sns:Subscribe',
  'sns:ListSubscriptionsByTopic', 'sns:Publish',
];
/** What the policy of a bus can be about beside putting events: rules on the bus. */
const RULE_ACTIONS = [
  'events:PutRule', 'events:PutTargets', 'events:DeleteRule', 'events:RemoveTargets', 'events:DisableRule', 'events:EnableRule',
  'events:TagResource', 'events:UntagResource', 'events:DescribeRule', 'events:ListTargetsByRule', 'events:ListTagsForResource',
];

/** What the statements of one guard are about; of a bus two statements, since EventBridge judges rules by an ARN of their own. */
interface Guarded {
  /** Follows the name of the guard in the Sid. */
  readonly suffix: string;
  readonly actions: string[];
  /** Left out where AWS takes no `Resource` element. */
  readonly resources?: string[];
}

const guardsOf = new WeakMap<IConstruct, Set<string>>();

/**
 * Guards in the policy of a resource: statements that deny, whatever else is allowed there or in the policies of principals. They leave
 * Block Public Access and everything else about the resource alone, and grant nothing.
 *
 * Principals of the account in which the resource stands are never kept out by organization or account, and AWS services that work for it
 * are not either. Works with L2 resources, and with L1 buckets, queues, topics and keys; of a resource whose policy this app does not
 * write, such as an imported one, a guard is an error that prints the statement.
 *
 * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/resource_based_policies
 */
export class ResourcePolicyGuard {
  /**
   * Guards a bucket and its objects.
   */
  public static onBucket(bucket: s3.IBucketRef): ResourcePolicyGuard {
    const arn = bucket.bucketRef.bucketArn;
    return new ResourcePolicyGuard(bucket, 'bucket policy', [{ suffix: '', actions: ['s3:*'], resources: [arn, `${arn}/*`] }]);
  }

  /**
   * Guards a queue.
   */
  public static onQueue(queue: sqs.IQueueRef): ResourcePolicyGuard {
    return new ResourcePolicyGuard(queue, 'queue policy', [{ suffix: '', actions: ['sqs:*'], resources: [queue.queueRef.queueArn] }]);
  }

  /**
   * Guards a topic.
   */
  public static onTopic(topic: sns.ITopicRef): ResourcePolicyGuard {
    return new ResourcePolicyGuard(topic, 'topic policy', [{ suffix: '', actions: TOPIC_ACTIONS, resources: [topic.topicRef.topicArn] }]);
  }

  /**
   * Guards a key of KMS.
   */
  public static onKey(key: kms.IKeyRef): ResourcePolicyGuard {
    return new ResourcePolicyGuard(key, 'key policy', [{ suffix: '', actions: ['kms:*'], resources: ['*'] }]);
  }

  /**
   * Guards a secret.
   */
  public static onSecret(secret: secretsmanager.ISecretRef): ResourcePolicyGuard {
    return new ResourcePolicyGuard(secret, 'secret policy', [{ suffix: '', actions: ['secretsmanager:*'], resources: ['*'] }]);
  }

  /**
   * Guards a container image repository.
   */
  public static onRepository(repository: ecr.IRepositoryRef): ResourcePolicyGuard {
    return new ResourcePolicyGuard(repository, 'repository policy', [{ suffix: '', actions: ['ecr:*'] }]);
  }

  /**
   * Guards an event bus and the rules on it: putting events, and what other accounts can do with rules.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
   */
  public static onEventBus(eventBus: events.IEventBusRef): ResourcePolicyGuard {
    const { eventBusArn, eventBusName } = eventBus.eventBusRef;
    const { account, region } = eventBus.env;
    const rules = Stack.of(eventBus).formatArn({
      service: 'events', account, region, resource: 'rule', resourceName: `${eventBusName}/*`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return new ResourcePolicyGuard(eventBus, 'policy of the bus', [
      { suffix: '', actions: ['events:PutEvents'], resources: [eventBusArn] },
      { suffix: 'OnRules', actions: RULE_ACTIONS, resources: [rules] },
    ]);
  }

  private constructor(
    private readonly resource: IConstruct & IEnvironmentAware, private readonly policyName: string, private readonly guarded: Guarded[],
  ) {}

  /**
   * Requests come through TLS only.
   *
   * @returns this guard
   * @throws Error if the policy cannot be written, or on a second call
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
   */
  public requireTls(): ResourcePolicyGuard {
    return this.deny('RequireTls', { Bool: { 'aws:SecureTransport': 'false' } });
  }

  /**
   * Only principals of the organization and of trusted accounts reach the resource, and AWS services. Anonymous requests do not.
   *
   * @param organizationId such as `o-a1b2c3d4e5`
   * @param accounts trusted accounts outside the organization, as twelve digits; default: none
   * @returns this guard
   * @throws Error on a text that is no organization or account, if the policy cannot be written, or on a second call
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   */
  public requireOrganization(organizationId: string, accounts: string[] = []): ResourcePolicyGuard {
    requireOrganizationId(organizationId);
    return this.deny('RequireOrganization', {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId, 'aws:PrincipalAccount': this.withOwnAccount(accounts) },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    });
  }

  /**
   * Only principals of the resource's own account and of trusted accounts reach the resource, and AWS services. Anonymous requests do not.
   * It leaves less than `requireOrganization`, which it makes needless.
   *
   * @param accounts trusted accounts, as twelve digits; default: none
   * @returns this guard
   * @throws Error on a text that is no account, if the policy cannot be written, or on a second call
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
   */
  public denyOtherAccounts(accounts: string[] = []): ResourcePolicyGuard {
    return this.deny('DenyOtherAccounts', {
      StringNotEqualsIfExists: { 'aws:PrincipalAccount': this.withOwnAccount(accounts) },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    });
  }

  /**
   * AWS services reach the resource only when they work for the resource's own account or a trusted one. Requests in which a service does
   * not say for whom it works pass.
   *
   * @param accounts trusted accounts, as twelve digits; default: none
   * @returns this guard
   * @throws Error on a text that is no account, if the policy cannot be written, or on a second call
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
   */
  public requireSourceAccounts(accounts: string[] = []): ResourcePolicyGuard {
    return this.denyServices('RequireSourceAccounts', 'aws:SourceAccount', {
      StringNotEqualsIfExists: { 'aws:SourceAccount': this.withOwnAccount(accounts) },
    });
  }

  /**
   * AWS services reach the resource only when they work for the organization or the resource's own account. Requests in which a service
   * does not say for whom it works pass.
   *
   * @param organizationId such as `o-a1b2c3d4e5`
   * @returns this guard
   * @throws Error on a text that is no organization, if the policy cannot be written, or on a second call
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
   */
  public requireSourceOrganization(organizationId: string): ResourcePolicyGuard {
    requireOrganizationId(organizationId);
    return this.denyServices('RequireSourceOrganization', 'aws:SourceAccount', {
      StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId, 'aws:SourceAccount': this.withOwnAccount([]) },
    });
  }

  /**
   * AWS services reach the resource only for the named resources. Every service that uses the resource has to be among them; requests in
   * which a service names no resource pass.
   *
   * @param arns ARNs of the resources for which services work, in which `*` and `?` are wildcards behind the service, such as
   * `arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit`
   * @returns this guard
   * @throws Error on an empty list, on a text that is no ARN of one service, if the policy cannot be written, or on a second call
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
   */
  public requireSourceArns(arns: string[]): ResourcePolicyGuard {
    const wrong = arns.find(arn => !Token.isUnresolved(arn) && !/^arn:[\w-]+:[\w-]+:[^:]*:[^:]*:./.test(arn));
    if (arns.length === 0 || wrong !== undefined) {
      throw new Error(`arns is ${JSON.stringify(arns)}, expected ARNs of the resources for which services work, such as `
        + '`arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit`');
    }
    return this.denyServices('RequireSourceArns', 'aws:SourceArn', { ArnNotLikeIfExists: { 'aws:SourceArn': arns } });
  }

  private denyServices(sid: string, sentKey: string, unless: Record<string, Record<string, unknown>>): ResourcePolicyGuard {
    return this.deny(sid, { ...unless, Null: { [sentKey]: 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } });
  }

  private deny(guard: string, conditions: Record<string, Record<string, unknown>>): ResourcePolicyGuard {
    this.requireFirst(guard);
    const statements = this.guarded.map(({ suffix, actions, resources }) => new iam.PolicyStatement({
      sid: `${guard}${suffix}`, effect: iam.Effect.DENY, principals: [new iam.StarPrincipal()], actions, resources, conditions,
    }));
    const policy = iam.ResourceWithPolicies.of(this.resource);
    if (!statements.every(statement => policy?.addToResourcePolicy(statement).statementAdded)) {
      const printed = JSON.stringify(Stack.of(this.resource).resolve(statements.map(statement => statement.toStatementJson())));
      throw new Error(`${this.resource.node.path} takes no guard: this app does not write its ${this.policyName}. `
        + `Guard it where it is defined, as an L2 construct, or add there: ${printed}`);
    }
    return this;
  }

  private requireFirst(guard: string): void {
    const guards = guardsOf.get(this.resource) ?? new Set();
    if (guards.has(guard)) {
      throw new Error(`${this.resource.node.path} has the guard ${guard} already: two of them would leave only what both leave. Name all in one call`);
    }
    guardsOf.set(this.resource, guards.add(guard));
  }

  private withOwnAccount(accounts: string[]): string[] {
    requireAccountIds('accounts', accounts);
    return [this.resource.env.account || Stack.of(this.resource).account, ...accounts];
  }
}
