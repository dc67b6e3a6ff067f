import { SymbolicText, UnknownShape } from '../../../src/policy/symbolic-text';
import { Match, NO, UNKNOWN, YES } from '../../../src/reasoning/matching/match';
import { RequestFacts } from '../../../src/reasoning/matching/request-facts';
import { MatchStyle, textMatcher } from '../../../src/reasoning/matching/text-matcher';
import { RequestContext } from '../../../src/reasoning/request';

const facts = (context: RequestContext = {}) => new RequestFacts({
  principal: { kind: 'user', id: 'arn:aws:iam::111122223333:user/ada', account: '111122223333', name: 'ada' }, action: 's3:GetObject', resource: '*', context,
});
const unknown = (name: string, shape: UnknownShape = 'name', allowedValues?: string[]) => ({ name, shape, allowedValues });

function match(style: MatchStyle, pattern: string | SymbolicText, text: string, context?: RequestContext): Match {
  const symbolic = typeof pattern === 'string' ? SymbolicText.literal(pattern) : pattern;
  return textMatcher(symbolic, { style, variables: true }).match(text, facts(context));
}

describe('resource patterns', () => {
  test.each([
    ['*', 'arn:aws:s3:::orders', YES],
    ['**', '*', YES],
    ['arn:aws:s3:::*', '*', NO],
    ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders/a:b/c', YES],
    ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders', NO],
    ['arn:aws:s3:::Orders/*', 'arn:aws:s3:::orders/1', NO],
    ['arn:*:s3:::orders', 'arn:aws:s3:::orders', YES],
    ['arn:*:orders', 'arn:aws:s3:::orders', NO],
    ['arn:aws:logs:*:*:log-group:*:log-stream:one', 'arn:aws:logs:us-east-1:111122223333:log-group:/app:log-stream:one', YES],
    ['arn:aws:logs:*:*:log-group:*:one', 'arn:aws:logs:us-east-1:111122223333:log-group:/app:log-stream:one', NO],
    ['arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:us-east-1:111122223333:log-group:/app:log-stream:one', YES],
    ['arn:aws:s3:*', 'arn:aws:s3:::orders/1', YES],
    ['arn:aws:s3', 'arn:aws:s3:::orders/1', NO],
    ['arn:aws:s3??:orders', 'arn:aws:s3:::orders', NO],
    ['arn:aws:s3:::order?', 'arn:aws:s3:::orders', YES],
    ['arn:aws:s3:::order${?}', 'arn:aws:s3:::orders', NO],
    ['arn:aws:s3:::order${*}', 'arn:aws:s3:::order*', YES],
  ])('%s against %s', (pattern, text, expected) => {
    expect(match('resource', pattern, text)).toBe(expected);
  });
});

describe('ARNs of conditions', () => {
  test.each([
    ['arn:aws:s3:::*', 'arn:aws:s3:::a:b:c', YES],
    ['arn:aws:s*:*:*:x', 'arn:aws:sns:us-east-1:111122223333:x', YES],
    ['arn:aws:*:x', 'arn:aws:sns:us-east-1:111122223333:x', NO],
    ['*', 'arn:aws:s3:::orders', NO],
    ['arn:*', 'arn:aws:s3:::orders', NO],
    ['arn:aws:s3:::*', 'orders', NO],
    ['arn:aws:s3:::*:end', 'arn:aws:s3:::a:b:end', YES],
  ])('%s against %s', (pattern, text, expected) => {
    expect(match('arn', pattern, text)).toBe(expected);
  });
});

describe('policy variables', () => {
  test.each([
    ['a value of the request', 'arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/ada/1', {}, YES],
    ['keys are compared without regard to case', 'arn:aws:s3:::b/${AWS:UserName}/*', 'arn:aws:s3:::b/ada/1', {}, YES],
    ['another value', 'arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/bob/1', {}, NO],
    ['wildcards in a value are characters', 'arn:aws:s3:::b/${k:a}', 'arn:aws:s3:::b/xyz', { 'k:a': '*' }, NO],
    ['a value with wildcards is itself', 'arn:aws:s3:::b/${k:a}', 'arn:aws:s3:::b/*', { 'k:a': '*' }, YES],
    ['a value is not read again', 'arn:aws:s3:::b/${k:a}', 'arn:aws:s3:::b/ada', { 'k:a': '${aws:username}' }, NO],
    ['a colon in a value', 'arn:aws:logs:*:*:log-group:${k:a}:*', 'arn:aws:logs:r:1:log-group:x:y:z', { 'k:a': 'x:y' }, YES],
    ['no value', 'arn:aws:s3:::b/${k:a}', 'arn:aws:s3:::b/${k:a}', {}, NO],
    ['no value, but a default', 'arn:aws:s3:::b/${k:a, \'all\'}', 'arn:aws:s3:::b/all', {}, YES],
    ['a value and a default', 'arn:aws:s3:::b/${k:a, \'all\'}', 'arn:aws:s3:::b/all', { 'k:a': 'one' }, NO],
    ['several values', 'arn:aws:s3:::b/${k:a, \'x\'}', 'arn:aws:s3:::b/x', { 'k:a': ['x', 'y'] }, NO],
  ])('%s', (_, pattern, text, context, expected) => {
    expect(match('resource', pattern, text, context)).toBe(expected);
  });

  test('documents of an old version have none', () => {
    const matcher = textMatcher(SymbolicText.literal('${aws:username}'), { style: 'exact', variables: false });
    expect([matcher.match('ada', facts()), matcher.match('${aws:username}', facts())]).toEqual([NO, YES]);
  });
});

describe('values that are not known', () => {
  const bucket = SymbolicText.of(['arn:aws:s3:::', unknown('Orders'), '/in/*']);

  test.each<[string, SymbolicText, string, Match]>([
    ['a name may be the one', bucket, 'arn:aws:s3:::any/in/1', UNKNOWN],
    ['a name holds no slash', bucket, 'arn:aws:s3:::any/other/in/1', NO],
    ['what follows does not match', bucket, 'arn:aws:s3:::any/out/1', NO],
    ['what precedes does not match', bucket, 'arn:aws:sqs:::any/in/1', NO],
    ['a generated name is no wildcard', SymbolicText.unknown(unknown('Arn', 'opaque')), '*', NO],
    ['a parameter may be a wildcard', SymbolicText.unknown(unknown('Arn', 'any')), '*', UNKNOWN],
    ['a parameter may hold colons', SymbolicText.of(['arn:', unknown('Rest', 'any')]), 'arn:aws:s3:::orders', UNKNOWN],
    ['an account has twelve digits', SymbolicText.of(['arn:aws:iam::', unknown('A', 'account'), ':root']), 'arn:aws:iam::12345:root', NO],
    ['an account may be the one', SymbolicText.of(['arn:aws:iam::', unknown('A', 'account'), ':root']), 'arn:aws:iam::111122223333:root', UNKNOWN],
    ['listed values, one of them', SymbolicText.of(['arn:aws:s3:::', unknown('B', 'any', ['a', 'b'])]), 'arn:aws:s3:::a', UNKNOWN],
    ['listed values, none of them', SymbolicText.of(['arn:aws:s3:::', unknown('B', 'any', ['a', 'b'])]), 'arn:aws:s3:::c', NO],
    ['listed values, all of them', SymbolicText.of(['arn:aws:s3:::', unknown('B', 'any', ['a', 'b']), '*']), 'arn:aws:s3:::c', NO],
    ['listed values that end alike', SymbolicText.of([unknown('B', 'any', ['arn:aws:s3:::*', '*'])]), 'arn:aws:s3:::c', YES],
    ['with a variable', SymbolicText.of(['arn:aws:s3:::', unknown('B'), '/${aws:username}']), 'arn:aws:s3:::b/ada', UNKNOWN],
    ['with a variable of another value', SymbolicText.of(['arn:aws:s3:::', unknown('B'), '/${aws:username}']), 'arn:aws:s3:::b/bob', NO],
  ])('%s', (_, pattern, text, expected) => {
    expect(match('resource', pattern, text)).toBe(expected);
  });
});

describe('patterns of 100,000 characters', () => {
  test.each([
    ['stars', '*a'.repeat(50_000)],
    ['colons', 'a:*'.repeat(33_333)],
    ['variables', '${aws:username}*'.repeat(6_000)],
    ['openings of variables', '${'.repeat(50_000)],
  ])('%s', (_, pattern) => {
    expect([YES, NO]).toContain(match('resource', pattern, 'arn:aws:s3:::orders/1'));
    expect([YES, NO]).toContain(match('arn', pattern, 'ada'.repeat(30_000)));
  }, 3_000);

  test('an unknown in one of them', () => {
    const long = SymbolicText.of(['*a'.repeat(25_000), unknown('X', 'any'), '*a'.repeat(25_000)]);
    expect(match('glob', long, 'a'.repeat(100_000))).toBe(UNKNOWN);
  }, 2_000);
});
