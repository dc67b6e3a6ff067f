import { Lazy } from 'aws-cdk-lib';
import { requireStrongExternalId } from '../../../src/roles/trust/external-id';

const ACCOUNTS = ['111122223333', '444455556666'];

test.each([
  ['random hexadecimal digits', '3f9c1d5e7a2b4c6d8e0f1a2b3c4d5e6f'],
  ['a UUID', '2f1e9c64-5d0b-4a57-9f0e-3b8f4c7d1a20'],
  ['sixteen random characters', 'q7Zp_+=,.@:/-w2L'],
  ['a label and a random part', 'acme-externalid-9f8e7d6c5b4a3f2e'],
  ['an ExternalId of Clean Rooms', 'arn:aws:iam::444455556666:dbuser:x/membership-1f2e3d'],
  ['the longest', '0123456789ab'.repeat(102).slice(0, 1224)],
  ['an unresolved one', Lazy.string({ produce: () => 'x' })],
])('%s is accepted', (_, externalId) => {
  expect(() => requireStrongExternalId(externalId, ACCOUNTS)).not.toThrow();
});

test.each([
  ['an empty one', '', /\(0 characters\), expected 16 to 1224/],
  ['one character', 'a', /\(1 characters\), expected 16 to 1224/],
  ['one that is too long', 'a1B2c3D4'.repeat(154), /\(1232 characters\), expected 16 to 1224/],
  ['a space', 'q7Zp w2Lq7Zp w2Lq7Zp', /letters, digits and `_\+=,.@:\/-`/],
  ['a wildcard', '*', /expected 16 to 1224/],
  ['a short one', 'q7Zpw2Lk9xR3mN1', /only 15 characters long/],
  ['the trusted account', '444455556666', /an account id/],
  ['the own account with dashes', '1111-2222-3333', /an account id/],
  ['changeme', 'changeme', /a placeholder/],
  ['a spelled-out placeholder', 'my-External_Id-please', /a placeholder/],
  ['a repeated placeholder', 'change-me-change-me', /a placeholder/],
  ['an example', 'ExampleSecret12345', /a placeholder/],
  ['rising digits', '1234567890123456', /a simple series/],
  ['rising letters', 'abcdefghijklmnopqrstuvwxyz', /a simple series/],
  ['one character again and again', 'aaaaaaaaaaaaaaaaaaaaaaaa', /made of 1 different characters only/],
  ['two characters again and again', 'abababababababababababab', /made of 2 different characters only/],
])('%s is refused, with the way to make a good one', (_, externalId, message) => {
  expect(() => requireStrongExternalId(externalId, ACCOUNTS)).toThrow(message);
  expect(() => requireStrongExternalId(externalId, ACCOUNTS)).toThrow(/openssl rand -hex 16/);
});
