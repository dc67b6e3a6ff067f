import { CfnParameter, Stack } from 'aws-cdk-lib';
import { literalsIn, requireLiterals, requireWrittenOut } from '../../src/cdk/known-now';

const stack = new Stack();
const token = new CfnParameter(stack, 'Text').valueAsString;
const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;

test('tokens are not judged, neither texts nor lists', () => {
  expect(literalsIn(['a', token, `x-${token}`, 'b'])).toEqual(['a', 'b']);
  expect(literalsIn(list)).toEqual([]);
});

test('a list of tokens is written out, a list that is a token is not', () => {
  expect(() => requireWrittenOut('names', ['a', token], 'ARNs are made of them')).not.toThrow();
  expect(() => requireWrittenOut('names', list, 'ARNs are made of them'))
    .toThrow('names is a list that is known only at deployment, expected one that is written out, since ARNs are made of them: ');
  expect(() => requireWrittenOut('names', ['a', ...list], 'x')).toThrow(/written out/);
});

test.each([[['a', token]], [list], [[...list, 'a']]])('where literals are needed, no token may stand (%#)', texts => {
  expect(() => requireLiterals('keys', texts, 'names are made of them')).toThrow('keys is known only at deployment');
  expect(() => requireLiterals('keys', ['a'], 'x')).not.toThrow();
});
