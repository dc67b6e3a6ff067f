/**
 * AgentCore memories: the events of conversations by actor and session, and the records drawn from them by namespace. Never the
 * memory's configuration, never deletion.
 *
 * Only what AWS narrows by the given scope is granted: with a namespace no GetMemoryRecord, which knows no namespace.
 */
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Conditions } from './writing/conditions';
import { GrantScope } from './writing/grant-scope';
import { oneOrMany, requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Whose events of a memory a grant covers.
 */
export interface MemoryActorGrantOptions extends GrantScope {
  /**
   * Only the events of these actors (`bedrock-agentcore:actorId`). They may hold IAM policy variables, such as
   * `${aws:PrincipalTag/user}`, and tokens, but no wildcard.
   *
   * @default - all actors
   */
  readonly actorIds?: string[];
}

/**
 * Which events of a memory a grant covers.
 */
export interface MemoryEventGrantOptions extends MemoryActorGrantOptions {
  /**
   * Only the events of these sessions (`bedrock-agentcore:sessionId`), each as described at `actorIds`.
   *
   * @default - all sessions
   */
  readonly sessionIds?: string[];
}

/**
 * Which records of a memory a grant covers.
 */
export interface MemoryRecordGrantOptions extends GrantScope {
  /**
   * Only these namespaces (`bedrock-agentcore:namespace`), exactly as callers name them: `/users/${aws:PrincipalTag/user}/preferences/`.
   * They may hold policy variables and tokens, but no wildcard.
   *
   * @default - all namespaces
   */
  readonly namespaces?: string[];
}

/**
 * Grants on an Amazon Bedrock AgentCore memory.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/memory-organization.html
 */
export class ScopedAgentMemoryGrants {
  /**
   * Starts the grants of a memory.
   *
   * @param memory an L2, L1 or imported memory
   */
  public static fromMemory(memory: agentcore.IMemoryRef): ScopedAgentMemoryGrants {
    return new ScopedAgentMemoryGrants(memory);
  }

  private constructor(private readonly memory: agentcore.IMemoryRef) {}

  /**
   * Lets the grantee read conversations: `bedrock-agentcore:GetEvent`, `bedrock-agentcore:ListEvents`.
   *
   * @throws if a scope is empty or holds a wildcard, or if the grant would be lost
   */
  public readEvents(grantee: iam.IGrantable, options: MemoryEventGrantOptions = {}): iam.Grant {
    return this.grantEvents('readEvents', grantee, options, ['bedrock-agentcore:GetEvent', 'bedrock-agentcore:ListEvents']);
  }

  /**
   * Lets the grantee add to conversations (`bedrock-agentcore:CreateEvent`). It can neither read nor delete events.
   *
   * @throws if a scope is empty or holds a wildcard, or if the grant would be lost
   */
  public writeEvents(grantee: iam.IGrantable, options: MemoryEventGrantOptions = {}): iam.Grant {
    return this.grantEvents('writeEvents', grantee, options, ['bedrock-agentcore:CreateEvent']);
  }

  /**
   * Lets the grantee list the sessions of actors (`bedrock-agentcore:ListSessions`).
   *
   * @throws if `actorIds` is empty or holds a wildcard, or if the grant would be lost
   */
  public listSessions(grantee: iam.IGrantable, options: MemoryActorGrantOptions = {}): iam.Grant {
    return this.grantEvents('listSessions', grantee, options, ['bedrock-agentcore:ListSessions']);
  }

  /**
   * Lets the grantee search and list what the memory has learnt: `bedrock-agentcore:RetrieveMemoryRecords`,
   * `bedrock-agentcore:ListMemoryRecords`, and without `namespaces` also `bedrock-agentcore:GetMemoryRecord`.
   *
   * @throws if `namespaces` is empty or holds a wildcard, or if the grant would be lost
   */
  public readRecords(grantee: iam.IGrantable, options: MemoryRecordGrantOptions = {}): iam.Grant {
    const single = options.namespaces === undefined ? ['bedrock-agentcore:GetMemoryRecord'] : [];
    return this.grantRecords('readRecords', grantee, options, ['bedrock-agentcore:RetrieveMemoryRecords', 'bedrock-agentcore:ListMemoryRecords', ...single]);
  }

  /**
   * Lets the grantee add and change records itself, which the memory's strategies otherwise do:
   * `bedrock-agentcore:BatchCreateMemoryRecords`, `bedrock-agentcore:BatchUpdateMemoryRecords`.
   *
   * @throws if `namespaces` is empty or holds a wildcard, or if the grant would be lost
   */
  public writeRecords(grantee: iam.IGrantable, options: MemoryRecordGrantOptions = {}): iam.Grant {
    return this.grantRecords('writeRecords', grantee, options, ['bedrock-agentcore:BatchCreateMemoryRecords', 'bedrock-agentcore:BatchUpdateMemoryRecords']);
  }

  private grantEvents(method: string, grantee: iam.IGrantable, options: MemoryEventGrantOptions, actions: string[]): iam.Grant {
    return this.grant(method, grantee, options, actions, { actorIds: options.actorIds, sessionIds: options.sessionIds });
  }

  private grantRecords(method: string, grantee: iam.IGrantable, options: MemoryRecordGrantOptions, actions: string[]): iam.Grant {
    return this.grant(method, grantee, options, actions, { namespaces: options.namespaces });
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, actions: string[], parts: Parts): iam.Grant {
    const call = `ScopedAgentMemoryGrants.${method}`;
    return addScopedGrant({
      call,
      grantee,
      resource: this.memory,
      scope,
      statements: [{
        actions,
        resources: [this.memory.memoryRef.memoryArn],
        conditions: inParts(call, parts),
        resourcePolicy: { name: 'memory resource-based policy', of: this.memory },
      }],
    });
  }
}

const KEYS = { actorIds: 'bedrock-agentcore:actorId', sessionIds: 'bedrock-agentcore:sessionId', namespaces: 'bedrock-agentcore:namespace' };
type Parts = { readonly [option in keyof typeof KEYS]?: string[] };

function inParts(call: string, parts: Parts): Conditions | undefined {
  const conditions: Record<string, string | string[]> = {};
  for (const [option, values] of Object.entries(parts)) {
    if (values !== undefined) {
      requireMatching(call, option, values, /^[^*?]+$/, 'the exact text without wildcards, since callers have to name it as it is');
      conditions[KEYS[option as keyof Parts]] = oneOrMany(values);
    }
  }
  return Object.keys(conditions).length === 0 ? undefined : { StringEquals: conditions };
}
