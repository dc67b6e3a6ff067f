/**
 * The access that the user listed, looked for by the reasoning engine: a finding comes with a request that the policy allows.
 *
 * Judges one policy at a time, as IAM Access Analyzer does: what a boundary or another policy takes away does not show. Where no
 * request can be shown nor ruled out it is silent: what is not known before deployment, `undecidable-value` reports.
 */
import { Severity } from '../../diagnostics/severity';
import { accessNotGranted } from '../../reasoning/questions';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { SensitiveAccess } from '../rule-context';
import { causeOf, listOf } from '../wording';

const PAYROLL: SensitiveAccess = { actions: ['s3:GetObject', 's3:DeleteObject'], resources: ['arn:aws:s3:::payroll/*'] };

export const sensitiveAccessGranted: Rule = {
  id: 'sensitive-access-granted',
  severity: Severity.ERROR,
  checks: ['X-03'],
  summary: 'a policy allows access that you listed as sensitive',
  why: 'It is what you said that nobody, or almost nobody, is to have.',
  accept: 'For the one workload that is there to have it.',
  references: [
    'https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckAccessNotGranted.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the bucket that was listed, reached by a wildcard',
        kind: 'identity',
        context: { sensitiveAccess: [PAYROLL] },
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::pay*' } },
      },
      {
        title: 'everything but what is denied, which is not all of it',
        kind: 'identity',
        context: { sensitiveAccess: [PAYROLL] },
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
            { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' },
          ],
        },
      },
      {
        title: 'a bucket policy',
        kind: 'resource',
        context: { sensitiveAccess: [PAYROLL] },
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/auditor' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/2026/*',
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'another bucket',
        kind: 'identity',
        context: { sensitiveAccess: [PAYROLL] },
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a wildcard that a Deny takes it from',
        kind: 'identity',
        context: { sensitiveAccess: [PAYROLL] },
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:*', Resource: '*' },
            { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::payroll/*' },
          ],
        },
      },
      {
        title: 'nothing was listed',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgePolicy({ document, kind }, { sensitiveAccess }) {
    if (sensitiveAccess.length === 0) { return NO_VIOLATIONS; }
    const violations: Violation[] = [];
    for (const access of sensitiveAccess) {
      const { verdict, statement, witness } = accessNotGranted(document, access, kind === 'resource' ? 'resource' : 'identity');
      if (verdict !== 'fails' || !witness) { continue; }
      violations.push({
        cause: causeOf([...access.actions, ...access.resources]),
        ...statement !== undefined && { path: pathOf(document.statements.map(({ path }) => path), statement) },
        actions: [witness.action],
        resources: [witness.resource],
        witness,
        message: `the policy allows \`${witness.action}\` on \`${witness.resource}\`, and you listed ${listOf(access.actions)} on ${listOf(access.resources)} as sensitive`,
        fix: 'narrow the statement so that it does not reach it, or add a statement with `"Effect": "Deny"` for it',
      });
    }
    return violations;
  },
};

/** The place of a statement that is told by its number. */
function pathOf(paths: readonly string[], index: number): string {
  return paths.find(path => path === `Statement/${index}`) ?? paths[0];
}
