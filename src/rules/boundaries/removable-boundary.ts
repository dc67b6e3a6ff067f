/**
 * Reads what the app itself holds of an identity. Errs towards silence where its boundary is of another app, which may deny it.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { Identity, PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { conditionsOn, Statement } from '../../policy/statement';
import { accessNotGrantedTo } from '../../reasoning/effective-access';
import { PLAUSIBLE_ACCOUNT } from '../../reasoning/plausible-values';
import { parsePrincipal } from '../../reasoning/principal';
import { Request } from '../../reasoning/request';
import { actionPatterns } from '../action-pattern';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { listOf } from '../wording';
import { boundaryDocument } from './boundary-documents';
import { roleWithBoundary } from './role-with-boundary';

const REMOVING = ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'];

export const removableBoundary: Rule = {
  id: 'removable-boundary',
  severity: Severity.ERROR,
  checks: ['B-09'],
  summary: 'a role or user may take permissions boundaries away or put others in their place',
  why: 'With the boundary gone, every grant behind it counts in full. A role that has a boundary itself lifts its own.',
  accept: 'For the role that manages boundaries, if nobody but people with MFA can assume it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://github.com/DataDog/pathfinding.cloud/blob/main/data/paths/iam/iam-023.yaml',
  ],
  examples: {
    flagged: [
      {
        title: 'taking boundaries away, in a statement that is no list',
        resources: roleWithBoundary({ Ref: 'AWS::NoValue' }, { Effect: 'Allow', Action: 'iam:DeleteRolePermissionsBoundary', Resource: '*' }),
      },
      {
        title: 'by a wildcard, with a boundary that leaves it',
        resources: roleWithBoundary('arn:aws:iam::aws:policy/AdministratorAccess', [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]),
      },
      {
        title: 'putting any boundary',
        resources: roleWithBoundary({ Ref: 'AWS::NoValue' }, [{ Effect: 'Allow', Action: ['iam:PutUserPermissionsBoundary'], Resource: 'arn:aws:iam::111122223333:user/*' }]),
      },
    ],
    allowed: [
      {
        title: 'putting one boundary and no other',
        resources: roleWithBoundary({ Ref: 'AWS::NoValue' }, [{
          Effect: 'Allow',
          Action: ['iam:PutRolePermissionsBoundary'],
          Resource: '*',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workloads' } },
        }]),
      },
      {
        title: 'the boundary denies it',
        resources: roleWithBoundary('arn:aws:iam::aws:policy/PowerUserAccess', [{ Effect: 'Allow', Action: 'iam:*Boundary', Resource: '*' }]),
      },
      {
        title: 'another statement denies it',
        resources: roleWithBoundary({ Ref: 'AWS::NoValue' }, [
          { Effect: 'Allow', Action: 'iam:*Role*', Resource: '*' },
          { Effect: 'Deny', Action: 'iam:*PermissionsBoundary', Resource: '*' },
        ]),
      },
      {
        title: 'all of IAM without a boundary is reported by wildcard-action',
        resources: roleWithBoundary({ Ref: 'AWS::NoValue' }, [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]),
      },
    ],
  },

  judgeApp(app) {
    const asked = app.identities.filter(({ inlinePolicies, managedPolicies }) => inlinePolicies.some(mayRemove) || managedPolicies.some(mayRemove));
    return asked.flatMap(identity => {
      const witnesses = removals(identity, graphOf(app));
      return witnesses.length > 0 ? [violation(identity, witnesses)] : [];
    });
  },
};

function violation({ type, origin }: Identity, witnesses: readonly Request[]): PlacedViolation {
  const actions = witnesses.map(({ action }) => action);
  const [witness] = witnesses;
  return {
    origin,
    cause: '',
    message: `the ${type} may ${witness.action.includes(':Delete') ? 'take permissions boundaries away' : 'put other permissions boundaries in place'}: it is allowed ${listOf(actions)}`,
    fix: 'remove the actions; who must set boundaries gets `iam:PutRolePermissionsBoundary` with `"StringEquals": {"iam:PermissionsBoundary": "<the boundary>"}` and nothing to take them away with',
    actions,
    witness,
  };
}

/** A cheap look before the question is asked. */
function mayRemove({ document }: PolicySite): boolean {
  return namesRemoval(document);
}

const namesRemoval = rememberFor(({ statements }: PolicyDocument): boolean =>
  statements.some(statement => statement.effect === 'Allow' && REMOVING.some(action => names(statement, action))));

function names({ actions }: Statement, action: string): boolean {
  const isNamed = actionPatterns(actions).some(({ service, isEverything, actions: named }) =>
    isEverything || (service === 'iam' && named.some(({ name }) => `iam:${name}` === action)));
  return isNamed !== actions.negated;
}

/** A request for each of the actions that policies and boundary together let through. */
function removals(identity: Identity, graph: AppGraph): readonly Request[] {
  const isBounded = identity.permissionsBoundary !== undefined;
  const boundary = boundaryDocument(identity);
  if (isBounded && !boundary) { return []; }
  const granting = [...identity.inlinePolicies, ...identity.managedPolicies]
    .map(({ document }) => withStatements(document, statement => isAbout(statement, isBounded)));
  const policies = {
    identity: granting.map(document => graph.document({ document })),
    ...boundary && { boundary: graph.document({ document: withStatements(boundary, statement => !pinsBoundary(statement)) }) },
    scp: [],
    rcp: [],
  };
  const asked = REMOVING.filter(action => granting.some(({ statements }) => statements.some(statement => statement.effect === 'Allow' && names(statement, action))));
  return asked.flatMap(action => accessNotGrantedTo(graph.principal(identity) ?? MEMBER, policies, { actions: [action] }).witness ?? []);
}

/** Of a group. */
const MEMBER = parsePrincipal(`arn:aws:iam::${PLAUSIBLE_ACCOUNT}:user/member`)!;

/** Whole services and the like are what other rules report, unless they undo a boundary that is meant to bound them. */
function isAbout(statement: Statement, isBounded: boolean): boolean {
  if (pinsBoundary(statement)) { return false; }
  return isBounded || !statement.actions.negated && actionPatterns(statement.actions).every(({ isEverything, text }) => !isEverything && !/^iam:\*+$/i.test(text));
}

function pinsBoundary(statement: Statement): boolean {
  return conditionsOn(statement, 'iam:PermissionsBoundary').length > 0;
}

/** The document with all its Deny statements, and some of the others. */
function withStatements(document: PolicyDocument, isKept: (statement: Statement) => boolean): PolicyDocument {
  return { ...document, statements: document.statements.filter(statement => statement.effect === 'Deny' || isKept(statement)) };
}
