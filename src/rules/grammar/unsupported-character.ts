/**
 * Only characters that stand in the template; what a value turns out as at deployment is not known.
 */
import { Severity } from '../../diagnostics/severity';
import { PolicyValue, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { isPlainStatement } from '../plain-statement';
import { withValues } from '../rewritten';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

/** Tab, line feed, carriage return, and U+0020 to U+00FF are what IAM takes. */
const UNSUPPORTED = /[^\t\n\r\u0020-\u00FF]/;
/** Those of no width, which nobody means to write. */
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g;
const WHOLE_CHARACTER = new RegExp(UNSUPPORTED, 'u');

export const unsupportedCharacter: Rule = {
  id: 'unsupported-character',
  severity: Severity.ERROR,
  checks: ['G-19'],
  summary: 'an IAM policy has a character that IAM does not take',
  why: 'IAM takes tabs, line breaks and the characters U+0020 to U+00FF, and refuses the policy at deployment. Dashes, quotation marks and '
    + 'invisible spaces from copied text are the usual cause.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [
      {
        title: 'a dash from a text, in a statement that is no list',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders\u2013archive/*' } },
      },
      {
        title: 'an invisible space in the value of a condition',
        kind: 'trust',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'orders\u200B' } },
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'letters of Western Europe',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/Zürich/*' }] },
      },
      {
        title: 'a bucket policy, which takes the names of objects as they are',
        kind: 'resource',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::orders/東京/*',
          }],
        },
      },
    ],
  },
  kinds: ['identity', 'trust', 'boundary', 'session', 'permission-set'],

  judgeStatement(statement, { document }) {
    if (isPlainStatement(statement)) { return NO_VIOLATIONS; }
    const { actions, resources, principals, conditions, sid } = statement;
    const isSound = (sid === undefined || !UNSUPPORTED.test(sid)) && areSound(actions.values)
      && (!resources || areSound(resources.values)) && (!principals || areSound(principals.values))
      && conditions.every(({ key, values }) => !UNSUPPORTED.test(key) && areSound(values));
    if (isSound) { return NO_VIOLATIONS; }
    const found = textsOf(statement).filter(text => UNSUPPORTED.test(text));
    const isInvisible = found.every(text => !UNSUPPORTED.test(text.replace(INVISIBLE, '')));
    const names = [...new Set(found.map(text => nameOf(WHOLE_CHARACTER.exec(text)![0])))];
    return [{
      cause: causeOf(names),
      message: `${listOf(found, 2)} ${found.length === 1 ? 'has' : 'have'} a character that IAM does not take: ${listOf(names)}`,
      fix: 'write it with characters of U+0020 to U+00FF; a hyphen is `-`, a quotation mark `"`, and `?` or `*` stands for a character of a name',
      replacement: isInvisible ? withValues(statement, document, raw => typeof raw === 'string' ? raw.replace(INVISIBLE, '') : raw) : undefined,
    }];
  },
};

function areSound(values: readonly PolicyValue[]): boolean {
  for (const { text } of values) {
    for (const part of text.parts) {
      if (typeof part === 'string' && UNSUPPORTED.test(part)) { return false; }
    }
  }
  return true;
}

/** What a person wrote in the statement, in its order. */
function textsOf({ sid = '', actions, resources, principals, conditions }: Statement): readonly string[] {
  const values = [actions, resources, principals, ...conditions].flatMap(element => element?.values ?? []);
  return [sid, ...conditions.map(({ key }) => key), ...values.map(({ text }) => knownText(text))];
}

/** Without the unknown parts, whose names may hold anything. */
function knownText(text: SymbolicText): string {
  return text.parts.map(part => typeof part === 'string' ? part : '...').join('');
}

function nameOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
