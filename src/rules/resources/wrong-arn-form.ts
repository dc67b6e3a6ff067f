/**
 * ARNs that are well-formed but fit no resource of their service. By the catalog, which may lack a form: so a warning, and silent
 * where `action-resource-mismatch` says that the statement never applies. What is not known fits.
 */
import { Severity } from '../../diagnostics/severity';
import { globsOverlap } from '../../policy/glob';
import { rememberFor } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { servicesIn } from '../action-pattern';
import { ArnFormat, arnFormats, serviceFormats } from '../arn-format';
import { ArnParts, withField } from '../arn-parts';
import { listedResourcePatterns, ResourcePattern } from '../resource-pattern';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { listOf, shortened } from '../wording';
import { isJudgedForMismatch } from './action-resource-mismatch';
import { deadPatterns } from './dead-patterns';
import { FlaggedArns } from './flagged-arns';
import { PairBudget } from './pair-budget';

export const wrongArnForm: Rule = {
  id: 'wrong-arn-form',
  severity: Severity.WARNING,
  checks: ['R-07'],
  summary: 'an ARN fits no form that the resources of its service have',
  why: 'The entry matches nothing: what the workload needs is missing, or what a Deny should stop is not stopped.',
  accept: 'When AWS has given the service a resource type that the catalog of this library does not know yet.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the type of the resource left out, beside an entry that fits',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'dynamodb:GetItem',
            Resource: ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'arn:aws:dynamodb:eu-west-1:111122223333:invoices'],
          },
        },
      },
      {
        title: 'a region where the service has none',
        kind: 'boundary',
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam:eu-west-1:111122223333:role/worker' }],
        },
      },
      {
        title: 'an account left out',
        kind: 'scp',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-west-1::orders' }] },
      },
    ],
    allowed: [
      {
        title: 'a form that only the service of the action has',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoot', Resource: 'arn:aws:iam::111122223333:root' }] },
      },
      {
        title: 'the forms of the service',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Action: ['dynamodb:GetItem', 'iam:GetRole', 'ssm:GetParameter'],
            Resource: [
              'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
              'arn:aws:iam::111122223333:role/worker',
              'arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/*',
            ],
          }],
        },
      },
      {
        title: 'a statement that never applies is reported by action-resource-mismatch',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:orders' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'scp', 'rcp', 'endpoint', 'resource'],

  judgePolicy(site) {
    const budget = new PairBudget();
    let flagged: FlaggedArns | undefined;
    for (const statement of site.document.statements) {
      const { resources } = statement;
      if (!resources) { continue; }
      if (!budget.covers(statement)) { break; }
      const patterns = listedResourcePatterns(resources);
      for (let index = 0; index < patterns.length; index++) {
        const pattern = patterns[index];
        if (isSurelyRight(pattern)) { continue; }
        const misfit = misfitOf(pattern);
        if (!misfit || (isJudgedForMismatch(site) && isDead(misfit.service, statement)) || isFormOfOther(pattern, statement)) { continue; }
        flagged ??= new FlaggedArns();
        const text = resources.values[index].text.toString();
        flagged.add(`${misfit.name} ${misfit.service}`, statement, text, { ...misfit, better: misfit.lacks?.reduce((arn, field) => withField(arn, field, ''), text) });
      }
    }
    return flagged?.violations(site.document) ?? NO_VIOLATIONS;
  },
};

function isDead(service: string, statement: Statement): boolean {
  return deadPatterns(statement).some(({ actions }) => actions.some(action => arnFormats(action)?.some(format => format.service === service)));
}

/** Some services have forms for resources of others that those do not list, as STS has for the root user of IAM. */
function isFormOfOther(pattern: ResourcePattern, { actions }: Statement): boolean {
  const { service, region, account } = pattern.arn!;
  const isOf = (format: ArnFormat) => format.service === service && (region !== '' || format.region === '') && (account !== '' || format.account === '');
  return !actions.negated && servicesIn(actions).some(other =>
    other !== service && serviceFormats(other).some(format => isOf(format) && pattern.mayName(format)));
}

interface Misfit extends Pick<Violation, 'message' | 'fix'> {
  readonly service: string;
  readonly name: string;
  /** The fields that a right ARN leaves empty, if that is all that is wrong. */
  readonly lacks?: readonly number[];
}

type Wording = Omit<Misfit, 'service'>;

/**
 * Services of which every resource is of some account, and in one region if its form says so: nothing of theirs belongs to AWS.
 * Read in the catalog, 2026-11-22.
 */
const OWNED = new Set(['dynamodb', 'firehose', 'iam', 'kinesis', 'kms', 'lambda', 'logs', 'secretsmanager', 'sns', 'sqs']);

/** What is no ARN is reported by `malformed-arn`; and most ARNs are known to fit the actions beside them. */
function isSurelyRight(pattern: ResourcePattern): boolean {
  const { arn } = pattern;
  return !arn || pattern.fault !== undefined || (!mayLack(arn) && pattern.isKnownToName(arn.service));
}

function mayLack({ service, region, account }: ArnParts): boolean {
  return (region === '' || account === '') && OWNED.has(service);
}

const misfitOf = rememberFor((pattern: ResourcePattern): Misfit | undefined => {
  const arn = pattern.arn!;
  const { service } = arn;
  const wording = wordingOf(pattern, arn, serviceFormats(service).filter(format => format.service === service));
  return wording && { service, ...wording };
});

function wordingOf(pattern: ResourcePattern, arn: ArnParts, formats: readonly ArnFormat[]): Wording | undefined {
  if (formats.length === 0) { return undefined; }
  if (mayLack(arn)) {
    const fitting = formats.filter(format => pattern.mayName(format));
    if (fitting.length > 0) { return lack(arn, fitting); }
  } else if (formats.some(format => pattern.mayName(format))) {
    return undefined;
  }
  const alike = formats.filter(format => globsOverlap(arn.resource, format.resourceGlob));
  return alike.length > 0 ? placeMisfit(arn, alike) : resourceMisfit(arn, formats);
}

/** A region or account that all forms have, and the ARN has not. */
function lack({ region, account }: ArnParts, formats: readonly ArnFormat[]): Wording | undefined {
  const missing = [
    ...region === '' && formats.every(format => format.region !== '') ? ['region'] : [],
    ...account === '' && formats.every(format => format.account !== '') ? ['account'] : [],
  ];
  return missing.length === 0 ? undefined : { name: `no ${missing.join('-')}`, message: `has no ${missing.join(' and no ')}`, fix: fixOf(formats) };
}

/** The right kind of resource in the wrong place. */
function placeMisfit(arn: ArnParts, alike: readonly ArnFormat[]): Wording | undefined {
  const { region, account } = arn;
  const types = listOf(alike.map(({ type }) => type), 2, 'or');
  if (region !== '' && alike.every(format => format.region === '')) {
    return { name: 'region', message: `has the region \`${shortened(region)}\`, though ARNs of type ${types} have none`, fix: fixOf(alike), lacks: lacksOf(arn, alike) };
  }
  if (account !== '' && alike.every(format => format.account === '')) {
    return { name: 'account', message: `has the account \`${shortened(account)}\`, though ARNs of type ${types} have none`, fix: fixOf(alike), lacks: lacksOf(arn, alike) };
  }
  if (region === '' && account === '' && alike.every(format => format.region !== '' && format.account !== '')) {
    return { name: 'no region-account', message: 'has no region and no account', fix: fixOf(alike) };
  }
  return undefined;
}

/** `undefined` where something is missing as well, or some of the forms have what others lack. */
function lacksOf({ region, account }: ArnParts, alike: readonly ArnFormat[]): readonly number[] | undefined {
  const lacks = [
    ...alike.every(format => format.region === '') ? [3] : [],
    ...alike.every(format => format.account === '') ? [4] : [],
  ];
  const isRest = (index: number, field: string, ofForm: (format: ArnFormat) => string) =>
    lacks.includes(index) || (field !== '' && alike.every(format => ofForm(format) !== ''));
  return isRest(3, region, format => format.region) && isRest(4, account, format => format.account) ? lacks : undefined;
}

function resourceMisfit({ service, resource }: ArnParts, formats: readonly ArnFormat[]): Wording {
  return { name: 'resource', message: `fits no resource of \`${service}\`: \`${shortened(readable(resource))}\` is of none of its forms`, fix: fixOf(formats) };
}

function readable(resource: string): string {
  return resource.replace(/[\uE000\uE001]/g, '…');
}

function fixOf(formats: readonly ArnFormat[]): string {
  const templates = formats.map(({ template }) => template).sort((one, other) => one.length - other.length);
  return `write ${listOf(templates, 3, 'or')}`;
}
