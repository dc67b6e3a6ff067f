/**
 * Reads the values of one template: intrinsic functions become symbolic text.
 *
 * What the template fixes is known (joins, mappings, physical names, the stack's account and region); what it leaves open is an
 * unknown with a name and the narrowest shape that is certain. The ARN of a resource of known type becomes the ARN format of that
 * type with only its name unknown. Nothing throws; nesting is followed to a fixed depth, and text to a fixed length.
 */
import { withDynamicReferences } from './dynamic-references';
import { IntrinsicCall, intrinsicCall, isNoValue, splitConditions } from './intrinsics';
import { makesRole, takerIdOf } from './serverless-roles';
import { isResource, TemplateResource, TemplateSource } from './template';
import { ArnVariable, CloudFormationType, findCloudFormationType } from '../catalog/cloudformation';
import { Partition, PARTITION_NAMES, partitionOf } from '../catalog/partition';
import { parseArn } from '../policy/arn';
import { asList, isObject, JsonValue, ownValue } from '../policy/json';
import { textOf } from '../policy/json-text';
import { Environment } from '../policy/policy-site';
import { SymbolicText, Unknown, UnknownShape } from '../policy/symbolic-text';
import { Branch, scalarText, ValueReader } from '../policy/value-reader';

/** Deeper nesting of functions, or a longer chain of imports, is not followed. */
const MAX_DEPTH = 32;
/** Longer text is not put together: it is no value of a policy, and may grow with each reference that it holds. */
const MAX_LENGTH = 100_000;
const SUB_VARIABLE = /\$\{([^{}]*)\}/;
/** Types of AWS whose attributes hold what somebody put there, not what AWS made. */
const TYPES_WITH_FREE_ATTRIBUTES = new Set([
  'AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack', 'AWS::CloudFormation::WaitCondition', 'AWS::SSM::Parameter',
]);

/** Its attributes are what stacks of other regions export: that of the CDK for `crossRegionReferences`. */
const CROSS_REGION_READER = 'Custom::CrossRegionExportReader';

/** An output of a template. */
export interface OutputPlace {
  readonly reader: TemplateReader;
  readonly output: string;
}

/** A value that a template passes to a stack nested in it, or to one of another region. */
export interface PassedValue {
  readonly reader: TemplateReader;
  readonly raw: JsonValue;
}

/** What a reader asks of the other templates of its app. */
export interface OtherTemplates {
  /** What a stack of this app exports under the name, for importers in an environment. */
  exported(name: string, environment: Environment): OutputPlace | undefined;
  /** What a stack of another region exports under the name, for the custom resource that reads it in an environment. */
  exportedToRegion(name: string, environment: Environment): PassedValue | undefined;
  /** An output of the stack with this name in an environment. */
  stackOutput(stackName: string, output: string, environment: Environment): OutputPlace | undefined;
  /** An output of the nested stack that `logicalId` makes in `parent`. */
  nestedOutput(parent: TemplateSource, logicalId: string, output: string): OutputPlace | undefined;
  /** What the parent of a nested stack passes for a parameter. */
  passedParameter(nested: TemplateSource, parameter: string): PassedValue | undefined;
}

export class TemplateReader implements ValueReader {
  private readonly references = new Map<string, SymbolicText>();
  private readonly attributes = new Map<string, SymbolicText>();
  private readonly outputs = new Map<string, SymbolicText | undefined>();
  private readonly splits = new WeakMap<object, readonly SymbolicText[]>();
  private readonly partition: Partition | undefined;
  private depth = 0;

  public constructor(private readonly source: TemplateSource, private readonly app: OtherTemplates) {
    this.partition = partitionOf(source.environment.region);
  }

  public isIntrinsic(raw: JsonValue): boolean {
    return intrinsicCall(raw) !== undefined;
  }

  public mayBranch(text: string): boolean {
    return text.includes('Fn::If') || text.includes('AWS::NoValue');
  }

  public branches(raw: JsonValue): readonly Branch[] {
    return splitConditions(raw);
  }

  public items(raw: JsonValue): readonly JsonValue[] | undefined {
    const call = intrinsicCall(raw);
    if (call?.name !== 'Fn::Split') { return undefined; }
    return this.splitText(call.argument)?.map(({ literal }, index) => literal ?? { 'Fn::Select': [index, raw] });
  }

  public textPieces(raw: JsonValue): readonly JsonValue[] | undefined {
    return this.flatPieces(raw, 0);
  }

  private flatPieces(raw: JsonValue, depth: number): readonly JsonValue[] | undefined {
    const call = intrinsicCall(raw);
    if (!call || depth > MAX_DEPTH) { return undefined; }
    return this.piecesOf(call)?.flatMap(piece => this.flatPieces(piece, depth + 1) ?? [piece]);
  }

  private piecesOf({ name, argument }: IntrinsicCall): readonly JsonValue[] | undefined {
    switch (name) {
      case 'Fn::Join': {
        const [separator, list] = asList(argument);
        return typeof separator === 'string' && Array.isArray(list) ? interleave(list, separator) : undefined;
      }
      case 'Fn::Sub':
        return this.subPieces(argument);
      case 'Fn::ToJsonString': {
        const text = textOf(argument);
        return text === undefined ? undefined : [text];
      }
      default:
        return undefined;
    }
  }

  public text(raw: JsonValue): SymbolicText | undefined {
    if (typeof raw === 'string') { return withDynamicReferences(SymbolicText.literal(raw)); }
    const call = intrinsicCall(raw);
    return call ? this.callText(call.name, call.argument) : scalarText(raw);
  }

  /** The ARN of a resource of the template; `undefined` where the catalog does not know its form. */
  public arnText(logicalId: string): SymbolicText | undefined {
    const type = findCloudFormationType(this.findResource(logicalId)?.Type ?? '');
    return type?.arnTemplate === undefined
      ? undefined
      : fillIn(type.arnTemplate, name => this.arnVariableText(type, name, logicalId, `${this.source.id}#${logicalId}`));
  }

  /** The key of the resource of the template that a `Ref` or `Fn::GetAtt` names. */
  public resourceIn(raw: JsonValue): string | undefined {
    const call = intrinsicCall(raw);
    const logicalId = call?.name === 'Ref' ? call.argument : call?.name === 'Fn::GetAtt' ? attributePath(call.argument)[0] : undefined;
    return typeof logicalId === 'string' && this.findResource(logicalId) ? `${this.source.id}#${logicalId}` : undefined;
  }

  private callText(name: string, argument: JsonValue): SymbolicText {
    if (this.depth > MAX_DEPTH) { return this.ownUnknown(`functions nested deeper than ${MAX_DEPTH}`, argument); }
    this.depth++;
    try {
      return this.functionText(name, argument) ?? this.ownUnknown(name, argument);
    } finally {
      this.depth--;
    }
  }

  /** A value that only this template's function yields. */
  private ownUnknown(name: string, argument: JsonValue): SymbolicText {
    return SymbolicText.unknown({ name, shape: 'any', source: this.sourceOf(argument) });
  }

  private sourceOf(argument: JsonValue): string {
    return `${this.source.id} ${textOf(argument) ?? ''}`;
  }

  private functionText(name: string, argument: JsonValue): SymbolicText | undefined {
    switch (name) {
      case 'Ref': return typeof argument === 'string' ? this.refText(argument) : undefined;
      case 'Fn::GetAtt': return this.getAttText(argument);
      case 'Fn::Join': return this.joinText(argument);
      case 'Fn::Sub': return this.subText(argument);
      case 'Fn::Select': return this.selectText(argument);
      case 'Fn::FindInMap': return this.findInMapText(argument);
      case 'Fn::ImportValue': return this.importText(argument);
      case 'Fn::GetStackOutput': return this.stackOutputText(argument);
      default: return undefined;
    }
  }

  // ── names of the template ──

  private refText(name: string): SymbolicText {
    let text = this.references.get(name);
    if (!text) {
      this.references.set(name, unknown(name));
      text = this.pseudoParameterText(name) ?? this.parameterText(name) ?? this.readResource(name, undefined);
      this.references.set(name, text);
    }
    return text;
  }

  private pseudoParameterText(name: string): SymbolicText | undefined {
    const { account, region } = this.source.environment;
    switch (name) {
      case 'AWS::AccountId': return known(account, { name: 'account', shape: 'account' });
      case 'AWS::Region': return known(region, { name: 'region', shape: 'region' });
      case 'AWS::Partition': return known(this.partition?.name, { name: 'partition', shape: 'partition', allowedValues: PARTITION_NAMES });
      case 'AWS::URLSuffix': return known(this.partition?.urlSuffix, { name: 'URL suffix', shape: 'url-suffix' });
      case 'AWS::StackName': return known(this.source.stackName, { name: 'stack name', shape: 'name' });
      case 'AWS::StackId': return unknown('stack id', 'opaque');
      case 'AWS::NoValue': return SymbolicText.literal('');
      default: return undefined;
    }
  }

  private parameterText(name: string): SymbolicText | undefined {
    const parameter = ownValue(this.source.template.Parameters, name);
    if (!isObject(parameter)) { return undefined; }
    const text = this.passedText(this.app.passedParameter(this.source, name));
    if (text) { return text; }
    const { AllowedValues: allowed } = parameter;
    const allowedValues = Array.isArray(allowed) ? allowed.map(String) : undefined;
    return SymbolicText.unknown({ name, shape: 'any', allowedValues, source: this.source.id });
  }

  private getAttText(argument: JsonValue): SymbolicText | undefined {
    const [logicalId, ...rest] = attributePath(argument);
    if (typeof logicalId !== 'string' || rest.length === 0 || !rest.every(part => typeof part === 'string')) { return undefined; }
    const attribute = rest.join('.');
    if (attribute.startsWith('Outputs.')) {
      const output = this.follow(this.app.nestedOutput(this.source, logicalId, attribute.slice('Outputs.'.length)));
      if (output) { return output; }
    }
    return this.attributeText(logicalId, attribute);
  }

  private attributeText(logicalId: string, attribute: string): SymbolicText {
    const key = `${logicalId}.${attribute}`;
    let text = this.attributes.get(key);
    if (!text) {
      this.attributes.set(key, unknown(key));
      text = this.readResource(logicalId, attribute);
      this.attributes.set(key, text);
    }
    return text;
  }

  /** What `Ref` (no attribute) or `Fn::GetAtt` of a resource yields. */
  private readResource(logicalId: string, attribute: string | undefined): SymbolicText {
    const resource = this.findResource(logicalId);
    if (!resource) { return this.samRoleText(logicalId, attribute) ?? unknown(logicalId); }
    if (resource.Type === CROSS_REGION_READER && attribute !== undefined) {
      const exported = this.passedText(this.app.exportedToRegion(attribute, this.source.environment));
      if (exported) { return exported; }
    }
    const type = findCloudFormationType(resource.Type);
    const owner = `${this.source.id}#${logicalId}`;
    const variable = (name: string) => this.arnVariableText(type!, name, logicalId, owner);
    const arn = type && arnTemplateFor(type, attribute);
    if (arn !== undefined) { return fillIn(arn, variable); }
    const last = type?.arnVariables[type.arnVariables.length - 1];
    if (last && (attribute === undefined ? type.refReturnsName : type.nameReturnedBy.includes(attribute))) {
      return this.propertyText(last, logicalId, owner);
    }
    const name = attribute === undefined ? logicalId : `${logicalId}.${attribute}`;
    return SymbolicText.unknown({ name, shape: hasFreeAttributes(resource) ? 'any' : 'opaque', resource: owner });
  }

  private samRoleText(logicalId: string, attribute: string | undefined): SymbolicText | undefined {
    const takerId = takerIdOf(logicalId);
    const taker = takerId === undefined ? undefined : this.findResource(takerId);
    if (!taker || !makesRole(taker)) { return undefined; }
    const name = SymbolicText.unknown({ name: logicalId, shape: 'name', resource: `${this.source.id}#${takerId}` });
    if (attribute !== 'Arn') { return attribute === undefined ? name : undefined; }
    const { RolePath: path } = taker.Properties ?? {};
    const start = this.subText(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${typeof path === 'string' ? path : '/'}`)!;
    return SymbolicText.concat([start, name]);
  }

  private findResource(logicalId: string): TemplateResource | undefined {
    const resource = ownValue(this.source.template.Resources, logicalId);
    return isResource(resource) ? resource : undefined;
  }

  private arnVariableText(type: CloudFormationType, name: string, logicalId: string, owner: string): SymbolicText {
    switch (name) {
      case 'Partition': return this.refText('AWS::Partition');
      case 'Region': return this.refText('AWS::Region');
      case 'Account': return this.refText('AWS::AccountId');
      default: {
        const variable = type.arnVariables.find(candidate => candidate.name === name);
        const value = withoutPrefix(this.propertyText(variable ?? { name }, logicalId, owner), variable?.stripPrefix ?? '');
        return variable?.pathProperty ? SymbolicText.concat([this.pathText(variable.pathProperty, logicalId), value]) : value;
      }
    }
  }

  /**
   * What a property sets; a name that only the deployer knows is still a name, without wildcards. Without the property, AWS makes
   * up a name. Where no property sets it, it is an id or a path of AWS.
   */
  private propertyText({ property }: ArnVariable, logicalId: string, owner: string): SymbolicText {
    if (property === undefined) { return SymbolicText.unknown({ name: logicalId, shape: 'opaque', resource: owner }); }
    const text = this.givenText(property, logicalId);
    if (!text) { return SymbolicText.unknown({ name: logicalId, shape: 'name', resource: owner }); }
    const isWhole = text.parts.length === 1;
    return SymbolicText.of(text.parts.map(part => {
      if (typeof part === 'string') { return part; }
      return part.shape === 'any'
        ? { ...part, name: isWhole ? logicalId : part.name, shape: 'opaque', resource: owner }
        : { ...part, resource: owner };
    }));
  }

  private pathText(property: string, logicalId: string): SymbolicText {
    const path = this.findResource(logicalId)?.Properties?.[property];
    if (path === undefined) { return SymbolicText.literal(''); }
    const literal = this.text(path)?.literal;
    return literal === undefined ? unknown(`${logicalId}.${property}`, 'opaque') : SymbolicText.literal(literal.replace(/^\//, ''));
  }

  private givenText(property: string, logicalId: string): SymbolicText | undefined {
    const given = this.findResource(logicalId)?.Properties?.[property];
    const text = given === undefined ? undefined : this.text(given);
    return text?.literal === '' ? undefined : text;
  }

  // ── functions ──

  private joinText(argument: JsonValue): SymbolicText | undefined {
    const [separator, list] = asList(argument);
    if (typeof separator !== 'string') { return undefined; }
    const texts = this.listTexts(list);
    return texts && putTogether(separator === '' ? texts : interleave(texts, SymbolicText.literal(separator)));
  }

  private texts(list: readonly JsonValue[]): readonly SymbolicText[] | undefined {
    const texts: SymbolicText[] = [];
    for (const entry of list) {
      if (isNoValue(entry)) { continue; }
      const text = this.text(entry);
      if (!text) { return undefined; }
      texts.push(text);
    }
    return texts;
  }

  private listTexts(raw: JsonValue): readonly SymbolicText[] | undefined {
    if (Array.isArray(raw)) { return this.texts(raw); }
    const call = intrinsicCall(raw);
    return call?.name === 'Fn::Split' ? this.splitText(call.argument) : undefined;
  }

  private splitText(argument: JsonValue): readonly SymbolicText[] | undefined {
    if (!Array.isArray(argument)) { return undefined; }
    const before = this.splits.get(argument);
    if (before) { return before; }
    const [separator, whole] = argument;
    const texts = typeof separator === 'string' && separator !== '' ? this.text(whole)?.split(separator) : undefined;
    if (texts) { this.splits.set(argument, texts); }
    return texts;
  }

  private selectText(argument: JsonValue): SymbolicText | undefined {
    const [index, list] = asList(argument);
    if (!/^\d+$/.test(String(index))) { return undefined; }
    const texts = this.listTexts(list);
    return texts ? texts[Number(index)] : this.selectOpaque(argument, intrinsicCall(list));
  }

  /** A piece of what AWS or the app makes, such as the id in an ARN, is made by them too. */
  private selectOpaque(argument: JsonValue, list: IntrinsicCall | undefined): SymbolicText | undefined {
    const [separator, raw] = list?.name === 'Fn::Split' ? asList(list.argument) : [];
    const call = separator === '' ? undefined : intrinsicCall(raw);
    const whole = call?.name === 'Fn::GetAtt' ? this.getAttText(call.argument) : undefined;
    return whole?.unknowns.some(({ shape }) => shape === 'opaque') && !whole.unknowns.some(({ shape }) => shape === 'any')
      ? SymbolicText.unknown({ name: 'Fn::Select', shape: 'opaque', source: this.sourceOf(argument) })
      : undefined;
  }

  private subText(argument: JsonValue): SymbolicText | undefined {
    const texts = this.subPieces(argument)?.map(piece => this.text(piece));
    return texts?.every(text => text !== undefined) ? putTogether(texts) : undefined;
  }

  private subPieces(argument: JsonValue): JsonValue[] | undefined {
    const [pattern, variables] = asList(argument);
    if (typeof pattern !== 'string') { return undefined; }
    return pattern.split(SUB_VARIABLE).map((piece, index) => {
      if (index % 2 === 0) { return piece; }
      if (piece.startsWith('!')) { return `\${${piece.slice(1)}}`; }
      const name = piece.trim();
      if (isObject(variables) && Object.hasOwn(variables, name)) { return variables[name]; }
      return name.includes('.') ? { 'Fn::GetAtt': name.split('.') } : { Ref: name };
    });
  }

  private findInMapText(argument: JsonValue): SymbolicText | undefined {
    const [mapName, topKey, secondKey, fallback] = asList(argument);
    const map = typeof mapName === 'string' ? ownValue(this.source.template.Mappings, mapName) : undefined;
    const second = this.text(secondKey)?.literal;
    const top = this.text(topKey)?.literal;
    if (!isObject(map) || second === undefined || (top === undefined && fallback !== undefined)) { return undefined; }
    const rows = top === undefined ? Object.values(map) : [map[top]];
    const values = rows.map(row => isObject(row) && typeof row[second] === 'string' ? row[second] : undefined);
    if (values.length === 0 || !values.every(value => value !== undefined)) { return undefined; }
    return values.length === 1
      ? SymbolicText.literal(values[0])
      : SymbolicText.unknown({ name: `${mapName}.${second}`, shape: 'any', allowedValues: [...new Set(values)], source: this.sourceOf(argument) });
  }

  private importText(argument: JsonValue): SymbolicText {
    const name = this.text(argument);
    const exported = name?.literal === undefined ? undefined : this.app.exported(name.literal, this.source.environment);
    return this.follow(exported) ?? unknown(`import ${name ?? ''}`.trim());
  }

  private stackOutputText(argument: JsonValue): SymbolicText | undefined {
    if (!isObject(argument)) { return undefined; }
    const stackName = this.text(argument.StackName);
    const output = this.text(argument.OutputName);
    const { account, region } = this.source.environment;
    const role = argument.RoleArn === undefined ? undefined : this.text(argument.RoleArn);
    const environment = {
      account: role ? parseArn(role)?.account.literal : account,
      region: argument.Region === undefined ? region : this.text(argument.Region)?.literal,
    };
    const declared = stackName?.literal !== undefined && output?.literal !== undefined
      ? this.app.stackOutput(stackName.literal, output.literal, environment)
      : undefined;
    return this.follow(declared) ?? unknown(`output ${output ?? ''} of stack ${stackName ?? ''}`);
  }

  private passedText(passed: PassedValue | undefined): SymbolicText | undefined {
    return passed?.reader.atDepth(this.depth, () => passed.reader.text(passed.raw));
  }

  /** The text of an output, in this template or another. */
  private follow(place: OutputPlace | undefined): SymbolicText | undefined {
    return place?.reader.atDepth(this.depth, () => place.reader.outputText(place.output));
  }

  private outputText(name: string): SymbolicText | undefined {
    if (!this.outputs.has(name)) {
      this.outputs.set(name, unknown(`output ${name}`));
      this.outputs.set(name, this.text(ownValue(this.source.template.Outputs, name)?.Value));
    }
    return this.outputs.get(name);
  }

  /** Carries the depth across templates, so that a long chain of them ends. */
  private atDepth<T>(depth: number, read: () => T): T {
    const before = this.depth;
    this.depth = Math.max(before, depth);
    try {
      return read();
    } finally {
      this.depth = before;
    }
  }
}

/** The logical id and the attribute of `Fn::GetAtt`, which takes them as a list or in one text. */
function attributePath(argument: JsonValue): readonly JsonValue[] {
  return typeof argument === 'string' ? argument.split('.') : asList(argument);
}

/** The ARN format of what `Ref` (no attribute) or `Fn::GetAtt` yields, if that is an ARN. */
function arnTemplateFor(type: CloudFormationType, attribute: string | undefined): string | undefined {
  if (attribute === undefined) { return type.refReturnsArn ? type.arnTemplate : undefined; }
  return type.arnReturnedBy.includes(attribute)
    ? type.arnTemplate
    : type.otherArns.find(other => other.attribute === attribute)?.arnTemplate;
}

function fillIn(arnTemplate: string, variable: (name: string) => SymbolicText): SymbolicText {
  return SymbolicText.concat(arnTemplate.split(SUB_VARIABLE).map((piece, index) =>
    index % 2 === 0 ? SymbolicText.literal(piece) : variable(piece)));
}

/**
 * Custom resources and the types of third parties return what their authors please; those of the CDK itself the ids and ARNs of what
 * they make, but for `CfnJson`, which returns what it was given.
 */
function hasFreeAttributes({ Type: type }: TemplateResource): boolean {
  if (type.startsWith('Custom::AWSCDK')) { return type === 'Custom::AWSCDKCfnJson'; }
  return !type.startsWith('AWS::') || TYPES_WITH_FREE_ATTRIBUTES.has(type);
}

function interleave<T>(list: readonly T[], separator: T): T[] {
  return list.flatMap((entry, index) => index === 0 ? [entry] : [separator, entry]);
}

function unknown(name: string, shape: UnknownShape = 'any'): SymbolicText {
  return SymbolicText.unknown({ name, shape });
}

function known(value: string | undefined, otherwise: Unknown): SymbolicText {
  return value === undefined ? SymbolicText.unknown(otherwise) : SymbolicText.literal(value);
}

function withoutPrefix(text: SymbolicText, prefix: string): SymbolicText {
  const [first, ...rest] = text.parts;
  return prefix !== '' && typeof first === 'string' && first.startsWith(prefix) ? SymbolicText.of([first.slice(prefix.length), ...rest]) : text;
}

function putTogether(texts: readonly SymbolicText[]): SymbolicText | undefined {
  let length = 0;
  for (const { parts } of texts) {
    for (const part of parts) { length += typeof part === 'string' ? part.length : 1; }
  }
  return length > MAX_LENGTH ? undefined : withDynamicReferences(SymbolicText.concat(texts));
}
