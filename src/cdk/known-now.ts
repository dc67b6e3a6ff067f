/**
 * Tells what can be judged now from what is known only at deployment.
 *
 * A list that is known only at deployment passes for a list of one text, of which nothing can be said: it may stand where a list stands, and
 * nothing can be made of its members.
 */
import { Token } from 'aws-cdk-lib';

/** The members that can be judged. */
export function literalsIn(list: string[]): string[] {
  return list.filter(member => !Token.isUnresolved(member) && !standsForList(member));
}

/** @param since why, to be read after "since": `each of them becomes an ARN` */
export function requireWrittenOut(prop: string, list: string[], since: string): void {
  if (list.some(standsForList)) {
    throw new Error(`${prop} is a list that is known only at deployment, expected one that is written out, since ${since}: write its members, which may be tokens, one by one`);
  }
}

/** For texts of which no part may be a token. */
export function requireLiterals(prop: string, texts: string[], since: string): void {
  if (literalsIn(texts).length < texts.length) {
    throw new Error(`${prop} is known only at deployment, expected text that is written out, since ${since}: write it without tokens`);
  }
}

function standsForList(member: string): boolean {
  return Token.isUnresolved([member]);
}
