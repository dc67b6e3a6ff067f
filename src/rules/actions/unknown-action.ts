import { actionNames, hasService } from '../../catalog/actions';
import { findApiName } from '../../catalog/api-names';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { NO_GUARDS } from '../../policy/guard';
import { JsonObject } from '../../policy/json';
import { SymbolicText } from '../../policy/symbolic-text';
import { ActionPattern, actionPatterns, unlistedIn } from '../action-pattern';
import { scopeOf } from '../breadth/scope';
import { deadPatterns } from '../resources/dead-patterns';
import { onlyStatement, rewritten, withEntries } from '../rewritten';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { listOf, shortened } from '../wording';
import { furtherUnknown, isSaidToExist, MAX_REPORTED, meantName } from './unknown-names';

export const unknownAction: Rule = {
  id: 'unknown-action',
  severity: Severity.WARNING,
  checks: ['A-02', 'A-04', 'A-08'],
  summary: 'an action does not exist, or a wildcard matches no action',
  why: 'The statement does nothing for that action: what the workload needs is missing, or what a Deny should stop is not stopped. '
    + 'Some operations of an API are authorised by an action of another name.',
  accept: 'When AWS released the action after the catalog of this library was made; `additionalActions` says so once for the whole app.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a typing error',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObjct', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'an operation of the API that is no action',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:HeadObject'], Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a wildcard that matches nothing',
        kind: 'boundary',
        policy: { Statement: [{ Effect: 'Deny', Action: 'iam:Erase*', Resource: '*' }] },
      },
      {
        title: 'an exception that excepts nothing',
        kind: 'scp',
        policy: { Statement: [{ Effect: 'Deny', NotAction: ['iam:*', 'organizations:DescribeOrganisation'], Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'names are not case-sensitive',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:getobject', 'sqs:?endMessage'], Resource: '*' }] },
      },
      {
        title: 'an unknown service is reported by unknown-service',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamo:GetItem', Resource: '*' }] },
      },
      {
        title: 'an action that the app says exists',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:FoldObject', 's3:Fold*'], Resource: 'arn:aws:s3:::orders/*' }] },
        context: { additionalActions: ['s3:FoldObject'] },
      },
    ],
  },

  judgePolicy({ document }, { additionalActions }) {
    let violations: Map<string, Violation> | undefined;
    for (const { actions, path } of document.statements) {
      for (const pattern of unlistedIn(actions)) {
        if (pattern.isMalformed || pattern.spansServices || !hasService(pattern.service)) { continue; }
        violations ??= new Map();
        if (violations.has(pattern.text) || isSaidToExist(pattern.text, additionalActions)) { continue; }
        if (violations.size === MAX_REPORTED) { return [...violations.values(), furtherUnknown('unknown actions', path)]; }
        violations.set(pattern.text, {
          cause: shortened(pattern.text),
          path,
          ...describe(pattern),
          replacement: withAuthorisingActions(document, pattern.text),
          actions: [pattern.text],
        });
      }
    }
    return violations ? [...violations.values()] : NO_VIOLATIONS;
  },
};

/** With the actions that authorise an operation of the API, where they do so on the resources of the statement and on no more. */
function withAuthorisingActions(document: PolicyDocument, text: string): JsonObject | undefined {
  const api = findApiName(text);
  if (!api || api.anyOf) { return undefined; }
  const only = onlyStatement(document, ({ actions }) => unlistedIn(actions).some(pattern => pattern.text === text));
  if (!only || only.effect === 'Deny' || only.actions.negated || only.resources?.negated) { return undefined; }
  const values = api.actions.map(name => ({ text: SymbolicText.literal(name), raw: name, when: NO_GUARDS }));
  const added = { ...only, actions: { negated: false, values } };
  const isFit = deadPatterns(added).length === 0
    && actionPatterns(added.actions).every(({ actions: [action] }) => action !== undefined && scopeOf(added, action) === 'named');
  return isFit ? rewritten(only, document, { actions: withEntries(only.actions, entry => entry === text ? api.actions : [entry]) }) : undefined;
}

function describe({ text, service, hasWildcard }: ActionPattern): Pick<Violation, 'message' | 'fix'> {
  const shown = `\`${shortened(text)}\``;
  if (hasWildcard) { return { message: `${shown} matches no action`, fix: 'list the actions that are meant' }; }
  const api = findApiName(text);
  if (api) {
    return {
      message: `${shown} is an operation of the API, but no action`,
      fix: `write ${listOf(api.actions, 4, api.anyOf ? 'or' : 'and')}, which ${api.actions.length > 1 && !api.anyOf ? 'authorise' : 'authorises'} it`,
    };
  }
  const name = text.slice(service.length + 1);
  const nearest = meantName(name, actionNames(service));
  return {
    message: `${shown} is no known action`,
    fix: nearest ? `write \`${service}:${nearest}\` if that is meant` : `write an action that the Service Authorization Reference lists for \`${service}\``,
  };
}
