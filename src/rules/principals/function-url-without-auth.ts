import { Severity } from '../../diagnostics/severity';
import { ownValue } from '../../policy/json';
import { Identity, resourceKey, ResourceSite } from '../../policy/policy-site';
import { actionPatterns } from '../action-pattern';
import { AppGraph, graphOf } from '../app-graph';
import { PlacedViolation, Rule } from '../rule';
import { listOf } from '../wording';

export const functionUrlWithoutAuth: Rule = {
  id: 'function-url-without-auth',
  severity: Severity.WARNING,
  checks: ['P-19'],
  summary: 'a function has a URL that anyone may call',
  why: 'Whoever finds the URL runs the function with all that its role may do, and the account pays. A mistake in its code is open to everyone.',
  accept: 'For a function that checks its callers itself, or serves the public.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  ],
  examples: {
    flagged: [
      { title: 'a URL without sign-in', resources: { Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', TargetFunctionArn: 'orders' } } } },
      {
        title: 'the message says what the role may do',
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
              Policies: [{
                PolicyName: 'orders',
                PolicyDocument: {
                  Statement: { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' },
                },
              }],
            },
          },
          Function: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
          Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', TargetFunctionArn: { Ref: 'Function' } } },
        },
      },
      {
        title: 'a URL that SAM makes',
        resources: { Function: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig: { AuthType: 'NONE' } } } },
      },
    ],
    allowed: [
      {
        title: 'a URL that SAM makes, for callers who sign',
        resources: { Function: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig: { AuthType: 'AWS_IAM' } } } },
      },
      {
        title: 'a URL that asks for a signature',
        resources: { Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'AWS_IAM', TargetFunctionArn: 'orders' } } },
      },
      {
        title: 'a URL whose sign-in a parameter decides',
        resources: { Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: { Ref: 'AuthType' }, TargetFunctionArn: 'orders' } } },
      },
    ],
  },

  judgeApp(app) {
    const violations: PlacedViolation[] = [];
    for (const url of app.resources) {
      const path = openUrl(url);
      if (path === undefined) { continue; }
      const actions = changesOf(roleOf(url, graphOf(app)));
      const power = actions.length > 0 ? `, with a role that may ${listOf(actions)}` : '';
      violations.push({
        origin: url.origin,
        cause: '',
        path,
        message: `\`AuthType\` is \`NONE\`: anyone on the internet can run the function${power}`,
        fix: 'set `AuthType` to `AWS_IAM` and grant `lambda:InvokeFunctionUrl` to the callers, for browsers through CloudFront with origin access control',
        actions: actions.length > 0 ? actions : undefined,
      });
    }
    return violations;
  },
};

const SAM_FUNCTION = 'AWS::Serverless::Function';

/** Where a resource that is a URL, or comes with one, says who may call it. */
const AUTH_TYPES: { readonly [type: string]: string } = { 'AWS::Lambda::Url': 'AuthType', [SAM_FUNCTION]: 'FunctionUrlConfig.AuthType' };

/** Whether a resource is a function URL or comes with one. */
export function makesUrl(resource: ResourceSite): boolean {
  const path = ownValue(AUTH_TYPES, resource.origin.resourceType);
  return path !== undefined && resource.texts(path).length > 0;
}

/** The property that says that anyone may call the URL; `undefined` without one. */
function openUrl(resource: ResourceSite): string | undefined {
  const path = ownValue(AUTH_TYPES, resource.origin.resourceType);
  return path !== undefined && resource.texts(path).some(({ text }) => text.literal === 'NONE') ? path.replace('.', '/') : undefined;
}

/** The role of the function behind a URL, if the app makes both; a URL may name an alias. */
function roleOf(url: ResourceSite, graph: AppGraph): Identity | undefined {
  if (url.origin.resourceType === SAM_FUNCTION) { return roleOfFunction(url, graph) ?? graph.identity(resourceKey(url.origin)); }
  let targets = url.references.filter(({ path }) => path === 'Properties/TargetFunctionArn').map(({ target }) => target);
  for (let step = 0; step < 3 && targets.length > 0; step++) {
    const resources = targets.flatMap(target => graph.resource(target) ?? []);
    const role = resources.map(resource => roleOfFunction(resource, graph)).find(found => found);
    if (role) { return role; }
    targets = resources.flatMap(({ references }) => references.filter(({ path }) => path === 'Properties/FunctionName').map(({ target }) => target));
  }
  return undefined;
}

function roleOfFunction(resource: ResourceSite, graph: AppGraph): Identity | undefined {
  for (const { text } of resource.texts('Role')) {
    const role = graph.takenRole(text, resource.origin.templateId);
    if (role) { return role; }
  }
  return undefined;
}

/** The actions of a role that do more than read. */
function changesOf(role: Identity | undefined): readonly string[] {
  if (!role) { return []; }
  const statements = [...role.inlinePolicies, ...role.managedPolicies].flatMap(({ document }) => document.statements);
  const patterns = statements.filter(({ effect, actions }) => effect === 'Allow' && !actions.negated).flatMap(({ actions }) => actionPatterns(actions));
  return [...new Set(patterns.filter(pattern => pattern.isEverything || pattern.changing.length > 0).map(({ name }) => name))].sort();
}
