/**
 * Two halves of one grant, read together: the policy of a resource that names a role of the app, and the policies of that role.
 *
 * Errs towards silence: a role of which a policy cannot be read may have the other half, and whether the policy of a resource names somebody
 * from another account is known only where both stacks say which account they go to. The other way round (a role that is allowed and a resource
 * that does not let it in) is not seen, since templates name resources of other accounts by text.
 */
import { allow, deny, policyOn, trusting } from './example-app';
import { asPolicy, heldDocuments } from './held-documents';
import { Severity } from '../../diagnostics/severity';
import { globCovers, globsOverlap, toGlob } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { parsePolicyDocument } from '../../policy/parse';
import { Identity, PolicySite } from '../../policy/policy-site';
import { PolicyElement, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { deadAllows } from '../../reasoning/needless-parts';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

export const resourceGrantWithoutEffect: Rule = {
  id: 'resource-grant-without-effect',
  severity: Severity.WARNING,
  checks: ['K-09'],
  summary: 'the policy of a resource lets in a role of the app whose own policies deny it, or, in another account, do not allow it',
  why: 'A Deny wins over each Allow, and across accounts both sides must allow: the grant reads as if it worked, and the call is denied.',
  accept: 'When the other half is written outside of the app.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a key that lets in a role which is denied it',
        resources: grantedTo('Role', policyOn('Role', allow('kms:Decrypt', '*'), deny('kms:*', '*'))),
      },
      {
        title: 'a Deny of all but some actions',
        resources: grantedTo('Role', policyOn('Role', { Effect: 'Deny', NotAction: ['s3:*', 'logs:*'], Resource: '*' })),
      },
    ],
    allowed: [
      { title: 'a role of the same account needs no policy of its own', resources: grantedTo('Role', policyOn('Role', allow('s3:GetObject', 'arn:aws:s3:::b/*'))) },
      { title: 'a Deny of something else', resources: grantedTo('Role', policyOn('Role', deny('kms:ScheduleKeyDeletion', '*'))) },
      {
        title: 'a Deny that holds under a condition',
        resources: grantedTo('Role', policyOn('Role', deny('kms:*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))),
      },
    ],
  },

  judgeApp(inventory) {
    const found: PlacedViolation[] = [];
    let graph: AppGraph | undefined;
    for (const site of inventory.sites) {
      if (site.kind !== 'resource') { continue; }
      for (const statement of site.document.statements) {
        if (statement.effect !== 'Allow' || !statement.principals || statement.principals.negated) { continue; }
        for (const { type, text } of statement.principals.values) {
          if (type !== 'AWS' || !mayBeRole(text)) { continue; }
          graph ??= graphOf(inventory);
          const role = graph.role(text, site.origin.templateId);
          const flaw = role && flawOf(statement, site, role);
          if (flaw) { found.push(flaw); }
        }
      }
    }
    return found;
  },
};

function mayBeRole({ parts }: SymbolicText): boolean {
  return parts.some(part => typeof part === 'string' ? part.includes(':role/') : part.resource !== undefined);
}

function flawOf(statement: Statement, { origin, propertyPath, environment }: PolicySite, role: Identity): PlacedViolation | undefined {
  const { own, aws, areAll } = heldDocuments(role);
  const actions = [...new Set(statement.actions.values.map(({ text }) => text.toString()))].sort();
  const place = { origin, path: `${propertyPath.replace(/^Properties\//, '')}/${statement.path}`, actions };
  const name = role.origin.logicalId;
  if (isDenied(statement, [...own, ...aws].flatMap(({ statements }) => statements))) {
    return {
      ...place,
      cause: `denied ${causeOf(actions)}`,
      message: `${listOf(actions)} ${actions.length === 1 ? 'is' : 'are'} granted to the role \`${name}\`, whose own policies deny it`,
      fix: `take the role out of \`Principal\`, or narrow the Deny in the policies of \`${name}\``,
    };
  }
  const { account } = environment;
  const isForeign = account !== undefined && role.environment.account !== undefined && account !== role.environment.account;
  if (!isForeign || !areAll || [...own, ...aws].some(({ statements }) => statements.some(half => mayAllow(half, statement)))) { return undefined; }
  return {
    ...place,
    cause: `missing ${causeOf(actions)}`,
    message: `${listOf(actions)} ${actions.length === 1 ? 'is' : 'are'} granted to the role \`${name}\` of account \`${role.environment.account}\`, `
      + 'expected the same in the policies of the role: across accounts both must allow',
    fix: `allow ${listOf(actions)} on the ARN of this resource in a policy of \`${name}\``,
  };
}

/** Whether the Deny statements of the role leave nothing of what the resource lets it do. */
function isDenied({ principals: _, ...grant }: Statement, statements: readonly Statement[]): boolean {
  const denies = statements.filter(({ effect, conditions, when }) => effect === 'Deny' && conditions.length === 0 && when.length === 0);
  if (denies.length === 0) { return false; }
  const policy = asPolicy([{ ...grant, resources: grant.resources ?? EVERYTHING }, ...denies]);
  return deadAllows(policy, 'identity').some(({ statement, verdict }) => statement === 0 && verdict === 'holds');
}

const EVERYTHING = parsePolicyDocument({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }).statements[0].resources;

/** Errs towards yes. */
function mayAllow({ effect, actions, resources }: Statement, grant: Statement): boolean {
  return effect === 'Allow' && mayMeet(actions, grant.actions, text => toGlob(text).toLowerCase())
    && (!resources || !grant.resources || mayMeet(resources, grant.resources, toGlob));
}

function mayMeet(own: PolicyElement, granted: PolicyElement, globOf: (text: SymbolicText) => string): boolean {
  if (granted.negated) { return true; }
  const globs = own.values.map(({ text }) => globOf(text));
  return granted.values.some(({ text }) => own.negated
    ? !globs.some(glob => globCovers(glob, globOf(text)))
    : globs.some(glob => globsOverlap(glob, globOf(text))));
}

function grantedTo(role: string, policy: JsonObject): JsonObject {
  return {
    [role]: trusting({ Service: 'lambda.amazonaws.com' }),
    Policy: policy,
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
            { Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': [role, 'Arn'] } }, Action: 'kms:Decrypt', Resource: '*' },
          ],
        },
      },
    },
  };
}
