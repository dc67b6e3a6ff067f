/**
 * ARNs of an Allow whose account or region is a wildcard, though their service makes resources in accounts or regions. Those that
 * name all resources of a type are the affair of `wildcard-resource`, and are left out.
 */
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { serviceFormats } from '../arn-format';
import { isOpen } from '../arn-parts';
import { listedResourcePatterns, ResourcePattern } from '../resource-pattern';

export interface OpenArn {
  readonly text: string;
  readonly service: string;
}

const NOTHING: readonly OpenArn[] = [];

export function openArns({ effect, resources }: Statement, part: 'account' | 'region'): readonly OpenArn[] {
  if (effect === 'Deny' || !resources || resources.negated) { return NOTHING; }
  const patterns = listedResourcePatterns(resources);
  let found: OpenArn[] | undefined;
  for (let index = 0; index < patterns.length; index++) {
    const { arn } = patterns[index];
    if (!arn || !isOpen(arn[part]) || !openParts(patterns[index])[part]) { continue; }
    found ??= [];
    found.push({ text: resources.values[index].text.toString(), service: arn.service });
  }
  return found ?? NOTHING;
}

/** Where an open part leaves more in reach than the service and the rest of the ARN do. */
interface OpenParts {
  readonly account: boolean;
  readonly region: boolean;
}

const NONE: OpenParts = { account: false, region: false };

const openParts = rememberFor((pattern: ResourcePattern): OpenParts => {
  const { service } = pattern.arn!;
  if (pattern.coversSomeTypeOf(service)) { return NONE; }
  const formats = serviceFormats(service);
  return {
    account: formats.some(format => format.account.startsWith('$') && pattern.mayName(format)),
    region: formats.some(format => format.region.startsWith('$') && pattern.mayName(format)),
  };
});
