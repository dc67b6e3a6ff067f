import { roleOf, trusting } from './example-app';
import { trustedRoles } from './role-trust';
import { Severity } from '../../diagnostics/severity';
import { Identity } from '../../policy/policy-site';
import { PlacedViolation, Rule } from '../rule';
import { listOf } from '../wording';

const SELF = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/reader' };

export const roleTrustCycle: Rule = {
  id: 'role-trust-cycle',
  severity: Severity.WARNING,
  checks: ['T-14'],
  summary: 'a role trusts itself, or roles of the app trust each other in a circle',
  why: 'Whoever gets into one of them can take all of them, and can renew a session again and again beyond the duration that is set: '
    + 'ending the session that was stolen does not end the access.',
  accept: 'For a role that takes itself to narrow its own session with a session policy or tags.',
  references: [
    'https://aws.amazon.com/blogs/security/announcing-an-update-to-iam-role-trust-policy-behavior/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html',
  ],
  examples: {
    flagged: [
      { title: 'a role that trusts itself', resources: { Role: trusting({ AWS: SELF }, { RoleName: 'reader' }) } },
      {
        title: 'a role that trusts itself by a condition',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: 'reader',
              AssumeRolePolicyDocument: {
                Statement: {
                  Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole', Condition: { ArnEquals: { 'aws:PrincipalArn': SELF } },
                },
              },
            },
          },
        },
      },
      {
        title: 'two roles that trust each other',
        resources: {
          Reader: trusting({ AWS: { 'Fn::GetAtt': ['Writer', 'Arn'] } }, { RoleName: 'reader' }),
          Writer: trusting({ AWS: [SELF] }),
        },
      },
    ],
    allowed: [
      {
        title: 'one way',
        resources: { Reader: roleOf('lambda.amazonaws.com'), Writer: trusting({ AWS: { 'Fn::GetAtt': ['Reader', 'Arn'] } }) },
      },
      {
        title: 'a Deny of itself',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { RoleName: 'reader', AssumeRolePolicyDocument: { Statement: [{ Effect: 'Deny', Principal: { AWS: SELF }, Action: 'sts:AssumeRole' }] } },
          },
        },
      },
    ],
  },

  judgeApp(inventory) {
    const trusted = trustedRoles(inventory);
    if (trusted.size === 0) { return []; }
    const found: PlacedViolation[] = [];
    for (const circle of circles(trusted)) {
      const [{ origin }, ...others] = circle;
      found.push({
        origin,
        cause: others.length === 0 ? 'itself' : 'circle',
        path: 'AssumeRolePolicyDocument',
        message: others.length === 0
          ? 'the trust policy names the role itself, expected only others'
          : `the role and ${listOf(others.map(role => role.origin.logicalId))} trust each other in a circle, expected trust in one direction`,
        fix: others.length === 0
          ? 'leave the role out of its own trust policy: a session that it has needs no other of the same role'
          : 'take one of them out of the trust policy of the other, and give rights that both need to both',
      });
    }
    return found;
  },
};

/** Roles that can take each other; the strongly connected components, after Tarjan, without recursion. */
function circles(trusted: ReadonlyMap<Identity, ReadonlySet<Identity>>): readonly (readonly Identity[])[] {
  const found: Identity[][] = [];
  const places = new Map<Identity, number>();
  const lowest = new Map<Identity, number>();
  const open: Identity[] = [];
  const isOpen = new Set<Identity>();
  for (const start of trusted.keys()) {
    if (places.has(start)) { continue; }
    const walk = [enter(start)];
    while (walk.length > 0) {
      const { role, left } = walk[walk.length - 1];
      const next = left.next();
      if (!next.done) {
        if (!places.has(next.value)) {
          walk.push(enter(next.value));
        } else if (isOpen.has(next.value)) {
          lowest.set(role, Math.min(lowest.get(role)!, places.get(next.value)!));
        }
        continue;
      }
      walk.pop();
      const parent = walk[walk.length - 1]?.role;
      if (parent) { lowest.set(parent, Math.min(lowest.get(parent)!, lowest.get(role)!)); }
      if (lowest.get(role) === places.get(role)) { close(role); }
    }
  }
  return found;

  function enter(role: Identity) {
    places.set(role, places.size);
    lowest.set(role, places.size - 1);
    open.push(role);
    isOpen.add(role);
    return { role, left: (trusted.get(role) ?? new Set<Identity>()).values() };
  }

  function close(role: Identity): void {
    const members = open.splice(open.lastIndexOf(role));
    members.forEach(member => isOpen.delete(member));
    if (members.length > 1 || trusted.get(role)?.has(role)) { found.push(members); }
  }
}
