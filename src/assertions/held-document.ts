/**
 * The documents that have a say in a request, each with where it stands, and stand-ins for those that stand outside of the app.
 *
 * An AWS managed policy says what the catalog has of it. What else is outside is never taken for nothing: it makes an answer unknown
 * that depends on it. A managed policy is taken to allow and not to deny, as nearly all do; otherwise nothing could be said of a role with one.
 */
import { managedPolicyDocument } from '../catalog/managed-policy-documents';
import { PolicyDocument, UndecidedPart } from '../policy/document';
import { bothHold, Guard } from '../policy/guard';
import { JsonObject } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { PolicySite } from '../policy/policy-site';
import { rememberFor } from '../policy/remember';

export interface HeldDocument {
  readonly document: PolicyDocument;
  /** Where it stands in the app. */
  readonly site?: PolicySite;
  /** What it is in words, where it does not stand in the app. */
  readonly label?: string;
  /** What is known of a policy outside of the app: that it may allow anything, or nothing at all. */
  readonly outside?: 'may-allow' | 'undecided';
}

/** Allows whatever a policy could. */
export const ALLOWS_EVERYTHING: PolicyDocument = parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** The catalog has the documents of the partition `aws`; elsewhere AWS may have written others under the same names. */
const AWS_PARTITION = 'arn:aws:';
const parsedManagedPolicy = rememberFor((document: object): PolicyDocument => parsePolicyDocument(document as JsonObject));

export function outsideManagedPolicy(arn: string): HeldDocument {
  return awsManagedPolicy(arn) ?? mayAllow(`the managed policy ${arn}`, {});
}

export function outsidePolicies(principal: string): HeldDocument {
  return mayAllow(`the policies of ${principal}`, {});
}

export function outsideBoundary(arn: string): HeldDocument {
  return awsManagedPolicy(arn) ?? undecided(`the permissions boundary ${arn}`);
}

function awsManagedPolicy(arn: string): HeldDocument | undefined {
  const known = arn.startsWith(AWS_PARTITION) ? managedPolicyDocument(arn) : undefined;
  return known && { label: `the AWS managed policy ${arn}`, document: parsedManagedPolicy(known) };
}

/** A policy by which a resource outside of the app may let its account's principals in, or those that belong to no account. */
export function outsideResourcePolicy(resource: string, account: string | undefined): HeldDocument {
  return mayAllow(`the policy of ${resource}`, { Principal: account === undefined ? '*' : delegatedTo(account) });
}

/** A resource policy that leaves the decision to the policies of an account's principals, as most keys and roles do. */
export function delegatingPolicy(account: string): PolicyDocument {
  return parsePolicyDocument({ Statement: [{ Effect: 'Allow', Principal: delegatedTo(account), Action: '*', Resource: '*' }] });
}

/** The document under further conditions of its template. */
export function underGuards(document: PolicyDocument, guards: readonly Guard[]): PolicyDocument {
  if (guards.length === 0) { return document; }
  return {
    ...document,
    statements: document.statements.flatMap(statement => {
      const when = bothHold(guards, statement.when);
      return when ? [{ ...statement, when }] : [];
    }),
  };
}

function delegatedTo(account: string): { AWS: string } {
  return { AWS: `arn:aws:iam::${account}:root` };
}

function mayAllow(label: string, principal: { Principal?: string | { AWS: string } }): HeldDocument {
  const document = parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...principal, Action: '*', Resource: '*' }] });
  return { label, outside: 'may-allow', document: { ...document, undecided: [outsidePart('Statement/0', label)] } };
}

function undecided(label: string): HeldDocument {
  return { label, outside: 'undecided', document: { statements: [], problems: [], undecided: [outsidePart('', label)] } };
}

function outsidePart(path: string, label: string): UndecidedPart {
  return { path, name: `${label}, which is not in the app` };
}
