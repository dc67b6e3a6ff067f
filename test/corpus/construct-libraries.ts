/** Stacks that use construct libraries of others, as their guides show them. */
import { SqsToLambda } from '@aws-solutions-constructs/aws-sqs-lambda';
import { GithubActionsIdentityProvider, GithubActionsRole } from 'aws-cdk-github-oidc';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { MonitoringFacade } from 'cdk-monitoring-constructs';
import { ServerlessClamscan } from 'cdk-serverless-clamscan';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

export const constructLibraries: OrdinaryStacks = {
  SolutionsQueueToFunction: stack => {
    new SqsToLambda(stack, 'Queue', {
      lambdaFunctionProps: {
        runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => undefined;'),
      },
    });
  },

  GithubOidc: stack => {
    const provider = new GithubActionsIdentityProvider(stack, 'Provider');
    const role = new GithubActionsRole(stack, 'Uploader', { provider, owner: 'acme', repo: 'shop', filter: 'ref:refs/tags/v1' });
    new s3.Bucket(stack, 'Artifacts').grantWrite(role);
  },

  Monitoring: stack => {
    new MonitoringFacade(stack, 'Monitoring').monitorLambdaFunction({ lambdaFunction: functionIn(stack) });
  },

  VirusScan: stack => {
    new ServerlessClamscan(stack, 'Scan', { buckets: [new s3.Bucket(stack, 'Uploads')] });
  },
};
