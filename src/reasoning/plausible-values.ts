/**
 * Concrete values in place of the unknowns of a template: each generated name, account, region and partition becomes one plausible
 * value, the same wherever the unknown stands.
 *
 * Two unknowns never share a name that stands for different things, so nothing matches by accident of naming. A name that one set
 * of documents uses for two things stays unknown.
 */
import { bindText, bindUnknowns } from '../policy/bind-unknowns';
import { PolicyDocument } from '../policy/document';
import { rememberFor } from '../policy/remember';
import { Statement } from '../policy/statement';
import { SymbolicText, Unknown } from '../policy/symbolic-text';

export const PLAUSIBLE_ACCOUNT = '111122223333';
export const PLAUSIBLE_REGION = 'us-east-1';
const PLAUSIBLE_PARTITION = 'aws';
const PLAUSIBLE_URL_SUFFIX = 'amazonaws.com';
/** What the CDK appends to make a logical id unique. */
const LOGICAL_ID_HASH = /[0-9A-F]{8}$/;

export class PlausibleValues {
  private readonly names = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** Whether values that a deployer may pass freely are bound as well. */
  public constructor(private readonly bindsAny: boolean) {}

  public bindText(text: SymbolicText): SymbolicText {
    return text.literal === undefined ? bindText(text, this.valuesOf([text])) : text;
  }

  public bindDocument(document: PolicyDocument, conditions: ReadonlyMap<string, boolean>): PolicyDocument {
    return bindUnknowns(document, this.valuesIn([document]), conditions);
  }

  /** The values of the unknowns of documents, by name. */
  public valuesIn(documents: readonly PolicyDocument[]): ReadonlyMap<string, string> {
    return this.valuesOf(documents.flatMap(({ statements }) => statements.flatMap(openTextsOf)));
  }

  private valuesOf(texts: readonly SymbolicText[]): ReadonlyMap<string, string> {
    const values = new Map<string, string | undefined>();
    for (const { unknowns, parts } of texts) {
      for (const unknown of unknowns) {
        const value = this.valueOf(unknown, parts.length === 1);
        values.set(unknown.name, values.has(unknown.name) && values.get(unknown.name) !== value ? undefined : value);
      }
    }
    return new Map([...values].filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  private valueOf(unknown: Unknown, isWhole: boolean): string | undefined {
    switch (unknown.shape) {
      case 'account': return PLAUSIBLE_ACCOUNT;
      case 'region': return PLAUSIBLE_REGION;
      case 'partition': return PLAUSIBLE_PARTITION;
      case 'url-suffix': return PLAUSIBLE_URL_SUFFIX;
      case 'any': return unknown.allowedValues?.[0] ?? (this.bindsAny ? this.nameOf(unknown, isWhole) : undefined);
      default: return unknown.allowedValues?.[0] ?? this.nameOf(unknown, isWhole && this.bindsAny);
    }
  }

  /** `Orders#Documents8FA81320` → `orders-documents`. */
  private nameOf({ name, resource = '', source = '', shape }: Unknown, isWhole: boolean): string {
    const key = JSON.stringify([resource, source, name]);
    let value = this.names.get(key);
    if (value === undefined) {
      const [templateId, logicalId] = resource.split('#');
      const own = name === logicalId ? name.replace(LOGICAL_ID_HASH, '') : name;
      value = this.unused(kebab(`${templateId} ${own}`) || 'name');
      if (isWhole && shape !== 'name') { value = `arn:${PLAUSIBLE_PARTITION}:example:${PLAUSIBLE_REGION}:${PLAUSIBLE_ACCOUNT}:${value}`; }
      this.names.set(key, value);
    }
    return value;
  }

  private unused(name: string): string {
    let candidate = name;
    for (let count = 2; this.taken.has(candidate); count++) { candidate = `${name}-${count}`; }
    this.taken.add(candidate);
    return candidate;
  }
}

function kebab(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase();
}

const NO_TEXTS: readonly SymbolicText[] = [];

/** The texts that hold unknowns. */
const openTextsOf = rememberFor(({ actions, resources, principals, conditions }: Statement): readonly SymbolicText[] => {
  let texts: SymbolicText[] | undefined;
  for (const list of [actions, resources, principals, ...conditions]) {
    for (const { text } of list?.values ?? []) {
      if (text.literal === undefined) { (texts ??= []).push(text); }
    }
  }
  return texts ?? NO_TEXTS;
});
