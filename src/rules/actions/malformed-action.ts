/**
 * An action that is known only at deployment, in whole or in part, is not judged here; nor is one with a policy variable, which the
 * rules on policy variables report.
 */
import { findAction } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { isWellFormed, unlistedIn } from '../action-pattern';
import { onlyStatement, rewritten, withEntries } from '../rewritten';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { shortened } from '../wording';
import { furtherUnknown, MAX_REPORTED } from './unknown-names';

export const malformedAction: Rule = {
  id: 'malformed-action',
  severity: Severity.ERROR,
  checks: ['A-03'],
  summary: 'an action is not of the form `service:Name`',
  why: 'AWS refuses the policy at deployment.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html'],
  examples: {
    flagged: [
      {
        title: 'no service, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'a wildcard without service',
        kind: 'scp',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'Delete*', Resource: '*' }] },
      },
      {
        title: 'a blank at the end',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject ', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'several actions in one text',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject,s3:PutObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'nothing behind the colon',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:', Resource: 'arn:aws:s3:::orders/*' }] },
      },
    ],
    allowed: [
      {
        title: 'service and name, with wildcards or without',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket*', 's3:?utObject'], Resource: '*' }] },
      },
      {
        title: 'everything',
        kind: 'boundary',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    let violations: Map<string, Violation> | undefined;
    for (const { actions, path } of document.statements) {
      for (const { text, isMalformed } of unlistedIn(actions)) {
        if (!isMalformed) { continue; }
        violations ??= new Map();
        const shown = shortened(text);
        if (violations.has(shown)) { continue; }
        if (violations.size === MAX_REPORTED) { return [...violations.values(), furtherUnknown('actions that are none', path)]; }
        violations.set(shown, {
          cause: shown === '' ? 'empty' : shown,
          path,
          ...describe(text, shown),
          replacement: withMeantActions(document, text),
          actions: [text],
        });
      }
    }
    return violations ? [...violations.values()] : NO_VIOLATIONS;
  },
};

/** With the actions that a text stands for but for blanks and commas, if all of them are known. */
function withMeantActions(document: PolicyDocument, text: string): JsonObject | undefined {
  const meant = text.split(/[\s,;]+/).filter(name => name !== '');
  if (meant.length === 0 || meant.length > MAX_REPORTED || !meant.every(isKnownAction)) { return undefined; }
  const only = onlyStatement(document, ({ actions }) => unlistedIn(actions).some(entry => entry.isMalformed && entry.text === text));
  return only && rewritten(only, document, { actions: withEntries(only.actions, entry => entry === text ? meant : [entry]) });
}

function isKnownAction(name: string): boolean {
  const [service, action, ...rest] = name.split(':');
  return rest.length === 0 && action !== undefined && findAction(service.toLowerCase(), action) !== undefined;
}

function describe(text: string, shown: string): Pick<Violation, 'message' | 'fix'> {
  if (text === '') { return { message: 'an action is empty', fix: 'write an action such as `s3:GetObject`, or remove it' }; }
  if (!text.includes(':')) { return { message: `the action \`${shown}\` has no service prefix`, fix: 'write the action with its service: `s3:GetObject`' }; }
  const bare = text.replace(/\s+/g, '');
  return {
    message: `the action \`${shown}\` is not of the form \`service:Name\``,
    fix: isWellFormed(bare) ? `write \`${shortened(bare)}\`` : 'write each action for itself, such as `s3:GetObject`; names have letters, digits and hyphens',
  };
}
