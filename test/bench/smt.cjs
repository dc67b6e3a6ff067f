/**
 * "Does the candidate allow what the reference does not?" as SMT-LIB text, in the encoding that Z3 was fastest with: the action is the
 * number of a class of actions that no pattern tells apart, the resource and each condition key are strings, one regular expression
 * an element; a key has a Boolean beside it that says whether the request carries it. Fails on what it cannot say.
 */
const { actionNames, servicePrefixes } = require('../../lib/catalog')('actions');
const { globCovers } = require('../../lib/policy')('glob');

const ELEMENTS = new Set(['Effect', 'Action', 'NotAction', 'Resource', 'Condition']);
const OPERATORS = new Set(['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike']);
const ANYTHING = 're.all';
const NO_COLON = '(re.* (re.diff re.allchar (str.to_re ":")))';

const list = value => Array.isArray(value) ? value : [value];
const quoted = text => `"${text.replace(/"/g, '""')}"`;
const any = terms => terms.length === 1 ? terms[0] : `(or ${terms.join(' ')})`;
const all = terms => terms.length === 1 ? terms[0] : `(and ${terms.join(' ')})`;
const not = term => `(not ${term})`;
const joined = expressions => expressions.length === 1 ? expressions[0] : `(re.++ ${expressions.join(' ')})`;
const isAmong = (variable, expressions) => `(str.in_re ${variable} ${expressions.length === 1 ? expressions[0] : `(re.union ${expressions.join(' ')})`})`;
const actionPatterns = statement => list(statement.Action ?? statement.NotAction).map(pattern => pattern.toLowerCase());

/** Satisfiable when there is new access. */
function newAccess(reference, candidate) {
  const terms = { keys: new Map(), actions: actionClasses([...reference.Statement, ...candidate.Statement].flatMap(actionPatterns)) };
  const assertions = [`(assert ${allowed(candidate, terms)})`, `(assert ${not(allowed(reference, terms))})`];
  return [
    `(declare-const action Int)(assert (and (<= 0 action) (< action ${terms.actions.size})))(declare-const resource String)`,
    ...[...terms.keys.values()].map(name => `(declare-const ${name} String)(declare-const has-${name} Bool)`),
    ...assertions,
    '(check-sat)',
  ].join('\n');
}

let catalog;

/** The patterns that hold each class, by its number. */
function actionClasses(patterns) {
  catalog ??= servicePrefixes().flatMap(service => actionNames(service).map(name => `${service}:${name}`.toLowerCase()));
  const classes = new Map();
  for (const action of catalog) {
    const holding = patterns.filter(pattern => globCovers(pattern, action));
    classes.set(holding.join(), new Set(holding));
  }
  return new Map([...classes.values()].entries());
}

function allowed(document, terms) {
  const having = effect => document.Statement.filter(statement => statement.Effect === effect).map(statement => matches(statement, terms));
  return all([any(having('Allow')), ...having('Deny').map(not)]);
}

function matches(statement, terms) {
  const unsaid = Object.keys(statement).find(element => !ELEMENTS.has(element));
  if (unsaid) { throw new Error(`no encoding of ${unsaid}`); }
  const resources = list(statement.Resource);
  return all([
    actionTerm(statement, terms.actions),
    ...resources.includes('*') ? [] : [isAmong('resource', resources.map(resourceExpression))],
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, tests]) =>
      Object.entries(tests).map(([key, values]) => condition(operator, key.toLowerCase(), list(values), terms.keys))),
  ]);
}

function actionTerm(statement, classes) {
  const patterns = actionPatterns(statement);
  const numbers = [...classes].filter(([, holding]) => patterns.some(pattern => holding.has(pattern))).map(([number]) => number);
  const isMatched = any(['false', ...numbers.map(number => `(= action ${number})`)]);
  return statement.Action ? isMatched : not(isMatched);
}

function condition(operator, key, values, keys) {
  if (!OPERATORS.has(operator)) { throw new Error(`no encoding of ${operator}`); }
  if (!keys.has(key)) { keys.set(key, `key${keys.size}`); }
  const name = keys.get(key);
  const expressions = values.map(value => operator.endsWith('Like') ? globExpression(value, ANYTHING) : `(str.to_re ${quoted(value)})`);
  const isMet = all([`has-${name}`, isAmong(name, expressions)]);
  return operator.includes('Not') ? not(isMet) : isMet;
}

/** A wildcard before the last part of an ARN matches no colon. */
function resourceExpression(pattern) {
  const last = pattern.lastIndexOf(':') + 1;
  return joined([...last === 0 ? [] : [globExpression(pattern.slice(0, last), NO_COLON)], globExpression(pattern.slice(last), ANYTHING)]);
}

function globExpression(pattern, star) {
  const pieces = pattern.split(/([*?])/).filter(piece => piece !== '');
  return joined(pieces.map(piece => piece === '*' ? star : piece === '?' ? 're.allchar' : `(str.to_re ${quoted(piece)})`));
}

module.exports = { newAccess };
