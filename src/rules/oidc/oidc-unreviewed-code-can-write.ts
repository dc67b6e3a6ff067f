import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { Identity, PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { accessNotGrantedTo } from '../../reasoning/effective-access';
import { actionName, actionPatterns } from '../action-pattern';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { listOf } from '../wording';
import { GITHUB, tokenTrust } from './example-trust';
import { gitHubSubjects, openTrusts } from './oidc-trust';
import { limitedByDenies } from '../trust/limited-by-denies';

const PULL_REQUEST = /:pull_request$/;
/** Written as changes in AWS's lists, yet they change nothing by themselves; what a further role may do is its own matter. */
const HARMLESS = new Set(['kms:Decrypt', 'sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession']);
/** So many actions are asked about. */
const MAX_ACTIONS = 50;

/** Judges the policies that the app makes; what managed policies of AWS allow is not known here. */
export const oidcUnreviewedCodeCanWrite: Rule = {
  id: 'oidc-unreviewed-code-can-write',
  severity: Severity.WARNING,
  checks: ['O-08'],
  summary: 'a role that workflows of pull requests can take may change things',
  why: 'A workflow of a pull request runs code that nobody has reviewed, and the subject does not tell from which branch. '
    + 'Whoever can open one changes what the role can change.',
  accept: 'When the role changes only what was made for the pull request, such as a preview or a cache.',
  references: [
    'https://docs.github.com/en/actions/reference/security/oidc',
    'https://docs.github.com/en/actions/reference/security/secure-use',
  ],
  examples: {
    flagged: [
      { title: 'pull requests write to a bucket', resources: roleFor('repo:acme/orders:pull_request', ['s3:GetObject', 's3:PutObject']) },
      {
        title: 'beside the main branch',
        resources: roleFor(['repo:acme/orders:ref:refs/heads/main', 'repo:acme/orders:pull_request'], 'cloudformation:*'),
      },
    ],
    allowed: [
      { title: 'pull requests read', resources: roleFor('repo:acme/orders:pull_request', ['s3:GetObject', 's3:ListBucket']) },
      { title: 'the main branch writes', resources: roleFor('repo:acme/orders:ref:refs/heads/main', 's3:PutObject') },
    ],
  },

  judgeApp(app) {
    const open = app.identities.filter(({ trust }) => trust && letsInPullRequests(trust));
    if (open.length === 0) { return []; }
    const graph = graphOf(app);
    return open.flatMap(identity => judgeRole(identity, graph));
  },
};

const letsInPullRequests = rememberFor((site: PolicySite): boolean => site.document.statements.some(statement =>
  openTrusts(limitedByDenies(statement, site)).some(trust => gitHubSubjects(trust).some(({ values }) => values.some(({ text }) => {
    const last = text.parts[text.parts.length - 1];
    return typeof last === 'string' && PULL_REQUEST.test(last);
  })))));

function judgeRole(identity: Identity, graph: AppGraph): readonly PlacedViolation[] {
  const principal = graph.principal(identity);
  const actions = changingActions(identity).slice(0, MAX_ACTIONS);
  if (!principal || actions.length === 0) { return []; }
  const policies = graph.policies(identity);
  const answer = accessNotGrantedTo(principal, policies, { actions });
  if (answer.verdict !== 'fails') { return []; }
  return [{
    cause: '',
    origin: identity.origin,
    message: `workflows of pull requests can take the role, which allows ${listOf(actions)}`,
    fix: 'let pull requests take a role of their own that reads only, and name a branch or an environment in the trust policy of this one',
    actions,
    witness: answer.witness,
  }];
}

/** What statements of the role's own policies allow beyond reading, sorted. */
function changingActions({ inlinePolicies, managedPolicies }: Identity): string[] {
  const names = new Set<string>();
  for (const { document } of [...inlinePolicies, ...managedPolicies]) {
    for (const { effect, actions } of document.statements) {
      if (effect !== 'Allow' || actions.negated) { continue; }
      for (const pattern of actionPatterns(actions)) {
        if (pattern.spansServices) { names.add(pattern.text); }
        const changing = pattern.changing.map(actionName).filter(name => !HARMLESS.has(name));
        if (changing.length > 0) { names.add(pattern.hasWildcard ? pattern.text : pattern.name); }
      }
    }
  }
  return [...names].sort();
}

function roleFor(subject: string | string[], actions: string | string[]): JsonObject {
  const condition = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject } };
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: tokenTrust(condition) },
        Policies: [{
          PolicyName: 'work',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: actions, Resource: ['arn:aws:s3:::orders/*', 'arn:aws:cloudformation:*:*:stack/orders/*'] },
          },
        }],
      },
    },
  };
}
