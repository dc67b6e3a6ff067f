/**
 * From a text to patterns that match it, and back.
 */
import { CONTEXT_KEYS } from './alphabet';
import { Random } from './random';
import { RequestContext } from '../../../src/reasoning/request';

const WITH_DEFAULT = ["${aws:PrincipalTag/team, 'red'}", "${aws:TagKeys, 'red'}"];
const VARIABLES = [...WITH_DEFAULT, '${aws:PrincipalTag/team}', '${aws:username}', '${aws:ResourceTag/team}',
  '${aws:PrincipalAccount}', '${aws:TagKeys}', '${s3:prefix}', '${aws:RequestTag/team}'];

/** A pattern that as a rule matches the text. */
export function widen(random: Random, text: string): string {
  const at = random.integer(0, text.length);
  switch (random.weighted({ same: 8, prefix: 5, hole: 3, mark: 3, suffix: 1, everything: 2, literal: 0.3, double: 0.5 })) {
    case 'prefix':
      return `${text.slice(0, at)}*`;
    case 'hole':
      return `${text.slice(0, at)}*${text.slice(random.integer(at, text.length))}`;
    case 'mark':
      return text === '' ? '?' : `${text.slice(0, at)}?${text.slice(at + 1)}`;
    case 'suffix':
      return `*${text.slice(at)}`;
    case 'everything':
      return '*';
    case 'literal':
      return `${text.slice(0, at)}${random.pick(['${*}', '${?}', '${$}'])}${text.slice(at + 1)}`;
    case 'double':
      return `${text.slice(0, at)}**${text.slice(at)}`;
    default:
      return text;
  }
}

/** An action pattern that as a rule matches the action. */
export function widenAction(random: Random, action: string): string {
  const [service, name] = action.split(':');
  const at = random.integer(1, name.length);
  switch (random.weighted({ same: 8, prefix: 5, service: 4, mark: 2, hole: 1, everything: 3, upper: 0.7 })) {
    case 'prefix':
      return `${service}:${name.slice(0, at)}*`;
    case 'service':
      return `${service}:*`;
    case 'mark':
      return `${service}:${name.slice(0, at - 1)}?${name.slice(at)}`;
    case 'hole':
      return `${service}:*${name.slice(at)}`;
    case 'everything':
      return random.chance(0.9) ? '*' : '*:*';
    case 'upper':
      return random.chance(0.5) ? action.toUpperCase() : action.toLowerCase();
    default:
      return action;
  }
}

/** A resource pattern that as a rule matches the ARN; `context` holds the values that variables may stand for. */
export function widenArn(random: Random, arn: string, context: RequestContext = {}): string {
  if (arn === '*') { return random.chance(0.9) ? '*' : 'arn:aws:ec2:*'; }
  const parts = arn.split(':');
  if (parts.length < 3) { return widen(random, arn); }
  const place = random.integer(1, parts.length - 1);
  switch (random.weighted({ same: 7, tail: 6, part: 4, parts: 1, text: 3, variable: 4, everything: 3, short: 0.4, otherCase: 0.4 })) {
    case 'tail':
      return [...parts.slice(0, -1), cutTail(random, parts[parts.length - 1])].join(':');
    case 'part':
      return replaced(parts, place, widen(random, parts[place]));
    case 'parts':
      return parts.map((part, index) => index > 0 && random.chance(0.4) ? '*' : part).join(':');
    case 'text':
      return 'arn:aws:' + widen(random, parts.slice(2).join(':'));
    case 'variable':
      return withVariable(random, arn, context);
    case 'everything':
      return random.chance(0.9) ? '*' : '**';
    case 'short':
      return parts.slice(0, random.integer(2, 5)).join(':') + random.pick(['', '', '*', ':*']);
    case 'otherCase':
      return replaced(parts, place, parts[place].toUpperCase());
    default:
      return arn;
  }
}

function cutTail(random: Random, tail: string): string {
  const slashes = [...tail].flatMap((letter, index) => letter === '/' ? [index + 1] : []);
  return `${tail.slice(0, random.pick([0, ...slashes, tail.length - 1]))}*`;
}

function replaced(parts: readonly string[], place: number, part: string): string {
  return parts.map((old, index) => index === place ? part : old).join(':');
}

/** A variable in the place of the value that it has, if the text holds one (at the end if the value is empty); else in some place. */
export function withVariable(random: Random, text: string, context: RequestContext): string {
  const empty = Object.keys(context).filter(key => context[key] === '');
  if (empty.length > 0 && random.chance(0.5)) { return `${text}\${${random.pick(empty)}}`; }
  const known = Object.keys(context).filter(key => typeof context[key] === 'string' && context[key] !== '' && text.includes(context[key]));
  if (known.length > 0 && random.chance(0.8)) {
    const key = random.pick(known);
    return text.replace(context[key] as string, () => `\${${random.chance(0.2) ? key.toUpperCase() : key}${random.chance(0.2) ? ", 'red'" : ''}}`);
  }
  if (text.includes('red') && random.chance(0.3)) { return text.replace('red', () => random.pick(WITH_DEFAULT)); }
  const pieces = text.split('/');
  const last = pieces.length > 1 ? pieces.slice(0, -1).join('/') + '/' : '';
  return random.pick([`${last}${random.pick(VARIABLES)}`, `${last}${random.pick(VARIABLES)}/*`, text.replace('red', () => random.pick(VARIABLES))]);
}

/** A text that as a rule matches the pattern. */
export function instantiate(random: Random, pattern: string, context: RequestContext = {}): string {
  return pattern.replace(/\$\{([^}]*)\}|\*|\?/g, (token, inside: string | undefined) => {
    if (token === '*') { return random.pick(['', '', 'a', 'red', 'x/y', 'a:b']); }
    if (token === '?') { return random.pick(['a', '1', 'r', '/']); }
    return inside === undefined ? token : valueOf(inside, context);
  });
}

function valueOf(variable: string, context: RequestContext): string {
  if (['*', '?', '$'].includes(variable)) { return variable; }
  const [name, fallback] = variable.split(', ');
  const key = Object.keys(context).find(candidate => candidate.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : context[key];
  if (typeof value === 'string') { return value; }
  return fallback?.slice(1, -1) ?? CONTEXT_KEYS[0].values[0];
}
