import { parsePrincipal } from '../../src/reasoning/principal';

const account = '111122223333';

describe('parsePrincipal', () => {
  test.each([
    [`arn:aws:iam::${account}:root`, { kind: 'root', account }],
    [`arn:aws:iam::${account}:user/ada`, { kind: 'user', account, name: 'ada' }],
    [`arn:aws:iam::${account}:user/team/red/ada`, { kind: 'user', account, name: 'ada' }],
    [`arn:aws-cn:iam::${account}:role/app`, { kind: 'role', account, name: 'app' }],
    [`arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`, { kind: 'role', account, name: 'AWSServiceRoleForECS' }],
    [`arn:aws-us-gov:sts::${account}:assumed-role/app/ada@example.com`, { kind: 'role-session', account, name: 'app' }],
    [`arn:aws:sts::${account}:federated-user/ada`, { kind: 'federated-user', account, name: 'ada' }],
    [`arn:aws:iam::${account}:saml-provider/corp`, { kind: 'federated' }],
    [`arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`, { kind: 'federated' }],
  ])('%s', (id, principal) => {
    expect(parsePrincipal(id)).toEqual({ id, ...principal });
  });

  test.each(['service', 'federated', 'canonical'] as const)('a %s by its id', type => {
    expect(parsePrincipal({ type, id: 'an-id' })).toEqual({ kind: type, id: 'an-id' });
  });

  test('the anonymous principal needs no id', () => {
    expect(parsePrincipal({ type: 'anonymous' })).toEqual({ kind: 'anonymous', id: '*' });
  });

  test.each([
    '', '*', account, 'ada', 'arn:aws:iam::111122223333:user', 'arn:aws:iam::111122223333:user/', 'arn:aws:iam::1111:user/ada', 'arn:aws:iam:::role/app',
    'arn:aws:iam::111122223333:group/team', 'arn:aws:iam::111122223333:role/*', 'arn:aws:sts::111122223333:assumed-role/app', 'arn:aws:s3:::bucket',
    'arn:aws:sts::111122223333:assumed-role/app/one/two', 'arn:aws:sts::111122223333:root', 'lambda.amazonaws.com',
  ])('"%s" is no principal', text => {
    expect(parsePrincipal(text)).toBeUndefined();
  });

  test.each([{ type: 'service' }, { type: 'service', id: '' }, { type: 'service', id: '*' }, { type: 'user', id: 'ada' }, { type: 'anonymous', id: 'ada' }])(
    '%j is no principal', value => {
      expect(parsePrincipal(value)).toBeUndefined();
    });
});
