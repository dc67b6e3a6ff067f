/**
 * The service principals of a trust policy that the catalog knows, and whether their statement ties them to one account.
 *
 * A principal without a row is left out: whether it sends the keys is not known, and a condition on keys that are not sent makes
 * the role unusable.
 */
import { partitionOf } from '../../catalog/partition';
import { findTrustConditions, TrustConditionRow, TrustGrade } from '../../catalog/trust-conditions';
import { parseArn } from '../../policy/arn';
import { JsonObject, JsonValue } from '../../policy/json';
import { Environment, PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Condition, conditionsOn, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { PLAUSIBLE_REGION } from '../../reasoning/plausible-values';
import { Request } from '../../reasoning/request';
import { withConditionAdded } from '../mended-statement';
import { Violation } from '../rule';
import { requestOf, STRANGE_ACCOUNT } from '../shown-request';
import { mayAllow } from '../trust/assume-actions';
import { withRequired } from '../trust/required-condition';
import { fixes, narrows, whyLoose } from '../trust/required-keys';

/** The keys by which a service says for whom it acts, each with the part of its value that must not be left open. */
const SOURCE_KEYS: readonly { readonly key: string; readonly part?: (text: SymbolicText) => SymbolicText | undefined }[] = [
  { key: 'aws:SourceAccount' },
  { key: 'aws:SourceArn', part: text => parseArn(text)?.account },
  { key: 'aws:SourceOrgID' },
  { key: 'aws:SourceOrgPaths', part: text => text.split('/')?.[0] },
];

/** Constructs of this library whose role comes with the conditions. */
const CONSTRUCTS: { readonly [servicePrincipal: string]: string } = {
  'ecs-tasks.amazonaws.com': 'EcsTaskRole and EcsExecutionRole come with it',
  'lambda.amazonaws.com': 'LambdaExecutionRole comes with it',
};

const NO_ROWS: readonly TrustConditionRow[] = [];

/** The rows of the services that the statement lets take the role. */
export function trustedServices(statement: Statement, grade: TrustGrade): readonly TrustConditionRow[] {
  const rows = allTrustedServices(statement);
  return rows.length === 0 ? rows : rows.filter(row => row.grade === grade);
}

const allTrustedServices = rememberFor((statement: Statement): readonly TrustConditionRow[] => {
  const { principals } = statement;
  if (!principals || principals.negated) { return NO_ROWS; }
  const rows = principals.values.flatMap(({ type, text }) => {
    const name = type === 'Service' ? serviceName(text) : undefined;
    return (name === undefined ? undefined : findTrustConditions(name)) ?? [];
  });
  return rows.length > 0 && mayAllow(statement, 'sts:AssumeRole') ? rows : NO_ROWS;
});

/** `states.<region>.<URL suffix>` is `states.amazonaws.com`, wherever it is deployed. */
export function serviceName(text: SymbolicText): string | undefined {
  if (text.literal !== undefined) { return text.literal; }
  const parts = text.parts.map(part => {
    if (typeof part === 'string') { return part; }
    return part.shape === 'url-suffix' ? 'amazonaws.com' : part.shape === 'region' ? 'us-east-1' : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** Whether the service can take the role only on behalf of a known account. */
export function bindsSource(statement: Statement, { otherKeys = [] }: TrustConditionRow): boolean {
  return SOURCE_KEYS.some(({ key, part }) => conditionsOn(statement, key).some(condition => fixes(condition, part)))
    || otherKeys.some(key => conditionsOn(statement, key).some(narrows));
}

/** All conditions on the keys by which a service says for whom it acts. */
export function sourceConditions(statement: Statement): readonly Condition[] {
  return SOURCE_KEYS.flatMap(({ key }) => conditionsOn(statement, key));
}

/** What is missing, as the end of a message. */
export function missingSource(statement: Statement): string {
  const loose = sourceConditions(statement).map(whyLoose);
  return loose.length > 0 ? loose.join('; ') : 'no condition requires `aws:SourceAccount` or `aws:SourceArn`';
}

/** What to write instead of a statement that does not hold a service to an account. */
export function sourceFix(statement: Statement, row: TrustConditionRow, site: PolicySite): Pick<Violation, 'fix' | 'replacement'> {
  const construct = CONSTRUCTS[row.servicePrincipal];
  const condition = sourceCondition(row, site.environment);
  return {
    fix: `add to the same statement \`"Condition": ${JSON.stringify(condition)}\`${construct ? `; in this library ${construct}` : ''}`,
    // A condition for one would lock out the others.
    ...statement.principals!.values.length === 1 && { replacement: withSource(statement, site, condition) },
  };
}

/**
 * The statement with the condition on the source, or with the one that it has required: that may be another account. Functions such as
 * `Ref` only a template knows.
 */
export function withSource(statement: Statement, { document, origin }: PolicySite, condition: JsonObject): JsonObject | undefined {
  const asked = sourceConditions(statement);
  if (asked.length > 0) { return withRequired(statement, document, asked, isBinding); }
  const isInTemplate = origin.logicalId !== '' && origin.resourceType !== '';
  return isInTemplate ? withConditionAdded(statement, document, condition) : undefined;
}

function isBinding(condition: Condition): boolean {
  return SOURCE_KEYS.some(({ key, part }) => key.toLowerCase() === condition.key.toLowerCase() && fixes(condition, part));
}

/** The service, for a resource in an account that nobody knows. */
export function requestForStranger(
  id: string, { sourceAccount, sourceArn }: Pick<TrustConditionRow, 'sourceAccount' | 'sourceArn'>, statement: Statement, site: PolicySite, action?: string,
): Request | undefined {
  const region = site.environment.region ?? PLAUSIBLE_REGION;
  const values = { Partition: partitionOf(region)!.name, Region: region, Account: STRANGE_ACCOUNT };
  const context = {
    ...sourceAccount && { 'aws:SourceAccount': STRANGE_ACCOUNT },
    ...sourceArn !== undefined && { 'aws:SourceArn': fillIn(sourceArn, values).replace(/\*/g, 'any') },
  };
  return requestOf({ type: 'service', id }, context, statement, site, action);
}

/** The condition to add for a service, with what is known of the account and region filled in. */
function sourceCondition(row: TrustConditionRow, environment: Environment): JsonObject {
  const arn = row.grade === 'strong' ? row.sourceArn : undefined;
  return {
    ...row.sourceAccount && { StringEquals: { 'aws:SourceAccount': accountIn(environment) } },
    ...arn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArnIn(arn, environment) } },
  };
}

/** The account of the stack, as a template writes it. */
export function accountIn({ account }: Environment): JsonValue {
  return account ?? { Ref: 'AWS::AccountId' };
}

/** The ARN of a source with `${Partition}`, `${Region}` and `${Account}`, as a template writes it. */
export function sourceArnIn(sourceArn: string, { account, region }: Environment): JsonValue {
  const values: { readonly [variable: string]: string } = {
    Partition: partitionOf(region)?.name ?? '${AWS::Partition}',
    Region: region ?? '${AWS::Region}',
    Account: account ?? '${AWS::AccountId}',
  };
  const arn = fillIn(sourceArn, values);
  return arn.includes('${') ? { 'Fn::Sub': arn } : arn;
}

function fillIn(arn: string, values: { readonly [variable: string]: string }): string {
  return arn.replace(/\$\{(\w+)\}/g, (_, variable: string) => values[variable]);
}
