/**
 * The accounts of the app: those that its stacks are deployed to, as far as they are written out. Access for these, for those that
 * the user trusts, and for those that AWS itself delivers from is no access for strangers.
 */
import { Environment, PolicyInventory } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { RuleContext } from '../rule-context';

/**
 * The accounts that Elastic Load Balancing delivers access logs from, one a region, as `aws-cdk-lib/region-info` 2.271.0 has them
 * (read 2026-11-22). A principal of these in a bucket policy is the service.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const LOAD_BALANCING_ACCOUNTS = [
  '009996457667', '027434742980', '033677994240', '037604701340', '048591011584', '054676820928', '076674570225', '091100254016',
  '098369216593', '114774131450', '121062877647', '127311923021', '156460612806', '190560391635', '383597477331', '412137745753',
  '507241528517', '582318560864', '589379963580', '600734575887', '635631232127', '638102146993', '652711504416', '718504428378',
  '740734521339', '754344448648', '770363063475', '783225319266', '797873946194', '897822967062', '985666609251',
];

export const appAccounts = rememberFor(({ sites, resources }: PolicyInventory): ReadonlySet<string> => {
  const environments = new Set<Environment>();
  for (const { environment } of sites) { environments.add(environment); }
  for (const { environment } of resources) { environments.add(environment); }
  return new Set([...environments].flatMap(({ account }) => account ?? []));
});

/** The accounts that are no strangers to the app. */
export function knownAccounts(app: PolicyInventory, { trustedAccounts }: RuleContext): ReadonlySet<string> {
  return new Set([...appAccounts(app), ...trustedAccounts, ...LOAD_BALANCING_ACCOUNTS]);
}

/** Whether it is the number of an account that is not among the known ones. */
export function isStranger(account: string | undefined, known: ReadonlySet<string>): account is string {
  return account !== undefined && /^\d{12}$/.test(account) && !known.has(account);
}
