import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { mayAllow } from './assume-actions';
import { computeServices } from './compute-services';
import { causeOf, listOf } from '../wording';

export const unrelatedTrustedServices: Rule = {
  id: 'unrelated-trusted-services',
  severity: Severity.WARNING,
  checks: ['T-12'],
  summary: 'one role is for workloads of several kinds',
  why: 'Each workload gets what any of them needs, and nothing tells in the logs which one acted. A hole in one opens all.',
  accept: 'While one workload moves from one service to another.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html',
  ],
  examples: {
    flagged: [
      {
        title: 'instances and functions, in a statement that is no list',
        kind: 'trust',
        policy: { Statement: { Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }, Action: 'sts:AssumeRole' } },
      },
      {
        title: 'in two statements, as the CDK writes them',
        kind: 'trust',
        policy: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' },
            { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'a function in its region and at the edge',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] }, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'a service that runs nothing of yours beside one that does',
        kind: 'trust',
        policy: { Statement: [{ Effect: 'Allow', Principal: { Service: ['codebuild.amazonaws.com', 'codepipeline.amazonaws.com'] }, Action: 'sts:AssumeRole' }] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy({ document: { statements } }) {
    if (statements.length === 1 && (statements[0].principals?.values.length ?? 0) < 2) { return NO_VIOLATIONS; }
    const services = new Map<string, string>();
    for (const statement of statements) {
      const found = computeServices(statement);
      if (found.size > 0 && mayAllow(statement, 'sts:AssumeRole')) { found.forEach((name, group) => services.set(group, name)); }
    }
    if (services.size < 2) { return NO_VIOLATIONS; }
    const names = [...services.values()].sort();
    return [{
      cause: causeOf(names),
      message: `${listOf(names)} can all take the role, though they run workloads of different kinds`,
      fix: 'make a role for each workload, with what that workload needs',
    }];
  },
};
