import { findingId } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { findings, idsOf, inventoryOfResources } from '../example-inventory';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const IAM_DENIED = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };

describe('boundary-without-limit', () => {
  test.each<[string, JsonValue, number]>([
    ['everything', EVERYTHING, 1],
    ['everything, spelt otherwise', { Effect: 'Allow', Action: ['*:*'], Resource: ['*'] }, 1],
    ['everything and a part of it', [EVERYTHING, { Effect: 'Allow', Action: 's3:*', Resource: '*' }], 1],
    ['everything but IAM', [EVERYTHING, IAM_DENIED], 0],
    ['one service', { Effect: 'Allow', Action: 's3:*', Resource: '*' }, 0],
    ['everything on one bucket', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::orders' }, 0],
    ['nothing', [], 0],
  ])('%s', (_, statements, count) => {
    expect(idsOf('boundary-without-limit', statements, 'boundary')).toHaveLength(count);
  });

  test('says nothing of a policy that grants', () => {
    expect(idsOf('boundary-without-limit', EVERYTHING, 'identity')).toEqual([]);
  });
});

describe('boundary-leaves-way-out', () => {
  test.each<[string, JsonValue, boolean]>([
    ['IAM in a list of services', [{ Effect: 'Allow', Action: ['s3:*', 'iam:*'], Resource: '*' }], true],
    ['one action, in another case', [{ Effect: 'Allow', Action: ['s3:*', 'IAM:createrole'], Resource: '*' }], true],
    ['a Deny of one way out', [EVERYTHING, { Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' }], true],
    ['a Deny of all but a service', [EVERYTHING, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], false],
    ['NotAction with IAM', [{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' }], false],
    ['reading IAM', [{ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'iam:PassRole'], Resource: '*' }], false],
    ['roles of one path', [{ Effect: 'Allow', Action: ['iam:CreateRole'], Resource: 'arn:aws:iam::111122223333:role/app/*' }], false],
    ['a parameter among the actions', [{ Effect: 'Allow', Action: ['s3:*', { Ref: 'More' }], Resource: '*' }], false],
  ])('%s', (_, statements, flagged) => {
    expect(idsOf('boundary-leaves-way-out', statements, 'boundary')).toHaveLength(flagged ? 1 : 0);
  });

  test('one finding for a policy of the app, however many roles it bounds', () => {
    const role = (id: string): JsonObject => ({ [id]: { Type: 'AWS::IAM::Role', Properties: { PermissionsBoundary: { Ref: 'Boundary' } } } });
    const boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }] } } };
    const found = findings(inventoryOfResources({ Boundary: boundary, ...role('One'), ...role('Two') })).filter(({ ruleId }) => ruleId === 'boundary-leaves-way-out');
    expect(found.map(({ location }) => location.logicalId)).toEqual(['Boundary']);
  });
});

describe('removable-boundary', () => {
  function saidOf(statements: JsonValue, boundary?: JsonValue, more: JsonObject = {}): string[] {
    const properties = { ...boundary === undefined ? {} : { PermissionsBoundary: boundary }, Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }] };
    return findings(inventoryOfResources({ Role: { Type: 'AWS::IAM::Role', Properties: properties }, ...more }))
      .filter(({ ruleId }) => ruleId === 'removable-boundary').map(findingId);
  }

  const ofApp = (...statements: JsonObject[]): JsonObject => ({
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: statements } } },
  });
  const removes = { Effect: 'Allow', Action: 'iam:DeleteUserPermissionsBoundary', Resource: '*' };

  test.each<[string, JsonValue, JsonValue | undefined, JsonObject, boolean]>([
    ['a wildcard', { Effect: 'Allow', Action: 'iam:Delete*', Resource: '*' }, undefined, {}, true],
    ['another case', { Effect: 'Allow', Action: 'IAM:deleterolepermissionsboundary', Resource: '*' }, undefined, {}, true],
    ['a boundary of the app that leaves it', removes, { Ref: 'Boundary' }, ofApp(EVERYTHING, { Effect: 'Deny', Action: 's3:*', Resource: '*' }), true],
    ['a boundary of the app that denies it', removes, { Ref: 'Boundary' }, ofApp(EVERYTHING, IAM_DENIED), false],
    ['a boundary of the app that does not allow it', removes, { Ref: 'Boundary' }, ofApp({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), false],
    [
      'a boundary of the app that leaves it for another user',
      { ...removes, Resource: 'arn:aws:iam::111122223333:user/own' },
      { Ref: 'Boundary' },
      ofApp({ ...removes, Resource: 'arn:aws:iam::111122223333:user/other' }),
      false,
    ],
    [
      'a boundary of the app that denies one way and leaves another',
      { Effect: 'Allow', Action: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'], Resource: '*' },
      { Ref: 'Boundary' },
      ofApp(EVERYTHING, { Effect: 'Deny', Action: 'iam:DeleteRolePermissionsBoundary', Resource: '*' }),
      true,
    ],
    ['all but another service', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, { Ref: 'Boundary' }, ofApp(EVERYTHING), true],
    ['all but IAM', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, { Ref: 'Boundary' }, ofApp(EVERYTHING), false],
    ['a boundary of another app', removes, 'arn:aws:iam::111122223333:policy/workloads', {}, false],
    ['a boundary that is a parameter', removes, { Ref: 'BoundaryArn' }, {}, false],
    ['everything under a boundary that leaves it', EVERYTHING, { Ref: 'Boundary' }, ofApp(EVERYTHING), true],
    ['everything without a boundary', EVERYTHING, undefined, {}, false],
    ['all of IAM without a boundary', { Effect: 'Allow', Action: 'iam:**', Resource: '*' }, undefined, {}, false],
    ['only a Deny', { Effect: 'Deny', Action: 'iam:DeleteUserPermissionsBoundary', Resource: '*' }, undefined, {}, false],
    ['other actions', { Effect: 'Allow', Action: ['iam:PassRole', 's3:*'], Resource: '*' }, undefined, {}, false],
  ])('%s', (_, statements, boundary, more, flagged) => {
    expect(saidOf(statements, boundary, more)).toEqual(flagged ? ['removable-boundary'] : []);
  });

  test('names the actions that are allowed after all, and shows a request of the role itself', () => {
    const put = 'iam:PutRolePermissionsBoundary';
    const [finding] = findings(inventoryOfResources({
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'own',
          Policies: [{
            PolicyName: 'own',
            PolicyDocument: {
              Statement: [
                { Effect: 'Allow', Action: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'], Resource: '*' },
                { Effect: 'Allow', Action: put, Resource: '*', Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/b' } } },
                { Effect: 'Deny', Action: 'iam:DeleteUserPermissionsBoundary', Resource: '*' },
              ],
            },
          }],
        },
      },
    })).filter(({ ruleId }) => ruleId === 'removable-boundary');
    expect(finding.actions).toEqual(['iam:DeleteRolePermissionsBoundary']);
    expect(finding.message).toBe('the role may take permissions boundaries away: it is allowed `iam:DeleteRolePermissionsBoundary`');
    expect(finding.witness).toMatchObject({ action: 'iam:DeleteRolePermissionsBoundary', principal: { id: 'arn:aws:iam::111122223333:role/own' } });
  });
});
