/**
 * The templates of one app, and how a value in one leads to another: exports and imports, stack outputs, nested stacks.
 */
import { isObject, JsonValue } from '../policy/json';
import { TemplateSource } from './template';
import { TemplateReader } from './template-reader';

/** A value, and the reader that knows the names in it. */
export interface Reachable {
  readonly raw: JsonValue;
  readonly reader: TemplateReader;
}

export class TemplateSet {
  private readonly readers = new Map<string, TemplateReader>();
  private exports: Map<string, Reachable> | undefined;

  public constructor(public readonly sources: readonly TemplateSource[]) {
    for (const source of sources) { this.readers.set(source.id, new TemplateReader(source, this)); }
  }

  /** The reader of the template with this id, which must be one of the set. */
  public readerOf(templateId: string): TemplateReader {
    return this.readers.get(templateId)!;
  }

  /** What a stack of this app exports under the name. */
  public exported(name: string): Reachable | undefined {
    this.exports ??= this.readExports();
    return this.exports.get(name);
  }

  /** An output of the stack with this name. */
  public stackOutput(stackName: string, output: string): Reachable | undefined {
    return this.output(this.sources.find(source => source.stackName === stackName), output);
  }

  /** An output of the nested stack that `logicalId` makes in `parent`. */
  public nestedOutput(parent: TemplateSource, logicalId: string, output: string): Reachable | undefined {
    const nested = this.sources.find(source => source.parent?.id === parent.id && source.parent.logicalId === logicalId);
    return this.output(nested, output);
  }

  /** What the parent of a nested stack passes for a parameter. */
  public passedParameter(nested: TemplateSource, parameter: string): Reachable | undefined {
    const { parent } = nested;
    const source = parent && this.sources.find(candidate => candidate.id === parent.id);
    const passed = source?.template.Resources?.[parent!.logicalId]?.Properties?.Parameters;
    return source && isObject(passed) && parameter in passed ? { raw: passed[parameter], reader: this.readerOf(source.id) } : undefined;
  }

  private output(source: TemplateSource | undefined, output: string): Reachable | undefined {
    const declared = source?.template.Outputs?.[output];
    return source && declared ? { raw: declared.Value, reader: this.readerOf(source.id) } : undefined;
  }

  private readExports(): Map<string, Reachable> {
    const exports = new Map<string, Reachable>();
    for (const source of this.sources) {
      const reader = this.readerOf(source.id);
      for (const output of Object.values(source.template.Outputs ?? {})) {
        const name = isObject(output.Export) ? reader.text(output.Export.Name)?.literal : undefined;
        if (name !== undefined) { exports.set(name, { raw: output.Value, reader }); }
      }
    }
    return exports;
  }
}
