/**
 * Policy documents of one run. Equal text is parsed once and comes back as the same object, so that what the engines found out
 * about a policy holds for all lines that repeat it; what is kept is bounded, and starts afresh when it is full.
 *
 * What is no policy document at all is an error. What is one and breaks the grammar is read: the engines answer `unknown` and say why.
 */
import { parseJson, readObject } from './json-input';
import { UserError } from '../diagnostics/user-error';
import { PolicyDocument } from '../policy/document';
import { JsonValue } from '../policy/json';
import { PolicyParser } from '../policy/parse';
import { PLAIN_READER } from '../policy/value-reader';

/** Characters of policy text. */
const MAX_KEPT = 1_000_000;
const INSTEAD = 'write a policy document, as an object or as JSON text';

export class PolicyReader {
  private parser = new PolicyParser(PLAIN_READER);
  private readonly documents = new Map<string, PolicyDocument>();
  private kept = 0;

  public constructor(private readonly maxKept = MAX_KEPT) {}

  /** The document that stands at `where`. */
  public read(raw: JsonValue, where: string): PolicyDocument {
    const text = typeof raw === 'string' ? raw : textOf(raw, where);
    const known = this.documents.get(text);
    if (known) { return known; }
    const document = this.parser.parse(documentObject(raw, where));
    this.keep(text, document);
    return document;
  }

  private keep(text: string, document: PolicyDocument): void {
    this.kept += text.length;
    if (this.kept > this.maxKept) {
      this.parser = new PolicyParser(PLAIN_READER);
      this.documents.clear();
      this.kept = text.length;
    }
    this.documents.set(text, document);
  }
}

function textOf(raw: JsonValue, where: string): string {
  try {
    return JSON.stringify(readObject(raw, where, INSTEAD));
  } catch (error) {
    throw error instanceof RangeError ? new UserError(`${where} is nested too deep to be a policy: ${INSTEAD}`) : error;
  }
}

function documentObject(raw: JsonValue, where: string): JsonValue {
  if (typeof raw === 'string' && raw !== '') { return documentObject(parseJson(raw, where, INSTEAD), where); }
  return readObject(raw, where, INSTEAD);
}
