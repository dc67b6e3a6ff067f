/**
 * By which action a principal gives itself permissions or becomes another principal, and on what it must have the action for that:
 * on itself, on what it has, or on all there are.
 */
import { Access, Grant } from './access';
import { Demand, NO_BOUNDARY } from './demands';
import { Holder } from './holder';
import { isCapped } from './nearly-everything';
import { ANY_ACCOUNT, standIns } from './stand-ins';
import { parseArn } from '../../policy/arn';
import { SymbolicText } from '../../policy/symbolic-text';
import { AppGraph } from '../app-graph';

/** What an action must be had on. */
type On = 'own-role' | 'own-user' | 'own-group' | 'own-policy' | 'boundary' | 'any';

interface Means {
  readonly on: On;
  readonly demand?: Demand;
  /** What the holder can do with it, in words that end the sentence "it can ...". */
  readonly does: string;
}

const ANY_ADMIN_POLICY: Demand = {
  StringLike: { 'iam:PolicyARN': ['arn:*:iam::aws:policy/AdministratorAccess', 'arn:*:iam::aws:policy/IAMFullAccess'] },
};

/** Of the paths that need no role to be passed and no workload: those of one action. */
const MEANS: { readonly [action: string]: Means | undefined } = {
  'iam:AddUserToGroup': { on: 'any', does: 'put a user into the group of the administrators' },
  'iam:AttachGroupPolicy': { on: 'own-group', demand: ANY_ADMIN_POLICY, does: 'attach `AdministratorAccess` to a group' },
  'iam:AttachRolePolicy': { on: 'own-role', demand: { ...ANY_ADMIN_POLICY, ...NO_BOUNDARY }, does: 'attach `AdministratorAccess` to a role' },
  'iam:AttachUserPolicy': { on: 'own-user', demand: { ...ANY_ADMIN_POLICY, ...NO_BOUNDARY }, does: 'attach `AdministratorAccess` to a user' },
  'iam:CreateAccessKey': { on: 'any', does: 'make an access key of any user' },
  'iam:CreateLoginProfile': { on: 'any', does: 'set a password for any user' },
  'iam:CreatePolicyVersion': { on: 'own-policy', does: 'rewrite a managed policy' },
  'iam:DeleteRolePermissionsBoundary': { on: 'boundary', demand: NO_BOUNDARY, does: 'take the boundary from a role' },
  'iam:DeleteUserPermissionsBoundary': { on: 'boundary', demand: NO_BOUNDARY, does: 'take the boundary from a user' },
  'iam:PutGroupPolicy': { on: 'own-group', does: 'write a policy into a group' },
  'iam:PutRolePermissionsBoundary': { on: 'boundary', demand: NO_BOUNDARY, does: 'exchange the boundary of a role' },
  'iam:PutRolePolicy': { on: 'own-role', demand: NO_BOUNDARY, does: 'write a policy into a role' },
  'iam:PutUserPermissionsBoundary': { on: 'boundary', demand: NO_BOUNDARY, does: 'exchange the boundary of a user' },
  'iam:PutUserPolicy': { on: 'own-user', demand: NO_BOUNDARY, does: 'write a policy into a user' },
  'iam:SetDefaultPolicyVersion': { on: 'own-policy', does: 'bring back an older version of a managed policy' },
  'iam:UpdateAssumeRolePolicy': { on: 'any', demand: NO_BOUNDARY, does: 'rewrite who may assume any role' },
  'iam:UpdateLoginProfile': { on: 'any', does: 'change the password of any user' },
  'sso:AttachManagedPolicyToPermissionSet': { on: 'any', does: 'attach a policy to a permission set' },
  'sso:PutInlinePolicyToPermissionSet': { on: 'any', does: 'write a policy into a permission set' },
};

export interface Ability extends Grant {
  readonly does: string;
  /** Whether it is about the holder itself, and not about others. */
  readonly isOwn: boolean;
}

/** What the holder can give itself by the action, as far as it is proved. */
export function abilityBy(
  action: string, holder: Holder, access: { readonly role: Access; readonly user: Access }, graph: AppGraph,
): Ability | undefined {
  const means = MEANS[action];
  if (!means) { return undefined; }
  const { on, demand, does } = means;
  const asker = on === 'own-user' ? access.user : access.role;
  const others = standIns(action, holder.environment);
  for (const targets of targetsOf(on, others, holder, asker, graph)) {
    const grants = targets.map(target => asker.find(action, [target], demand));
    if (grants[0] && grants.every(grant => grant)) { return { ...grants[0], does, isOwn: targets !== others }; }
  }
  return undefined;
}

/** Lists of resources, of which one must be within reach as a whole. */
function targetsOf(on: On, others: readonly string[], holder: Holder, { principal }: Access, graph: AppGraph): readonly (readonly string[])[] {
  const { identity, environment: { account = ANY_ACCOUNT } } = holder;
  // What it gives itself, a boundary takes away again.
  const isBounded = identity !== undefined && isCapped(identity);
  const own = isBounded ? [others] : [[ownPattern(principal.id, account)]];
  switch (on) {
    case 'any': return [others];
    case 'own-role': return identity && identity.type !== 'role' ? [others] : own;
    case 'own-user': return identity?.type === 'role' ? [others] : own;
    case 'own-group': return isBounded ? [others] : [...groupsOf(holder, graph), others];
    case 'own-policy': return isBounded ? [others] : [...policiesOf(holder, graph), others];
    // Of the boundaries of roles and users of the app, `removable-boundary` says so.
    case 'boundary': return identity && identity.type !== 'group' ? [] : [others];
  }
}

export function ownPattern(arn: string, account: string): string {
  return `arn:*:iam::${account}:${arn.split(':').slice(5).join(':')}`;
}

function groupsOf({ identity }: Holder, graph: AppGraph): readonly (readonly string[])[] {
  if (!identity || identity.type === 'role') { return []; }
  if (identity.type === 'group') { return [[graph.bind(identity.arn)]]; }
  return [...identity.groups].map(({ arn }) => [graph.bind(arn)]);
}

/** The managed policies of the account that the identity has. */
function policiesOf({ identity }: Holder, graph: AppGraph): readonly (readonly string[])[] {
  return identity?.managedPolicyArns.filter(({ text }) => !isOfAws(text)).map(({ text }) => [graph.bind(text)]) ?? [];
}

function isOfAws(text: SymbolicText): boolean {
  return parseArn(text)?.account.literal === 'aws';
}
