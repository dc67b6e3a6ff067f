import { App, Stack } from 'aws-cdk-lib';
import { ACCOUNT, onlyRole, serviceStatement, stackIn, trust } from './synth';
import { TRUST_CONDITIONS } from '../../src/catalog/trust-conditions';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { ServiceRole, ServiceRoleProps } from '../../src/roles/service-role';

const { STRICT, ACCOUNT: ACCOUNT_ONLY, OFF } = ConfusedDeputyProtection;
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
  ['a condition that the service never meets', { servicePrincipal: 'ec2.amazonaws.com', confusedDeputy: ACCOUNT_ONLY }, /could not assume the role: use ConfusedDeputyProtection.OFF/],
  ['the account of a service that sends the ARN alone', { servicePrincipal: 'cleanrooms.amazonaws.com', confusedDeputy: ACCOUNT_ONLY }, /use ConfusedDeputyProtection.STRICT/],
  ['a source that nobody knows', { servicePrincipal: 'backup.amazonaws.com', confusedDeputy: STRICT }, /no aws:SourceArn is known/],
  ['the bare name of a service', { servicePrincipal: 'glue', confusedDeputy: OFF }, /servicePrincipal is `glue`, expected .* such as `glue.amazonaws.com`/],
  ['an ARN for a service', { servicePrincipal: 'arn:aws:iam::111122223333:root', confusedDeputy: OFF }, /expected the name of an AWS service/],
])('refuses %s', (_, props, message) => {
  expect(() => new ServiceRole(new Stack(new App(), 'Stack'), 'Role', props)).toThrow(message);
});
