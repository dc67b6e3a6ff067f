import { findLoginProvider, LoginProvider } from '../../catalog/login-providers';
import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { conditionsOn, requiresKey, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { mayAllow } from './assume-actions';
import { judgeEachLimited } from './limited-by-denies';
import { conditionsAreKnown, fixes, whyLoose } from './required-keys';

const GOOGLE = 'accounts.google.com';

export const loginProviderMissingApp: Rule = {
  id: 'login-provider-missing-app',
  severity: Severity.ERROR,
  checks: ['O-02'],
  summary: 'a trust policy lets in whoever signed in to any app with Google, Facebook or Amazon',
  why: 'Everyone can register an app with these providers and have users sign in to it. That a token was made for one\'s own app is told by its audience or app id '
    + 'only: not by the address of the user, and not by `oaud` of Google, which whoever asks for a token can choose.',
  accept: 'Never: the id of the app can be named.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  ],
  examples: {
    flagged: [
      { title: 'no condition, in a statement that is no list', kind: 'trust', policy: { Statement: loginTrust(GOOGLE) } },
      { title: 'any app', kind: 'trust', policy: { Statement: [loginTrust(GOOGLE, { StringLike: { [`${GOOGLE}:aud`]: '*' } })] } },
      { title: 'apps whose ids begin alike', kind: 'trust', policy: { Statement: [loginTrust('graph.facebook.com', { StringLike: { 'graph.facebook.com:app_id': '1*' } })] } },
      { title: 'addresses of a domain, in any app', kind: 'trust', policy: { Statement: [loginTrust(GOOGLE, { StringLike: { [`${GOOGLE}:email`]: '*@acme.com' } })] } },
    ],
    allowed: [
      { title: 'one app with Google', kind: 'trust', policy: { Statement: [loginTrust(GOOGLE, { StringEquals: { [`${GOOGLE}:aud`]: '66677788899900' } })] } },
      {
        title: 'one app with Facebook',
        kind: 'trust',
        policy: { Statement: [loginTrust('graph.facebook.com', { StringEquals: { 'graph.facebook.com:app_id': '111222333444555' } })] },
      },
      {
        title: 'one app with Login with Amazon',
        kind: 'trust',
        policy: { Statement: [loginTrust('www.amazon.com', { StringEquals: { 'www.amazon.com:app_id': 'amzn1.application-oa2-123456' } })] },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const open = loginProviders(statement).filter(provider => mayEnter(provider, statement) && !namesApp(provider, statement));
      return open.length > 0 && conditionsAreKnown(statement, site) ? open.map(provider => openTo(provider, statement)) : NO_VIOLATIONS;
    });
  },
};

const NONE: readonly LoginProvider[] = [];

function loginProviders(statement: Statement): readonly LoginProvider[] {
  const { principals } = statement;
  if (!principals || principals.negated || !principals.values.some(({ type }) => type === 'Federated')) { return NONE; }
  return mayAllow(statement, 'sts:AssumeRoleWithWebIdentity')
    ? principals.values.flatMap(({ type, text: { literal } }) => type === 'Federated' && literal !== undefined && findLoginProvider(literal) || [])
    : NONE;
}

/** A token of one provider never has the claims of another, whose keys begin with another domain. */
function mayEnter({ domain }: LoginProvider, { conditions }: Statement): boolean {
  return !conditions.some(condition => {
    const issuer = condition.key.slice(0, condition.key.lastIndexOf(':')).toLowerCase();
    return issuer.includes('.') && issuer !== domain && requiresKey(condition);
  });
}

function namesApp({ domain, appClaims }: LoginProvider, statement: Statement): boolean {
  return appClaims.some(claim => conditionsOn(statement, `${domain}:${claim}`).some(condition => fixes(condition)));
}

function openTo({ name, domain, appClaims: [claim], app }: LoginProvider, statement: Statement): Violation {
  const key = `${domain}:${claim}`;
  const loose = conditionsOn(statement, key).map(whyLoose);
  return {
    cause: domain,
    message: `a token that ${name} made for any app, of anyone's, opens the role: ${loose.length > 0 ? loose.join('; ') : `no condition on \`${key}\``}`,
    fix: `require your own app in the same statement: \`"StringEquals": {"${key}": "${app}"}\``,
  };
}

function loginTrust(domain: string, condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Principal: { Federated: domain }, Action: 'sts:AssumeRoleWithWebIdentity', ...condition && { Condition: condition } };
}
