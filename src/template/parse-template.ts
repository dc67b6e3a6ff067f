/**
 * Text of a template → JSON: JSON as it is, YAML with the short forms of CloudFormation's functions (`!Ref`, `!Sub` …) written out.
 *
 * Dates stay text, as CloudFormation reads them. Tags that are none of CloudFormation's are left out, their values stay. Aliases and
 * merge keys (`<<`), which packaging tools write out before CloudFormation sees them, are read as those tools write them.
 */
import { CollectionTag, parseDocument, ScalarTag, YAMLMap, YAMLParseError, YAMLSeq } from 'yaml';
import { JsonValue } from '../policy/json';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html (read 2026-11-22) */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'GetStackOutput', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or',
  'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
];
/** Those whose long form has no `Fn::`. */
const BARE = ['Condition', 'Ref'];
const TAGS = [...FUNCTIONS.map(name => [name, `Fn::${name}`] as const), ...BARE.map(name => [name, name] as const)].flatMap(([name, key]) => tagsOf(name, key));

/**
 * @throws if the text is neither JSON nor YAML, with line and column
 */
export function parseTemplate(text: string): JsonValue {
  const document = parseDocument(text, { customTags: TAGS, logLevel: 'error', version: '1.2', schema: 'core', merge: true });
  const [error] = document.errors;
  if (error) { throw new Error(wordsOf(error)); }
  return document.toJS({ maxAliasCount: 1000 }) as JsonValue;
}

/** The parser's own words for these speak of its functions and its stack. */
function wordsOf({ code, message, linePos: [{ line, col }] = [{ line: 1, col: 1 }] }: YAMLParseError): string {
  const at = `at line ${line}, column ${col}`;
  if (code === 'MULTIPLE_DOCS') { return `a second YAML document starts ${at}`; }
  return message.startsWith('Maximum call stack') ? `it is nested too deep ${at}` : message.split('\n')[0].replace(/:$/, '');
}

function tagsOf(name: string, key: string): readonly (ScalarTag | CollectionTag)[] {
  const ofCollection = (argument: YAMLMap.Parsed | YAMLSeq.Parsed): YAMLMap => {
    const map = new YAMLMap();
    map.set(key, argument);
    return map;
  };
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: name === 'GetAtt' ? attributeOf(text) : text }) },
    { tag: `!${name}`, collection: 'seq', resolve: ofCollection },
    { tag: `!${name}`, collection: 'map', resolve: ofCollection },
  ];
}

/** `Bucket.Arn` → `[Bucket, Arn]`; only the first dot separates, since attributes may have dots. */
function attributeOf(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
