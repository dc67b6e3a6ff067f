import { describeStrong } from './chain';
import { Escalations, escalationsOf } from './escalations';
import { ADMINISTRATION, role, trustOf } from './example-role';
import { byStatements, placed } from './findings';
import { Gains, Takeover } from './gains';
import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { PlacedViolation, Rule } from '../rule';
import { causeOf } from '../wording';

function functionOf(roleName: string): JsonObject {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'cleaner', Role: { 'Fn::GetAtt': [roleName, 'Arn'] }, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: ' ' } },
  };
}

const CHANGE_CLEANER = { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: { 'Fn::GetAtt': ['Cleaner', 'Arn'] } };

export const workloadTakeover: Rule = {
  id: 'workload-takeover',
  severity: Severity.ERROR,
  checks: ['E-02', 'E-05'],
  summary: 'a principal can change or enter a workload of the app that runs under a stronger role',
  why: 'Code that it puts there runs with the permissions of the workload, so they are its own.',
  accept: 'For a principal that deploys the workload, and that you guard as you guard the role of the workload.',
  references: [
    'https://pathfinding.cloud',
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the code of a function that administers the account',
        resources: {
          Admin: role([ADMINISTRATION], trustOf('lambda.amazonaws.com')),
          Cleaner: functionOf('Admin'),
          Worker: role([CHANGE_CLEANER], trustOf('lambda.amazonaws.com')),
        },
      },
    ],
    allowed: [
      {
        title: 'the code of a function that is no stronger',
        resources: {
          Reader: role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }], trustOf('lambda.amazonaws.com')),
          Cleaner: functionOf('Reader'),
          Worker: role([CHANGE_CLEANER], trustOf('lambda.amazonaws.com')),
        },
      },
      {
        title: 'to call a function that administers the account',
        resources: {
          Admin: role([ADMINISTRATION], trustOf('lambda.amazonaws.com')),
          Cleaner: functionOf('Admin'),
          Worker: role([{ ...CHANGE_CLEANER, Action: 'lambda:InvokeFunction' }], trustOf('lambda.amazonaws.com')),
        },
      },
    ],
  },

  judgeApp(app) {
    const escalations = escalationsOf(app);
    return escalations.judged.flatMap(gains => {
      const found = gains.takeovers.filter(({ workload }) => workload);
      return found.length > 0 ? [violation(found, gains, escalations)] : [];
    });
  },
};

function violation(found: readonly Takeover[], gains: Gains, escalations: Escalations): PlacedViolation {
  const [{ workload, role: strong, grants }] = found;
  const { logicalId, resourceType } = workload!.origin;
  const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
  return placed(gains, found.flatMap(takeover => takeover.grants), {
    cause: causeOf(found.flatMap(({ path }) => path.actions)),
    message: `${gains.holder.name} can change or enter \`${logicalId}\` (${resourceType})${more}, which runs under ${describeStrong(strong!, escalations)}, `
      + `by ${byStatements(gains, grants)}`,
    fix: `take \`${grants[0].action}\` on \`${logicalId}\` away, or give the workload a role that allows no more than it needs`,
  });
}
