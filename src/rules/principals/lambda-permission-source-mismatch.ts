import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { hasWildcard } from '../../policy/glob';
import { conditionsOn, Statement } from '../../policy/statement';
import { usedServices } from '../confused-deputy/used-services';
import { NO_VIOLATIONS, Rule } from '../rule';
import { permission } from './example-permission';
import { shortened } from '../wording';

/**
 * The services in whose name a principal sends its source ARN, where the ARN of its row does not say it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html (read 2026-11-22)
 */
const SOURCES_WITHOUT_FORM: { readonly [servicePrincipal: string]: string } = { 's3.amazonaws.com': 's3', 'secretsmanager.amazonaws.com': 'secretsmanager' };

export const lambdaPermissionSourceMismatch: Rule = {
  id: 'lambda-permission-source-mismatch',
  severity: Severity.WARNING,
  checks: ['P-17'],
  cdkRules: ['W3664'],
  summary: 'a permission of a function asks a service for the ARN of another service\'s resource',
  why: 'The service sends the ARN of its own resource, so the condition never holds and the function is not invoked.',
  accept: 'When you have seen the service send that ARN; then please report it, so that the table can be mended.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html'],
  examples: {
    flagged: [
      { title: 'a bucket for SNS', resources: permission('sns.amazonaws.com', { SourceArn: 'arn:aws:s3:::orders' }) },
      {
        title: 'the ARN of an API in API Gateway, not that by which it is called',
        resources: permission('apigateway.amazonaws.com', { SourceArn: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3' }),
      },
    ],
    allowed: [
      { title: 'a topic for SNS', resources: permission('sns.amazonaws.com', { SourceArn: 'arn:aws:sns:eu-west-1:111122223333:orders' }) },
      {
        title: 'a method of an API',
        resources: permission('apigateway.amazonaws.com', { SourceArn: 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*/GET/orders' }),
      },
      { title: 'a source that is a parameter', resources: permission('sns.amazonaws.com', { SourceArn: { Ref: 'Topic' } }) },
    ],
  },
  kinds: ['resource'],

  judgeStatement(statement, { origin }) {
    if (origin.resourceType !== 'AWS::Lambda::Permission' || statement.conditions.length === 0) { return NO_VIOLATIONS; }
    const sources = sourceServices(statement);
    if (sources.length === 0) { return NO_VIOLATIONS; }
    return usedServices(statement).flatMap(({ name, source }) => {
      const expected = source && (source.sourceArn?.split(':')[2] ?? SOURCES_WITHOUT_FORM[source.servicePrincipal]);
      const wrong = expected === undefined ? undefined : sources.find(found => found.service !== expected);
      return wrong === undefined ? [] : [{
        cause: `${source!.servicePrincipal},${wrong.service}`,
        message: `\`${name}\` never sends \`${wrong.arn}\`, an ARN of \`${wrong.service}\`: its sources are ARNs of \`${expected}\``,
        fix: `write the ARN of the \`${expected}\` resource that invokes the function, or the service that \`${wrong.arn}\` belongs to as \`Principal\``,
      }];
    });
  },
};

interface SourceService {
  readonly service: string;
  readonly arn: string;
}

/** The services of the source ARNs, as far as they are written out. */
function sourceServices(statement: Statement): readonly SourceService[] {
  return conditionsOn(statement, 'aws:SourceArn').flatMap(({ values }) => values.flatMap(({ text }) => {
    const service = parseArn(text)?.service.literal;
    return service === undefined || service === '' || hasWildcard(service) ? [] : [{ service, arn: shortened(text.toString()) }];
  }));
}
