import { JsonObject, JsonValue } from '../../../src/policy/json';
import { policyVariablesRules } from '../../../src/rules/policy-variables/family';
import { findings, inventoryOfResources } from '../example-inventory';

const OWN = new Set(policyVariablesRules.rules.map(({ id }) => id));

function rulesOn(resource: JsonValue, others: JsonObject = {}, version: JsonValue = '2012-10-17'): string[] {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: resource, ...others };
  const resources = {
    Bucket: { Type: 'AWS::S3::Bucket' },
    Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: version, Statement: [statement] } } },
  };
  const found = findings(inventoryOfResources(resources, { Name: { Type: 'String' } }));
  return [...new Set(found.map(({ ruleId }) => ruleId).filter(id => OWN.has(id)))].sort();
}

test.each<[string, JsonValue, string[]]>([
  ['a variable', 'arn:aws:s3:::orders/${aws:username}', []],
  ['a variable in capitals', 'arn:aws:s3:::orders/${AWS:UserName}', []],
  ['a variable beside an unknown', { 'Fn::Sub': 'arn:aws:s3:::${Name}/${!aws:username}/*' }, []],
  ['a variable around an unknown', { 'Fn::Sub': 'arn:aws:s3:::orders/${!aws:PrincipalTag/${Name}}/*' }, []],
  ['a brace that stands far behind', 'arn:aws:s3:::orders/${aws:username/${aws:userid}', ['malformed-policy-variable']],
  ['an escape', 'arn:aws:s3:::orders/${$}{x}', []],
  ['a default value with a comma', 'arn:aws:s3:::orders/${aws:PrincipalTag/team, \'a, b\'}', []],
  ['an empty default value', 'arn:aws:s3:::orders/${aws:PrincipalTag/team, \'\'}', []],
  ['a default value in double quotes', 'arn:aws:s3:::orders/${aws:PrincipalTag/team, "none"}', ['malformed-policy-variable']],
  ['a name with a space before it', 'arn:aws:s3:::orders/${ aws:username}', ['malformed-policy-variable']],
  ['a pseudo parameter', 'arn:aws:s3:::orders-${AWS::Region}/*', ['unresolved-template-variable']],
  ['a token of the CDK', 'arn:aws:s3:::${Token[TOKEN.12]}/*', ['unresolved-template-variable']],
  ['a resource in `Fn::Sub`', { 'Fn::Sub': '${Bucket.Arn}/*' }, []],
  ['a resource in `Fn::Join`', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/${aws:username}/*']] }, []],
  ['a variable in `Fn::Sub`', { 'Fn::Sub': '${Bucket.Arn}/${aws:PrincipalTag/team}/*' }, ['unresolved-template-variable']],
  ['an import', { 'Fn::ImportValue': 'orders:arn' }, []],
  ['a claim of an issuer', 'arn:aws:s3:::orders/${login.example.com:sub}', []],
  ['the thing that a device is', 'arn:aws:s3:::orders/${credentials-iot:ThingName}/*', []],
  ['a fact of no thing', 'arn:aws:s3:::orders/${credentials-iot:Thing}/*', ['unknown-policy-variable']],
  ['a variable that does not exist', 'arn:aws:s3:::orders/${aws:user}', ['unknown-policy-variable']],
  ['hundreds of open braces', `arn:aws:s3:::orders/${'${'.repeat(5000)}`, ['malformed-policy-variable']],
])('%s in a resource', (_, resource, rules) => {
  expect(rulesOn(resource)).toEqual(rules);
});

test('a version that is known only at deployment may be the right one', () => {
  expect(rulesOn('arn:aws:s3:::orders/${aws:username}', {}, { Ref: 'Name' })).toEqual([]);
});

test('in the old version what looks like a broken variable is text', () => {
  expect(rulesOn('arn:aws:s3:::orders/${}', {}, '2008-10-17')).toEqual([]);
});

test.each<[string, JsonValue, string[]]>([
  ['text', { StringEquals: { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}' } }, []],
  ['ARNs', { ArnLike: { 'aws:PrincipalArn': '${aws:PrincipalTag/owner}' } }, []],
  ['booleans', { Bool: { 'aws:SecureTransport': '${aws:SecureTransport}' } }, ['misplaced-policy-variable']],
  ['addresses', { IpAddress: { 'aws:SourceIp': '${aws:VpcSourceIp}' } }, ['misplaced-policy-variable']],
])('a variable under an operator for %s', (_, condition, rules) => {
  expect(rulesOn('arn:aws:s3:::orders/*', { Condition: condition })).toEqual(rules);
});
