import { Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { ACCOUNT, agnosticStack, onlyRole, serviceStatement, stackIn, trust } from './synth';
import { TRUST_CONDITIONS } from '../../src/catalog/trust-conditions';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { ServiceRole, ServiceRoleProps } from '../../src/roles/service-role';

const { STRICT, ACCOUNT: ACCOUNT_ONLY, OFF } = ConfusedDeputyProtection;
const GLUE = { servicePrincipal: 'glue.amazonaws.com', confusedDeputy: STRICT };
const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

function trustOf(props: ServiceRoleProps): unknown {
  const stack = stackIn('eu-west-1');
  new ServiceRole(stack, 'Role', props);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

test.each<[string, ServiceRoleProps, object | undefined]>([
  ['the account, where only that is certain', { servicePrincipal: 'events.amazonaws.com' }, OWN_ACCOUNT],
  ['nothing, where AWS documents no condition', { servicePrincipal: 'backup.amazonaws.com' }, undefined],
  ['nothing, where the service sends no key', { servicePrincipal: 'ec2.amazonaws.com' }, undefined],
  ['what the user chose, of a service that nothing is known about', { servicePrincipal: 'unheard-of.amazonaws.com', confusedDeputy: ACCOUNT_ONLY }, OWN_ACCOUNT],
  [
    'the resources that the user named',
    { servicePrincipal: 'unheard-of.amazonaws.com', confusedDeputy: STRICT, sourceArns: ['arn:aws:unheard-of:eu-west-1:111122223333:thing/orders'] },
    { ...OWN_ACCOUNT, ArnLike: { 'aws:SourceArn': ['arn:aws:unheard-of:eu-west-1:111122223333:thing/orders'] } },
  ],
  [
    'the ARN alone, where AWS documents no more',
    { servicePrincipal: 'eks-fargate-pods.amazonaws.com' },
    { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':eks:eu-west-1:111122223333:fargateprofile/*']] } } },
  ],
])('asks for %s', (_, props, condition) => {
  expect(trustOf(props)).toEqual(trust([serviceStatement(props.servicePrincipal, condition)]));
});

test('every row of the catalog has its sources and date, and only one that is strong or medium asks for anything by default', () => {
  const asked = TRUST_CONDITIONS.map(({ servicePrincipal, grade, sources, date }) => {
    expect([servicePrincipal, sources.length > 0, /^\d{4}-\d{2}(-\d{2})?$/.test(date)]).toEqual([servicePrincipal, true, true]);
    const stack = stackIn('eu-west-1');
    const [{ Condition: condition }] = stack.resolve(new ServiceRole(stack, 'Role', { servicePrincipal }).assumeRolePolicy).Statement;
    return [servicePrincipal, condition !== undefined, grade === 'strong' || grade === 'medium'];
  });
  expect(asked.filter(([, asks, mayAsk]) => asks !== mayAsk)).toEqual([]);
});

test.each<[string, ServiceRoleProps, RegExp]>([
  ['a service that nothing is known about, without a choice', { servicePrincipal: 'unheard-of.amazonaws.com' }, /nothing is known about.*`unheard-of.amazonaws.com`.*expected your choice/],
  ['a misspelt service', { servicePrincipal: 'lamda.eu-west-1.amazonaws.com' }, /expected your choice: did you mean `lambda.amazonaws.com`\? If not, use/],
  ['a service whose name only resembles another', { servicePrincipal: 'ecr.amazonaws.com' }, /expected your choice: use/],
  ['a condition that the service never meets', { servicePrincipal: 'ec2.amazonaws.com', confusedDeputy: ACCOUNT_ONLY }, /could not assume the role: use ConfusedDeputyProtection.OFF/],
  ['the account of a service that sends the ARN alone', { servicePrincipal: 'cleanrooms.amazonaws.com', confusedDeputy: ACCOUNT_ONLY }, /use ConfusedDeputyProtection.STRICT/],
  ['sources without STRICT', { servicePrincipal: 'events.amazonaws.com', sourceArns: ['arn:aws:events:eu-west-1:111122223333:rule/nightly'] },
    /confusedDeputy is ACCOUNT by default, but `sourceArns` is given.*add `confusedDeputy: ConfusedDeputyProtection.STRICT` or leave `sourceArns` out/],
  ['sources while nothing is asked for', { ...GLUE, confusedDeputy: OFF, sourceArns: ['arn:aws:glue:eu-west-1:111122223333:job/x'] }, /confusedDeputy is OFF, but `sourceArns`/],
  ['sources of a service that sends none', { servicePrincipal: 'ec2.amazonaws.com', sourceArns: ['arn:aws:ec2:eu-west-1:111122223333:instance/i-1'] },
    /only STRICT asks for: leave `sourceArns` out$/],
  ['no source at all', { ...GLUE, sourceArns: [] }, /sourceArns is \[\], expected at least one ARN/],
  ['a name for an ARN', { ...GLUE, sourceArns: ['my-project'] }, /sourceArns has `my-project`, expected the ARN/],
  ['a pattern of everything', { ...GLUE, sourceArns: ['*'] }, /sourceArns has `\*`, expected the ARN/],
  ['an ARN of another account beside the own', { ...GLUE, sourceArns: ['arn:aws:glue:eu-west-1:999999999999:job/x'] },
    /of the account 999999999999, expected one of the account 111122223333 of the role/],
  ['a source that nobody knows', { servicePrincipal: 'backup.amazonaws.com', confusedDeputy: STRICT }, /no aws:SourceArn is known/],
  ['the bare name of a service', { servicePrincipal: 'glue', confusedDeputy: OFF }, /servicePrincipal is `glue`, expected .* such as `glue.amazonaws.com`/],
  ['an ARN for a service', { servicePrincipal: 'arn:aws:iam::111122223333:root', confusedDeputy: OFF }, /expected the name of an AWS service/],
])('refuses %s', (_, props, message) => {
  expect(() => new ServiceRole(stackIn('eu-west-1'), 'Role', props)).toThrow(message);
});

test.each<[string, (stack: Stack) => string[]]>([
  ['of accounts and names that are known only at deployment', stack => [
    `arn:aws:glue:eu-west-1:${Aws.ACCOUNT_ID}:job/x`, new CfnParameter(stack, 'Arn').valueAsString, `arn:aws:glue:eu-west-1:*:job/${new CfnParameter(stack, 'Job').valueAsString}`,
  ]],
  ['of a list that is known only at deployment', stack => new CfnParameter(stack, 'Arns', { type: 'CommaDelimitedList' }).valueAsList],
  ['without an account', () => ['arn:aws:s3:::inventory']],
])('sources %s are passed on', (_, sourceArns) => {
  const stack = stackIn('eu-west-1');
  const given = sourceArns(stack);
  const role = new ServiceRole(stack, 'Role', { ...GLUE, sourceArns: given });
  expect(stack.resolve(role.assumeRolePolicy).Statement[0].Condition.ArnLike['aws:SourceArn']).toEqual(stack.resolve(given));
});

test('the account of a source is not judged where the account of the role is not known, or is not asked for', () => {
  const foreign = (servicePrincipal: string, service: string) => ({
    servicePrincipal, confusedDeputy: STRICT, sourceArns: [`arn:aws:${service}:eu-west-1:999999999999:thing/x`],
  });
  expect(() => new ServiceRole(agnosticStack(), 'Role', foreign('glue.amazonaws.com', 'glue'))).not.toThrow();
  expect(() => new ServiceRole(stackIn('eu-west-1'), 'Role', foreign('cleanrooms.amazonaws.com', 'cleanrooms'))).not.toThrow();
});
