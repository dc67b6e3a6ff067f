/**
 * A request for people.
 */
import { shortened } from '../diagnostics/printable';
import { Request } from '../reasoning/request';

const MAX_TEXT = 1000;

export type Row = readonly [label: string, text: string];

export function requestRows({ principal, action, resource, resourceAccount, context }: Request): Row[] {
  const keys = Object.entries(context).map(([key, value]) => `${key} = ${typeof value === 'string' ? value : `[${value.join(', ')}]`}`);
  return [
    ['principal', principal.id.startsWith('arn:') ? principal.id : `${principal.kind} ${principal.id}`],
    ['action', action],
    ['resource', resourceAccount === undefined ? resource : `${resource} in account ${resourceAccount}`],
    ...keys.map((text, index): Row => [index === 0 ? 'context' : '', text]),
  ];
}

/** A headline and its rows, labels in one column. */
export function layOut(headline: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return [headline, ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${shortened(text, MAX_TEXT)}`)].map(line => `${line}\n`).join('');
}
