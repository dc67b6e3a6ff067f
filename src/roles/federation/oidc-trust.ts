/**
 * The principals of a role that runs of one issuer assume. Every statement is complete: audience, subject and all further claims stand in it,
 * since statements are alternatives. Subjects are compared exactly wherever they hold no wildcard.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OidcSubject, TokenIdentity } from './oidc-subject';
import { audiencesOf, issuerIn, resourceOf, urlOrArnOf } from './provider-resource';

export function oidcTrust(provider: iam.IOIDCProviderRef, subjects: OidcSubject[]): iam.IPrincipal {
  requireSubjects('subjects', subjects);
  const identities = subjects.map(({ _identity }) => _identity);
  requireOneIssuer(identities);
  identities.forEach(identity => requireProviderOf(provider, identity));
  const { oidcProviderArn } = provider.oidcProviderRef;
  return new iam.CompositePrincipal(...statementConditions(subjects).map(conditions => new iam.WebIdentityPrincipal(oidcProviderArn, conditions)));
}

/** One set of conditions a statement: exact subjects, patterns and each set of claims stand apart. */
export function statementConditions(subjects: OidcSubject[]): iam.Conditions[] {
  const groups = new Map<string, TokenIdentity[]>();
  for (const { _identity: identity } of subjects) {
    const key = JSON.stringify([identity.isPattern ?? false, identity.audience, Object.entries(identity.claims ?? {}).sort()]);
    groups.set(key, [...groups.get(key) ?? [], identity]);
  }
  return [...groups.values()].map(conditionsOf);
}

/** The identities differ in their subjects only. */
function conditionsOf(identities: TokenIdentity[]): iam.Conditions {
  const { issuer, audience, isPattern, claims = {} } = identities[0];
  const subjects = [...new Set(identities.flatMap(identity => identity.subjects))];
  const sub = { [`${issuer}:sub`]: subjects.length === 1 ? subjects[0] : subjects };
  const exact = {
    [`${issuer}:aud`]: audience,
    ...Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])),
  };
  return isPattern ? { StringEquals: exact, StringLike: sub } : { StringEquals: { ...exact, ...sub } };
}

/** `prop` is how the user calls the subjects. */
export function requireSubjects(prop: string, subjects: OidcSubject[]): void {
  if (subjects.length === 0) {
    throw new Error(
      `${prop} is empty, expected at least one kind of run that may assume the role: `
      + 'add for example GitHubRepository.of(\'acme/orders\').environment(\'production\')',
    );
  }
}

function requireOneIssuer(identities: TokenIdentity[]): void {
  const issuers = [...new Set(identities.map(({ issuer }) => issuer))];
  if (issuers.length > 1) {
    throw new Error(`subjects are of the issuers ${issuers.map(issuer => `\`${issuer}\``).join(' and ')}, expected one: make a role for each issuer`);
  }
}

/** A role whose provider gives out other tokens, or does not list their audience, cannot be assumed. What is not known yet passes. */
function requireProviderOf(provider: iam.IOIDCProviderRef, { issuer, audience }: TokenIdentity): void {
  const given = urlOrArnOf(provider);
  if (!isOf(issuer, given)) {
    throw new Error(
      `provider is \`${given}\`, expected the one for ${issuer}, which gives out the tokens of these subjects: `
      + 'use an OidcProvider of the same issuer, or OidcProvider.fromAccount(scope, id, issuer)',
    );
  }
  const resource = resourceOf(provider);
  const listed = (resource && audiencesOf(resource)) ?? [audience];
  if (!listed.includes(audience) && ![...listed, audience].some(each => Token.isUnresolved(each))) {
    throw new Error(
      `provider \`${provider.node.path}\` lists the audiences ${listed.map(each => `\`${each}\``).join(', ')}, expected \`${audience}\` among them, `
      + 'for which the tokens of these subjects are made: add it to additionalAudiences, or give the issuer the audience that is asked for',
    );
  }
}

function isOf(issuer: string, given: string): boolean {
  const name = issuerIn(given);
  return name === undefined ? Token.isUnresolved(given) : Token.isUnresolved(name) || name === issuer;
}
