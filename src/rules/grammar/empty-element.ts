/**
 * What could not be read, or is known only at deployment, is not empty: `malformed-policy` and `undecidable-value` report it.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';

export const emptyElement: Rule = {
  id: 'empty-element',
  severity: Severity.WARNING,
  checks: ['G-18'],
  summary: 'a list of actions, resources, principals or statements is empty',
  why: 'The statement matches nothing: an Allow gives nothing, a Deny protects nothing, and some services refuse the policy.',
  accept: 'When the list is filled by another tool before the policy is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'no action, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: [], Resource: 'arn:aws:s3:::orders/*' } },
      },
      {
        title: 'no resource',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: [] }] },
      },
      {
        title: 'no principal',
        kind: 'trust',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: {}, Action: 'sts:AssumeRole' }] },
      },
      {
        title: 'a list without principals',
        kind: 'trust',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: [] }, Action: 'sts:AssumeRole' }] },
      },
      { title: 'no statement', kind: 'identity', policy: { Version: '2012-10-17', Statement: [] } },
    ],
    allowed: [
      {
        title: 'one of each',
        kind: 'trust',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] }] },
      },
      {
        title: 'one list of principals is empty, the other is not',
        kind: 'trust',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: [], Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    ],
  },

  judgePolicy({ document }) {
    const { statements } = document;
    if (statements.length === 0) { return document.problems.length + document.undecided.length === 0 ? [NO_STATEMENT] : NO_VIOLATIONS; }
    let violations: Violation[] | undefined;
    for (const statement of statements) {
      const { actions, resources, principals } = statement;
      if (actions.values.length > 0 && resources?.values.length !== 0 && principals?.values.length !== 0) { continue; }
      for (const name of emptyElements(statement)) {
        const path = `${statement.path}/${name}`;
        if (!isRead(document, path)) { continue; }
        violations ??= [];
        violations.push({
          cause: name,
          path,
          message: `\`${name}\` is empty, so the statement ${name.startsWith('Not') ? 'excepts nothing' : 'matches nothing'}`,
          fix: `write what the statement is for into \`${name}\`, or remove the statement`,
        });
      }
    }
    return violations ?? NO_VIOLATIONS;
  },
};

const NO_STATEMENT: Violation = {
  cause: 'Statement',
  path: 'Statement',
  message: '`Statement` is empty, so the policy says nothing',
  fix: 'write a statement, or remove the policy',
};

function emptyElements({ actions, resources, principals }: Statement): readonly string[] {
  const elements = [['Action', actions], ['Resource', resources], ['Principal', principals]] as const;
  return elements.flatMap(([name, element]) => element?.values.length === 0 ? [element.negated ? `Not${name}` : name] : []);
}

function isRead({ problems, undecided }: PolicyDocument, place: string): boolean {
  return ![...problems, ...undecided].some(({ path }) => path === place || path.startsWith(`${place}/`));
}
