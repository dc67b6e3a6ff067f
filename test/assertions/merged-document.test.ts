import { HeldDocument } from '../../src/assertions/held-document';
import { mergeDocuments } from '../../src/assertions/merged-document';
import { JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';

function held(raw: JsonValue): HeldDocument {
  return { document: parsePolicyDocument(raw) };
}

const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

test('statements are numbered through and lead back to their documents', () => {
  const [one, other] = [held({ Statement: [ALLOW, ALLOW] }), held({ Version: '2012-10-17', Statement: ALLOW })];
  const { document, statements } = mergeDocuments([one, other]);
  expect(document.statements.map(({ path }) => path)).toEqual(['Statement/0', 'Statement/1', 'Statement/2']);
  expect(statements).toEqual([{ held: one, path: 'Statement/0' }, { held: one, path: 'Statement/1' }, { held: other, path: 'Statement' }]);
  expect(document.version).toBe('2012-10-17');
});

test('problems stay with their statements, and those of a whole document with the whole', () => {
  const { document, statements } = mergeDocuments([
    held({ Statement: [ALLOW] }), held({ Statement: [{ ...ALLOW, Sid: {} }, { Effect: 'Maybe', Action: '*' }], Rest: 1 }),
  ]);
  expect(document.statements.map(({ path }) => path)).toEqual(['Statement/0', 'Statement/1']);
  expect(document.problems.map(({ path }) => path)).toEqual(['', 'Statement/1/Sid', 'Statement/2/Effect']);
  expect(statements[2].path).toBe('Statement/1');
});
