/**
 * A property that takes the ARN of a role, and is given something else: the name of the role (`Ref` where `Fn::GetAtt` was meant), or the ARN
 * of something else. Errs to silence where an unknown value hides what it is, and takes `Fn::GetAtt` of an `Arn` for that of a role.
 */
import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { JsonObject, JsonValue } from '../../policy/json';
import { SymbolicText } from '../../policy/symbolic-text';
import { plainReference } from '../plain-reference';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { shortened } from '../wording';
import { ARN_PROPERTIES } from './role-properties';

export const notARoleArn: Rule = {
  id: 'not-a-role-arn',
  severity: Severity.ERROR,
  checks: ['N-10'],
  cdkRules: ['E3511', 'E1156'],
  summary: 'a property that takes the ARN of a role is given something else',
  why: 'The deployment fails when the resource is made, often after minutes.',
  accept: 'Never; the service refuses it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html',
  ],
  examples: {
    flagged: [
      { title: 'the name of a role of the app', resources: functionWith({ Ref: 'Worker' }) },
      { title: 'a name that is written out', resources: functionWith('orders-worker') },
      { title: 'the ARN of an instance profile', resources: functionWith({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:instance-profile/worker' }) },
      { title: 'an account with too few digits', resources: functionWith('arn:aws:iam::1111:role/worker') },
    ],
    allowed: [
      { title: 'the ARN of a role of the app', resources: functionWith({ 'Fn::GetAtt': ['Worker', 'Arn'] }) },
      { title: 'an ARN that is written out', resources: functionWith('arn:aws:iam::111122223333:role/service/worker') },
      { title: 'a value from another stack', resources: functionWith({ 'Fn::ImportValue': 'WorkerRoleArn' }) },
    ],
  },
  resourceTypes: Object.keys(ARN_PROPERTIES),

  judgeResource(resource) {
    let violations: Violation[] | undefined;
    for (const property of ARN_PROPERTIES[resource.origin.resourceType] ?? []) {
      if (isAttribute(resource.properties[property])) { continue; }
      for (const { text } of resource.texts(property)) {
        const what = whatElse(text);
        if (!what) { continue; }
        violations ??= [];
        violations.push({
          cause: property,
          path: property,
          message: `\`${property}\` is ${what} \`${shortened(text.toString())}\`, expected the ARN of a role`,
          fix: 'write the ARN: `role.roleArn` in the CDK, `{ "Fn::GetAtt": ["Role", "Arn"] }` in a template',
        });
      }
    }
    return violations ?? NO_VIOLATIONS;
  },
};

/** The usual case, told without working out what it stands for. */
function isAttribute(value: JsonValue): boolean {
  return value === undefined || plainReference(value)?.attribute === 'Arn';
}

/** What it is, if it is certainly not the ARN of a role. */
function whatElse(text: SymbolicText): string | undefined {
  const [first] = text.parts;
  if (first === undefined) { return undefined; }
  if (typeof first !== 'string') { return text.parts.length === 1 && first.shape === 'name' ? 'the name' : undefined; }
  if (!first.startsWith('arn:')) { return 'arn:'.startsWith(first) ? undefined : 'the text'; }
  const arn = parseArn(text);
  if (!arn) { return text.literal === undefined ? undefined : 'the text'; }
  const { service, region, account, resource } = arn;
  const isOfRole = (service.literal ?? 'iam') === 'iam' && (region.literal ?? '') === '' && /^\d{12}$/.test(account.literal ?? '000000000000')
    && (resource.literalPrefix.startsWith('role/') || (resource.literal === undefined && 'role/'.startsWith(resource.literalPrefix)));
  return isOfRole ? undefined : 'the ARN';
}

function functionWith(role: JsonValue): JsonObject {
  return {
    Worker: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } } },
    },
    Function: { Type: 'AWS::Lambda::Function', Properties: { Role: role, Code: { ZipFile: '' } } },
  };
}
