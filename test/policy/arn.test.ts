import { parseArn } from '../../src/policy/arn';
import { SymbolicText, UnknownShape } from '../../src/policy/symbolic-text';

const unknown = (name: string, shape: UnknownShape, allowedValues?: string[]) => SymbolicText.unknown({ name, shape, allowedValues });
const text = (...pieces: (string | SymbolicText)[]) =>
  SymbolicText.concat(pieces.map(piece => typeof piece === 'string' ? SymbolicText.literal(piece) : piece));

test.each<[SymbolicText, string[]]>([
  [text('arn:aws:s3:::orders'), ['aws', 's3', '', '', 'orders']],
  [text('arn:aws:s3:::orders/a:b/*'), ['aws', 's3', '', '', 'orders/a:b/*']],
  [text('arn:aws-cn:sqs:cn-north-1:111122223333:jobs'), ['aws-cn', 'sqs', 'cn-north-1', '111122223333', 'jobs']],
  [text('arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:*'), ['aws', 'logs', 'eu-west-1', '111122223333', 'log-group:/a/b:*']],
  [text('arn:*:iam::*:role/*'), ['*', 'iam', '', '*', 'role/*']],
  [text('arn:::::'), ['', '', '', '', '']],
  [text('arn:', unknown('partition', 'partition'), ':s3:::', unknown('Orders', 'name'), '/*'), ['<partition>', 's3', '', '', '<Orders>/*']],
  [
    text('arn:aws:sqs:', unknown('region', 'region'), ':', unknown('account', 'account'), ':jobs-', unknown('P', 'any'), ':x'),
    ['aws', 'sqs', '<region>', '<account>', 'jobs-<P>:x'],
  ],
  [text('arn:aws:sqs:eu-', unknown('area', 'name'), '-1:1:q'), ['aws', 'sqs', 'eu-<area>-1', '1', 'q']],
  [text('arn:aws:sqs:r:', unknown('Account', 'any', ['111122223333', '444455556666']), ':q'), ['aws', 'sqs', 'r', '<Account>', 'q']],
  [text('arn:aws:s3:', '::', unknown('P', 'any')), ['aws', 's3', '', '', '<P>']],
])('%s', (arn, [partition, service, region, account, resource]) => {
  const parts = parseArn(arn)!;
  expect(Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, String(value)])))
    .toEqual({ partition, service, region, account, resource });
});

test.each([
  text(''),
  text('*'),
  text('orders'),
  text('ARN:aws:s3:::orders'),
  text('arn:aws:s3::orders'),
  text('arn:aws:sqs'),
  text(unknown('P', 'any')),
  text(unknown('P', 'any'), 'arn:aws:s3:::orders'),
  text('arn:aws:', unknown('P', 'any'), ':::orders'),
  text('arn:aws:s3:::'.slice(0, -1), unknown('Name', 'name')),
  text('arn:aws:sqs:', unknown('P', 'any', ['eu-west-1:1', 'x']), ':q'),
])('%s has no known parts', arn => {
  expect(parseArn(arn)).toBeUndefined();
});
