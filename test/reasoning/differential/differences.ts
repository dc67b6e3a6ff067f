/**
 * Where the evaluator and the simulator part ways, and the page that speaks for the evaluator.
 *
 * An entry explains a difference only if the two agree once the feature in question is taken out of the scene: `without` gives that
 * scene, or `undefined` where the feature is not there.
 */
import { derivedKeys } from './peer';
import { PlacedStatement, replaceStatements, Scene, withoutStatements } from './scene';
import { ConditionOperator, parseOperator } from '../../../src/policy/conditions/operators';
import { asList, isObject, JsonObject, JsonValue } from '../../../src/policy/json';
import { relationOf } from '../../../src/reasoning/relation';
import { Request } from '../../../src/reasoning/request';
import { fullAccess } from '../generate/policy';

export interface Difference {
  readonly name: string;
  readonly without: (scene: Scene) => Scene | undefined;
  readonly why: string;
  readonly page: string;
}

const USER_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/';
const OPERATORS_PAGE = `${USER_GUIDE}reference_policies_elements_condition_operators.html`;
const SET_OPERATORS_PAGE = `${USER_GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`;
const VARIABLES_PAGE = `${USER_GUIDE}reference_policies_variables.html`;
const RESOURCE_PAGE = `${USER_GUIDE}reference_policies_elements_resource.html`;

/** A condition of a statement, with what the request gives for its key. */
interface ConditionUse {
  readonly operator: ConditionOperator;
  readonly values: readonly string[];
  readonly given: string | readonly string[] | undefined;
}

function conditionUses({ statement }: PlacedStatement, request: Request): ConditionUse[] {
  const block = isObject(statement.Condition) ? statement.Condition : {};
  return Object.entries(block).flatMap(([operatorText, keys]) => Object.entries(keys as JsonObject).map(([key, values]) => ({
    operator: parseOperator(operatorText)!, values: texts(values), given: givenFor(key, request),
  })));
}

function texts(values: JsonValue): string[] {
  return values === undefined ? [] : asList(values).map(String);
}

function resourcesOf({ statement }: PlacedStatement): string[] {
  return [...texts(statement.Resource), ...texts(statement.NotResource)];
}

/** The values that may hold policy variables. */
function valuesOf(place: PlacedStatement, request: Request): string[] {
  return [...resourcesOf(place), ...conditionUses(place, request).flatMap(({ values }) => values)];
}

function givenFor(key: string, request: Request): string | readonly string[] | undefined {
  const all = { ...derivedKeys(request), ...request.context };
  const name = Object.keys(all).reverse().find(candidate => candidate.toLowerCase() === key.toLowerCase());
  return name === undefined ? undefined : all[name];
}

/** Takes statements out in which some condition is of a kind. */
function withoutConditions(isDisputed: (use: ConditionUse, place: PlacedStatement, request: Request) => boolean): Difference['without'] {
  return scene => withoutStatements(scene, place => conditionUses(place, scene.request).some(use => isDisputed(use, place, scene.request)));
}

/** Takes statements out in which some resource pattern is of a kind. */
function withoutResources(isDisputed: (pattern: string, scene: Scene, place: PlacedStatement) => boolean): Difference['without'] {
  return scene => withoutStatements(scene, place =>
    resourcesOf(place).some(pattern => isDisputed(pattern, scene, place)));
}

function replacePrincipalId(scene: Scene, id: string): Scene {
  const old = scene.request.principal.id;
  const documents = JSON.parse(JSON.stringify(scene.documents).replaceAll(`"${old}"`, `"${id}"`)) as Scene['documents'];
  return { request: { ...scene.request, principal: { kind: 'federated', id } }, documents };
}

/** The statement of a resource policy that leaves access to the policies of an account. */
function trustOf(account: string): JsonObject {
  return { Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' };
}

const isUnqualified = ({ operator }: ConditionUse) => operator.family !== 'null' && !operator.qualifier;

const VARIABLE = /\$\{([^}]*)\}/g;

/** The values of the policy variables in a text, `undefined` for those that have none. */
function variables(text: string, request: Request): { name: string; value: string | readonly string[] | undefined; hasDefault: boolean }[] {
  return [...text.matchAll(VARIABLE)].filter(([, inside]) => !['*', '?', '$'].includes(inside)).map(([, inside]) => {
    const [name, fallback] = inside.split(', ');
    return { name, value: givenFor(name, request), hasDefault: fallback !== undefined };
  });
}

/** Whether an Allow names the principal by its own ARN, or with everyone. */
function namesItself({ statement }: PlacedStatement, { principal }: Request): boolean {
  const names = isObject(statement.Principal) ? texts(statement.Principal.AWS) : texts(statement.Principal);
  return statement.Effect === 'Allow' && (statement.NotPrincipal !== undefined || names.includes('*') || names.includes(principal.id));
}

const takesVariables = ({ version }: PlacedStatement) => version === '2012-10-17';
const hasNoValue = (text: string, request: Request) =>
  variables(text, request).some(({ value, hasDefault }) => typeof value !== 'string' && !(hasDefault && value === undefined));
const isAddress = (text: string) => /^[0-9a-fA-F.:]+$/.test(text) && /[.:]/.test(text);
const sixParts = (arn: string) => arn.split(':').length >= 6;
const isServiceLinked = (request: Request) => request.principal.kind.startsWith('role')
  && texts(givenFor('aws:PrincipalArn', request) as JsonValue).some(arn => arn.includes(':role/aws-service-role/'));

export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'a role or key of which the own policy is not given',
    why: 'Every role has a trust policy and every key a key policy, and access needs it; the simulator does without.',
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
    without: scene => {
      if (scene.documents.resource || relationOf(scene.request) !== 'own-policy') { return undefined; }
      const resource = { Version: '2012-10-17', Statement: trustOf(scene.request.principal.account!) };
      return { ...scene, documents: { ...scene.documents, resource } };
    },
  },
  {
    name: 'the root user',
    why: 'The root user needs no identity policy; the simulator knows none for it and denies.',
    page: `${USER_GUIDE}id_root-user.html`,
    without: scene => {
      const { kind, account } = scene.request.principal;
      if (kind !== 'root') { return undefined; }
      const principal = { kind: 'user' as const, id: `arn:aws:iam::${account}:user/everything`, account, name: 'everything' };
      return { request: { ...scene.request, principal }, documents: { ...scene.documents, identity: [fullAccess('identity')] } };
    },
  },
  {
    name: 'a principal given by its canonical user id',
    why: 'The id stands for an account as a resource policy names it; the simulator asks for identity policies of it.',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html',
    without: scene => scene.request.principal.kind === 'canonical'
      ? { ...scene, documents: { ...scene.documents, identity: [fullAccess('identity')] } } : undefined,
  },
  {
    name: 'an identity provider',
    why: 'It is named as such, and not by the account in its ARN; the simulator takes it for a principal of that account.',
    page: `${USER_GUIDE}reference_policies_elements_principal.html`,
    without: scene => scene.request.principal.kind === 'federated' && scene.request.principal.id.startsWith('arn:')
      ? { ...replacePrincipalId(scene, 'cognito-identity.amazonaws.com') } : undefined,
  },
  {
    name: 'a role whose session is not known, where a policy names a session',
    why: 'Whether the session is that one is not known; the simulator takes the role for the principal itself.',
    page: `${USER_GUIDE}reference_policies_elements_principal.html`,
    without: scene => scene.request.principal.kind === 'role' ? withoutStatements(scene, ({ statement }) =>
      JSON.stringify([statement.Principal, statement.NotPrincipal]).includes(':assumed-role/')) : undefined,
  },
  {
    name: 'all actions of all services, written `*:*`',
    why: 'The part before the colon may be a wildcard when all of it is; the simulator compares it with the service as text.',
    page: `${USER_GUIDE}reference_policies_elements_action.html`,
    without: scene => replaceStatements(scene, ({ statement }) => {
      const isDisputed = [...texts(statement.Action), ...texts(statement.NotAction)].includes('*:*');
      return isDisputed ? JSON.parse(JSON.stringify(statement).replaceAll('"*:*"', '"*"')) as JsonObject : undefined;
    }),
  },
  {
    name: 'a variable in the first five parts of a resource ARN',
    why: 'A variable may stand only after the fifth colon, and no page says what follows from one before it. The evaluator takes its value; '
      + 'the simulator cuts the pattern at the colon inside the name of the variable.',
    page: VARIABLES_PAGE,
    without: withoutResources((pattern, _, place) =>
      takesVariables(place) && pattern.replaceAll(VARIABLE, '$').split(':').slice(0, 5).some(part => part.includes('$'))),
  },
  {
    name: 'service control policies on principals that they do not cover',
    why: 'They limit users and roles of the organization\'s accounts, but neither services nor service-linked roles, nor anyone outside.',
    page: `${ORGANIZATIONS}orgs_manage_policies_scps.html`,
    without: scene => scene.documents.scp.length > 0 && (scene.request.principal.account === undefined || isServiceLinked(scene.request))
      ? { ...scene, documents: { ...scene.documents, scp: [] } } : undefined,
  },
  {
    name: 'resource control policies on services and roles that they do not cover',
    why: 'They cover the actions of a list of services, and no service-linked role; the simulator applies them to everything.',
    page: `${ORGANIZATIONS}orgs_manage_policies_rcps.html`,
    without: scene => scene.documents.rcp.length > 0 && (isServiceLinked(scene.request) || /^(ec2|iam|lambda):/i.test(scene.request.action))
      ? { ...scene, documents: { ...scene.documents, rcp: [] } } : undefined,
  },
  {
    name: 'principals in an endpoint policy',
    why: 'The simulator does not read them.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    without: scene => replaceStatements(scene, ({ layer, statement }) => {
      if (layer !== 'endpoint' || statement.Principal === '*') { return undefined; }
      const { NotPrincipal: _, ...rest } = statement;
      return { ...rest, Principal: '*' };
    }),
  },
  {
    name: 'a federated user without a session policy',
    why: 'It has no permission of the identity policies then, but those that a resource policy gives it by name.',
    page: `${USER_GUIDE}id_credentials_temp_control-access_getfederationtoken.html`,
    without: scene => scene.request.principal.kind === 'federated-user' && !scene.documents.session
      ? withoutStatements(scene, place => place.statement.Effect === 'Allow'
        && (place.layer === 'identity' || (place.layer === 'resource' && !namesItself(place, scene.request)))) : undefined,
  },
  {
    name: 'a resource policy in a request to sts that is for no role',
    why: 'Only roles have trust policies; the simulator takes any resource policy for one.',
    page: `${USER_GUIDE}id_roles_terms-and-concepts.html`,
    without: scene => {
      const { request: { action, principal }, documents: { resource } } = scene;
      if (!resource || !/^sts:/i.test(action) || principal.account === undefined || relationOf(scene.request) === 'own-policy') { return undefined; }
      const trusting = { ...resource, Statement: [...asList(resource.Statement), trustOf(principal.account)] };
      return { ...scene, documents: { ...scene.documents, resource: trusting } };
    },
  },
  {
    name: 'an operator without a set qualifier on a key with several values',
    why: 'IAM asks for a set qualifier there, and says nothing of what it does without; to the simulator it does not match.',
    page: SET_OPERATORS_PAGE,
    without: withoutConditions(use => isUnqualified(use) && Array.isArray(use.given) && use.given.length > 1),
  },
  {
    name: 'an operator without a set qualifier on a list of one value',
    why: 'How many values a key has is a matter of the request; to the simulator a list matches nothing.',
    page: SET_OPERATORS_PAGE,
    without: withoutConditions(use => isUnqualified(use) && Array.isArray(use.given) && use.given.length === 1),
  },
  {
    name: 'a key with an empty list of values',
    why: 'A key without values is absent; to the simulator it is there.',
    page: SET_OPERATORS_PAGE,
    without: scene => {
      const kept = Object.entries(scene.request.context).filter(([, value]) => value.length > 0 || typeof value === 'string');
      return kept.length === Object.keys(scene.request.context).length ? undefined
        : { ...scene, request: { ...scene.request, context: Object.fromEntries(kept) } };
    },
  },
  {
    name: '`ForAnyValue:…IfExists` on an absent key',
    why: 'With `IfExists` a condition on an absent key is true; the simulator leaves `IfExists` out of account after `ForAnyValue`.',
    page: OPERATORS_PAGE,
    without: withoutConditions(({ operator, given }) => operator.qualifier === 'ForAnyValue' && operator.ifExists
      && (given === undefined || (Array.isArray(given) && given.length === 0))),
  },
  {
    name: 'variables in a policy of an old version',
    why: 'Before version 2012-10-17 `${…}` is text.',
    page: VARIABLES_PAGE,
    without: scene => withoutStatements(scene, place => !takesVariables(place)
      && valuesOf(place, scene.request).some(text => text.includes('${'))),
  },
  {
    name: 'a variable without a value in a negated condition',
    why: 'The negated operators do match against the null value that such a variable stands for.',
    page: VARIABLES_PAGE,
    without: withoutConditions(({ operator, values }, place, request) =>
      operator.negated && takesVariables(place) && values.some(value => hasNoValue(value, request))),
  },
  {
    name: 'a variable without a value in `NotResource`',
    why: 'Such an ARN matches no resource, so it excludes none.',
    page: VARIABLES_PAGE,
    without: withoutResources((pattern, { request }, place) =>
      place.statement.NotResource !== undefined && takesVariables(place) && hasNoValue(pattern, request)),
  },
  {
    name: 'a variable whose value is the empty text',
    why: 'The value of a tag may be empty; to the simulator it is missing.',
    page: VARIABLES_PAGE,
    without: scene => withoutStatements(scene, place => takesVariables(place)
      && valuesOf(place, scene.request).some(text => variables(text, scene.request).some(({ value }) => value === ''))),
  },
  {
    name: '`${*}`, `${?}` and `${$}` under an operator without wildcards',
    why: 'They stand for the character wherever variables may be used; the simulator leaves them as they are where there are no wildcards.',
    page: VARIABLES_PAGE,
    without: withoutConditions(({ operator, values }, place) =>
      operator.family === 'string' && !operator.wildcards && takesVariables(place) && values.some(value => /\$\{[*?$]\}/.test(value))),
  },
  {
    name: 'the default of a variable that has several values',
    why: 'A default is for a key that is not there; a multivalued key cannot be a variable.',
    page: VARIABLES_PAGE,
    without: scene => withoutStatements(scene, place => takesVariables(place)
      && valuesOf(place, scene.request).some(text =>
        variables(text, scene.request).some(({ value, hasDefault }) => hasDefault && Array.isArray(value)))),
  },
  {
    name: 'a network of all addresses',
    why: '`/0` is the network of all; the simulator compares all 32 bits.',
    page: OPERATORS_PAGE,
    without: withoutConditions(({ operator, values }) => operator.family === 'ip' && values.includes('0.0.0.0/0')),
  },
  {
    name: 'an address without a network, of another family or spelling',
    why: 'An address stands for itself however it is spelt, and no address of one family is one of the other.',
    page: OPERATORS_PAGE,
    without: withoutConditions(({ operator, values, given }) => operator.family === 'ip' && values.some(value =>
      isAddress(value) && texts(given as JsonValue).some(address => isAddress(address) && (address.includes(':') || value.includes(':'))))),
  },
  {
    name: 'values that are not of the operator\'s kind',
    why: 'They compare with nothing, and with a negated operator no page says what follows; the simulator takes the digits that a text begins with.',
    page: OPERATORS_PAGE,
    without: withoutConditions(({ operator, values, given }) =>
      [...values, ...texts(given as JsonValue)].some(value => !isOfFamily(operator.family, value))),
  },
  {
    name: 'a date in epoch seconds against a date in text',
    why: 'Both forms are seconds of the same clock; the simulator compares seconds with milliseconds.',
    page: OPERATORS_PAGE,
    without: withoutConditions(({ operator, values, given }) => operator.family === 'date'
      && texts(given as JsonValue).some(time => values.some(value => /^\d+$/.test(time) !== /^\d+$/.test(value)))),
  },
  {
    name: 'a resource ARN of fewer than six parts',
    why: 'A pattern matches the ARN as a whole; the simulator fills up the missing parts.',
    page: RESOURCE_PAGE,
    without: withoutResources(pattern => pattern !== '*' && pattern !== '**' && !sixParts(pattern)),
  },
  {
    name: 'an ARN operator on what is no ARN',
    why: 'What has no six parts is like no ARN, and a negated operator holds on it; the simulator fails that, and does with five parts.',
    page: OPERATORS_PAGE,
    without: withoutConditions(({ operator, values, given }) => operator.family === 'arn'
      && [...values, ...texts(given as JsonValue)].some(value => !sixParts(value))),
  },
  {
    name: 'wildcards before the first `/` or `:` of the resource part',
    why: 'Wildcards may stand in any segment; the simulator compares this part as text.',
    page: RESOURCE_PAGE,
    without: withoutResources(pattern => sixParts(pattern) && /^[^/:]*[*?][^/:]*[/:]/.test(pattern.split(':').slice(5).join(':'))),
  },
  {
    name: 'upper case in the first five parts of a resource ARN',
    why: 'ARNs are compared with case; the simulator compares these parts without.',
    page: RESOURCE_PAGE,
    without: scene => {
      const resource = withLowerCaseHead(scene.request.resource);
      const lowered = resource === scene.request.resource ? scene : { ...scene, request: { ...scene.request, resource } };
      const replaced = replaceStatements(lowered, ({ statement }) => {
        const lower = Object.fromEntries(['Resource', 'NotResource'].filter(name => statement[name] !== undefined)
          .map(name => [name, texts(statement[name]).map(withLowerCaseHead)]));
        const isLower = Object.keys(lower).every(name => lower[name].join() === texts(statement[name]).join());
        return isLower ? undefined : { ...statement, ...lower };
      });
      return replaced ?? (lowered === scene ? undefined : lowered);
    },
  },
  {
    name: 'a `*` in front of a `:` of the resource part',
    why: 'A `*` stays within its segment unless it is the last character.',
    page: RESOURCE_PAGE,
    without: withoutResources(pattern => sixParts(pattern) && /[*?].*:/.test(pattern.split(':').slice(5).join(':'))),
  },
  {
    name: 'an action without resources against an ARN pattern',
    why: 'Where the request is for `*`, only `*` matches; the simulator\'s unchecked call takes any ARN for it.',
    page: RESOURCE_PAGE,
    without: withoutResources((pattern, { request }) => request.resource === '*' && !/^\*+$/.test(pattern)),
  },
  {
    name: 'a resource with a `*` in its name',
    why: 'To the simulator the ARN of a request is a pattern; IAM decides on one resource.',
    page: RESOURCE_PAGE,
    without: scene => scene.request.resource.length > 1 && scene.request.resource.includes('*')
      ? { ...scene, request: { ...scene.request, resource: scene.request.resource.replaceAll('*', 'x') } } : undefined,
  },
  {
    name: 'a session policy where the resource policy names the session itself',
    why: 'A resource policy that names the session or everyone grants access on its own, past an implicit deny of the session policy.',
    page: `${USER_GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html`,
    without: scene => scene.documents.session && relationOf(scene.request) !== 'cross-account'
      ? withoutStatements(scene, place => place.layer === 'resource' && namesItself(place, scene.request)) : undefined,
  },
  {
    name: 'an Allow with `NotPrincipal` for a role within a boundary',
    why: 'It names everyone else, as `*` does, and so reaches past an implicit deny of the boundary; to the simulator only `*` itself does for a role.',
    page: `${USER_GUIDE}reference_policies_elements_notprincipal.html`,
    without: scene => scene.documents.boundary && scene.request.principal.kind === 'role' ? withoutStatements(scene, ({ layer, statement }) =>
      layer === 'resource' && statement.Effect === 'Allow' && statement.NotPrincipal !== undefined) : undefined,
  },
  {
    name: 'a Deny with `NotPrincipal` that names only the principal or only its account',
    why: 'To be spared, a principal must be named with its role and account; to the simulator one of them is enough.',
    page: `${USER_GUIDE}reference_policies_elements_notprincipal.html`,
    without: scene => scene.documents.boundary ? undefined : withoutStatements(scene, ({ layer, statement }) =>
      layer === 'resource' && statement.Effect === 'Deny' && statement.NotPrincipal !== undefined),
  },
];

/** Variables are left as they are, and with them their ARN. */
function withLowerCaseHead(arn: string): string {
  const parts = arn.split(':');
  return arn.includes('${') ? arn : [...parts.slice(0, 5).map(part => part.toLowerCase()), ...parts.slice(5)].join(':');
}

function isOfFamily(family: string, value: string): boolean {
  switch (family) {
    case 'numeric': return /^[+-]?\d+(\.\d+)?$/.test(value);
    case 'date': return !Number.isNaN(Date.parse(value)) || /^\d+$/.test(value);
    case 'ip': return /^[0-9a-fA-F.:]+(\/\d+)?$/.test(value) && /[.:]/.test(value) && value !== '300.1.1.1';
    case 'bool': return /^(true|false|.*\$\{.*)$/i.test(value);
    case 'binary': return /^[A-Za-z0-9+/]+={0,2}$/.test(value);
    default: return true;
  }
}
