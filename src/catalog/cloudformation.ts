/**
 * What is known about CloudFormation resource types: their ARN, what `Ref` and `Fn::GetAtt` return, and where their policies stand.
 *
 * Answers come from `data/cloudformation.txt`, one line a type, decoded on first use and kept. A type that the catalog does
 * not list has no ARN and no policy known here. Errs to silence: where it is not certain that a property is the name in the
 * ARN (the service lower-cases it, adds a suffix or makes up an id), the property is left out and the name is unknown.
 */
import { readDataFile } from './data-file';

export type PolicyKind = 'identity' | 'trust' | 'resource' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint' | 'permission-set';

/**
 * How the policy stands at its path:
 *
 * - `document`: a policy document, as an object or as JSON text
 * - `documents-or-names`: one of, or a list of, policy documents, policy names or ARNs, and SAM policy templates (SAM `Policies`)
 * - `statement`: one statement that CloudFormation adds to a policy, as an object or as JSON text
 * - `permission`: the properties of the resource are one statement of the policy of another (path is empty)
 * - `api-definition`: a policy document inside an API definition, which may as a whole stand elsewhere; that is no policy
 * - `sam-statements`: statements that SAM puts into a policy of the version `2012-10-17`
 * - `sdk-call`: JSON text of an AWS SDK call; its `parameters.AccessPolicies` is JSON text of a policy document
 */
export type PolicySiteShape = 'document' | 'documents-or-names' | 'statement' | 'permission' | 'api-definition' | 'sam-statements' | 'sdk-call';

export interface PolicySiteSpec {
  /** Property path below `Properties`, such as `Policies[].PolicyDocument`; `[]` stands for each entry of a list. */
  readonly path: string;
  readonly kind: PolicyKind;
  readonly shape: PolicySiteShape;
  /** The site exists only when this property has this value. */
  readonly when?: { readonly property: string; readonly equals: string };
}

export interface ArnVariable {
  /** The variable in the ARN template. */
  readonly name: string;
  /** The property whose value stands in the ARN. Without it, or when the template does not set it, AWS chooses the value. */
  readonly property?: string;
  /** The property that holds the IAM path (default `/`), which stands before the value, without its leading slash. */
  readonly pathProperty?: string;
  /** Text to take off the start of the property's value before it stands in the ARN. */
  readonly stripPrefix?: string;
}

export interface CloudFormationType {
  readonly type: string;
  /** The ARN with `${Partition}`, `${Region}`, `${Account}` and the variables of `arnVariables`. */
  readonly arnTemplate?: string;
  readonly arnVariables: readonly ArnVariable[];
  /** Attributes that return the resource's own ARN. */
  readonly arnReturnedBy: readonly string[];
  /** Attributes that return another ARN of a known form, such as a table's stream. */
  readonly otherArns: readonly { readonly attribute: string; readonly arnTemplate: string }[];
  /** Whether `Ref` returns the resource's own ARN. */
  readonly refReturnsArn: boolean;
  /** Whether `Ref` returns the value of the last ARN variable (without an IAM path, and with what `stripPrefix` takes off). */
  readonly refReturnsName: boolean;
  /** Attributes that return the value of the last ARN variable. */
  readonly nameReturnedBy: readonly string[];
  /** The property that sets the value of the last ARN variable. */
  readonly nameProperty?: string;
  /** Set for a type that is a principal's identity. */
  readonly identity?: CloudFormationIdentity;
  readonly policySites: readonly PolicySiteSpec[];
}

export interface CloudFormationIdentity {
  readonly principal: 'role' | 'user' | 'group' | 'permission-set';
  /** The property with the ARNs of attached managed policies. */
  readonly managedPolicyArns?: string;
  /** The property with the permissions boundary. */
  readonly permissionsBoundary?: string;
}

const types = new Map<string, CloudFormationType | undefined>();

export function findCloudFormationType(type: string): CloudFormationType | undefined {
  if (!types.has(type)) {
    types.set(type, lookUp(type));
  }
  return types.get(type);
}

/** All types the catalog lists, sorted. */
export function cloudFormationTypes(): readonly string[] {
  return readDataFile('cloudformation.txt').text.split('\n').slice(1).filter((line) => line).map((line) => line.slice(0, line.indexOf('|')));
}

function lookUp(type: string): CloudFormationType | undefined {
  const { text } = readDataFile('cloudformation.txt');
  const start = text.indexOf(`\n${type}|`);
  return start < 0 ? undefined : decode(text.slice(start + 1, text.indexOf('\n', start + 1)));
}

function decode(line: string): CloudFormationType {
  const [type, arn, bindings, arnAttributes, ref, nameAttributes, others, identity, sites] = line.split('|');
  const arnTemplate = arn ? unpackArn(arn) : undefined;
  const bound = new Map(words(bindings).map((binding) => parseBinding(binding)).map((variable) => [variable.name, variable]));
  const arnVariables = variableNames(arnTemplate ?? '').map((name) => bound.get(name) ?? { name });
  const nameProperty = arnVariables[arnVariables.length - 1]?.property;
  return {
    type,
    ...(arnTemplate === undefined ? {} : { arnTemplate }),
    arnVariables,
    arnReturnedBy: words(arnAttributes),
    otherArns: words(others).map((entry) => {
      const [attribute, packed] = entry.split('=');
      return { attribute, arnTemplate: unpackArn(packed) };
    }),
    refReturnsArn: ref === 'a',
    refReturnsName: ref === 'n',
    nameReturnedBy: words(nameAttributes),
    ...(nameProperty === undefined ? {} : { nameProperty }),
    ...(identity ? { identity: parseIdentity(identity) } : {}),
    policySites: sites.split(';').filter((site) => site).map((site) => parseSite(site)),
  };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word);
}

/** `@service:rest` and `~rest` stand for the usual beginnings of an ARN, `{X}` for `${X}`. */
function unpackArn(packed: string): string {
  const text = packed.slice(1).replace(/\{/g, '${');
  if (packed[0] === '@') {
    const colon = text.indexOf(':');
    return `arn:\${Partition}:${text.slice(0, colon)}:\${Region}:\${Account}:${text.slice(colon + 1)}`;
  }
  return `arn:\${Partition}:${text}`;
}

function variableNames(template: string): string[] {
  return [...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name).filter((name) => !['Partition', 'Region', 'Account'].includes(name));
}

/** `Variable=Property`, `Variable=PathProperty+Property`, `Variable=Property-prefixToStrip`; `Name` alone is `Name=Name`. */
function parseBinding(text: string): ArnVariable {
  const [name, value = name] = text.split('=');
  const [source, stripPrefix] = value.split('-');
  const [property, pathProperty] = source.split('+').reverse();
  return { name, property, ...(pathProperty ? { pathProperty } : {}), ...(stripPrefix ? { stripPrefix } : {}) };
}

function parseIdentity(text: string): CloudFormationIdentity {
  const [principal, managedPolicyArns, permissionsBoundary] = text.split(' ');
  return {
    principal: principal as CloudFormationIdentity['principal'],
    ...(managedPolicyArns ? { managedPolicyArns } : {}),
    ...(permissionsBoundary ? { permissionsBoundary } : {}),
  };
}

function parseSite(text: string): PolicySiteSpec {
  const [path, kind, shape, condition] = text.split(' ');
  const [property, equals] = condition?.split('=') ?? [];
  return {
    path,
    kind: kind as PolicyKind,
    shape: shape as PolicySiteShape,
    ...(condition ? { when: { property, equals } } : {}),
  };
}
