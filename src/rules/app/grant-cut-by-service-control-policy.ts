/**
 * Judges a role by the service control policies of the app that certainly apply to it: those attached to its account, or to a root while
 * they stand in another account than the role. What lies under an organizational unit a template does not tell, so policies that are
 * attached to one are not asked. Names only permissions of which provably nothing is left.
 */
import { allow, deny, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { Identity, PolicyInventory, PolicySite, resourceKey } from '../../policy/policy-site';
import { PolicyValue } from '../../policy/statement';
import { ControlPolicyCut, controlPolicyCuts } from '../../reasoning/control-policy-cuts';
import { roleFacts } from '../../reasoning/known-facts';
import { describeRequest } from '../../reasoning/request';
import { graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const POLICY_TYPE = 'AWS::Organizations::Policy';

export const grantCutByServiceControlPolicy: Rule = {
  id: 'grant-cut-by-service-control-policy',
  severity: Severity.WARNING,
  checks: [],
  summary: 'a role is granted what a service control policy of the app denies in its account',
  why: 'The workload is denied at run time though its policy reads as if it were allowed, and nothing but a request shows it.',
  accept: 'When the account is about to leave the target, or is the management account, to which service control policies do not apply.',
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html',
  ],
  examples: {
    flagged: [
      {
        title: 'an action that the policy of the account denies',
        resources: controlled([deny('cloudtrail:StopLogging', '*', { Sid: 'Audit' })], [allow('cloudtrail:StopLogging', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/t')]),
      },
      {
        title: 'a queue in a region that is denied',
        resources: controlled(
          [deny('*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } } })],
          [allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:orders')],
        ),
      },
    ],
    allowed: [
      {
        title: 'a role that is exempt by its tag',
        resources: controlled(
          [deny('cloudtrail:StopLogging', '*', { Condition: { StringNotEquals: { 'aws:PrincipalTag/audit': 'true' } } })],
          [allow('cloudtrail:StopLogging', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/t')],
          { Tags: [{ Key: 'audit', Value: 'true' }] },
        ),
      },
      { title: 'a grant of which a part is left', resources: controlled([deny('s3:PutBucketPolicy', '*')], [allow('s3:*', 'arn:aws:s3:::b')]) },
      {
        title: 'a policy for an organizational unit, of which the accounts are not known',
        resources: controlled([deny('cloudtrail:StopLogging', '*')], [allow('cloudtrail:StopLogging', '*')], {}, 'ou-a1b2-c3d4e5f6'),
      },
    ],
  },

  judgeApp(inventory) {
    const policies = inventory.sites.filter(({ kind, origin }) => kind === 'scp' && origin.resourceType === POLICY_TYPE);
    if (policies.length === 0) { return []; }
    const roles = inventory.identities.filter(({ type }) => type === 'role');
    return policies.flatMap(policy => {
      const targets = graphOf(inventory).resource(resourceKey(policy.origin))?.texts('TargetIds') ?? [];
      return roles.filter(role => targets.some(target => isUnder(role, policy, target))).flatMap(role => judge(role, policy, inventory));
    });
  },
};

/** Whether the target certainly holds the account of the role, and the policy counts there. */
function isUnder({ environment: { account }, origin }: Identity, policy: PolicySite, { text, when }: PolicyValue): boolean {
  if (when.length > 0) { return false; }
  const { literal = '', parts: [part] } = text;
  if (account === undefined) {
    return text.parts.length === 1 && typeof part !== 'string' && part.shape === 'account' && origin.templateId === policy.origin.templateId;
  }
  const { account: home } = policy.environment;
  return literal === account || (literal.startsWith('r-') && home !== undefined && home !== account);
}

function judge(role: Identity, { document, origin }: PolicySite, inventory: PolicyInventory): readonly PlacedViolation[] {
  const { own, aws } = heldDocuments(role);
  const cuts = controlPolicyCuts(document, { kind: 'identity', documents: [...own, ...aws], facts: roleFacts(role, document) });
  if (cuts.length === 0) { return []; }
  const actions = [...new Set(cuts.map(actionOf))].sort();
  const statements = new Set(cuts.map(({ deny: { sid } }) => sid).filter(sid => sid !== undefined));
  const named = graphOf(inventory).resource(resourceKey(origin))?.texts('Name')[0]?.text.toString() ?? origin.logicalId;
  return [{
    origin: role.origin,
    cause: causeOf(actions),
    path: '',
    message: `${listOf(actions)} ${actions.length === 1 ? 'is' : 'are'} allowed by the policies of the role, and the service control policy \`${named}\` `
      + `denies it in this account${statements.size > 0 ? ` (${listOf(statements)})` : ''}, for example ${describeRequest(cuts[0].witness)}`,
    fix: 'take the permissions out of the policies of the role, or, if it is to have them, exempt the role in the service control policy',
    actions,
    witness: cuts[0].witness,
  }];
}

function actionOf({ permission: { actions } }: ControlPolicyCut): string {
  return actions.values[0].text.toString();
}

/** A role under a service control policy of its account, or of another target. */
function controlled(statements: JsonObject[], grants: JsonObject[], rest: JsonObject = {}, target: JsonValue = { Ref: 'AWS::AccountId' }): JsonObject {
  return {
    Guard: {
      Type: POLICY_TYPE,
      Properties: { Name: 'guard', Type: 'SERVICE_CONTROL_POLICY', TargetIds: [target], Content: { Version: '2012-10-17', Statement: statements } },
    },
    Role: roleOf('lambda.amazonaws.com', rest),
    Policy: policyOn('Role', ...grants),
  };
}
