import * as glue from 'aws-cdk-lib/aws-glue';
import { onlyPolicy, stackIn } from './synth';
import { GlueCrawlerRole, GlueJobRole } from '../../src';

/** The log groups that get a key, and those that are written to. */
function logGroups(statements: any[]): { keyed: string[]; written: string[] } {
  const having = (action: string) => statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
  const part = (value: any) => value.Ref ? '<role>' : value['Fn::Select'] ? '<path and role>' : value;
  const name = (arn: any) => arn['Fn::Join'][1].map(part).join('').split(':log-group:')[1];
  return { keyed: having('logs:AssociateKmsKey').map(name), written: having('logs:PutLogEvents').map(name) };
}

test('a job with a security configuration writes to the encrypted log groups of it and of this role, and to no others', () => {
  const stack = stackIn('eu-central-1');
  new GlueJobRole(stack, 'Role', { securityConfiguration: 'encrypted' });
  const { keyed, written } = logGroups(onlyPolicy(stack));
  expect(written).toEqual(['/aws-glue/jobs/encrypted-role/<role>/error:log-stream:*', '/aws-glue/jobs/encrypted-role/<role>/output:log-stream:*']);
  expect(keyed.filter(name => !name.endsWith(':*'))).toEqual(['/aws-glue/jobs/encrypted-role/<role>/error', '/aws-glue/jobs/encrypted-role/<role>/output']);
});

test('a crawler too, in one log group, which names the role with its path', () => {
  const stack = stackIn('eu-central-1');
  const database = new glue.Database(stack, 'Database');
  new GlueCrawlerRole(stack, 'Role', { database, securityConfiguration: 'encrypted', path: '/crawlers/' });
  expect(logGroups(onlyPolicy(stack)).written).toEqual(['/aws-glue/crawlers-role/<path and role>-encrypted:log-stream:*']);
});

test('without one, no key is given to log groups', () => {
  const stack = stackIn('eu-central-1');
  new GlueJobRole(stack, 'Role');
  expect(logGroups(onlyPolicy(stack)).keyed).toEqual([]);
});

test.each<[string, { securityConfiguration: string; logGroupPrefix?: string }, RegExp]>([
  ['a log group prefix beside it', { securityConfiguration: 'encrypted', logGroupPrefix: '/jobs' }, /logGroupPrefix is `\/jobs` and securityConfiguration is `encrypted`, expected at most one/],
  ['a pattern', { securityConfiguration: 'enc*' }, /securityConfiguration/],
])('%s is refused', (_, props, message) => {
  expect(() => new GlueJobRole(stackIn('eu-central-1'), 'Role', props)).toThrow(message);
});
