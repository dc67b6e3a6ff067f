/**
 * Groups that nobody is in, and users who are in none, as far as the app itself says. Members may be added elsewhere, so it is only
 * for who asks for hygiene. A list that is not known before deployment counts as members.
 */
import { Severity } from '../../diagnostics/severity';
import { Identity, PolicyInventory, resourceKey, ResourceSite } from '../../policy/policy-site';
import { SymbolicText } from '../../policy/symbolic-text';
import { PlacedViolation, Rule } from '../rule';

const NOTHING: readonly PlacedViolation[] = [];
const ADDITION = 'AWS::IAM::UserToGroupAddition';
const USER = 'AWS::IAM::User';

export const groupWithoutMembers: Rule = {
  id: 'group-without-members',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['N-03'],
  summary: 'a group has no user, or a user is in no group',
  why: 'A group without users gives nobody anything, and waits for someone to be put into it unseen; a user without a group has its permissions from somewhere else.',
  accept: 'When another app or a person puts users into groups.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html'],
  examples: {
    flagged: [
      { title: 'a group that nobody is in', resources: { Readers: { Type: 'AWS::IAM::Group', Properties: {} } } },
      { title: 'a user who is in no group', resources: { Alice: { Type: USER, Properties: {} } } },
    ],
    allowed: [
      {
        title: 'a user who says his group',
        resources: {
          Readers: { Type: 'AWS::IAM::Group', Properties: {} },
          Alice: { Type: USER, Properties: { Groups: [{ Ref: 'Readers' }] } },
        },
      },
      {
        title: 'an addition',
        resources: {
          Readers: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'readers' } },
          Alice: { Type: USER, Properties: {} },
          Addition: { Type: ADDITION, Properties: { GroupName: 'readers', Users: [{ Ref: 'Alice' }] } },
        },
      },
    ],
  },

  judgeApp(app) {
    const people = app.identities.filter(({ type }) => type !== 'role');
    if (people.length === 0) { return NOTHING; }
    const memberships = membershipsOf(app);
    return people.filter(identity => !memberships.some(membership => membership.concerns(identity))).map(({ type, origin }) => ({
      cause: type,
      origin,
      path: '',
      message: type === 'group' ? 'the group has no user' : 'the user is in no group',
      fix: type === 'group' ? 'remove the group, or put users into it' : 'put the user into the group whose permissions it needs',
    }));
  },
};

/** Users and groups that belong together. */
class Membership {
  public constructor(
    private readonly users: readonly SymbolicText[], private readonly groups: readonly SymbolicText[], private readonly user?: string,
  ) {}

  public concerns(identity: Identity): boolean {
    return identity.type === 'group'
      ? this.groups.some(text => names(text, identity))
      : this.groups.length > 0 && (this.user === resourceKey(identity.origin) || this.users.some(text => names(text, identity)));
  }
}

function membershipsOf({ resources }: PolicyInventory): readonly Membership[] {
  return resources.flatMap(resource => {
    switch (resource.origin.resourceType) {
      case ADDITION: return [new Membership(textsOf(resource, 'Users'), textsOf(resource, 'GroupName'))];
      case USER: return [new Membership([], textsOf(resource, 'Groups'), resourceKey(resource.origin))];
      default: return [];
    }
  });
}

function textsOf(resource: ResourceSite, property: string): readonly SymbolicText[] {
  return resource.texts(property).map(({ text }) => text);
}

function names(text: SymbolicText, { origin, arn }: Identity): boolean {
  const { literal } = text;
  return literal !== undefined
    ? arn.toString().endsWith(`/${literal}`)
    : text.unknowns.some(({ resource }) => resource === undefined || resource === resourceKey(origin));
}
