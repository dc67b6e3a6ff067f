import { Severity } from '../../diagnostics/severity';
import { JsonObject, JsonValue, ownValue } from '../../policy/json';
import { PolicyInventory, ResourceSite } from '../../policy/policy-site';
import { graphOf } from '../app-graph';
import { plainReference } from '../plain-reference';
import { PlacedViolation, Rule } from '../rule';
import { shortened } from '../wording';
import { NAME_OR_ARN_PROPERTIES } from './role-properties';

const NOTHING: readonly PlacedViolation[] = [];

export const roleNameWithPath: Rule = {
  id: 'role-name-with-path',
  severity: Severity.ERROR,
  checks: ['N-09'],
  cdkRules: ['E3050'],
  summary: 'a role with a path is given by its name, by a service that then looks for it without a path',
  why: 'The service does not find the role, and the deployment fails.',
  accept: 'Never; the service refuses it.',
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names',
  ],
  examples: {
    flagged: [
      { title: '`Ref` to a role with a path', resources: projectWith({ Ref: 'Builder' }, '/build/') },
      { title: 'the same as `Fn::Sub`', resources: projectWith({ 'Fn::Sub': '${Builder}' }, { 'Fn::Join': ['', ['/', 'build', '/']] }) },
    ],
    allowed: [
      { title: 'the ARN of the role', resources: projectWith({ 'Fn::GetAtt': ['Builder', 'Arn'] }, '/build/') },
      { title: 'a role with the usual path', resources: projectWith({ Ref: 'Builder' }, '/') },
      { title: 'a path that is known only at deployment', resources: projectWith({ Ref: 'Builder' }, { 'Fn::ImportValue': 'Path' }) },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const resource of app.resources) {
      const facts = ownValue(NAME_OR_ARN_PROPERTIES, resource.origin.resourceType);
      if (facts) { violations.push(...judge(app, resource, facts.property)); }
    }
    return violations;
  },
};

function judge(app: PolicyInventory, resource: ResourceSite, property: string): readonly PlacedViolation[] {
  const reference = plainReference(resource.properties[property]);
  if (!reference || reference.attribute !== undefined) { return NOTHING; }
  const graph = graphOf(app);
  const key = `${resource.origin.templateId}#${reference.logicalId}`;
  if (graph.identity(key)?.type !== 'role') { return NOTHING; }
  const path = graph.resource(key)?.texts('Path').map(({ text }) => text.literal).find(literal => literal !== undefined && literal !== '/');
  if (path === undefined) { return NOTHING; }
  return [{
    cause: property,
    origin: resource.origin,
    path: property,
    message: `\`${property}\` gives the name of a role whose path is \`${shortened(path)}\`, expected its ARN`,
    fix: `write \`{ "Fn::GetAtt": ["${reference.logicalId}", "Arn"] }\``,
  }];
}

function projectWith(role: JsonValue, path: JsonValue): JsonObject {
  return {
    Builder: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Path: path,
        AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' } },
      },
    },
    Project: { Type: 'AWS::CodeBuild::Project', Properties: { ServiceRole: role } },
  };
}
