import { parseWithUnknowns } from './unknown-reader';
import { JsonObject } from '../../src/policy/json';
import { Match, NO, UNKNOWN, YES } from '../../src/reasoning/matching/match';
import { Layer } from '../../src/reasoning/policies';
import { clauseMatches, layerEffect, policyEffect } from '../../src/reasoning/policy-effect';
import { parsePrincipal } from '../../src/reasoning/principal';
import { Request } from '../../src/reasoning/request';
import { clausesOf } from '../../src/reasoning/symbolic/clause';

const ALICE = 'arn:aws:iam::111122223333:user/alice';
const REQUEST: Request = { principal: parsePrincipal(ALICE)!, action: 's3:GetObject', resource: 'arn:aws:s3:::orders/1', context: {} };
const ALLOW = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const DENY = { ...ALLOW, Effect: 'Deny' };
const OTHER = { Action: 'sqs:*' };
const OPEN = { Resource: { join: ['arn:aws:s3:::', { unknown: 'Bucket' }, '/*'] } };
const policy = (...Statement: JsonObject[]) => parseWithUnknowns({ Version: '2012-10-17', Statement });

describe('policyEffect', () => {
  test.each<[string, JsonObject[], Layer, string]>([
    ['an allow', [ALLOW], 'identity', 'allow'],
    ['a deny beside an allow', [ALLOW, DENY], 'identity', 'deny'],
    ['nothing that matches', [{ ...ALLOW, ...OTHER }, { ...DENY, ...OTHER }], 'identity', 'none'],
    ['an allow that may match', [{ ...ALLOW, ...OPEN }], 'identity', 'unknown'],
    ['a deny that may match', [ALLOW, { ...DENY, ...OPEN }], 'identity', 'unknown'],
    ['a deny that may match where nothing allows', [{ ...DENY, ...OPEN }], 'identity', 'none'],
    ['an allow that names the principal', [{ ...ALLOW, Principal: { AWS: ALICE } }], 'resource', 'allow'],
    ['an allow that names another', [{ ...ALLOW, Principal: { AWS: '444455556666' } }], 'resource', 'none'],
    ['an allow that names nobody', [ALLOW], 'resource', 'none'],
    ['an allow without a resource', [{ Effect: 'Allow', Action: 's3:*', Principal: '*' }], 'resource', 'allow'],
    ['a principal where none may be named', [{ ...ALLOW, Principal: '*' }], 'boundary', 'unknown'],
  ])('%s', (_, statements, layer, effect) => {
    expect(policyEffect(policy(...statements), REQUEST, layer)).toBe(effect);
  });

  test('the policies of a layer speak together', () => {
    expect(layerEffect([policy({ ...ALLOW, ...OTHER }), policy(ALLOW)], REQUEST, 'identity')).toBe('allow');
    expect(layerEffect([policy(ALLOW), policy(DENY)], REQUEST, 'identity')).toBe('deny');
    expect(layerEffect([], REQUEST, 'identity')).toBe('none');
  });
});

describe('clauseMatches', () => {
  test.each<[string, JsonObject, Layer, Match]>([
    ['whatever the effect', DENY, 'identity', YES],
    ['not another action', { ...ALLOW, ...OTHER }, 'identity', NO],
    ['perhaps, where a value is not known', { ...ALLOW, ...OPEN }, 'identity', UNKNOWN],
    ['the principal counts where statements name one', { ...ALLOW, Principal: { AWS: '444455556666' } }, 'resource', NO],
  ])('%s', (_, statement, layer, match) => {
    expect(clauseMatches(clausesOf(policy(statement))[0], REQUEST, layer)).toBe(match);
  });
});
