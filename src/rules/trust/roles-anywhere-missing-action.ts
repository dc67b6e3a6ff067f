import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { withActionsAdded } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { mayAllow } from './assume-actions';
import { certificateTrust, rolesAnywhereTrusts } from './roles-anywhere';
import { causeOf, listOf } from '../wording';

const NEEDED = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];
const ANCHOR = { ArnEquals: { 'aws:SourceArn': 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/6f1d2c84-a97b-e035-8f00-000000000000' } };

export const rolesAnywhereMissingAction: Rule = {
  id: 'roles-anywhere-missing-action',
  severity: Severity.ERROR,
  checks: ['T-06'],
  summary: 'a trust policy lets in IAM Roles Anywhere without all three actions that it needs',
  why: 'Roles Anywhere sets the name in the certificate as source identity and its other fields as tags of the session. Without the right to do so '
    + 'it makes no session at all.',
  accept: 'Never: nobody gets in.',
  references: [
    'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      { title: 'one action, in a statement that is no list', kind: 'trust', policy: { Statement: certificateTrust(ANCHOR, ['sts:AssumeRole']) } },
    ],
    allowed: [
      { title: 'all three', kind: 'trust', policy: { Statement: [certificateTrust(ANCHOR)] } },
      {
        title: 'all three, in two statements',
        kind: 'trust',
        policy: { Statement: [certificateTrust(ANCHOR, ['sts:AssumeRole']), certificateTrust(ANCHOR, ['sts:SetSourceIdentity', 'sts:TagSession'])] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy({ document }) {
    const trusts = rolesAnywhereTrusts(document);
    if (trusts.length === 0) { return NO_VIOLATIONS; }
    const missing = NEEDED.filter(action => !trusts.some(statement => mayAllow(statement, action)));
    return missing.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(missing),
      path: trusts[0].path,
      message: `\`rolesanywhere.amazonaws.com\` is not allowed ${listOf(missing, 3, 'or')}, and makes no session without`,
      fix: `add ${listOf(missing)} to the actions of the statement`,
      ...isAlone(trusts) && { replacement: withActionsAdded(trusts[0], document, missing) },
    }];
  },
};

/** Whether there is one statement, for Roles Anywhere and nobody else. */
function isAlone([{ actions, principals }, ...others]: readonly Statement[]): boolean {
  return others.length === 0 && !actions.negated && principals!.values.length === 1;
}
