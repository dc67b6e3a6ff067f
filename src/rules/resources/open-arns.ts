/**
 * ARNs of an Allow whose account or region is a wildcard, though their service makes resources in accounts or regions. Those that
 * name all resources of a type are the affair of `wildcard-resource`, and are left out.
 */
import { rememberFor } from '../../policy/remember';
import { PolicyElement, Statement } from '../../policy/statement';
import { serviceFormats } from '../arn-format';
import { listedResourcePatterns, ResourcePattern } from '../resource-pattern';

export interface OpenArn {
  readonly text: string;
  readonly service: string;
}

interface OpenArns {
  readonly account: readonly OpenArn[];
  readonly region: readonly OpenArn[];
}

const NONE_OPEN: OpenArns = { account: [], region: [] };

export function openArns({ effect, resources }: Statement): OpenArns {
  return effect === 'Deny' || !resources || resources.negated ? NONE_OPEN : openArnsOf(resources);
}

const openArnsOf = rememberFor((element: PolicyElement): OpenArns => {
  const account: OpenArn[] = [];
  const region: OpenArn[] = [];
  listedResourcePatterns(element).forEach((pattern, index) => {
    const { arn } = pattern;
    if (!arn || (!hasWildcard(arn.account) && !hasWildcard(arn.region)) || pattern.coversSomeTypeOf(arn.service)) { return; }
    const open = { text: element.values[index].text.toString(), service: arn.service };
    if (hasWildcard(arn.account) && mayHave('account', pattern, arn.service)) { account.push(open); }
    if (hasWildcard(arn.region) && mayHave('region', pattern, arn.service)) { region.push(open); }
  });
  return account.length + region.length === 0 ? NONE_OPEN : { account, region };
});

function hasWildcard(part: string): boolean {
  return /[*?]/.test(part);
}

function mayHave(part: 'account' | 'region', pattern: ResourcePattern, service: string): boolean {
  return serviceFormats(service).some(format => format[part].startsWith('$') && pattern.mayName(format));
}
