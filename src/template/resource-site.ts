/**
 * A resource of a template, as the rules see it: what it is not asked for is not worked out.
 */
import { placesAt } from './places';
import { TemplateResource, TemplateSource } from './template';
import { TemplateReader } from './template-reader';
import { valuesOf } from './values';
import { findCloudFormationType, PolicySiteSpec } from '../catalog/cloudformation';
import { bothHold } from '../policy/guard';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { Environment, PlacedText, Reference, ResourceOrigin, ResourceSite } from '../policy/policy-site';
import { PolicyValue } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';

/** Deeper values refer to nothing that a rule asks for. */
const MAX_DEPTH = 24;
const NO_PLACES: readonly string[] = [];
/** A path that leads further than to a property. */
const BELOW = /[.[]/;

interface PlacedTexts {
  readonly references: Reference[];
  readonly arns: PlacedText[];
}

export class TemplateResourceSite implements ResourceSite {
  private found: PlacedTexts | undefined;

  public constructor(
    private readonly source: TemplateSource,
    public readonly origin: ResourceOrigin,
    private readonly resource: TemplateResource,
    private readonly reader: TemplateReader,
  ) {}

  public get environment(): Environment {
    return this.source.environment;
  }

  public get properties(): JsonObject {
    return this.resource.Properties ?? {};
  }

  public get condition(): string | undefined {
    const { Condition: condition } = this.resource;
    return typeof condition === 'string' ? condition : undefined;
  }

  public get arn(): SymbolicText | undefined {
    return this.reader.arnText(this.origin.logicalId);
  }

  public get references(): readonly Reference[] {
    return this.placedTexts.references;
  }

  public get arns(): readonly PlacedText[] {
    return this.placedTexts.arns;
  }

  public texts(path: string): readonly PolicyValue[] {
    if (!BELOW.test(path)) { return valuesOf(this.properties[path], this.reader); }
    return placesAt(this.properties, path, this.reader).flatMap(({ raw, when: onTheWay }) => valuesOf(raw, this.reader).flatMap(value => {
      const when = bothHold(onTheWay, value.when);
      return when ? [{ ...value, when }] : [];
    }));
  }

  private get placedTexts(): PlacedTexts {
    this.found ??= this.findTexts();
    return this.found;
  }

  private findTexts(): PlacedTexts {
    const found: PlacedTexts = { references: [], arns: [] };
    const policies = findCloudFormationType(this.origin.resourceType)?.policySites.map(placeOfPolicies) ?? NO_PLACES;
    for (const [name, value] of Object.entries(this.properties)) { this.collect(value, `Properties/${name}`, found, policies, 0); }
    return found;
  }

  private collect(raw: JsonValue, path: string, found: PlacedTexts, policies: readonly string[], depth: number): void {
    if (typeof raw === 'string' && raw.startsWith('arn:')) { this.collectText(raw, path, found); }
    if (depth > MAX_DEPTH || typeof raw !== 'object' || raw === null || policies.includes(path)) { return; }
    const branches = this.reader.branches(raw);
    if (branches.length > 1) {
      for (const branch of branches) { this.collect(branch.raw, path, found, policies, depth + 1); }
    } else if (this.reader.isIntrinsic(raw)) {
      this.collectText(raw, path, found);
    } else if (Array.isArray(raw)) {
      raw.forEach((entry, index) => this.collect(entry, `${path}/${index}`, found, policies, depth + 1));
    } else if (isObject(raw)) {
      for (const [name, value] of Object.entries(raw)) { this.collect(value, `${path}/${name}`, found, policies, depth + 1); }
    }
  }

  private collectText(raw: JsonValue, path: string, { references, arns }: PlacedTexts): void {
    const text = this.reader.text(raw);
    if (!text) { return; }
    // The text of a resource with a name of its own no longer shows where it is from.
    const written = (this.reader.textPieces(raw) ?? [raw]).map(piece => this.reader.resourceIn(piece));
    const targets = new Set([...text.unknowns.map(({ resource }) => resource), ...written].filter(target => target !== undefined));
    for (const target of targets) { references.push({ path, text, target }); }
    if (targets.size === 0 && text.literalPrefix.startsWith('arn:')) { arns.push({ path, text }); }
  }
}

/** Where the policies of a site stand, be it in a list: `Properties/Policies`, `Properties/ResourcePolicy/PolicyDocument`. */
function placeOfPolicies({ path }: PolicySiteSpec): string {
  return `Properties/${path.split('[]', 1)[0].replaceAll('.', '/')}`;
}
