import { Severity } from '../../diagnostics/severity';
import { isObject, JsonObject, JsonValue } from '../../policy/json';
import { isOwnResource } from '../../policy/policy-site';
import { NO_VIOLATIONS, Rule } from '../rule';

const OWNER_TAG = /owner|team|contact/i;

export const undescribedRole: Rule = {
  id: 'undescribed-role',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['N-11'],
  summary: 'a role has neither a description nor a tag that names its owner',
  why: 'In a list of hundreds nobody can tell what it is for or whom to ask, so nobody dares to remove it.',
  accept: 'For roles of one-off stacks.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html',
  ],
  examples: {
    flagged: [
      { title: 'neither', resources: { Worker: roleWith({}) } },
      { title: 'a tag that says something else', resources: { Worker: roleWith({ Tags: [{ Key: 'stage', Value: 'test' }] }) } },
    ],
    allowed: [
      { title: 'a description', resources: { Worker: roleWith({ Description: 'Writes orders into the archive' }) } },
      { title: 'a tag with the owner', resources: { Worker: roleWith({ Tags: [{ Key: 'acme:owner', Value: 'orders' }] }) } },
      { title: 'a user, whose name says it', resources: { Alice: { Type: 'AWS::IAM::User', Properties: {} } } },
    ],
  },

  judgeIdentity(identity) {
    const { type, properties: { Description, Tags } } = identity;
    if (type !== 'role' || !isOwnResource(identity) || (Description !== undefined && Description !== '') || mayNameOwner(Tags)) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      path: 'Description',
      message: 'the role has no description, and no tag that names its owner',
      fix: 'set `description`, or tag the app: `Tags.of(app).add(\'owner\', \'…\')`',
    }];
  },
};

/** Whether a tag does, or tags are not known before deployment. */
function mayNameOwner(tags: JsonValue): boolean {
  if (tags === undefined) { return false; }
  return !Array.isArray(tags) || tags.some(tag => !isObject(tag) || typeof tag.Key !== 'string' || OWNER_TAG.test(tag.Key));
}

function roleWith(properties: JsonObject): JsonObject {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...properties,
      AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    },
  };
}
