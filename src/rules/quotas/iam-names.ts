/**
 * Which properties of IAM resources hold names and paths, how long they may be, and of which characters. A part that is known only at
 * deployment counts nothing and may be anything.
 */
import { Quota, QUOTAS } from '../../catalog/quotas';
import { ResourceSite } from '../../policy/policy-site';
import { SymbolicText } from '../../policy/symbolic-text';
import { NO_VIOLATIONS, Violation } from '../rule';
import { shortened } from '../wording';

interface NameProperty {
  readonly property: string;
  readonly quota: Quota;
}

export const NAME_PROPERTIES: { readonly [resourceType: string]: NameProperty } = {
  'AWS::IAM::Role': { property: 'RoleName', quota: QUOTAS.roleName },
  'AWS::IAM::User': { property: 'UserName', quota: QUOTAS.userName },
  'AWS::IAM::Group': { property: 'GroupName', quota: QUOTAS.groupName },
  'AWS::IAM::InstanceProfile': { property: 'InstanceProfileName', quota: QUOTAS.instanceProfileName },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', quota: QUOTAS.policyName },
  'AWS::IAM::Policy': { property: 'PolicyName', quota: QUOTAS.policyName },
  'AWS::IAM::RolePolicy': { property: 'PolicyName', quota: QUOTAS.policyName },
  'AWS::IAM::UserPolicy': { property: 'PolicyName', quota: QUOTAS.policyName },
  'AWS::IAM::GroupPolicy': { property: 'PolicyName', quota: QUOTAS.policyName },
};

const NAME = /^[\w+=,.@-]*$/;
const PATH = /^\/([\u0021-\u007E]+\/)?$/;

/** What is wrong with the name of an IAM resource, at most one thing. */
export function nameViolations(resource: ResourceSite): readonly Violation[] {
  const { property, quota } = NAME_PROPERTIES[resource.origin.resourceType];
  const name = resource.properties[property];
  // The usual cases, told without working out what the name stands for.
  if (name === undefined || (typeof name === 'string' && name.length <= quota.maximum && NAME.test(name))) { return NO_VIOLATIONS; }
  return resource.texts(property).flatMap(({ text }) => nameViolation(text, property, quota));
}

export function pathViolations(resource: ResourceSite): readonly Violation[] {
  if (resource.properties.Path === undefined) { return NO_VIOLATIONS; }
  return resource.texts('Path').flatMap(({ text }) => {
    const { literal } = text;
    if (literal === undefined) { return []; }
    const { maximum } = QUOTAS.path;
    if (literal.length > maximum) {
      return [{ cause: 'Path', message: `the path has ${literal.length} characters, and IAM accepts ${maximum}`, fix: 'shorten it', path: 'Path' }];
    }
    if (PATH.test(literal)) { return []; }
    return [{
      cause: 'Path',
      message: `the path is \`${shortened(literal)}\`, expected one that starts and ends with \`/\` and has no space`,
      fix: `write ${`\`/${literal.replace(/^\/+|\/+$|[^\u0021-\u007E]/g, '')}/\``}`,
      path: 'Path',
    }];
  });
}

function nameViolation(text: SymbolicText, property: string, { maximum }: Quota): readonly Violation[] {
  const literals = text.parts.filter(part => typeof part === 'string');
  const length = literals.reduce((sum, part) => sum + part.length, 0);
  if (length > maximum) {
    const atLeast = text.literal === undefined ? 'at least ' : '';
    return [{ cause: property, message: `\`${property}\` has ${atLeast}${length} characters, and IAM accepts ${maximum}`, fix: 'shorten the name, or leave it out', path: property }];
  }
  if (literals.every(part => NAME.test(part))) { return []; }
  return [{
    cause: property,
    message: `\`${property}\` is \`${shortened(text.toString())}\`, expected letters, digits and \`_+=,.@-\``,
    fix: 'use only these characters, or leave the name out',
    path: property,
  }];
}
