import { Severity } from '../../diagnostics/severity';
import { hasWildcard } from '../../policy/glob';
import { possibleLiterals } from '../../policy/possible-literals';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { SymbolicText, TextPart, Unknown } from '../../policy/symbolic-text';
import { judgeHolders } from '../hygiene/aws-policy-holder';
import { roleWith } from '../hygiene/role-with-managed-policy';
import { isPlainStatement } from '../plain-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';

export const undecidableValue: Rule = {
  id: 'undecidable-value',
  severity: Severity.WARNING,
  checks: ['M-01'],
  summary: 'a value that decides what the policy allows, or which managed policies an identity has, is known only at deployment',
  why: 'Whoever deploys can pass `*`, another account or the ARN of `AdministratorAccess`, and no check before that can see it. The other rules judge the rest.',
  accept: 'When the value comes from a pipeline or another app that you trust to pass a single name.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/parameters.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a parameter inside an ARN, where it may be `*`',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: {
                Statement: {
                  Effect: 'Allow',
                  Action: 's3:GetObject',
                  Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', { 'Fn::ImportValue': 'BucketName' }, '/*']] },
                },
              },
            },
          },
        },
      },
      {
        title: 'an imported action',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: [{ 'Fn::ImportValue': 'Actions' }], Resource: 'arn:aws:s3:::orders/*' }] },
            },
          },
        },
      },
      {
        title: 'an imported principal',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: {
                Statement: [{ Effect: 'Allow', Principal: { AWS: { 'Fn::ImportValue': 'Auditor' } }, Action: 'sts:AssumeRole' }],
              },
            },
          },
        },
      },
      { title: 'an imported managed policy', resources: roleWith({ 'Fn::ImportValue': 'OrdersPolicy' }) },
    ],
    allowed: [
      {
        title: 'the name of a resource of the app',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } }] },
            },
          },
        },
      },
      {
        title: 'a Deny restricts, whatever it names',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: { 'Fn::ImportValue': 'PayrollArn' } }] },
            },
          },
        },
      },
    ],
  },

  ...judgeHolders(({ type, arns, property }) => {
    const names = arns.flatMap(({ text }) => text.literal === undefined ? text.unknowns.filter(isOpen).map(({ name }) => name) : []);
    return names.length === 0 ? NO_VIOLATIONS : [{
      cause: property,
      path: property,
      message: `which managed policies the ${type} has depends on ${listOf(names)}, known only at deployment`,
      fix: 'write the ARN or refer to the policy; where it must be a parameter, give it `AllowedValues`',
    }];
  }),

  judgePolicy({ document }) {
    if (document.undecided.length === 0 && document.statements.every(isPlainStatement)) { return NO_VIOLATIONS; }
    const found = new Map<string, string>();
    for (const { name, path, author } of document.undecided) {
      if (!author) { note(found, name, path); }
    }
    for (const statement of document.statements) {
      for (const [name, path] of undecidedIn(statement)) { note(found, name, path); }
    }
    if (found.size === 0) { return NO_VIOLATIONS; }
    const [path] = found.values();
    return [{
      cause: '',
      path,
      message: `what the policy allows depends on ${listOf(found.keys())}, known only at deployment`,
      fix: 'write the value or refer to the resource; where it must be a parameter, give it `AllowedValues` without wildcards',
    }];
  },
};

const NOTHING: readonly Unknown[] = [];

function isOpen({ shape, allowedValues }: Unknown): boolean {
  return shape === 'any' && !allowedValues;
}

/** A name, and the place where it first decides something. */
function note(found: Map<string, string>, name: string, path: string): void {
  if (!found.has(name)) { found.set(name, path); }
}

/** The names that decide what a statement allows, each with the place where it first does. A Deny only restricts. */
const undecidedIn = rememberFor((statement: Statement): ReadonlyMap<string, string> => {
  const { actions, resources, principals, conditions, path } = statement;
  const found = new Map<string, string>();
  if (statement.effect === 'Deny') { return found; }
  for (const { text } of actions.values) {
    if (text.literal === undefined && !possibleLiterals(text)) { noteAll(text.unknowns, found, `${path}/${actions.negated ? 'NotAction' : 'Action'}`); }
  }
  for (const { text } of resources?.values ?? []) {
    if (text.literal === undefined && text.parts.some(mayHoldWildcard)) {
      noteAll(text.unknowns.filter(mayHoldWildcard), found, `${path}/${resources!.negated ? 'NotResource' : 'Resource'}`);
    }
  }
  for (const { text } of principals?.values ?? []) {
    noteAll(wholeUnknown(text), found, `${path}/${principals!.negated ? 'NotPrincipal' : 'Principal'}`);
  }
  for (const { operator, values } of conditions) {
    if (!operator.wildcards) { continue; }
    for (const { text } of values) { noteAll(wholeUnknown(text), found, `${path}/Condition`); }
  }
  return found;
});

function noteAll(unknowns: readonly Unknown[], found: Map<string, string>, path: string): void {
  for (const unknown of unknowns) { note(found, unknown.name, path); }
}

/** The unknown that a text begins with, if it may hold a wildcard: then the text may be a mere `*`. */
function wholeUnknown(text: SymbolicText): readonly Unknown[] {
  const [first] = text.parts;
  return first !== undefined && typeof first !== 'string' && mayHoldWildcard(first) ? [first] : NOTHING;
}

function mayHoldWildcard(part: TextPart): boolean {
  if (typeof part === 'string') { return false; }
  return part.allowedValues ? part.allowedValues.some(hasWildcard) : part.shape === 'any';
}
