import { stableText } from './stable-text';
import { Severity } from '../../diagnostics/severity';
import { hasWildcard, toGlob } from '../../policy/glob';
import { JsonObject } from '../../policy/json';
import { SymbolicText } from '../../policy/symbolic-text';
import { renamed, withConditions } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

/** Namespace and name, as paths are written. */
const AS_PATH = /^(system:serviceaccount:[a-z0-9-]+)\/([a-z0-9.-]+)$/;
const EKS = /^oidc\.eks(?:-fips)?\..*:sub$/i;
const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';

export const malformedServiceAccountSubject: Rule = {
  id: 'malformed-service-account-subject',
  severity: Severity.ERROR,
  checks: ['T-18'],
  summary: 'the subject that an EKS cluster is asked for is not one of a service account',
  why: 'A cluster signs tokens for `system:serviceaccount:NAMESPACE:NAME`. Another text never matches, and the pods run without the role.',
  accept: 'Never: nobody gets in.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html'],
  examples: {
    flagged: [
      { title: 'the name alone, in a statement that is no list', kind: 'trust', policy: { Statement: podTrust('orders') } },
      { title: 'no namespace', kind: 'trust', policy: { Statement: [podTrust('system:serviceaccount:orders')] } },
      { title: 'as a path', kind: 'trust', policy: { Statement: [podTrust(['system:serviceaccount:shop:orders', 'system:serviceaccount:shop/orders'])] } },
    ],
    allowed: [
      { title: 'namespace and name', kind: 'trust', policy: { Statement: [podTrust('system:serviceaccount:shop:orders')] } },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const { effect, conditions } = statement;
    if (effect !== 'Allow' || conditions.length === 0) { return NO_VIOLATIONS; }
    const subjects = conditions.filter(({ key, operator }) => operator.family === 'string' && !operator.negated && key.length < 300 && EKS.test(key));
    const malformed = subjects.flatMap(({ values }) => values.map(({ text }) => text).filter(isMalformed));
    return malformed.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(malformed.map(stableText)),
      message: `the subject ${listOf(malformed.map(String))} is not of the form \`system:serviceaccount:NAMESPACE:NAME\`, so no pod gets in`,
      fix: 'write the namespace and the name of the service account: `system:serviceaccount:NAMESPACE:NAME`',
      ...malformed.every(({ literal }) => AS_PATH.test(literal!)) && {
        replacement: withConditions(statement, document, condition => subjects.includes(condition)
          ? { ...condition, values: condition.values.map(value => isMalformed(value.text) ? renamed(value, value.text.literal!.replace(AS_PATH, '$1:$2')) : value) }
          : condition),
      },
    }];
  },
};

/** Errs to silence: a subject with wildcards or unknown parts is not measured. */
function isMalformed(text: SymbolicText): boolean {
  return text.literal !== undefined && !hasWildcard(toGlob(text)) && !/^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/.test(text.literal);
}

function podTrust(subject: string | string[]): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: subject } },
  };
}
