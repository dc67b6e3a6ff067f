import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';

export const policyWrittenBySam: Rule = {
  id: 'policy-written-by-sam',
  severity: Severity.WARNING,
  checks: ['M-01'],
  summary: 'the statements of a policy are written by SAM when the template is deployed',
  why: 'What a policy template, a connector or a list of a resource policy comes to is decided by SAM, so no rule judges it.',
  accept: 'When you have read what SAM makes of it, and its parameters name single resources.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html',
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html',
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a policy template',
        resources: {
          Table: { Type: 'AWS::Serverless::SimpleTable' },
          Function: { Type: 'AWS::Serverless::Function', Properties: { Policies: [{ DynamoDBCrudPolicy: { TableName: { Ref: 'Table' } } }] } },
        },
      },
      {
        title: 'a connector in the resource that it is for',
        resources: {
          Table: { Type: 'AWS::Serverless::SimpleTable' },
          Function: {
            Type: 'AWS::Serverless::Function',
            Connectors: { Orders: { Properties: { Destination: { Id: 'Table' }, Permissions: ['Read'] } } },
          },
        },
      },
      {
        title: 'a connector by itself',
        resources: {
          Topic: { Type: 'AWS::SNS::Topic' },
          Queue: { Type: 'AWS::SQS::Queue' },
          Connector: {
            Type: 'AWS::Serverless::Connector',
            Properties: { Source: { Id: 'Topic' }, Destination: { Id: 'Queue' }, Permissions: ['Write'] },
          },
        },
      },
      {
        title: 'accounts that may call an API',
        resources: {
          Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'prod', Auth: { ResourcePolicy: { AwsAccountWhitelist: ['111122223333'] } } } },
        },
      },
    ],
    allowed: [
      {
        title: 'statements that are written out',
        resources: {
          Table: { Type: 'AWS::Serverless::SimpleTable' },
          Function: {
            Type: 'AWS::Serverless::Function',
            Properties: { Policies: [{ Statement: { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } } }] },
          },
        },
      },
      {
        title: 'a policy template beside a role, which SAM then leaves out',
        resources: {
          Function: {
            Type: 'AWS::Serverless::Function',
            Properties: { Role: 'arn:aws:iam::111122223333:role/orders', Policies: [{ S3ReadPolicy: { BucketName: 'orders' } }] },
          },
        },
      },
    ],
  },

  judgePolicy({ document: { undecided } }) {
    const names = undecided.filter(({ author }) => author === 'SAM').map(({ name }) => name);
    return names.length === 0 ? NO_VIOLATIONS : [{
      cause: causeOf(names),
      message: `the statements of ${listOf(names)} are not judged: SAM writes them when the template is deployed`,
      fix: 'write the statements out, or check the template that SAM makes of this one: '
        + '`aws cloudformation get-template --template-stage Processed` gives it, of a stack or a change set',
    }];
  },
};
