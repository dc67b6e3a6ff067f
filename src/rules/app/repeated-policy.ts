/**
 * Policies of one template that say the same, by their parsed documents, which they share.
 */
import { allow, policyOn, roleOf } from './example-app';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { PlacedViolation, Rule } from '../rule';
import { causeOf } from '../wording';

/** From here on it is a pattern. */
const MANY = 10;

export const repeatedPolicy: Rule = {
  id: 'repeated-policy',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['Z-07'],
  summary: `the same inline policy stands ${MANY} times or more in one template`,
  why: 'A change must be made in all of them, and one is forgotten; and each copy counts towards the size of its role and of the template.',
  accept: 'When each role is to keep its own copy, so that one can be changed without the others.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  ],
  examples: {
    flagged: [{ title: 'ten copies', resources: copies(MANY) }],
    allowed: [{ title: 'two copies', resources: copies(2) }],
  },

  judgeApp({ sites }) {
    const counts = new Map<PolicyDocument, { readonly first: PolicySite; count: number }>();
    for (const site of sites) {
      if (site.kind !== 'identity' || site.origin.resourceType === 'AWS::IAM::ManagedPolicy' || site.document.statements.length === 0) { continue; }
      const known = counts.get(site.document);
      if (known) { known.count++; } else { counts.set(site.document, { first: site, count: 1 }); }
    }
    const found: PlacedViolation[] = [];
    for (const [{ statements }, { first, count }] of counts) {
      if (count < MANY) { continue; }
      found.push({
        origin: first.origin,
        cause: causeOf(statements.flatMap(({ actions }) => actions.values.map(({ text }) => text.toString()))),
        message: `${count} inline policies of the template say the same as this one`,
        fix: 'write it once, as an `AWS::IAM::ManagedPolicy`, and attach that to the roles',
      });
    }
    return found;
  },
};

function copies(count: number): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [
    [`Role${index}`, roleOf('lambda.amazonaws.com')],
    [`Policy${index}`, policyOn(`Role${index}`, allow('dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'))],
  ]).flat());
}
