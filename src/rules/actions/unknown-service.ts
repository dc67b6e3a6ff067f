import { hasService, servicePrefixes } from '../../catalog/actions';
import { Severity } from '../../diagnostics/severity';
import { PolicyElement } from '../../policy/statement';
import { ActionPattern, unlistedIn } from '../action-pattern';
import { isArnService } from '../arn-format';
import { resourcePatterns } from '../resource-pattern';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { shortened } from '../wording';
import { furtherUnknown, isSaidToExist, MAX_REPORTED, meantName } from './unknown-names';

export const unknownService: Rule = {
  id: 'unknown-service',
  severity: Severity.WARNING,
  checks: ['A-01'],
  summary: 'an action or ARN is of a service that does not exist',
  why: 'The statement does nothing for that action: what the workload needs is missing, or what a Deny should stop is not stopped.',
  accept: 'When AWS released the service after the catalog of this library was made; `additionalActions` says so once for the whole app.',
  references: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
  examples: {
    flagged: [
      {
        title: 'the name of the product instead of the prefix',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamo:GetItem', Resource: '*' }] },
      },
      {
        title: 'an ARN with the name of the product',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamo:eu-west-1:111122223333:table/orders' }] },
      },
      {
        title: 'a Deny that stops nothing',
        kind: 'scp',
        policy: { Statement: { Effect: 'Deny', Action: ['organisations:*'], Resource: '*' } },
      },
    ],
    allowed: [
      {
        title: 'prefixes are not case-sensitive',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'S3:getobject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'everything',
        kind: 'boundary',
        policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
      {
        title: 'a service that ARNs name otherwise than actions do',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'servicecatalog:DescribeProduct', Resource: 'arn:aws:catalog:eu-west-1:111122223333:product/orders' }],
        },
      },
      {
        title: 'a service that the app says exists',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'origami:FoldPaper', Resource: '*' }] },
        context: { additionalActions: ['origami:FoldPaper'] },
      },
    ],
  },

  judgePolicy({ document }, { additionalActions }) {
    let violations: Map<string, Violation> | undefined;
    for (const { actions, resources, path } of document.statements) {
      const unlisted = unlistedIn(actions);
      const inArns = resources ? arnsWithoutService(resources) : NOTHING;
      if (unlisted.length === 0 && inArns.length === 0) { continue; }
      for (const { service, text } of [...unlisted.filter(isWithoutService), ...inArns]) {
        violations ??= new Map();
        if (violations.has(service) || isSaidToExist(`${service}:*`, additionalActions)) { continue; }
        if (violations.size === MAX_REPORTED) { return [...violations.values(), furtherUnknown('services that do not exist', path)]; }
        const nearest = meantName(service, servicePrefixes());
        violations.set(service, {
          cause: shortened(service),
          path,
          message: `\`${shortened(text)}\` is of no known service: \`${shortened(service)}\``,
          fix: nearest ? `write \`${nearest}\` if that is meant` : 'write the service prefix that the page of the service in the Service Authorization Reference names',
        });
      }
    }
    return violations ? [...violations.values()] : NO_VIOLATIONS;
  },
};

/** A value that names a service. */
interface NamedService {
  readonly service: string;
  readonly text: string;
}

const NOTHING: readonly NamedService[] = [];

function isWithoutService({ service, spansServices, isMalformed }: ActionPattern): boolean {
  return service !== '' && !spansServices && !isMalformed && !hasService(service);
}

/** Capitals in the service are the affair of `malformed-arn`. */
function arnsWithoutService(element: PolicyElement): readonly NamedService[] {
  const patterns = resourcePatterns(element);
  let found: NamedService[] | undefined;
  for (let index = 0; index < patterns.length; index++) {
    const service = patterns[index].arn?.service;
    if (service === undefined || hasService(service) || !/^[a-z0-9-]+$/.test(service) || isArnService(service)) { continue; }
    found ??= [];
    found.push({ service, text: element.values[index].text.toString() });
  }
  return found ?? NOTHING;
}
