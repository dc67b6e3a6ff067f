/**
 * CloudFormation properties that take a role, kept by hand.
 *
 * `ARN_PROPERTIES` take nothing but its ARN. Those that also take a name (`AWS::ECS::TaskDefinition` `TaskRoleArn`, `AWS::Glue::Job`
 * `Role`) are not among them. Source: the relations of npm `@aws-cdk/aws-service-spec` to `AWS::IAM::Role` `Arn`, read 2026-11-22.
 *
 * `NAME_OR_ARN_PROPERTIES` take a name as well, and then look for the role under the path `/`.
 */
export const ARN_PROPERTIES: { readonly [type: string]: readonly string[] | undefined } = {
  'AWS::ApiGateway::Account': ['CloudWatchRoleArn'],
  'AWS::AppConfig::ConfigurationProfile': ['RetrievalRoleArn'],
  'AWS::AppSync::DataSource': ['ServiceRoleArn'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['RoleARN'],
  'AWS::AutoScaling::AutoScalingGroup': ['ServiceLinkedRoleARN'],
  'AWS::AutoScaling::LifecycleHook': ['RoleARN'],
  'AWS::Chatbot::SlackChannelConfiguration': ['IamRoleArn'],
  'AWS::CloudFormation::StackSet': ['AdministrationRoleARN'],
  'AWS::CloudTrail::Trail': ['CloudWatchLogsRoleArn'],
  'AWS::CloudWatch::MetricStream': ['RoleArn'],
  'AWS::CodePipeline::Pipeline': ['RoleArn'],
  'AWS::Cognito::UserPoolGroup': ['RoleArn'],
  'AWS::EC2::FlowLog': ['DeliverLogsPermissionArn'],
  'AWS::ECS::TaskDefinition': ['ExecutionRoleArn'],
  'AWS::EKS::Addon': ['ServiceAccountRoleArn'],
  'AWS::EKS::Cluster': ['RoleArn'],
  'AWS::EKS::Nodegroup': ['NodeRole'],
  'AWS::Events::Rule': ['RoleArn'],
  'AWS::FIS::ExperimentTemplate': ['RoleArn'],
  'AWS::IoT::Logging': ['RoleArn'],
  'AWS::IoT::ProvisioningTemplate': ['ProvisioningRoleArn'],
  'AWS::IoT::RoleAlias': ['RoleArn'],
  'AWS::IoTEvents::DetectorModel': ['RoleArn'],
  'AWS::Kendra::DataSource': ['RoleArn'],
  'AWS::Kendra::Index': ['RoleArn'],
  'AWS::KinesisAnalyticsV2::Application': ['ServiceExecutionRole'],
  'AWS::Lambda::Function': ['Role'],
  'AWS::Lex::Bot': ['RoleArn'],
  'AWS::Logs::Destination': ['RoleArn'],
  'AWS::Logs::SubscriptionFilter': ['RoleArn'],
  'AWS::MWAA::Environment': ['ExecutionRoleArn'],
  'AWS::Pipes::Pipe': ['RoleArn'],
  'AWS::QLDB::Stream': ['RoleArn'],
  'AWS::RDS::DBInstance': ['MonitoringRoleArn'],
  'AWS::RDS::DBProxy': ['RoleArn'],
  'AWS::Redshift::Cluster': ['IamRoles'],
  'AWS::RolesAnywhere::Profile': ['RoleArns'],
  'AWS::SNS::Subscription': ['SubscriptionRoleArn'],
  'AWS::SageMaker::FeatureGroup': ['RoleArn'],
  'AWS::SageMaker::Pipeline': ['RoleArn'],
  'AWS::StepFunctions::StateMachine': ['RoleArn'],
  'AWS::Synthetics::Canary': ['ExecutionRoleArn'],
  'AWS::Timestream::ScheduledQuery': ['ScheduledQueryExecutionRoleArn'],
};

export interface NameOrArnProperty {
  readonly property: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

export const NAME_OR_ARN_PROPERTIES: { readonly [type: string]: NameOrArnProperty | undefined } = {
  'AWS::CodeBuild::Project': row('ServiceRole', 'https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md'),
  'AWS::ECS::Service': row('Role', 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html'),
  'AWS::Batch::ComputeEnvironment': row('ServiceRole', 'https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateComputeEnvironment.html'),
};

function row(property: string, source: string): NameOrArnProperty {
  return { property, source, date: '2026-11-22' };
}
