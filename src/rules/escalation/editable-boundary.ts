import { BOUNDARY_EDITS } from './boundary-edits';
import { escalationsOf } from './escalations';
import { trustOf } from './example-role';
import { byStatements, placed } from './findings';
import { Gains } from './gains';
import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue } from '../../policy/json';
import { AppGraph } from '../app-graph';
import { Rule } from '../rule';
import { causeOf } from '../wording';
import { Grant } from './access';

function bounded(statement: JsonObject, boundary: JsonValue): JsonObject {
  return {
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'boundary', PolicyDocument: { Statement: boundary } } },
    Worker: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'),
        PermissionsBoundary: { Ref: 'Boundary' },
        Policies: [{ PolicyName: 'policy', PolicyDocument: { Statement: statement } }],
      },
    },
  };
}

const EDIT: JsonObject = { Effect: 'Allow', Action: 'iam:CreatePolicyVersion', Resource: { Ref: 'Boundary' } };

export const editableBoundary: Rule = {
  id: 'editable-boundary',
  severity: Severity.ERROR,
  checks: ['B-10'],
  summary: 'a principal can rewrite its own permissions boundary',
  why: 'A boundary that its principal can rewrite bounds nothing: one new version of the policy, and every grant behind it counts in full.',
  accept: 'Never for a workload; for the principal that manages boundaries, give it one that it does not manage.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate'],
  examples: {
    flagged: [
      { title: 'a boundary that allows it, in statements that are no lists', resources: bounded(EDIT, { Effect: 'Allow', Action: '*', Resource: '*' }) },
      {
        title: 'bringing back an older version',
        resources: bounded({ Effect: 'Allow', Action: 'iam:SetDefault*', Resource: '*' }, [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]),
      },
    ],
    allowed: [
      { title: 'a boundary that does not allow it', resources: bounded(EDIT, [{ Effect: 'Allow', Action: ['s3:*', 'sqs:*'], Resource: '*' }]) },
      {
        title: 'a boundary that denies it',
        resources: bounded(EDIT, [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: 'iam:*PolicyVersion', Resource: 'arn:*:iam::*:policy/boundary' },
        ]),
      },
      {
        title: 'another policy',
        resources: bounded({ ...EDIT, Resource: 'arn:aws:iam::111122223333:policy/other' }, [{ Effect: 'Allow', Action: '*', Resource: '*' }]),
      },
    ],
  },

  judgeApp(app) {
    const { all, graph } = escalationsOf(app);
    return all.flatMap(gains => {
      const grants = edits(gains, graph);
      return grants.length > 0 ? [placed(gains, grants, {
        cause: causeOf(grants.map(({ action }) => action)),
        message: `${gains.holder.name} can rewrite its own permissions boundary, by ${byStatements(gains, grants)}`,
        fix: 'deny it in the boundary: `{ "Effect": "Deny", "Action": ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"], '
          + '"Resource": "<ARN of the boundary>" }`; the boundaries of this library do',
      })] : [];
    });
  },
};

function edits({ holder: { identity }, role }: Gains, graph: AppGraph): readonly Grant[] {
  const { boundary, permissionsBoundary } = identity ?? {};
  if (!boundary || !permissionsBoundary) { return []; }
  const arn = graph.bind(permissionsBoundary);
  return BOUNDARY_EDITS.flatMap(action => role.find(action, [arn]) ?? []);
}
