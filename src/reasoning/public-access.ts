/**
 * Whether a policy of a resource lets in whoever asks.
 *
 * Public is what a stranger can do: someone not signed in, or of an account that the policy does not name, whose request carries none
 * of the values that tie it to an account, organization or network. A value ties a request when it is written out; an ARN when its
 * account is; an address range when it is narrow. Services and users of identity providers that a policy names are no strangers.
 *
 * Errs towards public: a condition that could be met by chance, such as one on a tag or a name, keeps nobody out.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * @see https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html
 */
import { Inquiry } from './inquiry';
import { parseArn } from '../policy/arn';
import { parseCidr } from '../policy/conditions/ip';
import { parseOperator } from '../policy/conditions/operators';
import { PolicyDocument } from '../policy/document';
import { NO_GUARDS } from '../policy/guard';
import { rememberFor } from '../policy/remember';
import { Condition, PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';
import { YES } from './matching/match';
import { clauseMatches, policyEffect } from './policy-effect';
import { accessClauses } from './questions';
import { allowsOf, Clause, clausesOf, deniesOf } from './symbolic/clause';
import { conditionTerm } from './symbolic/condition-term';
import { strangersTo } from './symbolic/principal-points';
import { Answer } from './verdict';

/** Whether the policy gives strangers no access. */
export function noPublicAccess(policy: PolicyDocument): Answer {
  const clauses = clausesOf(policy);
  const [stranger, anonymous] = strangersTo(clauses.flatMap(({ statement }) => statement.principals ?? []));
  const strange = strangeRequests(policy);
  return new Inquiry({ among: [anonymous, stranger] }, { policy }).answer(allowsOf(policy).map(clause => ({
    clause,
    within: [clause, strange],
    outside: deniesOf(policy),
    shows: (request, documents) => policyEffect(documents.policy, request, 'resource') === 'allow'
      && clauseMatches(strangeRequests(documents.policy), request, 'resource') === YES,
  })), 'lets in whoever asks');
}

/** What of a value ties a request to someone; `undefined` for a value that anyone could have. */
type Tie = (text: SymbolicText) => SymbolicText | undefined;

interface TyingKeys {
  readonly keys: readonly string[];
  /** An operator that requests without the key meet, and those with a tied value do not. */
  readonly operator: string;
  readonly tie: Tie;
}

/**
 * The keys of the page on Block Public Access, and of the page on global condition keys those that tell the principal, the source or
 * the network by account, organization or service (both read 2026-11).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
 */
const TYING_KEYS: readonly TyingKeys[] = [
  {
    keys: [
      'aws:SourceAccount', 'aws:SourceOwner', 'aws:SourceOrgID', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:VpceAccount', 'aws:VpceOrgID',
      'aws:PrincipalAccount', 'aws:PrincipalOrgID', 'aws:PrincipalServiceName', 'aws:userid', 's3:DataAccessPointAccount', 'kms:CallerAccount',
    ],
    operator: 'StringNotEqualsIgnoreCase',
    tie: text => isWrittenOut(text) ? text : undefined,
  },
  { keys: ['aws:PrincipalServiceNamesList'], operator: 'ForAllValues:StringNotEquals', tie: text => isWrittenOut(text) ? text : undefined },
  { keys: ['aws:PrincipalOrgPaths', 'aws:SourceOrgPaths', 'aws:VpceOrgPaths'], operator: 'ForAllValues:StringNotLike', tie: tiedPath },
  { keys: ['aws:SourceArn', 'aws:SourceVpcArn', 'aws:PrincipalArn', 's3:DataAccessPointArn'], operator: 'ArnNotLike', tie: tiedArn },
  // Nobody but a service can make a request in which this is `true`, nobody outside of the network one in which that is.
  // https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html (2026-11)
  {
    keys: ['aws:PrincipalIsAWSService', 'elasticfilesystem:AccessedViaMountTarget'],
    operator: 'StringNotEqualsIgnoreCase',
    tie: text => text.literal?.toLowerCase() === 'true' ? text : undefined,
  },
  { keys: ['aws:SourceIp'], operator: 'NotIpAddress', tie: text => isNarrow(text) ? text : undefined },
];

function isWrittenOut(text: SymbolicText): boolean {
  return !/[*?]|\$\{/.test(text.parts.filter(part => typeof part === 'string').join('')) && !text.canHoldAnything;
}

/** `o-exampleorgid/*` belongs to one organization whatever follows the slash. */
function tiedPath(text: SymbolicText): SymbolicText | undefined {
  const [organization, ...below] = text.split('/') ?? [];
  if (!organization || organization.parts.length === 0 || !isWrittenOut(organization)) { return undefined; }
  return below.length === 0 ? text : SymbolicText.concat([organization, SymbolicText.literal('/*')]);
}

function tiedArn(text: SymbolicText): SymbolicText | undefined {
  const account = parseArn(text)?.account;
  if (!account || account.parts.length === 0 || !isWrittenOut(account)) { return isWrittenOut(text) ? text : undefined; }
  return SymbolicText.concat([SymbolicText.literal('arn:*:*:*:'), account, SymbolicText.literal(':*')]);
}

/** Prefixes shorter than these count as the whole internet; no private range is that wide. */
const SHORTEST_PREFIX = { 4: 8, 6: 32 };
const BITS = { 4: 32, 6: 128 };

function isNarrow(text: SymbolicText): boolean {
  const range = text.literal === undefined ? undefined : parseCidr(text.literal);
  return range !== undefined && range.last - range.first < 1n << BigInt(BITS[range.version] - SHORTEST_PREFIX[range.version]);
}

/** The requests that no written-out value ties to anyone, as a statement. */
const strangeRequests = rememberFor((policy: PolicyDocument): Clause => {
  const clauses = clausesOf(policy);
  const [everything] = accessClauses({});
  const conditions = TYING_KEYS.flatMap(({ keys, operator, tie }) => keys.flatMap((key): Condition[] => {
    const values = clauses.flatMap(({ terms }) => terms.filter(term => term.key === key.toLowerCase()).flatMap(({ condition }) => condition.values));
    const tied = values.flatMap(({ text }): PolicyValue[] => {
      const bound = tie(text);
      return bound ? [{ text: bound, raw: bound.toString(), when: NO_GUARDS }] : [];
    });
    return tied.length === 0 ? [] : [{ operatorText: operator, operator: parseOperator(operator)!, key, values: tied }];
  }));
  return { ...everything, statement: { ...everything.statement, conditions }, terms: conditions.map(condition => conditionTerm(condition, false)) };
});
