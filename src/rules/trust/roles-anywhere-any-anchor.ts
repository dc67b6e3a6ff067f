import { Severity } from '../../diagnostics/severity';
import { conditionsOn } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { mayAllow } from './assume-actions';
import { judgeEachLimited } from './limited-by-denies';
import { withRequired } from './required-condition';
import { conditionsAreKnown, fixes, whyLoose } from './required-keys';
import { certificateTrust, trustsRolesAnywhere } from './roles-anywhere';

const ANCHOR = { 'aws:SourceArn': 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/6f1d2c84-a97b-e035-8f00-000000000000' };

export const rolesAnywhereAnyAnchor: Rule = {
  id: 'roles-anywhere-any-anchor',
  severity: Severity.WARNING,
  checks: ['T-07'],
  summary: 'a trust policy lets in IAM Roles Anywhere with certificates of every trust anchor',
  why: 'Each certificate authority that is, or ever will be, a trust anchor of the account can make certificates that open the role. '
    + 'A name in a certificate is unique within one authority only.',
  accept: 'For an account that has one trust anchor and will have no other.',
  references: ['https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html'],
  examples: {
    flagged: [
      { title: 'no condition, in a statement that is no list', kind: 'trust', policy: { Statement: certificateTrust() } },
      {
        title: 'a name in the certificate alone',
        kind: 'trust',
        policy: { Statement: [certificateTrust({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'orders' } })] },
      },
      {
        title: 'any trust anchor',
        kind: 'trust',
        policy: { Statement: [certificateTrust({ ArnLike: { 'aws:SourceArn': 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/*' } })] },
      },
    ],
    allowed: [
      {
        title: 'one trust anchor and a name',
        kind: 'trust',
        policy: { Statement: [certificateTrust({ ArnEquals: ANCHOR, StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'orders' } })] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      if (!trustsRolesAnywhere(statement) || !mayAllow(statement, 'sts:AssumeRole')) { return NO_VIOLATIONS; }
      const anchors = conditionsOn(statement, 'aws:SourceArn');
      if (anchors.some(condition => fixes(condition)) || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return [{
        cause: '',
        message: `certificates of every trust anchor open the role: ${anchors.length > 0 ? anchors.map(whyLoose).join('; ') : 'no condition requires `aws:SourceArn`'}`,
        fix: 'require in the same statement `"ArnEquals": {"aws:SourceArn": "arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID"}` '
          + 'and a field of the certificate, such as `aws:PrincipalTag/x509Subject/CN`',
        replacement: withRequired(statement, site.document, anchors, fixes),
      }];
    });
  },
};
