/**
 * A role that agents of Amazon Bedrock work under, judged as a whole: an agent does what the texts that it reads tell it to, so whoever
 * writes such a text acts with the role. In preview: which roles are those of agents is told by the services that they trust.
 *
 * What the documents deny outright, statement by statement, is not there; a boundary is not looked at.
 */
import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { Identity, PolicySite } from '../../policy/policy-site';
import { actionName, actionPatterns } from '../action-pattern';
import { isDenied } from '../breadth/denied-actions';
import { scopeOf } from '../breadth/scope';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { causeOf, listOf } from '../wording';

/** Read 2026-11-22: the pages on the service roles of agents and of AgentCore. */
const AGENT_SERVICES = new Set(['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com']);
const FULL_ACCESS = /:iam::aws:policy\/(AmazonBedrockFullAccess|BedrockAgentCoreFullAccess)$/;
/** What an agent is there for: calling models. */
const MODEL_SERVICE = 'bedrock';
const MAX_ACTIONS = 2000;

export const wideAgentRole: Rule = {
  id: 'wide-agent-role',
  severity: Severity.WARNING,
  tier: 'preview',
  checks: ['X-11'],
  summary: 'a role of an AI agent has all of Bedrock, or reaches every resource of some service',
  why: 'An agent follows what it reads. A sentence hidden in a web page or a ticket makes it use whatever its role allows, on whatever its role reaches.',
  accept: 'For an agent that reads nothing but what you wrote.',
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-injection.html',
  ],
  examples: {
    flagged: [
      { title: 'full access to Bedrock', resources: agentRole([], ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess']) },
      {
        title: 'functions of the whole account as tools',
        resources: agentRole({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }),
      },
    ],
    allowed: [
      {
        title: 'a model and one tool',
        resources: agentRole([
          { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: 'arn:aws:bedrock:eu-west-1::foundation-model/*' },
          { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:search' },
        ]),
      },
      {
        title: 'what agents of AgentCore need on `*`',
        resources: agentRole({ Effect: 'Allow', Action: ['ecr:GetAuthorizationToken', 'xray:PutTraceSegments'], Resource: '*' }),
      },
    ],
  },

  judgeIdentity(identity) {
    if (!trustsAgents(identity)) { return NO_VIOLATIONS; }
    const violations: Violation[] = identity.managedPolicyArns.flatMap(({ text }) => {
      const policy = FULL_ACCESS.exec(text.toString());
      return policy ? [fullAccess(policy[1])] : [];
    });
    const wide = new Set([...identity.inlinePolicies, ...identity.managedPolicies].flatMap(wideActions));
    if (wide.size > 0) { violations.push(reachesAll([...wide].sort())); }
    return violations;
  },
};

function trustsAgents({ trust }: Identity): boolean {
  return trust?.document.statements.some(({ effect, principals }) => effect === 'Allow' && principals !== undefined && !principals.negated
    && principals.values.some(({ type, text }) => type === 'Service' && AGENT_SERVICES.has(text.literal ?? ''))) ?? false;
}

function wideActions({ document }: PolicySite): readonly string[] {
  const names = new Set<string>();
  for (const statement of document.statements) {
    if (statement.effect === 'Deny') { continue; }
    for (const pattern of statement.actions.negated ? [] : actionPatterns(statement.actions)) {
      if (names.size > MAX_ACTIONS) { return [...names]; }
      if (pattern.spansServices) { names.add(pattern.text); }
      const wide = pattern.actions.filter(action => action.service !== MODEL_SERVICE && scopeOf(statement, action) === 'everywhere' && !isDenied(document, action, statement));
      if (wide.length > 0) { names.add(pattern.hasWildcard ? pattern.text : actionName(wide[0])); }
    }
  }
  return [...names];
}

function fullAccess(policy: string): Violation {
  return {
    cause: policy,
    path: 'ManagedPolicyArns',
    message: `an agent works under this role, and \`${policy}\` allows it to change and delete models, agents and guardrails`,
    fix: 'allow `bedrock:InvokeModel` on the ARNs of the models that the agent calls',
  };
}

function reachesAll(names: readonly string[]): Violation {
  return {
    cause: causeOf(names),
    actions: names,
    message: `an agent works under this role, and can use ${listOf(names)} on every resource`,
    fix: 'name the resources that the agent may use for anyone whose text it reads',
  };
}

function agentRole(statements: JsonValue, managedPolicyArns: JsonValue[] = []): JsonObject {
  return {
    Agent: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{
            Effect: 'Allow',
            Principal: { Service: 'bedrock.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }],
        },
        ManagedPolicyArns: managedPolicyArns,
        Policies: [{ PolicyName: 'tools', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      },
    },
  };
}
