import { rememberFor } from '../../src/policy/remember';

test('each subject is asked each question once', () => {
  const size = jest.fn(({ text }: { text: string }) => text.length);
  const isLong = jest.fn(({ text }: { text: string }) => text.length > 3);
  const [sizeOf, isLongOf] = [rememberFor(size), rememberFor(isLong)];
  const [short, long] = [{ text: 'abc' }, { text: 'abcdef' }];
  for (const _ of [1, 2]) {
    expect([short, long].map(sizeOf)).toEqual([3, 6]);
    expect([short, long].map(isLongOf)).toEqual([false, true]);
  }
  expect(size.mock.calls).toEqual([[short], [long]]);
  expect(isLong.mock.calls).toEqual([[short], [long]]);
});

test('that there is no answer is remembered too', () => {
  const nothing = jest.fn((_: object) => undefined);
  const ask = rememberFor(nothing);
  const subject = {};
  expect([ask(subject), ask(subject)]).toEqual([undefined, undefined]);
  expect(nothing).toHaveBeenCalledTimes(1);
});

test('an answer may ask other questions of the same subject', () => {
  const half = rememberFor(({ size }: { size: number }) => size / 2);
  const quarter = rememberFor((subject: { size: number }) => half(subject) / 2);
  const subject = { size: 8 };
  expect([quarter(subject), half(subject), quarter(subject)]).toEqual([2, 4, 2]);
});

test('what failed is asked again', () => {
  const answer = jest.fn((_: object) => 1).mockImplementationOnce(() => { throw new Error('not yet'); });
  const ask = rememberFor(answer);
  const subject = {};
  expect(() => ask(subject)).toThrow('not yet');
  expect([ask(subject), ask(subject)]).toEqual([1, 1]);
  expect(answer).toHaveBeenCalledTimes(2);
});

test('nothing of it shows on the subject, which may be frozen', () => {
  const ask = rememberFor(({ a }: { a: number }) => a);
  const subject = Object.freeze({ a: 1 });
  expect([ask(subject), ask(subject)]).toEqual([1, 1]);
  expect(Reflect.ownKeys(subject)).toEqual(['a']);
  expect(structuredClone(subject)).toEqual({ a: 1 });
});
