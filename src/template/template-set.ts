/**
 * The templates of one app, and how a value in one leads to another: exports and imports, stack outputs, nested stacks, and what the
 * CDK's custom resources carry to another region.
 */
import { isResource, TemplateSource } from './template';
import { OtherTemplates, OutputPlace, PassedValue, TemplateReader } from './template-reader';
import { isObject, ownValue } from '../policy/json';
import { Environment } from '../policy/policy-site';

interface Placed {
  readonly environment: Environment;
}

type Candidate = OutputPlace & Placed;
type Carried = PassedValue & Placed;

/** Writes its exports into parameters of the region that reads them. Read 2026-11-23 in aws-cdk-lib 2.271.0, `cross-region-export-providers`. */
const CROSS_REGION_WRITER = 'Custom::CrossRegionExportWriter';

export class TemplateSet implements OtherTemplates {
  private readonly readers = new Map<string, TemplateReader>();
  private exports: Map<string, Candidate[]> | undefined;
  private crossRegionExports: Map<string, Carried[]> | undefined;

  public constructor(public readonly sources: readonly TemplateSource[]) {
    for (const source of sources) { this.readers.set(source.id, new TemplateReader(source, this)); }
  }

  /** The reader of the template with this id, which must be one of the set. */
  public readerOf(templateId: string): TemplateReader {
    return this.readers.get(templateId)!;
  }

  public exported(name: string, environment: Environment): OutputPlace | undefined {
    return onlyOneIn(environment, this.allExports().get(name) ?? []);
  }

  public exportedToRegion(name: string, environment: Environment): PassedValue | undefined {
    this.crossRegionExports ??= this.readCrossRegionExports();
    return onlyOneIn(environment, this.crossRegionExports.get(name) ?? []);
  }

  public stackOutput(stackName: string, output: string, environment: Environment): OutputPlace | undefined {
    const named = this.sources.filter(source => source.stackName === stackName);
    return onlyOneIn(environment, named.flatMap(source => this.output(source, output)));
  }

  public nestedOutput(parent: TemplateSource, logicalId: string, output: string): OutputPlace | undefined {
    const nested = this.sources.find(source => source.parent?.id === parent.id && source.parent.logicalId === logicalId);
    return nested && this.output(nested, output)[0];
  }

  public passedParameter(nested: TemplateSource, parameter: string): PassedValue | undefined {
    const { parent } = nested;
    const source = parent && this.sources.find(candidate => candidate.id === parent.id);
    const passed = source && ownValue(source.template.Resources, parent!.logicalId)?.Properties?.Parameters;
    return source && isObject(passed) && Object.hasOwn(passed, parameter)
      ? { raw: passed[parameter], reader: this.readerOf(source.id) }
      : undefined;
  }

  private output(source: TemplateSource, output: string): Candidate[] {
    const declared = ownValue(source.template.Outputs, output);
    return isObject(declared) ? [{ reader: this.readerOf(source.id), output, environment: source.environment }] : [];
  }

  /** The names of exports may be made of imports: those read while the names are being read find what was read before them. */
  private allExports(): Map<string, Candidate[]> {
    if (this.exports) { return this.exports; }
    const exports = new Map<string, Candidate[]>();
    this.exports = exports;
    for (const source of this.sources) {
      const reader = this.readerOf(source.id);
      for (const [output, declared] of Object.entries(source.template.Outputs ?? {})) {
        const name = isObject(declared) && isObject(declared.Export) ? reader.text(declared.Export.Name)?.literal : undefined;
        if (name === undefined) { continue; }
        const places = exports.get(name) ?? [];
        places.push(...this.output(source, output));
        exports.set(name, places);
      }
    }
    return exports;
  }

  private readCrossRegionExports(): Map<string, Carried[]> {
    const exports = new Map<string, Carried[]>();
    for (const { id, template, environment } of this.sources) {
      for (const resource of Object.values(template.Resources ?? {})) {
        const props = isResource(resource) && resource.Type === CROSS_REGION_WRITER ? resource.Properties?.WriterProps : undefined;
        if (!isObject(props) || !isObject(props.exports)) { continue; }
        const region = typeof props.region === 'string' ? props.region : undefined;
        for (const [name, raw] of Object.entries(props.exports)) {
          exports.set(name, [...exports.get(name) ?? [], { raw, reader: this.readerOf(id), environment: { account: environment.account, region } }]);
        }
      }
    }
    return exports;
  }
}

/** Stacks in several regions or accounts may share names: one that may lie elsewhere is taken only if there is no other. */
function onlyOneIn<T extends Placed>(environment: Environment, candidates: readonly T[]): T | undefined {
  const possible = candidates.filter(candidate =>
    mayEqual(candidate.environment.account, environment.account) && mayEqual(candidate.environment.region, environment.region));
  return possible.length === 1 ? possible[0] : undefined;
}

function mayEqual(left: string | undefined, right: string | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}
