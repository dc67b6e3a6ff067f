/**
 * Resources that are in no policy by name: who has an action on one of them has it on all.
 */
import { findAction, findResourceType } from '../../catalog/actions';
import { Environment } from '../../policy/policy-site';
import { ANY_OTHER, NAMELESS } from '../all-resources';

const VARIABLE = /\$\{([^}]*)\}/g;

/** Where the account is not known. */
export const ANY_ACCOUNT = '?'.repeat(12);

/** Actions of which the catalog marks other resource types as needed than those that one picks. */
const MAIN_TYPES: { readonly [action: string]: readonly string[] | undefined } = {
  'batch:SubmitJob': ['job-definition', 'job-queue'],
  'ssm:SendCommand': ['document', 'instance'],
  'ssm:StartSession': ['instance'],
};

/** One pattern for each resource that the action is about; all of them must be within reach. */
export function standIns(action: string, environment: Environment): readonly string[] {
  const key = `${action} ${environment.account} ${environment.region}`;
  let patterns = memo.get(key);
  if (!patterns) {
    patterns = findStandIns(action, environment);
    if (memo.size >= MEMO_LIMIT) { memo.clear(); }
    memo.set(key, patterns);
  }
  return patterns;
}

const MEMO_LIMIT = 2048;
const memo = new Map<string, readonly string[]>();

function findStandIns(action: string, environment: Environment): readonly string[] {
  const [service, name] = action.split(':');
  const needed = MAIN_TYPES[action] ?? findAction(service, name)?.resourceTypes.filter(({ required }) => required).map(type => type.name) ?? [];
  const patterns = needed.flatMap(type => findResourceType(service, type)?.arnTemplates.slice(0, 1) ?? [])
    .filter(template => template.split(':')[4] !== 'aws').map(template => standIn(template, environment));
  return patterns.length === 0 ? NAMELESS : patterns;
}

function standIn(template: string, { account = ANY_ACCOUNT, region = '*' }: Environment): string {
  return template.replace(VARIABLE, (_, variable: string) => {
    switch (variable) {
      case 'Partition': return '*';
      case 'Region': return region;
      case 'Account': return account;
      default: return ANY_OTHER;
    }
  });
}
