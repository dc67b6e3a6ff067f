/**
 * The roles of a construct tree, each with the documents of all identity policies that the app attaches to it, as they stand now.
 *
 * Reading resolves the IAM resources, so it is for synthesis, when nobody adds to them any more. Permissions boundaries are not read: they
 * grant nothing, and one of them may be asking. What is attached and cannot be read is named, never left out in silence.
 */
import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { readTemplatesInTree, typeOf } from './app-templates';
import { ConstructIndex } from './construct-index';
import { managedPolicyDocument, managedPolicyName } from '../catalog/managed-policy-documents';
import { PolicyDocument } from '../policy/document';
import { JsonObject } from '../policy/json';
import { parsePolicyDocument } from '../policy/parse';
import { POLICY_KIND_METADATA } from '../policy/policy-kind';
import { Identity, isOwnResource, PolicyInventory } from '../policy/policy-site';
import { SymbolicText } from '../policy/symbolic-text';
import { readInventory } from '../template/inventory';

export const ROLE_TYPE = 'AWS::IAM::Role';
const READ_TYPES = [ROLE_TYPE, 'AWS::IAM::RolePolicy', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

export interface RolePolicies {
  readonly role: CfnResource;
  readonly identity: Identity;
  readonly documents: readonly PolicyDocument[];
  /** The managed policies that neither the app makes nor the catalog knows, as far as their ARNs are known. */
  readonly unread: readonly string[];
}

export function readRolePolicies(root: IConstruct): RolePolicies[] {
  const templates = readTemplatesInTree(root, isRead);
  return rolePoliciesIn(readInventory(templates), new ConstructIndex(templates));
}

/** Those of an inventory that has been read. */
export function rolePoliciesIn({ identities }: PolicyInventory, constructs: ConstructIndex): RolePolicies[] {
  return identities.filter(identity => identity.type === 'role' && isOwnResource(identity)).flatMap(identity => {
    const role = constructs.find(identity.origin);
    return role ? [policiesOf(role, identity)] : [];
  });
}

function isRead(resource: CfnResource): boolean {
  return READ_TYPES.includes(typeOf(resource)) && resource.getMetadata(POLICY_KIND_METADATA) !== 'boundary';
}

function policiesOf(role: CfnResource, identity: Identity): RolePolicies {
  const { inlinePolicies, managedPolicies, managedPolicyArns } = identity;
  const documents = [...inlinePolicies, ...managedPolicies].map(site => site.document);
  const unread: string[] = [];
  const own = new Set(managedPolicies.map(({ origin: { templateId, logicalId } }) => `${templateId}#${logicalId}`));
  for (const { text } of managedPolicyArns) {
    if (text.unknowns.some(({ resource }) => resource !== undefined && own.has(resource))) { continue; }
    const arn = awsPolicyArn(text);
    const known = arn === undefined ? undefined : managedPolicyDocument(arn);
    if (known) {
      documents.push(parsePolicyDocument(known as JsonObject));
    } else {
      unread.push(text.toString());
    }
  }
  return { role, identity, documents, unread };
}

/** Of an ARN that is known but for its partition. */
function awsPolicyArn({ parts }: SymbolicText): string | undefined {
  if (!parts.every(part => typeof part === 'string' || part.shape === 'partition')) { return undefined; }
  const arn = parts.map(part => typeof part === 'string' ? part : 'aws').join('');
  return managedPolicyName(arn) === undefined ? undefined : arn;
}
