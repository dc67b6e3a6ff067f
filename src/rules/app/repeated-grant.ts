/**
 * Compares the policies of one role with each other by what is written; duplicates within one policy are the affair of another rule. A yes is
 * certain, a no is none.
 */
import { allow, deny, policyOn, roleOf } from './example-app';
import { heldDocuments } from './held-documents';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { needlessStatements } from '../cover';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

export const repeatedGrant: Rule = {
  id: 'repeated-grant',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['W-18'],
  summary: 'a policy of a role says what another policy of the same role says already',
  why: 'Whoever takes the access away in one place leaves it in the other; and both count towards the size that the policies of a role may have.',
  accept: 'When one of the two policies is about to be detached.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  ],
  examples: {
    flagged: [
      {
        title: 'twice the same',
        resources: { Role: roleOf('lambda.amazonaws.com'), One: policyOn('Role', allow('dynamodb:GetItem', TABLE)), Other: policyOn('Role', allow('dynamodb:GetItem', TABLE)) },
      },
      {
        title: 'a grant that a wider one covers',
        resources: { Role: roleOf('lambda.amazonaws.com'), One: policyOn('Role', allow('dynamodb:GetItem', TABLE)), Other: policyOn('Role', allow('dynamodb:*', TABLE)) },
      },
      {
        title: 'rights that a policy of AWS gives already',
        resources: {
          Role: roleOf('lambda.amazonaws.com', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
          Policy: policyOn('Role', allow('logs:PutLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:/app:*')),
        },
      },
    ],
    allowed: [
      {
        title: 'another table',
        resources: { Role: roleOf('lambda.amazonaws.com'), One: policyOn('Role', allow('dynamodb:GetItem', TABLE)), Other: policyOn('Role', allow('dynamodb:GetItem', `${TABLE}/index/*`)) },
      },
      {
        title: 'another condition',
        resources: {
          Role: roleOf('lambda.amazonaws.com'),
          One: policyOn('Role', allow('dynamodb:GetItem', TABLE)),
          Other: policyOn('Role', deny('dynamodb:GetItem', TABLE, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })),
        },
      },
    ],
  },

  judgeIdentity(identity) {
    const { inlinePolicies, managedPolicies, managedPolicyArns } = identity;
    if (inlinePolicies.length === 0 || inlinePolicies.length + managedPolicies.length + managedPolicyArns.length < 2) { return NO_VIOLATIONS; }
    const { aws } = heldDocuments(identity);
    const all = [...aws, ...[...inlinePolicies, ...managedPolicies].map(({ document }) => document)];
    if (!shareService(all)) { return NO_VIOLATIONS; }
    const homes = new Map<Statement, number>();
    const statements = all.flatMap((document, home) => document.statements.map(statement => {
      const placed = { ...statement, path: `${home}/${statement.path}` };
      homes.set(placed, home);
      return placed;
    }));
    const repeated = needlessStatements(statements)
      .filter(({ statement, coveredBy }) => homes.get(statement) !== homes.get(coveredBy) && homes.get(statement)! >= aws.length)
      .map(({ statement }) => statement);
    if (repeated.length === 0) { return NO_VIOLATIONS; }
    const actions = repeated.flatMap(({ actions: { values } }) => values.map(({ text }) => text.toString()));
    return [{
      cause: causeOf(actions),
      message: `another policy of the ${identity.type} says the same about ${listOf(actions)}, expected it once`,
      fix: 'take the statement out of one of the policies',
      actions: [...new Set(actions)].sort(),
    }];
  },
};

/** Whether two of the policies have to do with one service. */
function shareService(documents: readonly PolicyDocument[]): boolean {
  const seen = new Set<string>();
  for (const document of documents) {
    const services = servicesOf(document);
    for (const service of services) {
      if (seen.has(service) || service === ANY_SERVICE) { return true; }
    }
    for (const service of services) { seen.add(service); }
  }
  return false;
}

const ANY_SERVICE = '*';

const servicesOf = rememberFor(({ statements }: PolicyDocument): ReadonlySet<string> => {
  const services = new Set<string>();
  for (const { actions } of statements) {
    for (const { text } of actions.values) {
      const service = actions.negated ? undefined : /^[A-Za-z0-9-]+(?=:)/.exec(text.literal ?? '')?.[0].toLowerCase();
      services.add(service ?? ANY_SERVICE);
    }
  }
  return services;
});
