/**
 * Reads the values of one template: intrinsic functions become symbolic text.
 *
 * What the template fixes is known (joins, mappings, physical names, the stack's account and region); what it leaves open is an
 * unknown with a name and the narrowest shape that is certain. The ARN of a resource of known type becomes the ARN format of that
 * type with only its name unknown. Nothing throws; nesting is followed to a fixed depth.
 */
import { ArnVariable, CloudFormationType, findCloudFormationType } from '../catalog/cloudformation';
import { asList, isObject, JsonValue } from '../policy/json';
import { SymbolicText, Unknown, UnknownShape } from '../policy/symbolic-text';
import { Branch, scalarText, ValueReader } from '../policy/value-reader';
import { intrinsicCall, splitConditions } from './intrinsics';
import { Partition, PARTITION_NAMES, partitionOf } from './partition';
import { TemplateResource, TemplateSource } from './template';
import { Reachable, TemplateSet } from './template-set';

/** Deeper nesting of functions, or a longer chain of imports, is not followed. */
const MAX_DEPTH = 32;
const DYNAMIC_REFERENCE = /(\{\{resolve:[^}]*\}\})/;
const SUB_VARIABLE = /\$\{([^}]*)\}/;

export class TemplateReader implements ValueReader {
  private readonly references = new Map<string, SymbolicText>();
  private readonly attributes = new Map<string, SymbolicText>();
  private readonly partition: Partition | undefined;
  private depth = 0;

  public constructor(private readonly source: TemplateSource, private readonly app: TemplateSet) {
    this.partition = partitionOf(source.environment.region);
  }

  public isIntrinsic(raw: JsonValue): boolean {
    return intrinsicCall(raw) !== undefined;
  }

  public branches(raw: JsonValue): readonly Branch[] {
    return splitConditions(raw);
  }

  public items(raw: JsonValue): readonly JsonValue[] | undefined {
    const call = intrinsicCall(raw);
    if (call?.name !== 'Fn::Split') { return undefined; }
    return this.splitText(call.argument)?.map((_, index) => ({ 'Fn::Select': [index, raw] }));
  }

  public textPieces(raw: JsonValue): readonly JsonValue[] | undefined {
    const call = intrinsicCall(raw);
    switch (call?.name) {
      case 'Fn::Join': {
        const [separator, list] = asList(call.argument);
        return separator === '' && Array.isArray(list) ? list.flatMap(piece => this.textPieces(piece) ?? [piece]) : undefined;
      }
      case 'Fn::Sub':
        return this.subPieces(call.argument);
      case 'Fn::ToJsonString':
        return [JSON.stringify(call.argument)];
      default:
        return undefined;
    }
  }

  public text(raw: JsonValue): SymbolicText | undefined {
    if (typeof raw === 'string') { return stringText(raw); }
    const call = intrinsicCall(raw);
    return call ? this.callText(call.name, call.argument) : scalarText(raw);
  }

  private callText(name: string, argument: JsonValue): SymbolicText {
    if (this.depth > MAX_DEPTH) { return unknown(`functions nested deeper than ${MAX_DEPTH}`); }
    this.depth++;
    try {
      return this.functionText(name, argument) ?? unknown(name);
    } finally {
      this.depth--;
    }
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
    const parameter = this.source.template.Parameters?.[name];
    if (!parameter) { return undefined; }
    const passed = this.follow(this.app.passedParameter(this.source, name));
    if (passed) { return passed; }
    const { AllowedValues: allowed } = parameter;
    const allowedValues = Array.isArray(allowed) ? allowed.map(String) : undefined;
    return SymbolicText.unknown({ name, shape: 'any', allowedValues });
  }

  private getAttText(argument: JsonValue): SymbolicText | undefined {
    const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : asList(argument);
    const attribute = rest.join('.');
    if (typeof logicalId !== 'string' || attribute === '') { return undefined; }
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
      text = this.readResource(logicalId, attribute);
      this.attributes.set(key, text);
    }
    return text;
  }

  /** What `Ref` (no attribute) or `Fn::GetAtt` of a resource yields. */
  private readResource(logicalId: string, attribute: string | undefined): SymbolicText {
    const resource = this.source.template.Resources?.[logicalId];
    if (!resource) { return unknown(logicalId); }
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
    return SymbolicText.unknown({ name, shape: isCustomResource(resource) ? 'any' : 'opaque', resource: owner });
  }

  private arnVariableText(type: CloudFormationType, name: string, logicalId: string, owner: string): SymbolicText {
    switch (name) {
      case 'Partition': return this.refText('AWS::Partition');
      case 'Region': return this.refText('AWS::Region');
      case 'Account': return this.refText('AWS::AccountId');
      default: {
        const variable = type.arnVariables.find(candidate => candidate.name === name);
        const value = this.propertyText(variable ?? { name }, logicalId, owner);
        return variable?.pathProperty ? SymbolicText.concat([this.pathText(variable.pathProperty, logicalId), value]) : value;
      }
    }
  }

  /** What a property sets, or the name that AWS makes up without it. */
  private propertyText(variable: ArnVariable, logicalId: string, owner: string): SymbolicText {
    const text = variable.property === undefined ? undefined : this.givenText(variable.property, logicalId);
    if (!text) { return SymbolicText.unknown({ name: logicalId, shape: 'name', resource: owner }); }
    const { literal } = text;
    return variable.stripPrefix && literal?.startsWith(variable.stripPrefix)
      ? SymbolicText.literal(literal.slice(variable.stripPrefix.length))
      : text;
  }

  private pathText(property: string, logicalId: string): SymbolicText {
    const path = this.source.template.Resources?.[logicalId]?.Properties?.[property];
    if (path === undefined) { return SymbolicText.literal(''); }
    const literal = this.text(path)?.literal;
    return literal === undefined ? unknown(`${logicalId}.${property}`, 'opaque') : SymbolicText.literal(literal.replace(/^\//, ''));
  }

  /** The text of a property that names a resource; a name that only the deployer knows is still a name, without wildcards. */
  private givenText(property: string, logicalId: string): SymbolicText | undefined {
    const given = this.source.template.Resources?.[logicalId]?.Properties?.[property];
    const text = given === undefined ? undefined : this.text(given);
    return text?.canHoldAnything ? undefined : text;
  }

  // ── functions ──

  private joinText(argument: JsonValue): SymbolicText | undefined {
    const [separator, list] = asList(argument);
    if (typeof separator !== 'string') { return undefined; }
    const texts = Array.isArray(list) ? this.texts(list) : this.listTexts(list);
    if (!texts) { return undefined; }
    const glue = SymbolicText.literal(separator);
    return SymbolicText.concat(texts.flatMap((text, index) => index === 0 || separator === '' ? [text] : [glue, text]));
  }

  private texts(list: readonly JsonValue[]): SymbolicText[] | undefined {
    const texts = list.map(entry => this.text(entry));
    return texts.every(text => text !== undefined) ? texts : undefined;
  }

  private listTexts(raw: JsonValue): SymbolicText[] | undefined {
    if (Array.isArray(raw)) { return this.texts(raw); }
    const call = intrinsicCall(raw);
    return call?.name === 'Fn::Split' ? this.splitText(call.argument) : undefined;
  }

  private splitText(argument: JsonValue): SymbolicText[] | undefined {
    const [separator, whole] = asList(argument);
    return typeof separator === 'string' && separator !== '' ? this.text(whole)?.split(separator) : undefined;
  }

  private selectText(argument: JsonValue): SymbolicText | undefined {
    const [index, list] = asList(argument);
    return this.listTexts(list)?.[Number(index)];
  }

  private subText(argument: JsonValue): SymbolicText | undefined {
    const texts = this.subPieces(argument)?.map(piece => this.text(piece));
    return texts?.every(text => text !== undefined) ? SymbolicText.concat(texts) : undefined;
  }

  private subPieces(argument: JsonValue): JsonValue[] | undefined {
    const [pattern, variables] = asList(argument);
    if (typeof pattern !== 'string') { return undefined; }
    return pattern.split(SUB_VARIABLE).map((piece, index) => {
      if (index % 2 === 0) { return piece; }
      if (piece.startsWith('!')) { return `\${${piece.slice(1)}}`; }
      const name = piece.trim();
      if (isObject(variables) && name in variables) { return variables[name]; }
      return name.includes('.') ? { 'Fn::GetAtt': name.split('.') } : { Ref: name };
    });
  }

  private findInMapText(argument: JsonValue): SymbolicText | undefined {
    const [mapName, topKey, secondKey] = asList(argument);
    const map = typeof mapName === 'string' ? this.source.template.Mappings?.[mapName] : undefined;
    const second = this.text(secondKey)?.literal;
    if (!isObject(map) || second === undefined) { return undefined; }
    const top = this.text(topKey)?.literal;
    const rows = top === undefined ? Object.values(map) : [map[top]];
    const values = rows.map(row => isObject(row) && typeof row[second] === 'string' ? row[second] : undefined);
    if (!values.every(value => value !== undefined)) { return undefined; }
    return values.length === 1
      ? SymbolicText.literal(values[0])
      : SymbolicText.unknown({ name: `${mapName}.${second}`, shape: 'any', allowedValues: [...new Set(values)] });
  }

  private importText(argument: JsonValue): SymbolicText {
    const name = this.text(argument);
    const exported = name?.literal === undefined ? undefined : this.app.exported(name.literal);
    return this.follow(exported) ?? unknown(`import ${name ?? ''}`.trim());
  }

  private stackOutputText(argument: JsonValue): SymbolicText | undefined {
    if (!isObject(argument)) { return undefined; }
    const stackName = this.text(argument.StackName);
    const output = this.text(argument.OutputName);
    const declared = stackName?.literal !== undefined && output?.literal !== undefined
      ? this.app.stackOutput(stackName.literal, output.literal)
      : undefined;
    return this.follow(declared) ?? unknown(`output ${output ?? ''} of stack ${stackName ?? ''}`);
  }

  /** The text of a value in another template. */
  private follow(reachable: Reachable | undefined): SymbolicText | undefined {
    if (!reachable) { return undefined; }
    return reachable.reader === this ? this.text(reachable.raw) : reachable.reader.textAtDepth(reachable.raw, this.depth);
  }

  /** Carries the depth across templates, so that exports that import each other end. */
  private textAtDepth(raw: JsonValue, depth: number): SymbolicText | undefined {
    const before = this.depth;
    this.depth = Math.max(before, depth);
    try {
      return this.text(raw);
    } finally {
      this.depth = before;
    }
  }
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

function isCustomResource({ Type: type }: TemplateResource): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

function unknown(name: string, shape: UnknownShape = 'any'): SymbolicText {
  return SymbolicText.unknown({ name, shape });
}

function known(value: string | undefined, otherwise: Unknown): SymbolicText {
  return value === undefined ? SymbolicText.unknown(otherwise) : SymbolicText.literal(value);
}

/** Text as it stands; CloudFormation's dynamic references in it are filled in at deployment. */
function stringText(text: string): SymbolicText {
  if (!text.includes('{{resolve:')) { return SymbolicText.literal(text); }
  return SymbolicText.concat(text.split(DYNAMIC_REFERENCE).map((piece, index) => index % 2 === 0
    ? SymbolicText.literal(piece)
    : unknown(piece.slice(2, -2))));
}
