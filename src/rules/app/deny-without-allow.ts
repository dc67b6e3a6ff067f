/**
 * Only for roles of which all policies can be read. A Deny may stand guard for the day on which somebody allows more, or against a policy of a
 * resource; so this is a hint.
 */
import { allow, deny, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { Severity } from '../../diagnostics/severity';
import { toGlob } from '../../policy/glob';
import { mayHold } from '../may-hold';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const MAX_PAIRS = 20_000;

export const denyWithoutAllow: Rule = {
  id: 'deny-without-allow',
  severity: Severity.INFO,
  tier: 'preview',
  checks: ['W-19'],
  summary: 'a policy of a role denies actions that no policy of the role allows',
  why: 'What nobody allows is denied anyway. Often the Deny names an action that is spelled otherwise than the one it was written against.',
  accept: 'When it stands guard against policies of resources, or against what may be allowed later.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  examples: {
    flagged: [{
      title: 'a Deny of a service that is not used',
      resources: { Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', allow('s3:GetObject', 'arn:aws:s3:::orders/*'), deny('dynamodb:DeleteItem', '*')) },
    }],
    allowed: [
      {
        title: 'a Deny of a part of what is allowed',
        resources: { Role: roleOf('lambda.amazonaws.com'), Policy: policyOn('Role', allow('s3:*', 'arn:aws:s3:::orders/*'), deny('s3:DeleteObject', '*')) },
      },
      {
        title: 'policies that cannot be read here',
        resources: {
          Role: roleOf('lambda.amazonaws.com', { ManagedPolicyArns: [{ 'Fn::ImportValue': 'Policy' }] }),
          Policy: policyOn('Role', deny('dynamodb:DeleteItem', '*')),
        },
      },
    ],
  },

  judgeIdentity(identity) {
    const { type, inlinePolicies, managedPolicies } = identity;
    const hasDeny = [inlinePolicies, managedPolicies].some(sites => sites.some(({ document }) => document.statements.some(({ effect }) => effect === 'Deny')));
    if (type !== 'role' || !hasDeny) { return NO_VIOLATIONS; }
    const { own, aws, areAll } = heldDocuments(identity);
    const denies = own.flatMap(({ statements }) => statements.filter(({ effect, actions }) => effect === 'Deny' && !actions.negated));
    if (denies.length === 0 || !areAll) { return NO_VIOLATIONS; }
    const allowed = [...own, ...aws].flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Allow').map(({ actions }) => actions));
    let pairs = MAX_PAIRS;
    const idle = denies.flatMap(({ actions: { values } }) => values.map(({ text }) => text).filter(text => allowed.every(element => {
      pairs -= element.values.length;
      return pairs > 0 && !mayHold(element, toGlob(text).toLowerCase());
    }))).map(text => text.toString());
    return idle.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(idle),
      message: `${listOf(idle)} ${idle.length === 1 ? 'is' : 'are'} denied, and no policy of the role allows it`,
      fix: 'check the spelling of the action; remove the Deny if it guards against nothing',
      actions: [...new Set(idle)].sort(),
    }];
  },
};
