import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { conditionsOn, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { usedServices } from '../confused-deputy/used-services';
import { NO_VIOLATIONS, Rule } from '../rule';
import { permission } from './example-permission';
import { fixes } from '../trust/required-keys';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';

/** Those that say whose resource it is without its ARN. */
const OWNER_KEYS = ['aws:SourceAccount', 'aws:SourceOrgID', 'aws:PrincipalOrgID'];

export const lambdaPermissionWithoutAccount: Rule = {
  id: 'lambda-permission-without-account',
  severity: Severity.WARNING,
  checks: ['P-18'],
  cdkRules: ['W3663'],
  summary: 'a permission of a function asks for a source ARN without an account, and for no account beside it',
  why: 'The ARN of a bucket says not whose it is. When the bucket is deleted, whoever makes a new one of its name invokes the function.',
  accept: 'For a bucket that is never deleted.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html#cfn-lambda-permission-sourceaccount',
  ],
  examples: {
    flagged: [
      { title: 'a bucket alone', resources: permission('s3.amazonaws.com', { SourceArn: 'arn:aws:s3:::orders' }) },
      {
        title: 'a bucket of the app',
        resources: {
          Bucket: { Type: 'AWS::S3::Bucket' },
          ...permission('s3.amazonaws.com', { SourceArn: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }),
        },
      },
    ],
    allowed: [
      {
        title: 'a bucket and its account',
        resources: permission('s3.amazonaws.com', { SourceArn: 'arn:aws:s3:::orders', SourceAccount: { Ref: 'AWS::AccountId' } }),
      },
      { title: 'an ARN with an account', resources: permission('sns.amazonaws.com', { SourceArn: 'arn:aws:sns:eu-west-1:111122223333:orders' }) },
    ],
  },
  kinds: ['resource'],

  judgeStatement(statement, { origin }) {
    if (origin.resourceType !== 'AWS::Lambda::Permission' || statement.conditions.length === 0) { return NO_VIOLATIONS; }
    const nameless = sourcesWithoutAccount(statement);
    if (nameless.length === 0 || OWNER_KEYS.some(key => conditionsOn(statement, key).some(condition => fixes(condition)))) { return NO_VIOLATIONS; }
    // Of a service that never sends such an ARN, `lambda-permission-source-mismatch` says so.
    const services = usedServices(statement).filter(({ source }) => source?.sourceAccount ?? true).map(({ name }) => name);
    return services.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(nameless.map(stableText)),
      message: `${listOf(services)} may invoke the function for ${listOf(nameless.map(String))}, whose ARN does not say which account it belongs to`,
      fix: 'add `"SourceAccount": {"Ref": "AWS::AccountId"}`; in the CDK `sourceAccount: Stack.of(this).account`',
    }];
  },
};

/** An ARN that leaves all of its resource open is the business of `open-source-arn`. */
function sourcesWithoutAccount(statement: Statement): readonly SymbolicText[] {
  return conditionsOn(statement, 'aws:SourceArn').flatMap(({ values }) => values.map(({ text }) => text)).filter(text => {
    const arn = parseArn(text);
    return arn?.account.literal === '' && !/^[*?]/.test(arn.resource.literalPrefix);
  });
}
