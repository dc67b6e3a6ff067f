/** What AWS would decide about requests, given statements as a template holds them. */
import { PolicyReader } from '../src/cli/policy-reader';
import { readPolicies } from '../src/cli/read-policies';
import { readRequest } from '../src/cli/read-request';
import { JsonObject } from '../src/policy/json';
import { evaluate } from '../src/reasoning/evaluate';

const reader = new PolicyReader();

/** The decision on one request under policies written as in `simulate`: `{ identity: [DOC], resource: DOC, … }`. */
export function decide(policies: JsonObject, request: JsonObject): string {
  return evaluate(readRequest(request), readPolicies(policies, reader)).decision;
}

export function documentOf(statements: any[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

/** A value as it is deployed to the partition `aws`: CDK leaves the partition to CloudFormation even where the region is known. */
export function bind(value: any): any {
  if (Array.isArray(value)) { return value.map(bind); }
  if (typeof value !== 'object') { return value; }
  if (value['Fn::Join']) { return bind(value['Fn::Join'][1]).join(value['Fn::Join'][0]); }
  if (value.Ref === 'AWS::Partition') { return 'aws'; }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bind(item)]));
}
