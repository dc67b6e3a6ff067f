/**
 * An entry of a `Resource` element, compared with the ARN formats of the catalog.
 *
 * Two questions with opposite caution: `mayName` says yes unless the pattern certainly names no such resource; `coversAll` says
 * no unless it certainly names all of them.
 */
import { ArnFault, findArnFault } from './arn-fault';
import { ArnFormat, serviceFormats } from './arn-format';
import { ArnParts, readArnParts, withoutVariables } from './arn-parts';
import { globCovers, globsOverlap, NAME, toGlob } from '../policy/glob';
import { rememberFor } from '../policy/remember';
import { PolicyElement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** Longer text is no ARN that AWS could match, and is not judged. */
const MAX_LENGTH = 2048;
/** More than the AWS managed policies have. */
const MEMO_LIMIT = 16_384;
/** The longest policies, 20,480 characters, hold fewer ARNs; a longer list is looked at only by rules that a budget stops. */
const MAX_LISTED = 1024;
/** The beginning with a service, and the five fields before the resource, without wildcards or what may hold one. */
const PLAIN_SERVICE = new RegExp(`^arn:(?:${NAME}|[a-z-]+):([a-z0-9-]+):`);
const PLAIN_FIELDS = new RegExp(`${PLAIN_SERVICE.source}[a-z0-9${NAME}-]*:[a-z0-9${NAME}-]*:`);

const memo = new Map<string, ResourcePattern>();

/** The patterns of an element, one for each of its values. */
export function resourcePatterns(element: PolicyElement): readonly ResourcePattern[] {
  return element.values.length === 1 ? readResourcePattern(element.values[0].text).alone : patternsOfMany(element);
}

const patternsOfMany = rememberFor(({ values }: PolicyElement): readonly ResourcePattern[] =>
  values.map(value => readResourcePattern(value.text)));

/** The same, but none of a list that no policy can hold. */
export function listedResourcePatterns(element: PolicyElement): readonly ResourcePattern[] {
  return element.values.length > MAX_LISTED ? NO_PATTERNS : resourcePatterns(element);
}

const NO_PATTERNS: readonly ResourcePattern[] = [];
const NO_ANSWERS: ReadonlyMap<ArnFormat, boolean> = new Map();

function readResourcePattern(text: SymbolicText): ResourcePattern {
  const glob = toGlob(text);
  let pattern = memo.get(glob);
  if (!pattern) {
    pattern = new ResourcePattern(glob, text);
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(glob, pattern);
  }
  return pattern;
}

export class ResourcePattern {

  /** Whether it is a plain `*`. */
  public readonly isEverything: boolean;
  public readonly hasWildcard: boolean;
  /** Whether all of it, or its beginning, is known only at deployment: then it may name anything. */
  public readonly isUnknown: boolean;
  /** `undefined` when it is no ARN, has fewer parts, or an unknown may hide the colons between them. */
  public readonly arn: ArnParts | undefined;
  /** What makes it no ARN, if it is none. */
  public readonly fault: ArnFault | undefined;
  /** The patterns of an element that holds nothing else, as most elements do. */
  public readonly alone: readonly ResourcePattern[] = [this];
  private named: Map<ArnFormat, boolean> | undefined;
  private covered: Map<ArnFormat, boolean> | undefined;
  /** By service: whether it covers a type of it. */
  private coveredServices: Map<string, boolean> | undefined;
  private cut: CutGlob | undefined;

  public constructor(private readonly glob: string, text: SymbolicText) {
    this.isUnknown = text.parts.length > 0 && text.literalPrefix === '';
    this.isEverything = /^\*+$/.test(glob);
    this.hasWildcard = glob.includes('*');
    this.arn = glob.length > MAX_LENGTH ? undefined : readArnParts(glob);
    this.fault = this.isEverything ? undefined : findArnFault(glob, this.arn);
  }

  /** Whether it is known to name a format of the service; a no may be a lack of knowledge. */
  public isKnownToName(service: string): boolean {
    for (const [format, named] of this.named ?? NO_ANSWERS) {
      if (named && format.service === service) { return true; }
    }
    return false;
  }

  /** Whether it could match an ARN of the format. */
  public mayName(format: ArnFormat): boolean {
    if (this.isOfAnotherService(format)) { return false; }
    this.named ??= new Map();
    let answer = this.named.get(format);
    if (answer === undefined) {
      answer = this.isEverything || this.isUnknown || this.glob.length > MAX_LENGTH || this.overlaps(format);
      this.named.set(format, answer);
    }
    return answer;
  }

  /**
   * Whether it matches every resource of the format in some partition, region and account: none of these narrows what the app's
   * own account can reach.
   */
  public coversAll(format: ArnFormat): boolean {
    if (this.isEverything || !this.hasWildcard) { return this.isEverything; }
    if (this.isOfAnotherService(format)) { return false; }
    this.covered ??= new Map();
    let answer = this.covered.get(format);
    if (answer === undefined) {
      answer = this.glob.length <= MAX_LENGTH && this.coversResources(format);
      this.covered.set(format, answer);
    }
    return answer;
  }

  /** Whether it matches every resource of some type of the service. */
  public coversSomeTypeOf(service: string): boolean {
    if (this.isEverything || !this.hasWildcard) { return this.isEverything; }
    this.coveredServices ??= new Map();
    let answer = this.coveredServices.get(service);
    if (answer === undefined) {
      answer = this.glob.length <= MAX_LENGTH
        && serviceFormats(service).some(format => !this.isOfAnotherService(format) && this.coversResources(format));
      this.coveredServices.set(service, answer);
    }
    return answer;
  }

  /** Answers most questions, and leaves nothing to be remembered. */
  private isOfAnotherService({ service }: ArnFormat): boolean {
    const { plainService } = this.parts;
    return plainService !== undefined && plainService !== service;
  }

  /** Of a format that is not of another service. */
  private coversResources(format: ArnFormat): boolean {
    const { fields, plainService, resourcePart } = this.parts;
    const account = fields[4] ?? '*';
    if (plainService === undefined && (fields[0] !== 'arn' || !globCovers(fields[2] ?? '*', format.service))) { return false; }
    if (fields.length < 6) { return fields[fields.length - 1].endsWith('*'); }
    return (account !== 'aws' || format.account === 'aws') && globCovers(resourcePart, format.wideResourceGlob);
  }

  /** Field by field where the pattern has them written out; as a whole where a wildcard may reach across them. */
  private overlaps(format: ArnFormat): boolean {
    const { fields, plainService, hasPlainFields, place, resourcePart } = this.parts;
    if (!hasPlainFields) { return globsOverlap(place, plainService === undefined ? format.glob : format.placeGlob); }
    const [, , , region, account] = fields;
    if (!fits(region, format.region) || !fits(account, format.account)) { return false; }
    if (region === '' && account === '' && format.region !== '' && format.account !== '') { return false; }
    return globsOverlap(withoutVariables(resourcePart, '*'), format.resourceGlob);
  }

  private get parts(): CutGlob {
    this.cut ??= cutGlob(this.glob);
    return this.cut;
  }
}

/** A glob as it is compared with formats. */
interface CutGlob {
  readonly fields: readonly string[];
  readonly plainService: string | undefined;
  readonly hasPlainFields: boolean;
  /** From the region on, where the service is plain; else all of it. */
  readonly place: string;
  readonly resourcePart: string;
}

function cutGlob(glob: string): CutGlob {
  const fields = glob.split(':', 6);
  const [beginning, plainService] = (glob.length <= MAX_LENGTH && PLAIN_SERVICE.exec(glob)) || ['', undefined];
  return {
    fields,
    plainService,
    hasPlainFields: plainService !== undefined && PLAIN_FIELDS.test(glob),
    place: withoutVariables(glob.slice(beginning.length), '*'),
    resourcePart: glob.slice(fields.slice(0, 5).join(':').length + 1),
  };
}

function fits(field: string, formatField: string): boolean {
  return formatField.startsWith('$') || formatField === '*' || field.includes(NAME) || field === formatField;
}
