/**
 * An ARN pattern cut into its parts. A policy variable stands in them as an unknown name.
 */
import { ANYTHING, NAME } from '../policy/glob';

/** The parts but the first, as globs. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** A policy variable, filled in when the request is made. */
const POLICY_VARIABLE = /\$\{[^${}]*\}/g;
const OPEN = new RegExp(`[*?${ANYTHING}${NAME}]`);

/** `undefined` when it is no ARN, has fewer parts, or an unknown may hide the colons between them. */
export function readArnParts(glob: string): ArnParts | undefined {
  if (!glob.startsWith('arn:')) { return undefined; }
  const fields = withoutVariables(glob, NAME).split(':');
  if (fields.length < 6) { return undefined; }
  const [, partition, service, region, account] = fields;
  if (partition.includes(ANYTHING) || service.includes(ANYTHING) || region.includes(ANYTHING) || account.includes(ANYTHING)) { return undefined; }
  return { partition, service, region, account, resource: fields.length === 6 ? fields[5] : fields.slice(5).join(':') };
}

/** Whether a part is known and holds no wildcard. */
export function isPlain(part: string): boolean {
  return !OPEN.test(part);
}

/** Whether a part holds a wildcard. */
export function isOpen(part: string): boolean {
  return part.includes('*') || part.includes('?');
}

/** With something else in the place of each policy variable. */
export function withoutVariables(glob: string, stand: string): string {
  return glob.includes('${') ? glob.replace(POLICY_VARIABLE, stand) : glob;
}

/** The ARN with another text in one of its first five fields. */
export function withField(arn: string, index: number, text: string): string {
  return arn.split(':').map((field, at) => at === index ? text : field).join(':');
}
