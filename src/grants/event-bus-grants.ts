/**
 * EventBridge: putting events on one bus, of named sources and detail types. Never rules, targets or the bus itself.
 *
 * One request carries many events, so both condition keys have many values: all of them must be among the named ones, and there
 * must be one at all (2026-11):
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html#amazoneventbridge-policy-keys
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
import { Names } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Conditions } from './writing/conditions';
import { GrantScope } from './writing/grant-scope';
import { granteeConstruct } from './writing/identity-half';
import { oneOrMany, requireExact } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Which events may be put on a bus.
 */
export interface PutEventsGrantOptions extends GrantScope {
  /**
   * Only events of these sources, such as `com.example.orders` (`events:source`). A request with an event of any other source is
   * denied as a whole.
   *
   * @default - any source
   */
  readonly sources?: string[];

  /**
   * Only events of these detail types, such as `OrderPlaced` (`events:detail-type`). With `sources` too, any of these types of any
   * of those sources.
   *
   * @default - any detail type
   */
  readonly detailTypes?: string[];
}

/**
 * Grants on an event bus that name exact actions.
 *
 * Works with L2, L1 and imported buses. The statements go into the grantee's own policy; for a grantee of another account also into
 * the policy of the bus. A half that this app cannot write is a warning with the statements; a grant that would be lost (immutable
 * or imported principals) is an error. A key of the bus needs no grant: its key policy admits EventBridge itself.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html
 */
export class ScopedEventBusGrants {
  /**
   * Starts the grants of an event bus.
   *
   * @param eventBus an L2, L1 or imported event bus
   */
  public static fromEventBus(eventBus: events.IEventBusRef): ScopedEventBusGrants {
    return new ScopedEventBusGrants(eventBus);
  }

  private constructor(private readonly eventBus: events.IEventBusRef) {}

  /**
   * Lets the grantee put events on the bus (`events:PutEvents`).
   *
   * @throws if `sources` or `detailTypes` is empty or holds a wildcard, or if the grant would be lost
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
   */
  public putEvents(grantee: iam.IGrantable, options: PutEventsGrantOptions = {}): iam.Grant {
    const call = 'ScopedEventBusGrants.putEvents';
    return addScopedGrant({
      call,
      grantee,
      resource: this.eventBus,
      scope: options,
      statements: [{
        actions: ['events:PutEvents'],
        resources: [this.eventBus.eventBusRef.eventBusArn],
        conditions: ofEvents(call, options),
        resourcePolicy: { name: 'policy', of: this.eventBus, sid: this.freeSid(grantee) },
      }],
    });
  }

  /** CDK makes a construct of every statement in the policy of a bus, and names it after the Sid. */
  private freeSid(grantee: iam.IGrantable): string {
    const name = `PutEvents${Names.uniqueResourceName(granteeConstruct(grantee) ?? this.eventBus, { maxLength: 40 })}`;
    const isTaken = (sid: string) => this.eventBus.node.tryFindChild(`cdk-${sid}`) !== undefined;
    let sid = name;
    for (let count = 2; isTaken(sid); count++) {
      sid = `${name}${count}`;
    }
    return sid;
  }
}

function ofEvents(call: string, { sources, detailTypes }: PutEventsGrantOptions): Conditions | undefined {
  const values: Record<string, string | string[]> = {};
  if (sources !== undefined) {
    requireExact(call, 'sources', sources, 'com.example.orders');
    values['events:source'] = oneOrMany(sources);
  }
  if (detailTypes !== undefined) {
    requireExact(call, 'detailTypes', detailTypes, 'OrderPlaced');
    values['events:detail-type'] = oneOrMany(detailTypes);
  }
  const keys = Object.keys(values);
  return keys.length === 0 ? undefined
    : { 'ForAllValues:StringEquals': values, 'Null': Object.fromEntries(keys.map((key) => [key, 'false'])) };
}
