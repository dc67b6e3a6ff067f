import { Line, LineSplitter } from '../../src/cli/line-splitter';

function split(bytes: Buffer | string, { size = 3, maxBytes = 1000 } = {}): Line[] {
  const all = Buffer.from(bytes as string);
  const splitter = new LineSplitter(maxBytes);
  const lines: Line[] = [];
  for (let start = 0; start < all.length; start += size) { lines.push(...splitter.push(all.subarray(start, start + size))); }
  return [...lines, ...splitter.end()];
}

const texts = (lines: readonly Line[]) => lines.map(line => 'text' in line ? line.text : line.error);

test.each<[string, string, string[]]>([
  ['line feeds', 'ab\ncdefgh\ni\n', ['ab', 'cdefgh', 'i']],
  ['a last line without an end', 'ab\ncd', ['ab', 'cd']],
  ['nothing', '', []],
  ['empty lines', '\n\nab\n\n', ['', '', 'ab', '']],
  ['carriage returns before line feeds', 'ab\r\ncd\r\n', ['ab', 'cd']],
  ['a carriage return elsewhere', 'a\rb\n', ['a\rb']],
  ['a byte order mark', '\ufeffab\n\ufeffcd\n', ['ab', '\ufeffcd']],
  ['characters that are cut by a chunk', 'ä€😀\nä€😀\n', ['ä€😀', 'ä€😀']],
  ['line separators inside JSON text', '"\u2028\u2029"\n', ['"\u2028\u2029"']],
])('%s', (_, input, expected) => {
  for (const size of [1, 2, 3, 1000]) { expect(texts(split(input, { size }))).toEqual(expected); }
});

test('lines are numbered from 1', () => {
  expect(split('a\n\nb').map(line => line.number)).toEqual([1, 2, 3]);
});

test('an overlong line is named, not kept, and the next one is read', () => {
  const lines = split(`${'x'.repeat(50)}\nab\n${'y'.repeat(11)}`, { maxBytes: 10 });
  expect(texts(lines)).toEqual(['the line has 50 bytes: at most 10 are read', 'ab', 'the line has 11 bytes: at most 10 are read']);
});

test('bytes that are not UTF-8 are named, and the next line is read', () => {
  const lines = split(Buffer.concat([Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x0a]), Buffer.from('ab')]));
  expect(texts(lines)).toEqual(['the line is not UTF-8 text: write it in that encoding', 'ab']);
});
