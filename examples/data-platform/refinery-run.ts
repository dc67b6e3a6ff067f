import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { StateMachineRole } from 'cdk-least-privilege';
import { Construct } from 'constructs';

export interface RefineryRunProps {
  readonly job: glue.IJob;
  readonly crawler: glue.CfnCrawler;
}

/** The state machine that runs the job and, when it has ended well, starts the crawler. */
export class RefineryRun extends Construct {
  constructor(scope: Construct, id: string, { job, crawler }: RefineryRunProps) {
    super(scope, id);
    const crawlerArn = Stack.of(this).formatArn({ service: 'glue', resource: 'crawler', resourceName: crawler.ref });
    const role = new StateMachineRole(this, 'Role', { logging: true, tracing: true });
    role.addGlueJobRun(job);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['glue:StartCrawler'], resources: [crawlerArn] }));

    const refine = new tasks.GlueStartJobRun(this, 'Refine', {
      glueJobName: job.jobName,
      integrationPattern: sfn.IntegrationPattern.RUN_JOB,
    });
    const crawl = new tasks.CallAwsService(this, 'Crawl', {
      service: 'glue',
      action: 'startCrawler',
      parameters: { Name: crawler.ref },
      iamResources: [crawlerArn],
    });
    new sfn.StateMachine(this, 'StateMachine', {
      role: role.withoutPolicyUpdates(),
      definitionBody: sfn.DefinitionBody.fromChainable(refine.next(crawl)),
      logs: { destination: new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.ONE_MONTH }), level: sfn.LogLevel.ALL },
      tracingEnabled: true,
    });
  }
}
