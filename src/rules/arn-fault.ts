/**
 * What makes a text no ARN, whatever service it may be of: AWS refuses it, or it can match nothing.
 *
 * Only what is certain: a part with a wildcard, a policy variable or a value that is known only at deployment is never at fault,
 * nor is text that ends in a wildcard before its last part, where that may reach on.
 */
import { serviceFormats } from './arn-format';
import { ArnParts, isPlain } from './arn-parts';
import { shortened } from './wording';
import { PARTITION_NAMES } from '../catalog/partition';
import { ANYTHING, NAME } from '../policy/glob';

export interface ArnFault {
  /** The same for all texts that are wrong in the same way. */
  readonly name: string;
  /** Completes a sentence that begins with the text. */
  readonly message: string;
  readonly fix: string;
}

/** The longest ARN that is judged. */
const MAX_LENGTH = 2048;
const FORM = '`arn:aws:service:region:account:resource`';
const REGION = /^[a-z]+(?:-[a-z]+)*-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/;
/** AWS itself stands in ARNs as the owner of resources that everyone can use. */
const AWS_ACCOUNT = 'aws';

/** What is wrong with a glob that stands for more than `*`, and, where it has six parts, with one of them. */
export function findArnFault(glob: string, arn: ArnParts | undefined): ArnFault | undefined {
  if (glob.length > MAX_LENGTH) { return undefined; }
  if (!glob.startsWith('arn:')) { return faultOfStart(glob); }
  if (!arn) { return faultOfLength(glob); }
  const { partition, service, region, account } = arn;
  if (isPlain(partition) && !PARTITION_NAMES.includes(partition)) {
    return { name: 'partition', message: `has the partition \`${shortened(partition)}\`, which does not exist`, fix: `write one of ${PARTITION_NAMES.map(name => `\`${name}\``).join(', ')}` };
  }
  if (service === '') { return { name: 'service', message: 'names no service', fix: `write the service into its third part: ${FORM}` }; }
  if (/[A-Z]/.test(service)) {
    return { name: 'service case', message: `has the service \`${shortened(service)}\` with capital letters`, fix: `write \`${shortened(service.toLowerCase())}\`` };
  }
  if (!isPlain(service)) { return undefined; }
  if (isPlain(region) && region !== '' && !REGION.test(region) && !serviceFormats(service).some(format => format.region === region)) {
    return { name: 'region', message: `has \`${shortened(region)}\` in the place of the region`, fix: `write a region such as \`eu-west-1\` into its fourth part: ${FORM}` };
  }
  if (isPlain(account) && account !== '' && !isAccount(account) && !serviceFormats(service).some(format => format.account === account)) {
    return { name: 'account', message: `has \`${shortened(account)}\` in the place of the account`, fix: `write the twelve digits of the account into its fifth part: ${FORM}` };
  }
  return undefined;
}

function isAccount(account: string): boolean {
  return account === AWS_ACCOUNT || /^\d{12}$/.test(account);
}

/** What may stand in a part before the last, up to a wildcard that reaches into the parts after it. */
const MAY_REACH_ON = [/^arn\*+$/, /^[a-z-]*\*+$/, /^[a-z0-9-]*\*+$/, /^[a-z0-9-]*\*+$/, /^[0-9\uE001]*\*+$/];

/** An unknown at the start may turn out as an ARN, unless it is a name; so may a policy variable. */
function faultOfStart(glob: string): ArnFault | undefined {
  const known = /^[^\uE000\uE001$]*/.exec(glob)![0];
  const next = glob[known.length];
  if ((next === ANYTHING || next === '$') && 'arn:'.startsWith(known)) { return undefined; }
  return {
    name: 'start',
    message: next === NAME && known === '' ? 'begins with a name, and is no ARN' : 'is neither an ARN nor `*`',
    fix: `write the ARN of the resource, ${FORM}, or refer to its \`Arn\``,
  };
}

function faultOfLength(glob: string): ArnFault | undefined {
  const parts = glob.split(':');
  if (parts.length >= 6 || glob.includes(ANYTHING) || glob.includes('${') || MAY_REACH_ON[parts.length - 1].test(parts[parts.length - 1])) { return undefined; }
  return { name: 'parts', message: `has ${parts.length} parts, where an ARN has six`, fix: `write ${FORM}; a part that the service does not use stays empty, its colon does not` };
}
