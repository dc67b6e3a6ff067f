/**
 * Rules → the page that documents them.
 */
import { tierOf } from '../../src/rules/packs';
import { Rule, RuleExample, RuleFamily } from '../../src/rules/rule';

const HEAD = `# Rules

Generated from the rules; to change a text, change the rule.

One rule is one file, \`<family>/<rule-id>.ts\`: an object that holds the check and all that is said about it. \`registry.ts\` lists
the rules, \`analyze.ts\` runs them on the policies of an app. Tests run every example below.

A finding is acknowledged by the id of its rule, or by the id and what sets the finding apart, as the finding shows it:
\`wildcard-action\` or \`wildcard-action[s3:*]\`.

The rules of the pack \`strict\` are those of \`recommended\` too. An \`opt-in\` rule judges where its family is asked for, or its own id.
`;

/** The text of \`src/rules/README.md\`. */
export function printRuleDocs(families: readonly RuleFamily[]): string {
  return [HEAD, overview(families), ...families.flatMap(({ rules }) => rules.map(section))].join('\n');
}

function overview(families: readonly RuleFamily[]): string {
  const rows = families.flatMap(({ name, rules }) => rules.map(rule =>
    `| [\`${rule.id}\`](#${rule.id}) | ${name} | ${rule.severity} | ${tierOf(rule)} | ${rule.summary} |`));
  return ['| rule | family | severity | pack | flags |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function section(rule: Rule): string {
  return [
    `## ${rule.id}`,
    '',
    `${capitalised(rule.summary)}.`,
    '',
    rule.why,
    '',
    `- Severity: ${rule.severity}`,
    `- Judges: ${judged(rule)}`,
    `- Accept it: ${rule.accept}`,
    `- See: ${rule.references.map(reference => `<${reference}>`).join(', ')}`,
    '',
    ...examples('Flagged', rule.examples.flagged),
    ...examples('Allowed', rule.examples.allowed),
  ].join('\n');
}

function examples(title: string, list: readonly RuleExample[]): string[] {
  return list.length === 0 ? [] : [`**${title}**`, '', ...list.map(exampleText)];
}

function judged(rule: Rule): string {
  if (rule.judgeStatement || rule.judgePolicy || rule.judgeCondition) { return rule.kinds ? `policies of kind ${rule.kinds.join(', ')}` : 'policies of every kind'; }
  const judgedTypes = [...rule.judgeIdentity ? ['roles, users and groups'] : [], ...rule.resourceTypes ?? []];
  if (judgedTypes.length > 0) { return judgedTypes.join(', '); }
  return rule.judgeApp ? 'the app as a whole' : 'what the engine itself finds';
}

function exampleText({ title, kind, policy, resources }: RuleExample): string {
  const text = JSON.stringify(policy ?? resources, undefined, 2);
  const place = kind ? ` (${kind})` : '';
  // Parsed again, without what is undefined.
  return text.length > MAX_EXAMPLE ? `- ${title}${place}\n` : `- ${title}${place}\n\n${indented(`\`\`\`json\n${compact(JSON.parse(text))}\n\`\`\``)}\n`;
}

/** Longer examples are made to be long, and left out. */
const MAX_EXAMPLE = 1500;

/** JSON in few lines: what fits on one stays on one. */
function compact(value: unknown, indent = ''): string {
  const line = JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, spaced);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 110) { return line; }
  const deeper = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map(entry => deeper + compact(entry, deeper))
    : Object.entries(value).map(([key, entry]) => `${deeper}${JSON.stringify(key)}: ${compact(entry, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`;
}

function spaced(token: string): string {
  switch (token) {
    case '{': return '{ ';
    case '}': return ' }';
    case ',': return ', ';
    case ':': return ': ';
    default: return token;
  }
}

function indented(text: string): string {
  return text.split('\n').map(line => `  ${line}`).join('\n');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
