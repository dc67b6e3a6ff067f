import { Identity } from '../../../src/policy/policy-site';
import { missingPermissionsBoundary as rule } from '../../../src/rules/boundaries/missing-permissions-boundary';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';
import { expectWellWritten } from '../trust/trust-site';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

function identity(type: string, properties: {}): Identity {
  const template = { Resources: { It: { Type: type, Properties: properties } } };
  return readInventory([{ id: 'app', template, environment: {} }]).identities[0];
}

test.each<[string, string, {}, boolean]>([
  ['a role without', 'AWS::IAM::Role', {}, true],
  ['a user without', 'AWS::IAM::User', {}, true],
  ['a group, which cannot have one', 'AWS::IAM::Group', {}, false],
  ['a role with', 'AWS::IAM::Role', { PermissionsBoundary: BOUNDARY }, false],
  ['a role with one that a parameter names', 'AWS::IAM::Role', { PermissionsBoundary: { Ref: 'Boundary' } }, false],
  ['a role whose boundary is left out', 'AWS::IAM::Role', { PermissionsBoundary: { Ref: 'AWS::NoValue' } }, true],
])('%s', (_, type, properties, flagged) => {
  const violations = rule.judgeIdentity!(identity(type, properties), { ...DEFAULT_CONTEXT, requirePermissionsBoundary: true });
  expect(violations).toHaveLength(flagged ? 1 : 0);
  expectWellWritten(violations);
  expect(rule.judgeIdentity!(identity(type, properties), DEFAULT_CONTEXT)).toEqual([]);
});
