/**
 * ARNs of an Allow whose account or region is a wildcard, though their service makes resources in accounts or regions. Those that
 * name all resources of a type are the affair of `wildcard-resource`, and are left out.
 */
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
    if (!arn || !isOpen(arn[part]) || !narrows(patterns[index], arn.service, part)) { continue; }
    found ??= [];
    found.push({ text: resources.values[index].text.toString(), service: arn.service });
  }
  return found ?? NOTHING;
}

function narrows(pattern: ResourcePattern, service: string, part: 'account' | 'region'): boolean {
  return serviceFormats(service).some(format => format[part].startsWith('$') && pattern.mayName(format)) && !pattern.coversSomeTypeOf(service);
}
