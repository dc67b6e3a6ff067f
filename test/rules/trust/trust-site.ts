/**
 * Trust policies as the rules see them, in a template.
 */
import { Finding, findingId } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { Environment, PolicySite } from '../../../src/policy/policy-site';
import { Rule, Violation } from '../../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { TemplateSet } from '../../../src/template/template-set';

const ORIGIN = { templateId: 'app', logicalId: 'Role', resourceType: 'AWS::IAM::Role' };

/** What a rule says of a trust policy. Values may be intrinsic functions of a template with `resources` and `parameters`. */
export function judgeTrust(
  rule: Rule,
  statements: JsonValue,
  { environment = {}, resources = {}, parameters = {} }: { environment?: Environment; resources?: JsonObject; parameters?: JsonObject } = {},
): readonly Violation[] {
  const template = { Resources: resources, Parameters: parameters } as {};
  const source = { id: 'app', template, environment };
  const raw = { Version: '2012-10-17', Statement: statements };
  const document = parsePolicyDocument(raw, new TemplateSet([source]).readerOf('app'));
  const site: PolicySite = { kind: 'trust', origin: ORIGIN, environment, propertyPath: 'Properties/AssumeRolePolicyDocument', document };
  return rule.judgePolicy?.(site, DEFAULT_CONTEXT)
    ?? rule.judgeApp?.({ sites: [site], identities: [], resources: [] }, DEFAULT_CONTEXT)
    ?? document.statements.flatMap(statement => rule.judgeStatement!(statement, site, DEFAULT_CONTEXT));
}

/** The causes of what a rule says of a trust policy. */
export function causes(...args: Parameters<typeof judgeTrust>): string[] {
  return judgeTrust(...args).map(violation => violation.cause);
}

/** Checks what every rule promises of its messages and ids. */
export function expectWellWritten(violations: readonly Violation[]): void {
  for (const { cause, message, fix } of violations) {
    expect(message).not.toMatch(/\.$|^[A-Z]/);
    expect(fix).not.toMatch(/\.$|^[A-Z]/);
    expect(findingId({ ruleId: 'rule', cause } as Finding)).not.toContain('::');
  }
}
